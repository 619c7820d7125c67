const ADDRESS = {
  first_name: "Anna",
  last_name: "Schmidt",
  address_1: "Lindenstraße 12",
  postal_code: "10969",
  city: "Berlin",
}

/** In the demo's storefront: from the basket to where the way to pay is chosen. */
export async function goToPayment(page, { storefront_url, customer }) {
  await page.goto(`${storefront_url}/checkout`)
  await page.getByTestId("checkout-email").fill(customer.email)
  for (const [name, value] of Object.entries(ADDRESS)) await page.getByTestId(`checkout-${name}`).fill(value)
  await page.getByTestId("address-continue").click()
  await page.getByTestId("delivery-standard").click()
  await page.getByTestId("pay").waitFor()
}

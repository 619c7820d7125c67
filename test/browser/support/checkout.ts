import type { Page } from "playwright-core"
import { StoreApi, type DemoState } from "./demo"
import { control } from "./shopper"

type Order = {
  id: string
  total: number
  email: string
  payment_collections: { payments: { amount: number; data: { charge_id: string; charge_permission_id: string } }[] }[]
}
type Charge = {
  chargeId: string
  chargePermissionId: string
  chargeAmount: { amount: string; currencyCode: string }
  statusDetails: { state: string }
}

/** Logs in at the account page; the shop knows the customer from then on. */
export async function logIn(page: Page, demo: DemoState, { email, password }: { email: string; password: string }) {
  await page.goto(demo.storefront_url)
  await page.getByTestId("login-email").fill(email)
  await page.getByTestId("login-password").fill(password)
  await page.getByTestId("login-submit").click()
  await page.getByTestId("save-wallet").waitFor()
}

/** From the shop to where the way to pay is chosen, with one packet of tea in the basket. */
export async function goToPayment(page: Page, demo: DemoState, email: string, tea = "sencha"): Promise<void> {
  await page.goto(`${demo.storefront_url}/shop`)
  await page.getByTestId(`add-${tea}`).click()
  await page.getByTestId("to-checkout").click()
  await page.getByTestId("checkout-email").fill(email)
  const address = {
    first_name: "Sam",
    last_name: "Shopper",
    address_1: "Lindenstraße 12",
    postal_code: "10969",
    city: "Berlin",
  }
  for (const [name, value] of Object.entries(address)) await page.getByTestId(`checkout-${name}`).fill(value)
  await page.getByTestId("address-continue").click()
  await page.getByTestId("delivery-standard").click()
  await page.getByTestId("pay").waitFor()
}

/** The order on the page. */
export async function orderOnPage(page: Page): Promise<string> {
  await page.getByTestId("order").waitFor()
  return (await page.getByTestId("order").getAttribute("data-order")) ?? ""
}

/** An order as the admin has it and what Amazon charged for it; exactly one charge, of exactly the order's total. */
export async function paidOrder(demo: DemoState, orderId: string): Promise<{ order: Order; charge: Charge }> {
  const admin = await StoreApi.loggedIn(demo, demo.admin, "user")
  const fields = "id,total,email,payment_collections.payments.amount,payment_collections.payments.data"
  const { order } = await admin.call<{ order: Order }>(`/admin/orders/${orderId}?fields=${fields}`)
  const payments = order.payment_collections.flatMap((collection) => collection.payments)
  expect(payments).toHaveLength(1)
  const charge = await control<Charge>(demo, `charges/${payments[0]?.data.charge_id}`)
  expect(charge).toMatchObject({
    chargeAmount: { amount: order.total.toFixed(2), currencyCode: "EUR" },
    statusDetails: { state: "Authorized" },
  })
  return { order, charge }
}

/** Every charge of a wallet at Amazon. */
export async function chargesOf(demo: DemoState, chargePermissionId: string): Promise<Charge[]> {
  return control<Charge[]>(demo, `charges?chargePermissionId=${chargePermissionId}`)
}

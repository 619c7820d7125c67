import fs from "node:fs"
import path from "node:path"

const PASSWORD = "demo-customer"

/** Customers of the store. Each is a buyer at the simulator under the same e-mail address and password. */
const CUSTOMERS = {
  anna: {
    login: { email: "anna@example.com", password: PASSWORD },
    name: ["Anna", "Schmidt"],
    addresses: [
      { addressLine1: "Lindenstraße 12", city: "Berlin", postalCode: "10969", countryCode: "DE" },
      { addressLine1: "Neue Straße 5", city: "Hamburg", postalCode: "20095", countryCode: "DE" },
    ],
  },
  ben: {
    login: { email: "ben@example.com", password: PASSWORD },
    name: ["Ben", "Moreau"],
    addresses: [{ addressLine1: "8 rue des Lilas", city: "Paris", postalCode: "75011", countryCode: "FR" }],
  },
  clara: {
    login: { email: "clara@example.com", password: PASSWORD },
    name: ["Clara", "Rossi"],
    addresses: [{ addressLine1: "Via Garibaldi 3", city: "Milano", postalCode: "20121", countryCode: "IT" }],
  },
}

/**
 * Three customers with wallets in different states and some history. Nothing is written past the store: wallets are
 * saved, updated and closed as buyers would, and attached as an admin would.
 *
 * @param {object} demo where everything is
 * @returns the part of the demo's state that is about customers
 */
export async function seedCustomers({ dir, backendUrl, publishableKey, simulator, merchant, admin, say }) {
  const marker = path.join(dir, "customers-seeded")
  if (!fs.existsSync(marker)) {
    say("Saving wallets for three customers ...")
    await seed({ backendUrl, publishableKey, control: simulator.control, merchant, admin })
    fs.writeFileSync(marker, "")
  }
  const { anna, ben, clara } = CUSTOMERS
  return { customer: anna.login, other_customer: ben.login, third_customer: clara.login }
}

async function seed(demo) {
  const anna = await newShopper(demo, CUSTOMERS.anna)
  const ben = await newShopper(demo, CUSTOMERS.ben)
  const clara = await newShopper(demo, CUSTOMERS.clara)

  const everyday = await anna.saveWallet({ card: "1111", address: 0 })
  await anna.update(everyday, "payment_method", { card: "4444", end: "confirm" })
  await anna.update(everyday, "shipping_address", { address: 1, end: "confirm" })
  await anna.update(everyday, "payment_method", { end: "cancel" })
  await anna.attachWallet({ productType: "PayOnly", card: "0005" })

  const expired = await ben.saveWallet({ card: "1111", address: 0 })
  await ben.update(expired, "payment_method", { card: "3434", end: "decline" })
  await ben.atAmazon(expired, { type: "non_chargeable", reason: "PaymentMethodExpired" })

  const closed = await clara.saveWallet({ card: "4444", address: 0 })
  await clara.closeWallet(closed)
  await clara.saveWallet({ card: "0005", address: 0 })
}

async function newShopper({ backendUrl, publishableKey, control, merchant, admin }, { login, name, addresses }) {
  const buyer = await control.createBuyer({
    name: name.join(" "),
    ...login,
    addresses: addresses.map((address) => ({ name: name.join(" "), phoneNumber: "+49 30 5550100", ...address })),
  })
  const store = (path, { token, ...request }) =>
    ask(`${backendUrl}${path}`, { ...request, headers: { "x-publishable-api-key": publishableKey, ...bearer(token) } })

  const registration = await store("/auth/customer/emailpass/register", { body: login })
  const [first_name, last_name] = name
  const { customer } = await store("/store/customers", {
    token: registration.token,
    body: { email: login.email, first_name, last_name },
  })
  const { token } = await store("/auth/customer/emailpass", { body: login })
  const mine = (path, body) => store(`/store/customers/me/amazon-pay${path}`, { token, body })

  const atHostedPage = async (started, { address, ...choice }) => {
    const chosen = address === undefined ? {} : { address: buyer.addresses[address].addressId }
    const walked = await control.actAsBuyer(started.checkout.options, { buyerId: buyer.buyerId, ...choice, ...chosen })
    return mine(`/updates/${started.update.id}/complete`, { checkout_session_id: walked.checkoutSessionId })
  }
  const chargePermissionOf = async (walletId) => (await mine(`/wallets/${walletId}`)).wallet.charge_permission_id

  return {
    saveWallet: async (choice) => {
      const { update } = await atHostedPage(await mine("/wallets", {}), { ...choice, end: "confirm" })
      return update.wallet_id
    },
    update: async (walletId, update_type, choice) =>
      atHostedPage(await mine(`/wallets/${walletId}/update`, { update_type }), choice),
    closeWallet: (walletId) => mine(`/wallets/${walletId}/close`, {}),
    atAmazon: async (walletId, change) => control.changeWallet(await chargePermissionOf(walletId), change),
    attachWallet: async (wallet) => {
      const made = await control.createWallet({ merchantId: merchant.merchantId, buyerId: buyer.buyerId, ...wallet })
      await ask(`${backendUrl}/admin/amazon-pay/wallets`, {
        headers: bearer(await adminToken(backendUrl, admin)),
        body: { customer_id: customer.id, charge_permission_id: made.chargePermissionId },
      })
    },
  }
}

async function adminToken(backendUrl, admin) {
  return (await ask(`${backendUrl}/auth/user/emailpass`, { body: admin })).token
}

function bearer(token) {
  return token ? { authorization: `Bearer ${token}` } : {}
}

/** GET without a body, POST with one. */
async function ask(url, { body, headers = {} }) {
  const answer = await fetch(url, {
    method: body ? "POST" : "GET",
    headers: { ...headers, ...(body && { "content-type": "application/json" }) },
    body: body && JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}: ${text}`)
  return JSON.parse(text)
}

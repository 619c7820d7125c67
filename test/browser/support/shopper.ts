import { randomUUID } from "node:crypto"
import { OWN_CONNECTION, StoreApi, type DemoState } from "./demo"

type Wallet = { id: string; charge_permission_id: string; payment_descriptor: string }
type Started = { checkout: { options: object }; update: { id: string } }

/** A new customer of the demo store who is a buyer at the simulator under the same name. */
export type Shopper = {
  login: { email: string; password: string }
  customerId: string
  buyerId: string
  /** A wallet saved with the Visa that ends in 1111. */
  wallet: Wallet
  api: StoreApi
}

export async function newShopper(demo: DemoState): Promise<Shopper> {
  const { login, customerId, api } = await registeredCustomer(demo)
  const buyer = await control<{ buyerId: string }>(demo, "buyers", { name: "Sam Shopper", ...login })
  const started = await api.call<Started>("/store/customers/me/amazon-pay/wallets", {})
  const { checkoutSessionId } = await control<{ checkoutSessionId: string }>(demo, "act-as-buyer", {
    options: started.checkout.options,
    buyerId: buyer.buyerId,
    card: "1111",
    end: "confirm",
  })
  await api.call(`/store/customers/me/amazon-pay/updates/${started.update.id}/complete`, {
    checkout_session_id: checkoutSessionId,
  })
  const { wallets } = await api.call<{ wallets: Wallet[] }>("/store/customers/me/amazon-pay/wallets")
  const [wallet] = wallets
  if (!wallet) throw new Error("The shopper's wallet was not saved")
  return { login, customerId, buyerId: buyer.buyerId, wallet, api }
}

/** A new customer of the demo store, who is nobody at the simulator. */
export async function registeredCustomer(demo: DemoState): Promise<Pick<Shopper, "login" | "customerId" | "api">> {
  const login = { email: `shopper-${randomUUID()}@example.com`, password: "a-shopper" }
  return { login, ...(await register(demo, login)) }
}

/** Begins an update and cancels it on Amazon's page. */
export async function cancelUpdate(demo: DemoState, { api, wallet, buyerId }: Shopper, update_type: string) {
  const started = await api.call<Started>(`/store/customers/me/amazon-pay/wallets/${wallet.id}/update`, { update_type })
  const { checkoutSessionId } = await control<{ checkoutSessionId: string }>(demo, "act-as-buyer", {
    options: started.checkout.options,
    buyerId,
    end: "cancel",
  })
  await api.call(`/store/customers/me/amazon-pay/updates/${started.update.id}/complete`, {
    checkout_session_id: checkoutSessionId,
  })
}

/** Changes a wallet at Amazon, as its buyer or Amazon would. */
export async function changeAtAmazon(
  demo: DemoState,
  { wallet }: { wallet: Pick<Wallet, "charge_permission_id"> },
  change: { type: string } & Record<string, unknown>,
): Promise<void> {
  await control(demo, `wallets/${wallet.charge_permission_id}/changes`, change)
}

async function register(demo: DemoState, login: Shopper["login"]): Promise<Pick<Shopper, "customerId" | "api">> {
  const post = async <T>(path: string, body: object, token?: string): Promise<T> => {
    const answer = await fetch(demo.backend_url + path, {
      method: "POST",
      headers: {
        ...OWN_CONNECTION,
        "content-type": "application/json",
        "x-publishable-api-key": demo.publishable_key,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const { token } = await post<{ token: string }>("/auth/customer/emailpass/register", login)
  const { customer } = await post<{ customer: { id: string } }>("/store/customers", { email: login.email }, token)
  const refreshed = await post<{ token: string }>("/auth/token/refresh", {}, token)
  return { customerId: customer.id, api: StoreApi.withToken(demo, refreshed.token) }
}

/** A saved wallet at Amazon that the store knows nothing of; answers its charge permission. */
export async function walletAtAmazon(demo: DemoState, { wallet, buyerId }: Shopper, card: string): Promise<string> {
  const { merchantId } = await control<{ merchantId: string }>(demo, `wallets/${wallet.charge_permission_id}`)
  const made = { merchantId, buyerId, productType: "PayOnly", card }
  return (await control<{ chargePermissionId: string }>(demo, "wallets", made)).chargePermissionId
}

/** The simulator's control API. */
export async function control<T>(demo: DemoState, path: string, body?: object): Promise<T> {
  const answer = await fetch(`${demo.simulator_url}/_control/${path}`, {
    method: body ? "POST" : "GET",
    headers: { ...OWN_CONNECTION, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`_control/${path} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as T
}

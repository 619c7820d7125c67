import { StoreApi, type DemoState } from "./demo"

type Wallet = { id: string; charge_permission_id: string; payment_descriptor: string }
type Started = { checkout: { options: object }; update: { id: string } }

/** A new customer of the demo store who is a buyer at the simulator under the same name. */
export type Shopper = {
  login: { email: string; password: string }
  customerId: string
  /** A wallet saved with the Visa that ends in 1111. */
  wallet: Wallet
  api: StoreApi
}

let shoppers = 0

export async function newShopper(demo: DemoState): Promise<Shopper> {
  shoppers += 1
  const login = { email: `shopper-${process.pid}-${shoppers}@example.com`, password: "a-shopper" }
  const buyer = await control<{ buyerId: string }>(demo, "buyers", { name: `Shopper ${shoppers}`, ...login })
  const customerId = await register(demo, login)
  const api = await StoreApi.loggedIn(demo, login)
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
  return { login, customerId, wallet, api }
}

async function register(demo: DemoState, login: { email: string; password: string }): Promise<string> {
  const post = async <T>(path: string, body: object, token?: string): Promise<T> => {
    const answer = await fetch(demo.backend_url + path, {
      method: "POST",
      headers: {
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
  return customer.id
}

/** The simulator's control API. */
export async function control<T>(demo: DemoState, path: string, body?: object): Promise<T> {
  const answer = await fetch(`${demo.simulator_url}/_control/${path}`, {
    method: body ? "POST" : "GET",
    headers: { "content-type": "application/json" },
    body: body && JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`_control/${path} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as T
}

import path from "node:path"
import { medusaIntegrationTestRunner } from "@medusajs/test-utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { AmazonPayOptions } from "../../../src"
import { AMAZON_PAY_MODULE } from "../../../src/modules/amazon-pay"
import type AmazonPayModuleService from "../../../src/modules/amazon-pay/service"
import { startSimulator, type BuyerAction, type Simulator, type SimulatorOptions } from "../../../src/simulator"
import type { CheckoutResponse, Wallet, WalletUpdate } from "../../../src/contracts"
import { MERCHANT_ID, merchantSetup, pluginOptions } from "../support/options"

/** An answer of the store, whatever its status. */
export type Answer<T = Record<string, unknown>> = {
  status: number
  data: T
  headers: Record<string, string | undefined>
}

type Request = { method?: string; body?: unknown; headers?: Record<string, string>; raw?: boolean }

/** A Medusa store with this plugin's sources, its simulator, and people who use it. */
export type StoreUnderTest = {
  simulator: Simulator
  container: () => MedusaContainer
  amazonPay: () => AmazonPayModuleService
  request: <T = Record<string, unknown>>(path: string, request?: Request) => Promise<Answer<T>>
  customer: () => Promise<Customer>
  /** Headers of a logged-in admin. */
  admin: () => Promise<Record<string, string>>
  publishableKey: () => Promise<string>
  /** Resolves when no notification waits any more. */
  inboxWorkedOff: () => Promise<void>
  /** Empties Amazon's request log, once nothing in the background asks any more. */
  forgetRequests: () => Promise<void>
}

export type Customer = {
  id: string
  email: string
  buyerId: string
  headers: Record<string, string>
  /** Calls one of the customer's own routes. */
  call: <T = Record<string, unknown>>(path: string, body?: unknown) => Promise<Answer<T>>
  /** A wallet that was saved with the card that ends in 1111. */
  savedWallet: () => Promise<Wallet>
  start: (walletId: string, updateType?: string) => Promise<CheckoutResponse>
  /** Walks Amazon's page; answers the URL Amazon sends the buyer to. */
  atAmazon: (started: CheckoutResponse, action: Omit<BuyerAction, "buyerId">) => Promise<URL>
}

const CUSTOMER_ROUTES = "/store/customers/me/amazon-pay"

/**
 * Describes tests that run against a real Medusa server on PostgreSQL and the simulator.
 *
 * @param given.options on top of the usual ones
 */
export function describeStore(
  tests: (store: StoreUnderTest) => void,
  given: { options?: (simulator: Simulator) => Partial<AmazonPayOptions>; simulator?: Partial<SimulatorOptions> } = {},
): void {
  let simulator: Simulator
  beforeAll(async () => {
    simulator = await startSimulator({ tlsPort: null, merchants: [merchantSetup()], ...given.simulator })
    process.env.AMAZON_PAY_TEST_OPTIONS = JSON.stringify(
      pluginOptions({
        endpoints: simulator.endpoints("eu"),
        ipn: { topicArns: [simulator.topicArn(MERCHANT_ID)] },
        ...given.options?.(simulator),
      }),
    )
  })
  afterAll(() => simulator.close())

  medusaIntegrationTestRunner({
    inApp: true,
    medusaConfigFile: path.resolve(__dirname, "../../host"),
    testSuite: ({ api, getContainer }) => {
      beforeEach(async () => {
        await simulator.control.reset()
        await simulator.control.setIpnUrl(MERCHANT_ID, `${api.defaults.baseURL}/hooks/amazon-pay/ipn`)
      })
      afterEach(() => simulator.control.notificationsSettled())
      tests(storeUnderTest(() => simulator, api, getContainer))
    },
  })
}

type Http = { request: (config: object) => Promise<Answer<never>> }

function storeUnderTest(simulator: () => Simulator, api: Http, container: () => MedusaContainer): StoreUnderTest {
  const request = async <T>(url: string, { method, body, headers, raw }: Request = {}): Promise<Answer<T>> => {
    const {
      status,
      data,
      headers: answered,
    } = await api.request({
      url,
      method: method ?? (body === undefined ? "GET" : "POST"),
      data: body,
      headers,
      maxRedirects: 0,
      validateStatus: () => true,
      ...(raw && { transformRequest: [(given: unknown) => given] }),
    })
    return { status, data, headers: answered }
  }
  const amazonPay = () => container().resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
  const publishableKey = async () => {
    const key = await container()
      .resolve(Modules.API_KEY)
      .createApiKeys({ title: "storefront", type: "publishable", created_by: "test" })
    return key.token
  }
  const inboxWorkedOff = async () => {
    await simulator().control.notificationsSettled()
    const deadline = Date.now() + 20_000
    for (;;) {
      const { notifications } = await amazonPay().readStatus()
      const { received = 0, failed = 0 } = notifications.by_status
      if (received + failed === 0) return
      if (Date.now() > deadline) throw new Error(`The inbox is stuck: ${JSON.stringify(notifications)}`)
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }
  return {
    get simulator() {
      return simulator()
    },
    container,
    amazonPay,
    request,
    publishableKey,
    admin: () => loginAdmin(container(), request),
    customer: async () => newCustomer(simulator(), request, await publishableKey()),
    inboxWorkedOff,
    forgetRequests: async () => {
      await inboxWorkedOff()
      await simulator().control.clearRequests()
    },
  }
}

async function loginAdmin(container: MedusaContainer, request: StoreUnderTest["request"]) {
  const login = { email: "admin@example.com", password: "an-admin" }
  const auth = container.resolve(Modules.AUTH)
  const { authIdentity } = await auth.register("emailpass", { body: login })
  const user = await container.resolve(Modules.USER).createUsers({ email: login.email })
  await auth.updateAuthIdentities({ id: authIdentity?.id ?? "", app_metadata: { user_id: user.id } })
  const { data } = await request<{ token: string }>("/auth/user/emailpass", { body: login })
  return { authorization: `Bearer ${data.token}` }
}

let customers = 0

async function newCustomer(
  simulator: Simulator,
  request: StoreUnderTest["request"],
  publishableKey: string,
): Promise<Customer> {
  customers += 1
  const login = { email: `customer-${customers}@example.com`, password: "a-customer" }
  const buyer = await simulator.control.createBuyer(login)
  const registered = await request<{ token: string }>("/auth/customer/emailpass/register", { body: login })
  const headersWith = (token: string) => ({
    "x-publishable-api-key": publishableKey,
    authorization: `Bearer ${token}`,
  })
  const created = await request<{ customer: { id: string } }>("/store/customers", {
    body: { email: login.email },
    headers: headersWith(registered.data.token),
  })
  const { data } = await request<{ token: string }>("/auth/customer/emailpass", { body: login })
  const headers = headersWith(data.token)

  const call: Customer["call"] = (route, body) => request(CUSTOMER_ROUTES + route, { body, headers })
  const expectOk = async <T>(answer: Promise<Answer<T>>): Promise<T> => {
    const { status, data: body } = await answer
    if (status !== 200) throw new Error(`The store answered ${status}: ${JSON.stringify(body)}`)
    return body
  }
  const atAmazon: Customer["atAmazon"] = async (started, action) => {
    const { redirectUrl } = await simulator.control.actAsBuyer(started.checkout.options, {
      buyerId: buyer.buyerId,
      ...action,
    })
    return new URL(redirectUrl)
  }
  return {
    id: created.data.customer.id,
    email: login.email,
    buyerId: buyer.buyerId,
    headers,
    call,
    atAmazon,
    start: (walletId, update_type = "payment_method") =>
      expectOk(call<CheckoutResponse>(`/wallets/${walletId}/update`, { update_type })),
    savedWallet: async () => {
      const started = await expectOk(call<CheckoutResponse>("/wallets", {}))
      const back = await atAmazon(started, { card: "1111", end: "confirm" })
      const { update } = await expectOk(
        call<{ update: WalletUpdate }>(`/updates/${started.update.id}/complete`, {
          checkout_session_id: back.searchParams.get("amazonCheckoutSessionId"),
        }),
      )
      return (await expectOk(call<{ wallet: Wallet }>(`/wallets/${update.wallet_id}`))).wallet
    },
  }
}

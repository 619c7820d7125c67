import { createWalletActions, handOverUrl, hasUpdatePage, readReturn } from "../../../src/storefront"
import type { StoreRequest, Wallet } from "../../../src/storefront"
import { SESSION_ID, TOKEN } from "./fixtures"

type Asked = [string, Parameters<StoreRequest>[1]]

function recorded(answer: unknown) {
  const asked: Asked[] = []
  const request = async <T>(...call: Asked): Promise<T> => {
    asked.push(call)
    return answer as T
  }
  return { asked, actions: createWalletActions(request as StoreRequest) }
}

const MINE = "/store/customers/me/amazon-pay"

describe("the store's routes", () => {
  it("are called as the contract has them", async () => {
    const { asked, actions } = recorded({ wallets: [], wallet: {}, update: {}, updates: [], count: 0 })
    await actions.listWallets()
    await actions.saveWallet()
    await actions.startUpdate("apw_1", "payment_method")
    await actions.closeWallet("apw_1")
    await actions.listUpdates("apw_1", 3)
    await actions.loadUpdate("apwu_1")
    await actions.completeUpdate("apwu_1", SESSION_ID)
    expect(asked).toEqual([
      [`${MINE}/wallets`, { query: { limit: 50 } }],
      [`${MINE}/wallets`, { method: "POST", body: {} }],
      [`${MINE}/wallets/apw_1/update`, { method: "POST", body: { update_type: "payment_method" } }],
      [`${MINE}/wallets/apw_1/close`, { method: "POST", body: {} }],
      [`${MINE}/wallets/apw_1/updates`, { query: { limit: 3 } }],
      [`${MINE}/updates/apwu_1`, undefined],
      [`${MINE}/updates/apwu_1/complete`, { method: "POST", body: { checkout_session_id: SESSION_ID } }],
    ])
  })

  it("cannot be left by an id that a browser sent to a server action", async () => {
    const { asked, actions } = recorded({ wallet: {} })
    await actions.closeWallet("../../../carts/cart_1?")
    expect(asked[0]?.[0]).toBe(`${MINE}/wallets/..%2F..%2F..%2Fcarts%2Fcart_1%3F/close`)
  })
})

describe("a wallet's page at Amazon", () => {
  it.each([
    ["https://pay.amazon.com/jp/jr/your-account/ba/B01-0000000-0000000", false],
    ["https://payments.amazon.com/jr/your-account/ba/B01-0000000-0000000", true],
  ])("is the only way to change it in Japan: %s", (manage_url, expected) => {
    expect(hasUpdatePage({ manage_url } as Wallet)).toBe(expected)
  })
})

describe("a return straight to the storefront", () => {
  const returned = readReturn(`/account/amazon-pay/return/${TOKEN}?amazonCheckoutSessionId=${SESSION_ID}`)
  if (!returned) throw new Error("not read as a return")

  it("goes on to the store's return handler in a tab that does not know the update", () => {
    expect(handOverUrl(returned, "https://api.example/")).toBe(
      `https://api.example/amazon-pay/return/${TOKEN}?amazonCheckoutSessionId=${SESSION_ID}`,
    )
  })

  it("stays where the update is known", () => {
    expect(handOverUrl({ ...returned, updateId: "apwu_1" }, "https://api.example")).toBeNull()
  })

  it("is none where the store's return handler was asked already", () => {
    expect(handOverUrl({ ...returned, returnToken: null }, "https://api.example")).toBeNull()
  })
})

import type { PaymentSessionDTO } from "@medusajs/framework/types"
import type { BuyerAction } from "../../../src/simulator"
import type { PaymentReturnResponse } from "../../../src/contracts"
import type { Customer } from "../http/support"
import { describePayments } from "./support"

const SESSION_ID = "3bf93f46-b7b2-4e7c-a7a3-6cbe0fa2d2c0"

describePayments((store, till) => {
  /** The buyer walks through Amazon's page; the id of the session they come back with. */
  const atAmazon = async (customer: Customer, session: PaymentSessionDTO, action: Partial<BuyerAction> = {}) => {
    const back = await customer.atAmazon(till.dataOf(session) as never, { card: "1111", end: "confirm", ...action })
    expect(back.pathname).toBe(`/checkout/amazon-pay/${session.id}`)
    return back.searchParams.get("amazonCheckoutSessionId") ?? ""
  }
  const guest = async () => ({ "x-publishable-api-key": await store.publishableKey() })
  const comeBack = (id: string, body: unknown, headers: Record<string, string>) =>
    store.request<PaymentReturnResponse & { code?: string }>(`/store/amazon-pay/payment-sessions/${id}/return`, {
      body,
      headers,
    })
  const noted = async ({ id }: PaymentSessionDTO) => till.dataOf(await till.session(id)).checkout_session_id

  it("lets a guest pay, and charges nobody before the payment is authorised", async () => {
    const customer = await store.customer()
    const session = await till.begin(null, 14, {})
    const checkout_session_id = await atAmazon(customer, session)
    const answer = await comeBack(session.id, { checkout_session_id }, await guest())
    expect(answer).toMatchObject({
      status: 200,
      data: { payment_session: { id: session.id, status: "requires_more" } },
      headers: { "cache-control": "no-store" },
    })
    expect((await store.simulator.control.checkoutSession(checkout_session_id)).state).toBe("Open")
    await expect(till.authorize(session.id)).resolves.toMatchObject({ amount: 14 })
  })

  it("lets a customer pay and save the wallet; a page that is loaded twice changes nothing", async () => {
    const customer = await store.customer()
    const session = await till.begin(customer, 14, { save_wallet: true })
    const body = { checkout_session_id: await atAmazon(customer, session) }
    for (let time = 0; time < 2; time += 1) {
      expect(await comeBack(session.id, body, customer.headers)).toMatchObject({ status: 200 })
    }
    await till.authorize(session.id)
    expect(await comeBack(session.id, body, customer.headers)).toMatchObject({
      status: 200,
      data: { payment_session: { status: "authorized" } },
    })
    const { wallets } = (await customer.call<{ wallets: unknown[] }>("/wallets")).data
    expect(wallets).toHaveLength(1)
  })

  it("knows a customer's payment only from that customer, and says the same of one that does not exist", async () => {
    const [customer, other] = [await store.customer(), await store.customer()]
    const session = await till.begin(customer, 14, {})
    const body = { checkout_session_id: SESSION_ID }
    const answers = [
      await comeBack(session.id, body, other.headers),
      await comeBack(session.id, body, await guest()),
      await comeBack("payses_none", body, customer.headers),
      await comeBack("payses%00none", body, customer.headers),
    ]
    for (const { status, data } of answers) {
      expect(status).toBe(404)
      expect(data).toEqual(answers[0]?.data)
    }
    expect(await noted(session)).toBeNull()
  })

  it("does not know another provider's payment", async () => {
    const [collection] = await till.payments().createPaymentCollections([{ currency_code: "eur", amount: 14 }])
    const session = await till.payments().createPaymentSession(collection?.id ?? "", {
      provider_id: "pp_system_default",
      currency_code: "eur",
      amount: 14,
      data: {},
    })
    const answer = await comeBack(session.id, { checkout_session_id: SESSION_ID }, await guest())
    expect(answer).toMatchObject({ status: 404, data: { code: "payment_session_not_found" } })
    expect(await till.session(session.id)).toMatchObject({ data: {} })
  })

  it.each([
    ["what is no session", { checkout_session_id: "../charges" }],
    ["no session", {}],
    ["a number", { checkout_session_id: 7 }],
    ["an amount", { checkout_session_id: SESSION_ID, amount: 1 }],
    ["something too long", { checkout_session_id: "x".repeat(201) }],
  ])("refuses %s", async (_, body) => {
    const session = await till.begin(null, 14, {})
    expect(await comeBack(session.id, body, await guest())).toMatchObject({ status: 400 })
    expect(await noted(session)).toBeNull()
  })

  it("refuses whoever has no publishable key", async () => {
    const session = await till.begin(null, 14, {})
    expect(await comeBack(session.id, { checkout_session_id: SESSION_ID }, {})).toMatchObject({ status: 400 })
    expect(await noted(session)).toBeNull()
  })

  it("takes a session of another cart, or of an amount that changed, and neither is completed", async () => {
    const customer = await store.customer()
    const [mine, other] = [await till.begin(null, 14, {}), await till.begin(null, 1, {})]
    const cheap = await atAmazon(customer, other)
    expect(await comeBack(mine.id, { checkout_session_id: cheap }, await guest())).toMatchObject({ status: 200 })
    await expect(till.authorize(mine.id)).rejects.toMatchObject({ code: "checkout_not_of_this_payment" })

    const confirmed = await atAmazon(customer, mine)
    const { id, data } = await till.session(mine.id)
    await till.payments().updatePaymentSession({ id, amount: 20, currency_code: "eur", data: data ?? {} })
    expect(await comeBack(mine.id, { checkout_session_id: confirmed }, await guest())).toMatchObject({ status: 200 })
    await expect(till.authorize(mine.id)).rejects.toMatchObject({ code: "checkout_not_of_this_payment" })
    for (const session of [cheap, confirmed]) {
      expect((await store.simulator.control.checkoutSession(session)).state).toBe("Open")
    }
  })
})

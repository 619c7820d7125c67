import type { PaymentSessionDTO } from "@medusajs/framework/types"
import type { BuyerAction } from "../../../src/simulator"
import type { Customer } from "../http/support"
import { returnFromCheckoutWorkflow } from "../../../src/workflows"
import { describePayments } from "./support"

describePayments((store, till) => {
  /** The buyer walks through Amazon's page; the id of the session they come back with. */
  const atAmazon = async (customer: Customer, session: PaymentSessionDTO, action: Partial<BuyerAction> = {}) => {
    const { checkout } = till.dataOf(session)
    if (!checkout) throw new Error("There is nothing to go to Amazon with")
    const back = await customer.atAmazon({ checkout } as never, { card: "1111", end: "confirm", ...action })
    return back.searchParams.get("amazonCheckoutSessionId") ?? ""
  }
  const comeBack = (session: PaymentSessionDTO, checkout_session_id: string, customer?: Customer) =>
    returnFromCheckoutWorkflow(store.container()).run({
      input: { payment_session_id: session.id, checkout_session_id, customer_id: customer?.id },
    })

  it("without saving is one charge of exactly the session's amount", async () => {
    const customer = await store.customer()
    const session = await till.begin(null, "14.00", {})
    expect(session).toMatchObject({
      status: "requires_more",
      data: { checkout: { options: { productType: "PayOnly" } } },
    })
    await expect(till.authorize(session.id)).rejects.toThrow("not authorized")
    await comeBack(session, await atAmazon(customer, session))
    const payment = await till.authorize(session.id)
    const charge = await store.simulator.control.charge(String(till.dataOf(payment).charge_id))
    expect(charge).toMatchObject({
      chargeAmount: { amount: "14.00", currencyCode: "EUR" },
      statusDetails: { state: "Authorized" },
    })
    expect(till.dataOf(payment)).toMatchObject({ checkout: null, wallet_id: null })
    const { wallets } = (await customer.call<{ wallets: unknown[] }>("/wallets")).data
    expect(wallets).toEqual([])
  })

  it("that saves the wallet makes it the customer's, who can pay with it the next time", async () => {
    const customer = await store.customer()
    const session = await till.begin(customer, 14, { save_wallet: true })
    await comeBack(session, await atAmazon(customer, session), customer)
    const payment = await till.authorize(session.id)
    const { wallets } = (await customer.call<{ wallets: { id: string; charge_permission_id: string }[] }>("/wallets"))
      .data
    expect(wallets).toMatchObject([{ charge_permission_id: till.dataOf(payment).charge_permission_id }])
    const next = await till.begin(customer, 5, { wallet_id: wallets[0]?.id })
    await expect(till.authorize(next.id)).resolves.toMatchObject({ amount: 5 })
  })

  it("saves no wallet for nobody", async () => {
    await expect(till.begin(null, 14, { save_wallet: true })).rejects.toMatchObject({ code: "customer_required" })
  })

  it("is completed once when its answer is lost", async () => {
    const customer = await store.customer()
    const session = await till.begin(null, 14, {})
    await comeBack(session, await atAmazon(customer, session))
    await till.loseAnswers("CompleteCheckoutSession")
    await expect(till.authorize(session.id)).rejects.toMatchObject({ code: "payment_outcome_unknown" })
    await till.recoverAnswers()
    const payment = await till.authorize(session.id)
    const { charge_permission_id: chargePermissionId } = till.dataOf(payment)
    expect(await store.simulator.control.charges({ chargePermissionId: String(chargePermissionId) })).toHaveLength(1)
  })

  it("whose answer was lost is found again by its notification, and its wallet is saved", async () => {
    const customer = await store.customer()
    const session = await till.begin(customer, 14, { save_wallet: true })
    await comeBack(session, await atAmazon(customer, session), customer)
    await till.loseAnswers("CompleteCheckoutSession")
    await expect(till.authorize(session.id)).rejects.toMatchObject({ code: "payment_outcome_unknown" })
    await till.recoverAnswers()
    await till.toldAll()
    expect(await till.session(session.id)).toMatchObject({ status: "authorized", payment: { amount: 14 } })
    const { wallets } = (await customer.call<{ wallets: unknown[] }>("/wallets")).data
    expect(wallets).toHaveLength(1)
  })

  it("that the buyer cancels leaves the payment open; they can pay again", async () => {
    const customer = await store.customer()
    const session = await till.begin(null, 14, {})
    await comeBack(session, await atAmazon(customer, session, { card: "3064" }))
    await expect(till.authorize(session.id)).rejects.toThrow("not authorized")
    expect(await till.session(session.id)).toMatchObject({
      status: "requires_more",
      data: { decline: { reason_code: "BuyerCanceled", action: "pay_again" } },
    })
    await comeBack(session, await atAmazon(customer, session))
    await expect(till.authorize(session.id)).resolves.toMatchObject({ amount: 14 })
  })

  it("of another cart is not completed, and neither is one of another amount", async () => {
    const customer = await store.customer()
    const [mine, other] = [await till.begin(null, 14, {}), await till.begin(null, 1, {})]
    const cheap = await atAmazon(customer, other)
    await comeBack(mine, cheap)
    await expect(till.authorize(mine.id)).rejects.toMatchObject({ code: "checkout_not_of_this_payment" })
    expect((await store.simulator.control.checkoutSession(cheap)).state).toBe("Open")

    const confirmed = await atAmazon(customer, other)
    await till.payments().updatePaymentSession({
      id: other.id,
      amount: 20,
      currency_code: "eur",
      data: { ...other.data, checkout_session_id: confirmed } as never,
    })
    await comeBack(other, confirmed)
    await expect(till.authorize(other.id)).rejects.toMatchObject({ code: "checkout_not_of_this_payment" })
    expect((await store.simulator.control.checkoutSession(confirmed)).state).toBe("Open")
  })

  it("is returned to only by the customer who began it, with what looks like a session", async () => {
    const customer = await store.customer()
    const session = await till.begin(customer, 14, { save_wallet: true })
    const id = await atAmazon(customer, session)
    await expect(comeBack(session, id)).rejects.toMatchObject({ code: "payment_session_not_found" })
    await expect(comeBack(session, id, await store.customer())).rejects.toMatchObject({
      code: "payment_session_not_found",
    })
    await expect(comeBack(session, "../charges", customer)).rejects.toMatchObject({
      code: "invalid_checkout_session_id",
    })
    await expect(comeBack({ ...session, id: "payses_none" }, id)).rejects.toMatchObject({
      code: "payment_session_not_found",
    })
  })
})

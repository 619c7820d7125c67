import type { PaymentSessionDTO } from "@medusajs/framework/types"
import { EVENTS, returnFromCheckoutWorkflow } from "../../../src/workflows"
import { describePayments, type Payer } from "./support"

const UNKNOWN = expect.objectContaining({ code: "payment_outcome_unknown" })

/** Answers are lost, notifications do not come, and nobody presses again. */
describePayments((store, till) => {
  beforeEach(() => withoutNotifications())
  const withoutNotifications = () =>
    store.simulator.control.addFault({ notification: "withhold", times: "always" }).then(() => undefined)
  const amazonIsBack = async () => {
    await till.recoverAnswers()
    await withoutNotifications()
  }
  const openOperations = () =>
    till.sql(`select id, kind, state from amazon_pay_operation where state in ('sent', 'unknown') or needs_recording`)
  const told = async (payer: Payer, name: string) =>
    (
      await till.sql<{ data: { customer_id: string } }>(`select data from amazon_pay_outbox where name = ?`, name)
    ).filter(({ data }) => data.customer_id === payer.customer.id)

  it("a charge is found by the job, and Medusa authorises the payment", async () => {
    const payer = await till.payer()
    const session = await payer.begin()
    await till.loseAnswers("CreateCharge")
    await expect(till.authorize(session.id)).rejects.toEqual(UNKNOWN)
    await amazonIsBack()
    await till.reconciled()
    expect(await till.session(session.id)).toMatchObject({ status: "authorized", payment: { amount: 14 } })
    await till.reconciled()
    expect((await till.atAmazon(payer)).charges).toMatchObject([{ statusDetails: { state: "Authorized" } }])
    expect(await openOperations()).toEqual([])
  })

  it("a capture and a refund are found by the job and recorded in Medusa, order and all", async () => {
    const payer = await till.payer()
    const payment = await payer.pay()
    const order = await till.orderOf(payment)
    await till.loseAnswers("CaptureCharge")
    await expect(till.payments().capturePayment({ payment_id: payment.id, amount: 10 })).rejects.toEqual(UNKNOWN)
    await amazonIsBack()
    await till.reconciled()
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 10, refunded: 0 })
    await till.loseAnswers("CreateRefund")
    await expect(till.payments().refundPayment({ payment_id: payment.id, amount: 4 })).rejects.toEqual(UNKNOWN)
    await amazonIsBack()
    await till.reconciled()
    await till.reconciled()
    const { charges, refunds } = await till.atAmazon(payer)
    expect(charges.map(({ captureAmount }) => captureAmount?.amount)).toEqual(["10.00"])
    expect(refunds.map(({ refundAmount }) => refundAmount.amount)).toEqual(["4.00"])
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 10, refunded: 4 })
    expect(await till.paidOf(order)).toBe(6)
    expect(await openOperations()).toEqual([])
  })

  it("a purchase is found by the job, and its wallet saved", async () => {
    const customer = await store.customer()
    const session = await till.begin(customer, 14, { save_wallet: true })
    await comeBack(session)
    await till.loseAnswers("CompleteCheckoutSession")
    await expect(till.authorize(session.id)).rejects.toEqual(UNKNOWN)
    await amazonIsBack()
    await till.reconciled()
    const { status, payment } = await till.session(session.id)
    expect([status, Number(payment?.amount)]).toEqual(["authorized", 14])
    const { wallets } = (await customer.call<{ wallets: unknown[] }>("/wallets")).data
    expect(wallets).toHaveLength(1)

    async function comeBack({ id, data }: PaymentSessionDTO) {
      const { checkout } = till.dataOf({ data })
      const back = await customer.atAmazon({ checkout } as never, { card: "1111", end: "confirm" })
      const checkout_session_id = back.searchParams.get("amazonCheckoutSessionId") ?? ""
      const input = { payment_session_id: id, checkout_session_id, customer_id: customer.id }
      await returnFromCheckoutWorkflow(store.container()).run({ input })
    }
  })

  it.each([
    ["a request that Amazon never received is made once, as if somebody had pressed again", { reset: true }],
    ["a request that Amazon answered with an error of its own is made once", { status: 503 }],
  ])("%s", async (_, fault) => {
    const payer = await till.payer()
    const session = await payer.begin()
    await store.simulator.control.addFault({ operation: "CreateCharge", times: "always", ...fault })
    await expect(till.authorize(session.id)).rejects.toEqual(UNKNOWN)
    expect((await till.atAmazon(payer)).charges).toEqual([])
    await amazonIsBack()
    await till.reconciled()
    await till.reconciled()
    expect((await till.atAmazon(payer)).charges).toHaveLength(1)
    expect(await till.session(session.id)).toMatchObject({ status: "authorized" })
  })

  it("a charge that turns out to be declined marks the wallet, is told of once, and can be tried again", async () => {
    const payer = await till.payer()
    const session = await payer.begin()
    await store.simulator.control.declineCharges(payer.wallet.charge_permission_id, {
      reasonCode: "HardDeclined",
      times: 1,
    })
    await till.loseAnswers("CreateCharge")
    await expect(till.authorize(session.id)).rejects.toEqual(UNKNOWN)
    await amazonIsBack()
    await till.reconciled()
    await till.reconciled()
    expect(await told(payer, EVENTS.chargeDeclined)).toMatchObject([{ data: { payment_session_id: session.id } }])
    expect(await told(payer, EVENTS.walletNeedsAttention)).toHaveLength(1)
    expect(await openOperations()).toEqual([])
  })

  it("a charge whose session was given up meanwhile is canceled, and one of an amount that changed too", async () => {
    const [gone, changed] = [await till.payer(), await till.payer()]
    const [first, second] = [await gone.begin(14), await changed.begin(14)]
    await till.loseAnswers("CreateCharge")
    await expect(till.authorize(first.id)).rejects.toEqual(UNKNOWN)
    await expect(till.authorize(second.id)).rejects.toEqual(UNKNOWN)
    await amazonIsBack()
    await till.sql(`update payment_session set deleted_at = now() where id = ?`, first.id)
    const { data } = await till.session(second.id)
    const update = { id: second.id, amount: 20, currency_code: "eur", data: data as never }
    await till.payments().updatePaymentSession(update)
    await till.reconciled()
    for (const payer of [gone, changed]) {
      expect((await till.atAmazon(payer)).charges).toMatchObject([{ statusDetails: { state: "Canceled" } }])
    }
    await till.authorize(second.id)
    expect((await till.atAmazon(changed)).charges.map(({ chargeAmount }) => chargeAmount.amount).sort()).toEqual([
      "14.00",
      "20.00",
    ])
  })

  it("a capture and a refund whose process ends before Amazon answers are recorded once, order and all", async () => {
    const payer = await till.payer()
    const payment = await payer.pay()
    const order = await till.orderOf(payment)
    const stuck = await stuckIn("CaptureCharge", () => till.payments().capturePayment({ payment_id: payment.id }))
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 14, refunded: 0 })
    expect(await till.paidOf(order)).toBe(0)
    await amazonIsBack()
    await till.reconciled()
    expect([await till.inMedusa(payment.id), await till.paidOf(order)]).toEqual([{ captured: 14, refunded: 0 }, 14])
    await stuck()

    const refund = () => till.payments().refundPayment({ payment_id: payment.id, amount: 5 })
    const alsoStuck = await stuckIn("CreateRefund", refund)
    await amazonIsBack()
    await till.reconciled()
    expect([await till.inMedusa(payment.id), await till.paidOf(order)]).toEqual([{ captured: 14, refunded: 5 }, 9])
    await alsoStuck()
    await till.reconciled()
    const { charges, refunds } = await till.atAmazon(payer)
    expect([charges.length, refunds.length]).toEqual([1, 1])
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 14, refunded: 5 })
    expect(await openOperations()).toEqual([])
  })

  it("a capture whose process ends, and which Amazon refuses then, is taken back in Medusa", async () => {
    const payer = await till.payer()
    const payment = await payer.pay()
    const stuck = await stuckIn("CaptureCharge", () => till.payments().capturePayment({ payment_id: payment.id }), {
      afterProcessing: false,
    })
    const [charge] = (await till.atAmazon(payer)).charges
    await amazonIsBack()
    await store.simulator.control.changeCharge(String(charge?.chargeId), { type: "cancel", by: "merchant" })
    await till.reconciled()
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 0, refunded: 0 })
    expect(await till.payment(payment.id)).toMatchObject({ canceled_at: expect.anything() })
    await stuck()
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 0, refunded: 0 })
  })

  it("what stays unknown is asked for again by every run, and holds up nothing", async () => {
    const [lost, found] = [await till.payer(), await till.payer()]
    const [first, second] = [await lost.begin(), await found.begin()]
    await till.loseAnswers("CreateCharge")
    await expect(till.authorize(first.id)).rejects.toEqual(UNKNOWN)
    await expect(till.authorize(second.id)).rejects.toEqual(UNKNOWN)
    await till.reconciled()
    expect(await openOperations()).toHaveLength(2)
    await amazonIsBack()
    await till.reconciled()
    expect(await openOperations()).toEqual([])
  })

  /** Leaves a call as a process leaves it that ends while Amazon answers. What comes back lets it fail at last. */
  async function stuckIn(operation: string, call: () => Promise<unknown>, { afterProcessing = true } = {}) {
    const before = (await store.simulator.control.requests({ operation })).length
    await store.simulator.control.addFault({ operation, hang: true, afterProcessing, times: "always" })
    const ending = call().catch((error: unknown) => error)
    while ((await store.simulator.control.requests({ operation })).length === before) {
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    return () => ending
  }
})

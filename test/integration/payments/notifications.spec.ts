import { EVENTS } from "../../../src/workflows"
import { describePayments, type Payer } from "./support"

describePayments((store, till) => {
  const chargeOf = async (payer: Payer) => String((await till.atAmazon(payer)).charges[0]?.chargeId)
  const events = async (payer: Payer, name: string) =>
    (
      await till.sql<{ data: { customer_id: string } }>(`select data from amazon_pay_outbox where name = ?`, name)
    ).filter(({ data }) => data.customer_id === payer.customer.id)

  it("of a capture and a refund made in Seller Central are recorded once, order and all, and nothing is sent", async () => {
    const payer = await till.payer()
    const payment = await payer.pay()
    const order = await till.orderOf(payment)
    const charge = await chargeOf(payer)
    await store.simulator.control.changeCharge(charge, { type: "capture", amount: "10.00" })
    await till.toldAll()
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 10, refunded: 0 })
    await store.simulator.control.refundCharge(charge, "4.00")
    await till.toldAll()
    await till.toldAll()
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 10, refunded: 4 })
    expect(await till.paidOf(order)).toBe(6)
    expect(await store.simulator.control.requests({ operation: "CaptureCharge" })).toEqual([])
    expect(await store.simulator.control.requests({ operation: "CreateRefund" })).toEqual([])
  })

  it("that come late do not repeat what was captured in Seller Central: the admin's capture is that one", async () => {
    await store.simulator.control.addFault({ notification: "withhold", times: "always" })
    const payer = await till.payer()
    const payment = await payer.pay()
    await store.simulator.control.changeCharge(await chargeOf(payer), { type: "capture" })
    await till.payments().capturePayment({ payment_id: payment.id })
    const { charges } = await till.atAmazon(payer)
    expect(charges.map(({ captureAmount }) => captureAmount?.amount)).toEqual(["14.00"])
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 14, refunded: 0 })
  })

  it("tell of a capture and a refund whose answers were lost, when nobody presses again", async () => {
    const payer = await till.payer()
    const payment = await payer.pay()
    await till.loseAnswers("CaptureCharge")
    await expect(till.payments().capturePayment({ payment_id: payment.id })).rejects.toMatchObject({
      code: "payment_outcome_unknown",
    })
    await till.recoverAnswers()
    await till.toldAll()
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 14, refunded: 0 })
    await till.loseAnswers("CreateRefund")
    await expect(till.payments().refundPayment({ payment_id: payment.id, amount: 5 })).rejects.toMatchObject({
      code: "payment_outcome_unknown",
    })
    await till.recoverAnswers()
    await till.toldAll()
    const { charges, refunds } = await till.atAmazon(payer)
    expect([charges.length, refunds.length]).toEqual([1, 1])
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 14, refunded: 5 })
  })

  it("tell of a charge whose answer was lost: the payment is authorised without anybody pressing again", async () => {
    const payer = await till.payer()
    const session = await payer.begin()
    await till.loseAnswers("CreateCharge")
    await expect(till.authorize(session.id)).rejects.toMatchObject({ code: "payment_outcome_unknown" })
    await till.recoverAnswers()
    await till.toldAll()
    expect(await till.session(session.id)).toMatchObject({ status: "authorized", payment: { amount: 14 } })
    expect((await till.atAmazon(payer)).charges).toHaveLength(1)
  })

  it("of a refund in Seller Central of more than was captured are recorded as far as Medusa goes", async () => {
    const payer = await till.payer()
    const payment = await payer.pay()
    await till.payments().capturePayment({ payment_id: payment.id, amount: 10 })
    await store.simulator.control.refundCharge(await chargeOf(payer), "11.00")
    await till.toldAll()
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 10, refunded: 10 })
  })

  it("of a cancellation in Seller Central or an expiry cancel the payment", async () => {
    const payer = await till.payer()
    const payment = await payer.pay()
    await store.simulator.control.changeCharge(await chargeOf(payer), { type: "cancel", by: "merchant" })
    await till.toldAll()
    expect(await till.payment(payment.id)).toMatchObject({ canceled_at: expect.anything() })
    const session = await till.session(till.dataOf(payment).session_id)
    expect(session.status).toBe("canceled")
  })

  it("of a refund that Amazon declines after all take it back, with an event", async () => {
    const payer = await till.payer()
    const payment = await payer.pay()
    const order = await till.orderOf(payment)
    await till.payments().capturePayment({ payment_id: payment.id })
    await till.payments().refundPayment({ payment_id: payment.id, amount: 5 })
    const { refunds } = await till.atAmazon(payer)
    await till.toldAll()
    const change = { type: "declined", reason: "ProcessingFailure" } as const
    await store.simulator.control.changeRefund(String(refunds[0]?.refundId), change)
    await till.toldAll()
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 14, refunded: 0 })
    expect(await events(payer, EVENTS.refundDeclined)).toHaveLength(1)
    expect(await till.paidOf(order)).toBe(5)
  })

  it("of a chargeback raise one event that names the payment", async () => {
    const payer = await till.payer()
    const payment = await payer.pay()
    await till.payments().capturePayment({ payment_id: payment.id })
    await store.simulator.control.raiseChargeback(await chargeOf(payer))
    await till.toldAll()
    expect(await events(payer, EVENTS.chargebackCreated)).toMatchObject([
      { data: { wallet_id: payer.wallet.id, payment_session_id: till.dataOf(payment).session_id } },
    ])
  })

  it("of a charge that is nobody's here change nothing", async () => {
    const payer = await till.payer()
    const payment = await payer.pay()
    await till.toldAll()
    await till.sql(`delete from amazon_pay_operation`)
    await store.simulator.control.changeCharge(await chargeOf(payer), { type: "capture" })
    await till.toldAll()
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 0, refunded: 0 })
    expect((await store.amazonPay().readStatus()).notifications.by_status).not.toMatchObject({ failed: 1 })
  })
})

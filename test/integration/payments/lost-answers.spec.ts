import { describePayments } from "./support"

const UNKNOWN = expect.objectContaining({ code: "payment_outcome_unknown" })

describePayments((store, till) => {
  beforeEach(() => store.simulator.control.addFault({ notification: "withhold", times: "always" }))

  it("of a charge, a capture and a refund are found again when somebody presses again: exactly one of each", async () => {
    const payer = await till.payer()
    const session = await payer.begin()
    await till.loseAnswers("CreateCharge")
    await expect(till.authorize(session.id)).rejects.toEqual(UNKNOWN)
    await till.recoverAnswers()
    const payment = await till.authorize(session.id)

    await till.loseAnswers("CaptureCharge")
    await expect(till.payments().capturePayment({ payment_id: payment.id, amount: 10 })).rejects.toEqual(UNKNOWN)
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 0, refunded: 0 })
    await till.recoverAnswers()
    await till.payments().capturePayment({ payment_id: payment.id, amount: 10 })

    await till.loseAnswers("CreateRefund")
    await expect(till.payments().refundPayment({ payment_id: payment.id, amount: 4 })).rejects.toEqual(UNKNOWN)
    await till.recoverAnswers()
    await till.payments().refundPayment({ payment_id: payment.id, amount: 4 })

    const { charges, refunds } = await till.atAmazon(payer)
    expect(charges.map(({ captureAmount }) => captureAmount?.amount)).toEqual(["10.00"])
    expect(refunds.map(({ refundAmount }) => refundAmount.amount)).toEqual(["4.00"])
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 10, refunded: 4 })
  })

  it("two tabs that pay the same session at once are one charge and one payment", async () => {
    const payer = await till.payer()
    const session = await payer.begin()
    await store.simulator.control.addFault({ operation: "CreateCharge", delayMs: 300 })
    const paying = [1, 2, 3].map(() => till.authorize(session.id))
    const outcomes = await Promise.allSettled(paying)
    expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0)
    const { charges } = await till.atAmazon(payer)
    expect(charges).toMatchObject([{ statusDetails: { state: "Authorized" } }])
    expect(await till.payments().listPayments({ payment_session_id: session.id })).toHaveLength(1)
  })

  it("two equal refunds at once are two refunds on both sides", async () => {
    const payer = await till.payer()
    const payment = await payer.pay()
    await till.payments().capturePayment({ payment_id: payment.id })
    const refund = () => till.payments().refundPayment({ payment_id: payment.id, amount: 5 })
    await Promise.all([refund(), refund()])
    expect((await till.atAmazon(payer)).refunds).toHaveLength(2)
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 14, refunded: 10 })
  })

  it("a charge whose answer is lost and whose amount changes then is canceled, and the new amount charged once", async () => {
    const payer = await till.payer()
    const session = await payer.begin(14)
    await till.loseAnswers("CreateCharge")
    await expect(till.authorize(session.id)).rejects.toEqual(UNKNOWN)
    await till.recoverAnswers()
    const { data } = await till.session(session.id)
    await till
      .payments()
      .updatePaymentSession({ id: session.id, amount: 20, currency_code: "eur", data: data as never })
    await till.authorize(session.id)
    const { charges } = await till.atAmazon(payer)
    expect(charges.map(({ chargeAmount, statusDetails }) => [chargeAmount.amount, statusDetails.state]).sort()).toEqual(
      [
        ["14.00", "Canceled"],
        ["20.00", "Authorized"],
      ],
    )
  })

  it("a session that is given up after a lost answer leaves nothing authorised", async () => {
    const payer = await till.payer()
    const session = await payer.begin()
    await till.loseAnswers("CreateCharge")
    await expect(till.authorize(session.id)).rejects.toEqual(UNKNOWN)
    await till.recoverAnswers()
    await till.payments().deletePaymentSession(session.id)
    expect((await till.atAmazon(payer)).charges).toMatchObject([{ statusDetails: { state: "Canceled" } }])
  })
})

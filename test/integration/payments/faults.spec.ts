import { describePayments, type Payer } from "./support"

const UNKNOWN = expect.objectContaining({ code: "payment_outcome_unknown" })

/** What goes wrong between a store and Amazon: a clear error, and both agree afterwards. */
describePayments((store, till) => {
  const chargeOf = async (payer: Payer) => String((await till.atAmazon(payer)).charges[0]?.chargeId)
  const withholdNotifications = () => store.simulator.control.addFault({ notification: "withhold", times: "always" })
  const amountsAndStates = async (payer: Payer) =>
    (await till.atAmazon(payer)).charges
      .map(({ chargeAmount, statusDetails }) => `${chargeAmount.amount} ${statusDetails.state}`)
      .sort()

  it("a capture after expiry is refused, and Medusa's payment is canceled as Amazon's is", async () => {
    await withholdNotifications()
    const payer = await till.payer()
    const payment = await payer.pay()
    await store.simulator.control.advanceClock(31 * 86_400)
    await expect(till.payments().capturePayment({ payment_id: payment.id })).rejects.toMatchObject({
      code: "charge_not_capturable",
      message: expect.stringContaining("ExpiredUnused"),
    })
    await till.toldAll()
    expect(await till.payment(payment.id)).toMatchObject({ canceled_at: expect.anything(), captures: [] })
  })

  it("a refund of more than Amazon allows is refused, and neither side has it", async () => {
    await withholdNotifications()
    const payer = await till.payer()
    const payment = await payer.pay()
    await till.payments().capturePayment({ payment_id: payment.id })
    await store.simulator.control.refundCharge(await chargeOf(payer), "10.00")
    await expect(till.payments().refundPayment({ payment_id: payment.id, amount: 14 })).rejects.toMatchObject({
      code: "refund_exceeds_charges",
    })
    await expect(till.payments().refundPayment({ payment_id: payment.id, amount: 15 })).rejects.toThrow("refund more")
    expect((await till.atAmazon(payer)).refunds).toHaveLength(1)
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 14, refunded: 0 })
  })

  it("a notification that is faster than the answer it is about waits for it: one capture on both sides", async () => {
    const payer = await till.payer()
    const payment = await payer.pay()
    await till.toldAll()
    await store.simulator.control.addFault({ operation: "CaptureCharge", delayMs: 1_500, afterProcessing: true })
    const capturing = till.payments().capturePayment({ payment_id: payment.id })
    while (!(await store.simulator.control.requests({ operation: "CaptureCharge" })).length) {
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    await capturing
    await till.toldAll()
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 14, refunded: 0 })
    const operations = await till.sql(`select * from amazon_pay_operation where kind = 'capture'`)
    expect(operations).toMatchObject([{ state: "succeeded", needs_recording: false }])
  })

  it("a charge of which Amazon tells after the amount changed is let go, and the new amount is charged once", async () => {
    await withholdNotifications()
    const payer = await till.payer()
    const session = await payer.begin(14)
    await till.loseAnswers("CreateCharge")
    await expect(till.authorize(session.id)).rejects.toEqual(UNKNOWN)
    await till.recoverAnswers()
    const { data } = await till.session(session.id)
    const update = { id: session.id, amount: 20, currency_code: "eur", data: data as never }
    await till.payments().updatePaymentSession(update)
    await till.reconciled()
    expect(await amountsAndStates(payer)).toEqual(["14.00 Canceled"])
    const payment = await till.authorize(session.id)
    await till.sql(`update amazon_pay_operation set lease_until = null`)
    await till.toldAll()
    expect(await amountsAndStates(payer)).toEqual(["14.00 Canceled", "20.00 Authorized"])
    expect(await till.payment(payment.id)).toMatchObject({ canceled_at: null })
  })

  it("a charge that was canceled before another one paid cancels nothing when Amazon tells of it late", async () => {
    await withholdNotifications()
    const payer = await till.payer()
    const session = await payer.begin(14)
    await till.loseAnswers("CreateCharge")
    await expect(till.authorize(session.id)).rejects.toEqual(UNKNOWN)
    await till.recoverAnswers()
    const { data } = await till.session(session.id)
    await till
      .payments()
      .updatePaymentSession({ id: session.id, amount: 20, currency_code: "eur", data: data as never })
    const payment = await till.authorize(session.id)
    await till.sql(`update amazon_pay_operation set needs_recording = true where amazon_state = 'Canceled'`)
    await till.toldAll()
    expect(await amountsAndStates(payer)).toEqual(["14.00 Canceled", "20.00 Authorized"])
    expect(await till.payment(payment.id)).toMatchObject({ canceled_at: null })
    expect(await till.session(session.id)).toMatchObject({ status: "authorized" })
  })

  it("a wallet that was closed at Amazon meanwhile is not charged", async () => {
    await withholdNotifications()
    const payer = await till.payer()
    const session = await payer.begin()
    await store.simulator.control.changeWallet(payer.wallet.charge_permission_id, { type: "closed", by: "buyer" })
    await expect(till.authorize(session.id)).rejects.toMatchObject({ code: "wallet_not_chargeable" })
    expect((await till.atAmazon(payer)).charges).toEqual([])
    expect(await till.sql(`select * from amazon_pay_operation`)).toEqual([])
  })

  it("a wallet that may be charged again after a no is charged as if nobody had asked before", async () => {
    await withholdNotifications()
    const payer = await till.payer()
    const session = await payer.begin()
    const permission = payer.wallet.charge_permission_id
    await store.simulator.control.changeWallet(permission, { type: "non_chargeable", reason: "PaymentMethodExpired" })
    await expect(till.authorize(session.id)).rejects.toMatchObject({ code: "wallet_not_chargeable" })
    await store.simulator.control.changeWallet(permission, { type: "healed" })
    await till.authorize(session.id)
    expect(await amountsAndStates(payer)).toEqual(["14.00 Authorized"])
    expect(await till.sql(`select attempt, state from amazon_pay_operation`)).toEqual([
      { attempt: 1, state: "succeeded" },
    ])
  })

  it("while Amazon is away nothing is begun, and afterwards it goes on", async () => {
    const payer = await till.payer()
    const session = await payer.begin()
    await store.simulator.control.addFault({ operation: "GetChargePermission", status: 503, times: "always" })
    await expect(till.authorize(session.id)).rejects.toMatchObject({ code: "amazon_not_available" })
    expect(await till.sql(`select * from amazon_pay_operation`)).toEqual([])
    await till.recoverAnswers()
    await till.authorize(session.id)
    expect(await amountsAndStates(payer)).toEqual(["14.00 Authorized"])
  })
})

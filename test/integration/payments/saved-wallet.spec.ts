import { describePayments } from "./support"

describePayments((store, till) => {
  it("is charged with one read and one write at Amazon, in the amount of Medusa's session", async () => {
    const payer = await till.payer()
    const session = await payer.begin("14.00")
    await store.forgetRequests()
    await store.simulator.control.addFault({ notification: "withhold", times: "always" })
    const payment = await till.authorize(session.id)
    const operations = (await store.simulator.control.requests({})).map(({ operation }) => operation)
    expect(operations).toEqual(["GetChargePermission", "CreateCharge"])
    const { charges } = await till.atAmazon(payer)
    expect(charges).toMatchObject([
      {
        chargeAmount: { amount: "14.00", currencyCode: "EUR" },
        statusDetails: { state: "Authorized" },
        merchantMetadata: { merchantReferenceId: session.id },
      },
    ])
    expect(payment).toMatchObject({ data: { charge_id: charges[0]?.chargeId, charge_state: "Authorized" } })
  })

  it("is claimed while Amazon says whether it may be charged, and charged only then", async () => {
    const payer = await till.payer()
    const session = await payer.begin()
    await store.forgetRequests()
    await store.simulator.control.addFault({ notification: "withhold", times: "always" })
    await store.simulator.control.addFault({ operation: "GetChargePermission", delayMs: 1_500 })
    const authorizing = till.authorize(session.id)
    let claimed: { state: string }[] = []
    while (!claimed.length) claimed = await till.sql(`select state from amazon_pay_operation`)
    expect(claimed).toEqual([{ state: "sent" }])
    expect(await store.simulator.control.requests({})).toEqual([])
    await authorizing
    expect((await store.simulator.control.requests({})).map(({ operation }) => operation)).toEqual([
      "GetChargePermission",
      "CreateCharge",
    ])
  })

  it("is captured in part, then for the rest, and refunded several times, with equal sums on both sides", async () => {
    const payer = await till.payer()
    const payment = await payer.pay("14.00")
    await till.payments().capturePayment({ payment_id: payment.id, amount: 5 })
    await till.payments().capturePayment({ payment_id: payment.id, amount: 9 })
    await till.payments().refundPayment({ payment_id: payment.id, amount: 3 })
    await till.payments().refundPayment({ payment_id: payment.id, amount: 3 })
    await till.payments().refundPayment({ payment_id: payment.id, amount: 7 })
    const { charges, refunds } = await till.atAmazon(payer)
    expect(charges.map(({ captureAmount }) => captureAmount?.amount).sort()).toEqual(["5.00", "9.00"])
    expect(refunds.reduce((sum, { refundAmount }) => sum + Number(refundAmount.amount), 0)).toBe(13)
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 14, refunded: 13 })
  })
})

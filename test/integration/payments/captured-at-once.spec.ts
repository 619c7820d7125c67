import { describePayments } from "./support"

describePayments(
  (_, till) => {
    it("a payment is captured with its authorisation, recorded once, and can be refunded", async () => {
      const payer = await till.payer()
      const payment = await payer.pay()
      await till.toldAll()
      const { charges } = await till.atAmazon(payer)
      expect(charges).toMatchObject([{ statusDetails: { state: "Captured" }, captureAmount: { amount: "14.00" } }])
      expect(await till.inMedusa(payment.id)).toEqual({ captured: 14, refunded: 0 })
      expect(await till.payment(payment.id)).toMatchObject({ captured_at: expect.anything() })
      await till.payments().refundPayment({ payment_id: payment.id, amount: 14 })
      await till.toldAll()
      expect(await till.inMedusa(payment.id)).toEqual({ captured: 14, refunded: 14 })
      expect((await till.atAmazon(payer)).refunds).toHaveLength(1)
    })

    it("a captured payment is not canceled but refunded", async () => {
      const payer = await till.payer()
      const payment = await payer.pay()
      await expect(till.payments().cancelPayment(payment.id)).rejects.toMatchObject({ code: "charge_captured" })
    })

    it("one whose answer was lost is captured once, and Medusa knows", async () => {
      const payer = await till.payer()
      const session = await payer.begin()
      await till.loseAnswers("CreateCharge")
      await expect(till.authorize(session.id)).rejects.toMatchObject({ code: "payment_outcome_unknown" })
      await till.recoverAnswers()
      await till.toldAll()
      const { payment } = await till.session(session.id)
      expect(await till.inMedusa(String(payment?.id))).toEqual({ captured: 14, refunded: 0 })
      expect((await till.atAmazon(payer)).charges).toHaveLength(1)
    })
  },
  { options: () => ({ capture: true }) },
)

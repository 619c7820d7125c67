import { EVENTS } from "../../../src/workflows"
import { MERCHANT_ID } from "../support/options"
import { describePayments } from "./support"

describePayments(
  (store, till) => {
    /** A session that is paid with a card about which Amazon takes its time. */
    const pending = async (card: "0701" | "4354") => {
      const customer = await store.customer()
      const { chargePermissionId } = await store.simulator.control.createWallet({
        merchantId: MERCHANT_ID,
        buyerId: customer.buyerId,
        productType: "PayOnly",
        card,
      })
      const wallet = await store.amazonPay().attachWallet({ customerId: customer.id, chargePermissionId })
      const session = await till.begin(customer, 14, { wallet_id: wallet.id })
      expect(await till.authorize(session.id)).toBeNull()
      expect(await till.session(session.id)).toMatchObject({ status: "pending_authorization" })
      return { customer, chargePermissionId, session }
    }

    it("an authorisation that comes later makes the payment, once", async () => {
      const { chargePermissionId, session } = await pending("0701")
      await store.simulator.control.advanceClock(31)
      await till.toldAll()
      expect(await till.session(session.id)).toMatchObject({ status: "authorized", payment: { amount: 14 } })
      expect(await store.simulator.control.charges({ chargePermissionId })).toHaveLength(1)
    })

    it("one that is declined later ends the session, with an event, and leaves no payment", async () => {
      const { customer, session } = await pending("4354")
      await store.simulator.control.advanceClock(31)
      await till.toldAll()
      expect(await till.session(session.id)).toMatchObject({ status: "error", payment: null })
      const told = await till.sql<{ data: object }>(
        `select data from amazon_pay_outbox where name = ?`,
        EVENTS.chargeDeclined,
      )
      expect(told).toMatchObject([{ data: { customer_id: customer.id, payment_session_id: session.id } }])
    })

    it("a charge that nobody captures in 30 days is canceled on both sides", async () => {
      const payer = await till.payer()
      const payment = await payer.pay()
      await till.toldAll()
      await store.simulator.control.advanceClock(31 * 86_400)
      await till.toldAll()
      expect(await till.payment(payment.id)).toMatchObject({ canceled_at: expect.anything(), captures: [] })
      await expect(till.payments().capturePayment({ payment_id: payment.id })).rejects.toThrow("canceled")
    })
  },
  { options: () => ({ pendingAuthorizations: true }) },
)

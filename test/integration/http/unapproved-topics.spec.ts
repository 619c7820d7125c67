import { describeStore } from "./support"

describeStore(
  (store) => {
    it("holds what an unapproved topic sends, acts on it once an admin approves, and refuses a rejected one", async () => {
      const headers = await store.admin()
      const customer = await store.customer()
      const wallet = await customer.savedWallet()
      const settled = () => store.simulator.control.notificationsSettled()
      await store.simulator.control.changeWallet(wallet.charge_permission_id, {
        type: "payment_method",
        card: "0005",
      })
      await settled()
      const arn = store.simulator.topicArn("A1TESTMERCHANT")
      const topics = await store.request("/admin/amazon-pay/topics", { headers })
      expect(topics.data).toMatchObject({ topics: [{ arn, status: "learning", held: expect.any(Number) }] })
      expect(
        (await customer.call<{ wallet: { payment_descriptor: string } }>(`/wallets/${wallet.id}`)).data.wallet
          .payment_descriptor,
      ).toContain("1111")

      const approved = await store.request("/admin/amazon-pay/topics/approve", { headers, body: { arn } })
      expect(approved.data).toMatchObject({ topic: { arn, status: "approved", held: 0 } })
      await store.inboxWorkedOff()
      expect(
        (await customer.call<{ wallet: { payment_descriptor: string } }>(`/wallets/${wallet.id}`)).data.wallet
          .payment_descriptor,
      ).toContain("0005")

      await store.request("/admin/amazon-pay/topics/reject", { headers, body: { arn } })
      await store.simulator.control.changeWallet(wallet.charge_permission_id, {
        type: "payment_method",
        card: "4444",
      })
      await settled()
      const [last] = (await store.simulator.control.deliveries()).slice(-1)
      expect(last?.attempts.map(({ status }) => status)).toEqual([403])

      const unknown = await store.request("/admin/amazon-pay/topics/approve", { headers, body: { arn: `${arn}x` } })
      expect(unknown).toMatchObject({ status: 404, data: { code: "topic_not_found" } })
    })
  },
  { options: () => ({ ipn: {} }) },
)

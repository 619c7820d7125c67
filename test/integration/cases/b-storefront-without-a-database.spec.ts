import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { describeStore } from "../http/support"

/** 23 of the hostile cases, as a buyer and a storefront see it. */

describeStore((store) => {
  const sql = (query: string) => store.container().resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(query)

  it("a database that fails is told to a storefront without a word of it, and nothing has to be restarted", async () => {
    const customer = await store.customer()
    const wallet = await customer.savedWallet()
    const started = await customer.start(wallet.id)
    const back = await customer.atAmazon(started, { card: "4444", end: "confirm" })
    await store.inboxWorkedOff()

    await sql("alter table amazon_pay_wallet_update rename to elsewhere")
    try {
      const answers = [
        await customer.call(`/wallets/${wallet.id}/updates`),
        await customer.call(`/wallets/${wallet.id}/update`, { update_type: "shipping_address" }),
        await customer.call(`/updates/${started.update.id}`),
      ]
      for (const { status, data } of answers) {
        expect(status).toBe(500)
        expect(data).toEqual({
          code: "unknown_error",
          type: "unknown_error",
          message: "An unknown error occurred.",
        })
      }
      const returned = await store.request(back.pathname + back.search)
      expect(returned.status).toBe(303)
      expect(returned.headers.location).toMatch(
        /^http:\/\/localhost:8000\/account\/amazon-pay\?amazon_pay=(failed|pending)/,
      )
    } finally {
      await sql("alter table elsewhere rename to amazon_pay_wallet_update")
    }
    const again = await store.request(back.pathname + back.search)
    expect(again.headers.location).toContain("amazon_pay=completed")
    expect((await customer.call(`/wallets/${wallet.id}/updates`)).status).toBe(200)
  })
})

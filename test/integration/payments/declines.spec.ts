import { chargeWalletWorkflow, EVENTS } from "../../../src/workflows"
import { describePayments, type Payer } from "./support"

describePayments((store, till) => {
  const decline = ({ wallet }: Payer, reasonCode: string, times = 1) =>
    store.simulator.control.declineCharges(wallet.charge_permission_id, { reasonCode: reasonCode as never, times })
  const events = async (payer: Payer) =>
    (
      await till.sql<{ name: string; data: { customer_id: string } }>(
        `select name, data from amazon_pay_outbox order by id`,
      )
    )
      .filter(({ data }) => data.customer_id === payer.customer.id)
      .map(({ name }) => name)

  it.each(["SoftDeclined", "ProcessingFailure"])("%s is tried once more with a new key, and succeeds", async (code) => {
    const payer = await till.payer()
    await decline(payer, code)
    const session = await payer.begin()
    await expect(till.authorize(session.id)).resolves.toMatchObject({ amount: 14 })
    const tries = await store.simulator.control.requests({ operation: "CreateCharge" })
    const keys = new Set(tries.map(({ idempotencyKey }) => idempotencyKey))
    expect([tries.length, keys.size]).toEqual([2, 2])
  })

  it("a soft decline that stays is told with what helps; later the same session can be charged", async () => {
    const payer = await till.payer()
    await decline(payer, "SoftDeclined", 2)
    const session = await payer.begin()
    await expect(till.authorize(session.id)).rejects.toThrow("not authorized")
    expect(await till.session(session.id)).toMatchObject({
      status: "error",
      data: { decline: { reason_code: "SoftDeclined", action: "try_again" } },
    })
    await expect(till.authorize(session.id)).resolves.toMatchObject({ amount: 14 })
    const { charges } = await till.atAmazon(payer)
    expect(charges.filter(({ statusDetails }) => statusDetails.state === "Authorized")).toHaveLength(1)
  })

  it("a hard decline is not tried again, marks the wallet and says so; after the update the charge succeeds", async () => {
    const payer = await till.payer()
    await decline(payer, "HardDeclined")
    const session = await payer.begin()
    await expect(till.authorize(session.id)).rejects.toThrow("not authorized")
    expect(await till.session(session.id)).toMatchObject({
      data: { decline: { reason_code: "HardDeclined", action: "update_wallet" } },
    })
    expect(await store.simulator.control.requests({ operation: "CreateCharge" })).toHaveLength(1)
    await store.inboxWorkedOff()
    const { wallet } = (await payer.customer.call<{ wallet: Payer["wallet"] }>(`/wallets/${payer.wallet.id}`)).data
    expect(wallet).toMatchObject({ status: "non_chargeable", action: "update" })
    expect((await events(payer)).filter((name) => name === EVENTS.walletNeedsAttention)).toHaveLength(1)
    await expect(payer.begin()).rejects.toMatchObject({ code: "wallet_not_chargeable" })

    const started = await payer.customer.start(payer.wallet.id)
    const back = await payer.customer.atAmazon(started, { card: "4444", end: "confirm" })
    await store.request(back.pathname + back.search)
    await expect(till.authorize(session.id)).resolves.toMatchObject({ amount: 14 })
  })

  it("what Amazon rejects closes the wallet", async () => {
    const payer = await till.payer()
    await decline(payer, "AmazonRejected")
    const session = await payer.begin()
    await expect(till.authorize(session.id)).rejects.toThrow("not authorized")
    expect(await till.session(session.id)).toMatchObject({ data: { decline: { action: "set_up_again" } } })
    const { wallet } = (await payer.customer.call<{ wallet: Payer["wallet"] }>(`/wallets/${payer.wallet.id}`)).data
    expect(wallet).toMatchObject({ status: "closed" })
  })

  it("more than the wallet's limit of the month is refused before anything is charged", async () => {
    const payer = await till.payer()
    await store.simulator.control.setMonthlyLimit(payer.wallet.charge_permission_id, "10.00")
    const session = await payer.begin(14)
    await expect(till.authorize(session.id)).rejects.toMatchObject({
      code: "wallet_limit_reached",
    })
    expect((await till.atAmazon(payer)).charges).toEqual([])
  })

  describe("a wallet that the merchant charges alone", () => {
    const collection = async (amount = 14) => {
      const [made] = await till.payments().createPaymentCollections([{ currency_code: "eur", amount }])
      return made?.id ?? ""
    }
    const charge = (payer: Payer, payment_collection_id: string) =>
      chargeWalletWorkflow(store.container()).run({ input: { wallet_id: payer.wallet.id, payment_collection_id } })

    it("is charged once for a payment collection, as the merchant's doing", async () => {
      const payer = await till.payer()
      const id = await collection()
      const { result } = await charge(payer, id)
      const { result: again } = await charge(payer, id)
      expect(again?.id).toBe(result?.id)
      expect((await till.atAmazon(payer)).charges).toHaveLength(1)
      const [request] = await store.simulator.control.requests({ operation: "CreateCharge" })
      expect(JSON.parse(String(request?.body))).toMatchObject({ chargeInitiator: "MITU" })
    })

    it("is refused with Amazon's reasons when it cannot be charged", async () => {
      const payer = await till.payer()
      await payer.customer.call(`/wallets/${payer.wallet.id}/close`, {})
      await expect(charge(payer, await collection())).rejects.toMatchObject({ code: "wallet_not_chargeable" })
      expect((await till.atAmazon(payer)).charges).toEqual([])
    })

    it("that is declined says why, and is charged when it is asked for again", async () => {
      const payer = await till.payer()
      const id = await collection()
      await decline(payer, "SoftDeclined", 2)
      await expect(charge(payer, id)).rejects.toMatchObject({
        code: "charge_declined",
        message: expect.stringContaining("SoftDeclined"),
      })
      await expect(charge(payer, id)).resolves.toMatchObject({ result: { amount: 14 } })
    })
  })

  it("nobody pays with another's wallet, and what a browser makes up is not believed", async () => {
    const payer = await till.payer()
    const thief = await store.customer()
    await expect(till.begin(thief, 14, { wallet_id: payer.wallet.id })).rejects.toMatchObject({
      code: "wallet_not_found",
    })
    await expect(till.begin(null, 14, { wallet_id: payer.wallet.id })).rejects.toMatchObject({
      code: "customer_required",
    })
    const session = await payer.begin(14, {
      wallet_id: payer.wallet.id,
      amount: "0.01",
      currency_code: "JPY",
      initiator: "merchant",
      charge_permission_id: "B01-0000000-0000000",
      customer_id: thief.id,
      session_id: "payses_other",
    })
    await till.authorize(session.id)
    const { charges } = await till.atAmazon(payer)
    expect(charges).toMatchObject([
      { chargeAmount: { amount: "14.00", currencyCode: "EUR" }, merchantMetadata: { merchantReferenceId: session.id } },
    ])
  })
})

import type { IPaymentProvider } from "@medusajs/framework/types"
import { describePayments } from "./support"

/** The methods of Medusa's payment provider that no flow shows by itself. */
describePayments((store, till) => {
  const provider = () => {
    const internals = till.payments() as unknown as {
      paymentProviderService_: { retrieveProvider: (id: string) => Required<IPaymentProvider> }
    }
    return internals.paymentProviderService_.retrieveProvider("pp_amazon-pay_default")
  }

  it("status and retrieve tell how a payment stands at Amazon, also what Amazon has not told yet", async () => {
    await store.simulator.control.addFault({ notification: "withhold", times: "always" })
    const payer = await till.payer()
    const session = await payer.begin()
    const data = { ...session.data }
    await expect(provider().getPaymentStatus({ data })).resolves.toMatchObject({ status: "pending" })
    const payment = await till.authorize(session.id)
    await expect(provider().getPaymentStatus({ data })).resolves.toMatchObject({ status: "authorized" })
    const { charge_id } = till.dataOf(payment)
    await store.simulator.control.changeCharge(String(charge_id), { type: "capture" })
    await expect(provider().getPaymentStatus({ data })).resolves.toMatchObject({
      status: "captured",
      data: { charge_id, charge_state: "Captured" },
    })
    await expect(provider().retrievePayment({ data })).resolves.toMatchObject({ data: { charge_state: "Captured" } })
    await till.toldAll()
    expect(await till.inMedusa(payment.id)).toEqual({ captured: 14, refunded: 0 })
    await expect(provider().getPaymentStatus({ data: { session_id: undefined } })).rejects.toMatchObject({
      code: "payment_session_not_found",
    })
  })

  it("update keeps a payment of the same amount, and begins one of another amount anew", async () => {
    const session = await till.begin(null, 14, {})
    const update = (amount: number) =>
      till
        .payments()
        .updatePaymentSession({ id: session.id, amount, currency_code: "eur", data: session.data as never })
    expect((await update(14)).data).toEqual(session.data)
    const changed = till.dataOf(await update(15))
    expect(changed).toMatchObject({ amount: "15.00" })
    expect(changed.checkout).not.toEqual(till.dataOf(session).checkout)
  })

  it("update of what is charged already is refused", async () => {
    const payer = await till.payer()
    const session = await payer.begin()
    await till.loseAnswers("CreateCharge")
    await till.authorize(session.id).catch(() => undefined)
    await till.recoverAnswers()
    await till.toldAll()
    const { data } = await till.session(session.id)
    const update = { id: session.id, amount: 20, currency_code: "eur", data: data as never }
    await expect(till.payments().updatePaymentSession(update)).rejects.toMatchObject({
      code: "payment_already_charged",
    })
  })

  it("cancel and delete give back what is authorised, once; where nothing is there is nothing to do", async () => {
    const [canceled, deleted] = [await till.payer(), await till.payer()]
    const payment = await canceled.pay()
    await till.payments().cancelPayment(payment.id)
    expect((await till.atAmazon(canceled)).charges).toMatchObject([{ statusDetails: { state: "Canceled" } }])
    await till.payments().cancelPayment(payment.id)
    expect(await store.simulator.control.requests({ operation: "CancelCharge" })).toHaveLength(1)

    const session = await deleted.begin()
    await till.payments().deletePaymentSession(session.id)
    expect((await till.atAmazon(deleted)).charges).toEqual([])
    await expect(provider().deletePayment({ data: {} })).resolves.toEqual({ data: {} })
  })

  it("an account holder is the customer: it is found, kept and let go without touching a wallet", async () => {
    const payer = await till.payer()
    const { id, email } = payer.customer
    const context = { customer: { id, email } }
    const holder = await till.payments().createAccountHolder({ provider_id: "pp_amazon-pay_default", context })
    await expect(provider().retrieveAccountHolder({ id })).resolves.toMatchObject({ id, data: { customer_id: id } })
    await till.payments().updateAccountHolder({
      id: holder.id,
      provider_id: "pp_amazon-pay_default",
      context: { ...context, account_holder: holder as never },
    })
    await till.payments().deleteAccountHolder(holder.id)
    const { wallets } = (await payer.customer.call<{ wallets: object[] }>("/wallets")).data
    expect(wallets).toMatchObject([{ id: payer.wallet.id, status: "chargeable" }])
  })

  it("Medusa's own webhook route does nothing: notifications have a route that verifies before it answers", async () => {
    const payload = { data: {}, rawData: Buffer.from("{}"), headers: {} }
    await expect(provider().getWebhookActionAndData(payload)).resolves.toEqual({ action: "not_supported" })
  })
})

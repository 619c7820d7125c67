import { Modules } from "@medusajs/framework/utils"
import { describeStore } from "./support"

const PROVIDER = "pp_amazon-pay_default"

describeStore((store) => {
  const payment = () => store.container().resolve(Modules.PAYMENT)

  it("is registered as one payment provider for each account", async () => {
    const providers = await payment().listPaymentProviders({ id: [PROVIDER] })
    expect(providers).toMatchObject([{ id: PROVIDER, is_enabled: true }])
  })

  it("keeps an account holder for a customer", async () => {
    const customer = await store.customer()
    const holder = await payment().createAccountHolder({
      provider_id: PROVIDER,
      context: { customer: { id: customer.id, email: customer.email } },
    })
    expect(holder).toMatchObject({ provider_id: PROVIDER, external_id: customer.id })
  })

  it("lists a customer's wallets as payment methods, starts saving one, and closes one", async () => {
    const customer = await store.customer()
    const wallet = await customer.savedWallet()
    const context = { customer: { id: customer.id, email: customer.email } }
    const methods = await payment().listPaymentMethods({ provider_id: PROVIDER, context: context as never })
    expect(methods).toMatchObject([
      { id: wallet.id, provider_id: PROVIDER, data: { payment_descriptor: wallet.payment_descriptor } },
    ])

    const [saved] = await payment().createPaymentMethods([
      { provider_id: PROVIDER, data: {}, context: context as never },
    ])
    expect(saved?.data).toMatchObject({
      checkout: { options: { merchantId: "A1TESTMERCHANT" } },
      update: { status: "started", update_type: "set_up", customer_id: customer.id },
    })
  })

  it("shows nobody's wallets to nobody", async () => {
    await expect(payment().listPaymentMethods({ provider_id: PROVIDER, context: {} as never })).rejects.toMatchObject({
      code: "wallet_not_found",
    })
  })

  it("refuses a currency that the merchant account cannot charge, with a code and what to do instead", async () => {
    const [collection] = await payment().createPaymentCollections([{ currency_code: "pln", amount: 10 }])
    const session = payment().createPaymentSession(collection?.id ?? "", {
      provider_id: PROVIDER,
      currency_code: "pln",
      amount: 10,
      data: {},
    })
    await expect(session).rejects.toMatchObject({
      code: "currency_not_supported",
      message: expect.stringContaining("another payment provider"),
    })
  })

  it("rounds what has more digits than its currency, as Medusa does when it compares", async () => {
    const [collection] = await payment().createPaymentCollections([{ currency_code: "eur", amount: 10 }])
    const session = await payment().createPaymentSession(collection?.id ?? "", {
      provider_id: PROVIDER,
      currency_code: "eur",
      amount: "9.995",
      data: {},
    })
    expect(session.data).toMatchObject({ amount: "10.00", currency_code: "EUR" })
  })
})

import type { CheckoutResponse, WalletListResponse, WalletResponse, WalletUpdate } from "../../../src/contracts"
import { describeStore } from "./support"

describeStore((store) => {
  describe("who may call the customer routes", () => {
    it("refuses a request without a publishable key, without a token, or with an admin's token", async () => {
      const customer = await store.customer()
      const key = { "x-publishable-api-key": customer.headers["x-publishable-api-key"] ?? "" }
      const path = "/store/customers/me/amazon-pay/wallets"
      expect(
        (await store.request(path, { headers: { authorization: customer.headers.authorization ?? "" } })).status,
      ).toBe(400)
      expect((await store.request(path, { headers: key })).status).toBe(401)
      expect((await store.request(path, { headers: { ...key, ...(await store.admin()) } })).status).toBe(401)
      expect((await store.request(path, { headers: { ...key, authorization: "Bearer expired" } })).status).toBe(401)
    })

    it("treats another customer's wallet exactly like one that does not exist, and asks Amazon nothing (30)", async () => {
      const owner = await store.customer()
      const wallet = await owner.savedWallet()
      const stranger = await store.customer()
      await store.forgetRequests()
      const routes = [
        ["", undefined],
        ["/updates", undefined],
        ["/update", { update_type: "payment_method" }],
        ["/close", {}],
      ] as const
      for (const [route, body] of routes) {
        const foreign = await stranger.call(`/wallets/${wallet.id}${route}`, body)
        const unknown = await stranger.call(`/wallets/apw_unknown${route}`, body)
        expect(foreign.status).toBe(404)
        expect(foreign.data).toEqual(unknown.data)
        expect(foreign.data).toMatchObject({ type: "not_found", code: "wallet_not_found" })
      }
      expect(await store.simulator.control.requests()).toEqual([])
      expect((await stranger.call<WalletListResponse>("/wallets")).data).toMatchObject({ wallets: [], count: 0 })
    })

    it("shows a history entry to nobody but its customer", async () => {
      const owner = await store.customer()
      const started = await owner.start((await owner.savedWallet()).id)
      const stranger = await store.customer()
      expect((await owner.call(`/updates/${started.update.id}`)).status).toBe(200)
      expect(await stranger.call(`/updates/${started.update.id}`)).toMatchObject({
        status: 404,
        data: { code: "update_not_found" },
      })
    })
  })

  describe("what the customer routes answer", () => {
    it("lists own wallets, newest first and in pages", async () => {
      const customer = await store.customer()
      const first = await customer.savedWallet()
      const second = await customer.savedWallet()
      const { data, headers } = await customer.call<WalletListResponse>("/wallets?limit=1")
      expect(data).toMatchObject({ wallets: [{ id: second.id }], count: 2, limit: 1, offset: 0 })
      expect(headers["cache-control"]).toBe("no-store")
      expect((await customer.call<WalletListResponse>("/wallets?offset=1")).data.wallets[0]?.id).toBe(first.id)
    })

    it("shows a wallet as the contract says", async () => {
      const customer = await store.customer()
      const { id } = await customer.savedWallet()
      const { data } = await customer.call<WalletResponse>(`/wallets/${id}`)
      expect(data.wallet).toEqual({
        id: expect.stringMatching(/^apw_/),
        charge_permission_id: expect.stringMatching(/^[A-Z0-9]{3}-\d{7}-\d{7}$/),
        status: "chargeable",
        reasons: [],
        action: "none",
        payment_descriptor: expect.stringContaining("1111"),
        product_type: "pay_and_ship",
        shipping_address: expect.objectContaining({ country_code: expect.any(String) }),
        billing_address: expect.anything(),
        merchant_account: "default",
        environment: "sandbox",
        manage_url: expect.stringContaining("/jr/your-account/ba/"),
        created_at: expect.any(String),
        updated_at: expect.any(String),
        last_checked_at: expect.any(String),
      })
    })

    it("answers the exact argument of initCheckout and the started entry, and nothing else", async () => {
      const customer = await store.customer()
      const started = await customer.start((await customer.savedWallet()).id)
      expect(Object.keys(started)).toEqual(["checkout", "update"])
      expect(Object.keys(started.checkout.options).sort()).toEqual([
        "checkoutLanguage",
        "createCheckoutSessionConfig",
        "ledgerCurrency",
        "merchantId",
        "placement",
        "productType",
        "sandbox",
      ])
      expect(Object.keys(started.checkout.options.createCheckoutSessionConfig).sort()).toEqual([
        "algorithm",
        "payloadJSON",
        "publicKeyId",
        "signature",
      ])
      expect(started.update).toMatchObject({
        status: "started",
        update_type: "payment_method",
        initiated_by: "customer",
      })
    })

    it("asks nothing of Amazon to start an update, and signs an open one only once", async () => {
      const customer = await store.customer()
      const wallet = await customer.savedWallet()
      await store.forgetRequests()
      const first = await customer.start(wallet.id)
      const second = await customer.start(wallet.id)
      expect(await store.simulator.control.requests()).toEqual([])
      expect(second).toEqual(first)
    })

    it("completes a session for the customer, once, however often it is asked", async () => {
      const customer = await store.customer()
      const wallet = await customer.savedWallet()
      const started = await customer.start(wallet.id)
      const back = await customer.atAmazon(started, { card: "4444", end: "confirm" })
      const complete = () =>
        customer.call<{ update: WalletUpdate }>(`/updates/${started.update.id}/complete`, {
          checkout_session_id: back.searchParams.get("amazonCheckoutSessionId"),
        })
      const [one, two] = await Promise.all([complete(), complete()])
      expect(one.data.update).toMatchObject({ status: "completed", sources: expect.arrayContaining(["return"]) })
      expect(two.status).toBe(200)
      const { data } = await customer.call<{ updates: WalletUpdate[] }>(`/wallets/${wallet.id}/updates`)
      expect(data.updates.map(({ update_type }) => update_type)).toEqual(["payment_method", "set_up"])
    })

    it("closes a wallet, and refuses to update it then", async () => {
      const customer = await store.customer()
      const wallet = await customer.savedWallet()
      expect(await customer.call<WalletResponse>(`/wallets/${wallet.id}/close`, {})).toMatchObject({
        status: 200,
        data: { wallet: { status: "closed", action: "set_up_again" } },
      })
      const refused = await customer.call(`/wallets/${wallet.id}/update`, { update_type: "payment_method" })
      expect(refused).toMatchObject({ status: 400, data: { code: "wallet_closed" } })
    })
  })

  describe("what a storefront may send", () => {
    it.each([
      ["a store id", { storeId: "amzn1.application-oa2-client.evil" }],
      ["a return URL", { checkoutResultReturnUrl: "https://evil.example" }],
      ["setupOnly", { setupOnly: false }],
      ["a charge permission", { chargePermissionId: "B01-0000000-0000000" }],
      ["a product type", { productType: "PayOnly" }],
      ["scopes", { scopes: ["email"] }],
    ])("refuses a start that names %s (31)", async (_, extra) => {
      const customer = await store.customer()
      const answer = await customer.call("/wallets/apw_any/update", { update_type: "payment_method", ...extra })
      expect(answer).toMatchObject({ status: 400, data: { type: "invalid_data" } })
    })

    it.each([[{}], [{ update_type: "set_up" }], [{ update_type: ["payment_method"] }], [[]], ["payment_method"]])(
      "refuses the body %j for a start",
      async (body) => {
        const customer = await store.customer()
        expect((await customer.call("/wallets/apw_any/update", body)).status).toBe(400)
      },
    )

    it.each(["?limit=0", "?limit=101", "?limit=ten", "?offset=-1", "?colour=gold"])(
      "refuses the query %s with a reason",
      async (query) => {
        const customer = await store.customer()
        expect(await customer.call(`/wallets${query}`)).toMatchObject({ status: 400, data: { type: "invalid_data" } })
      },
    )

    it.each([["../../etc"], ["%2e%2e"], ["x".repeat(150)], [""], ["0".repeat(36)]])(
      "refuses %j as a checkout session, without asking Amazon (37)",
      async (checkout_session_id) => {
        const customer = await store.customer()
        const { data: started } = await customer.call<CheckoutResponse>("/wallets", {})
        const answer = await customer.call(`/updates/${started.update.id}/complete`, { checkout_session_id })
        expect(answer).toMatchObject({ status: 400, data: { type: "invalid_data" } })
        expect(await store.simulator.control.requests()).toEqual([])
      },
    )
  })

  it("answers 503 with a code and what to do when Amazon is away, and leaves the wallet as it is", async () => {
    const customer = await store.customer()
    const wallet = await customer.savedWallet()
    await store.simulator.control.addFault({ operation: "closeChargePermission", times: 20, status: 503 })
    const answer = await customer.call(`/wallets/${wallet.id}/close`, {})
    expect(answer).toMatchObject({
      status: 503,
      data: { code: expect.stringMatching(/^(unavailable|timeout)$/) },
    })
    expect((await customer.call<WalletResponse>(`/wallets/${wallet.id}`)).data.wallet.status).toBe("chargeable")
  })

  it("tells of nobody else's set-up: a session finished by another customer is not completed (34)", async () => {
    const starter = await store.customer()
    const other = await store.customer()
    const { data: started } = await starter.call<CheckoutResponse>("/wallets", {})
    const back = await other.atAmazon(started, { end: "confirm" })
    const answer = await other.call(`/updates/${started.update.id}/complete`, {
      checkout_session_id: back.searchParams.get("amazonCheckoutSessionId"),
    })
    expect(answer.status).toBe(404)
    expect(await store.simulator.control.requests({ operation: "completeCheckoutSession" })).toEqual([])
  })
})

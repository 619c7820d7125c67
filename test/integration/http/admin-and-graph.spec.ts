import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { AdminWalletListResponse, AdminWalletResponse, UpdateListResponse } from "../../../src/contracts"
import { describeStore } from "./support"

describeStore((store) => {
  const twoCustomers = async () => {
    const anna = await store.customer()
    const ben = await store.customer()
    const wallet = await anna.savedWallet()
    const other = await ben.savedWallet()
    return { anna, ben, wallet, other, headers: await store.admin() }
  }

  it("lets nobody but admins see the admin routes (32)", async () => {
    const { anna } = await twoCustomers()
    for (const path of ["wallets", "updates", "notifications", "topics", "status"]) {
      expect((await store.request(`/admin/amazon-pay/${path}`)).status).toBe(401)
      expect((await store.request(`/admin/amazon-pay/${path}`, { headers: anna.headers })).status).toBe(401)
    }
  })

  it("lists wallets of all customers or of one, with whose they are", async () => {
    const { anna, wallet, headers } = await twoCustomers()
    const all = await store.request<AdminWalletListResponse>("/admin/amazon-pay/wallets", { headers })
    expect(all.data.count).toBe(2)
    const mine = await store.request<AdminWalletListResponse>(
      `/admin/amazon-pay/wallets?customer_id=${anna.id}&status[]=chargeable`,
      { headers },
    )
    expect(mine.data).toMatchObject({ count: 1, wallets: [{ id: wallet.id, customer_id: anna.id }] })
    const closed = await store.request<AdminWalletListResponse>("/admin/amazon-pay/wallets?status=closed", { headers })
    expect(closed.data).toMatchObject({ count: 0, wallets: [] })
  })

  it("filters the history by customer, wallet, status, type, source, initiator and time", async () => {
    const { anna, wallet, headers } = await twoCustomers()
    await anna.start(wallet.id)
    const list = async (query: string) =>
      (await store.request<UpdateListResponse>(`/admin/amazon-pay/updates?${query}`, { headers })).data
    expect((await list("")).count).toBe(3)
    expect((await list(`customer_id=${anna.id}`)).count).toBe(2)
    expect((await list(`wallet_id=${wallet.id}&status=started`)).updates).toMatchObject([
      { update_type: "payment_method" },
    ])
    expect((await list("update_type[]=set_up&update_type[]=payment_method&source[]=return")).count).toBe(2)
    expect((await list("initiated_by=amazon")).count).toBe(0)
    expect((await list("created_at[$gte]=2100-01-01")).count).toBe(0)
    expect((await list("created_at[$lte]=2100-01-01&limit=1")).updates).toHaveLength(1)
  })

  it.each(["status=strange", "limit=0", "created_at[$gte]=yesterday", "cursor=x", "offset=10001"])(
    "refuses the filter %s with a reason",
    async (query) => {
      const headers = await store.admin()
      expect(await store.request(`/admin/amazon-pay/updates?${query}`, { headers })).toMatchObject({
        status: 400,
        data: { type: "invalid_data", message: expect.any(String) },
      })
    },
  )

  it("reads a wallet at Amazon on request and records what it finds as the admin's reading", async () => {
    const { wallet, headers } = await twoCustomers()
    await store.inboxWorkedOff()
    await store.simulator.control.setModes({ updateNotifications: "none" })
    await store.simulator.control.changeWallet(wallet.charge_permission_id, { type: "payment_method", card: "0005" })
    const answer = await store.request<AdminWalletResponse>(`/admin/amazon-pay/wallets/${wallet.id}/refresh`, {
      headers,
      body: {},
    })
    expect(answer.data.wallet.payment_descriptor).toContain("0005")
    const { data } = await store.request<UpdateListResponse>(
      `/admin/amazon-pay/updates?wallet_id=${wallet.id}&limit=1`,
      {
        headers,
      },
    )
    expect(data.updates).toMatchObject([{ initiated_by: "amazon", sources: ["admin"] }])
    const unknown = await store.request("/admin/amazon-pay/wallets/apw_none/refresh", { headers, body: {} })
    expect(unknown).toMatchObject({ status: 404, data: { code: "wallet_not_found" } })
  })

  it("counts its calls at Amazon in the budget that all processes share", async () => {
    await twoCustomers()
    const database = store.container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const { rows } = await database.raw("select key from amazon_pay_budget")
    const counted = rows.map(({ key }: { key: string }) => key)
    expect(counted).toContainEqual(expect.stringContaining("A1TESTMERCHANT|eu|sandbox|Complete Checkout Session"))
    expect(counted).toContainEqual(expect.stringContaining("A1TESTMERCHANT|eu|sandbox|Get Charge Permission"))
  })

  it("refuses to attach what is no wallet of this merchant, or another customer's", async () => {
    const { anna, ben, wallet, headers } = await twoCustomers()
    const attach = (customer_id: string, charge_permission_id: string) =>
      store.request("/admin/amazon-pay/wallets", { headers, body: { customer_id, charge_permission_id } })
    expect(await attach(ben.id, wallet.charge_permission_id)).toMatchObject({
      status: 400,
      data: { code: "wallet_of_another_customer" },
    })
    expect(await attach(anna.id, "B01-0000000-0000000")).toMatchObject({
      status: 404,
      data: { code: "charge_permission_not_found" },
    })
    expect(await attach(anna.id, "nonsense")).toMatchObject({ status: 404 })
    expect((await attach("cus_none", wallet.charge_permission_id)).status).toBe(404)
  })

  it("is reached by query.graph from wallets to customers and back, and shows nothing that was signed", async () => {
    const { anna, wallet } = await twoCustomers()
    await anna.start(wallet.id)
    const query = store.container().resolve(ContainerRegistrationKeys.QUERY)
    const wallets = await query.graph({
      entity: "amazon_pay_wallet",
      fields: ["id", "status", "customer.email"],
      filters: { id: wallet.id },
    })
    expect(wallets.data).toMatchObject([{ id: wallet.id, status: "chargeable", customer: { email: anna.email } }])
    const customers = await query.graph({
      entity: "customer",
      fields: ["id", "amazon_pay_wallets.*", "amazon_pay_wallets.updates.*"],
      filters: { id: anna.id },
    })
    const [customer] = customers.data as unknown as { amazon_pay_wallets: { id: string; updates: object[] }[] }[]
    expect(customer?.amazon_pay_wallets).toMatchObject([{ id: wallet.id }])
    expect(customer?.amazon_pay_wallets[0]?.updates).toHaveLength(2)
    const updates = await query.graph({
      entity: "amazon_pay_update",
      fields: ["*", "wallet.*", "customer.email"],
      filters: { customer_id: anna.id, update_type: "payment_method" },
    })
    expect(updates.data).toMatchObject([
      { status: "started", wallet: { id: wallet.id }, customer: { email: anna.email } },
    ])
    expect(JSON.stringify([customer, updates.data])).not.toMatch(/signature|payload|token/)
  })

  it("shows nothing that was signed through Medusa's own customer routes either", async () => {
    const { anna, wallet, headers } = await twoCustomers()
    const started = await anna.start(wallet.id)
    const { signature } = started.checkout.options.createCheckoutSessionConfig
    const fields = "?fields=*amazon_pay_wallets,*amazon_pay_wallets.updates,amazon_pay_wallets.updates.token"
    const admin = await store.request(`/admin/customers/${anna.id}${fields}`, { headers })
    expect(admin.status).toBe(200)
    expect(JSON.stringify(admin.data)).toContain(wallet.id)
    const own = await store.request(`/store/customers/me${fields}`, { headers: anna.headers })
    for (const answer of [admin, own]) {
      expect(JSON.stringify(answer.data)).not.toContain(signature)
      expect(JSON.stringify(answer.data)).not.toMatch(/"token/)
    }
  })
})

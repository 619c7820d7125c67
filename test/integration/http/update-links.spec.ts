import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { asValue } from "@medusajs/framework/awilix"
import type {
  AdminCreatedUpdateLinkResponse,
  AdminUpdateLinkListResponse,
  AdminWalletDetailResponse,
  CheckoutResponse,
  CreatedUpdateLink,
  UpdateLinkResponse,
  Wallet,
  WalletUpdate,
} from "../../../src/contracts"
import { createUpdateLinkWorkflow, EVENTS } from "../../../src/workflows"
import { describeStore, type Customer } from "./support"

type Headers = Record<string, string>
type Emitted = { name: string; data: Record<string, unknown> }

describeStore((store) => {
  const send = (headers: Headers, walletId: string, body: object = {}) =>
    store.request<AdminCreatedUpdateLinkResponse>(`/admin/amazon-pay/wallets/${walletId}/update-link`, {
      headers,
      body,
    })
  const revoke = (headers: Headers, id: string) =>
    store.request(`/admin/amazon-pay/update-links/${id}`, { method: "DELETE", headers })
  const tokenOf = ({ url }: CreatedUpdateLink) => new URL(url).pathname.split("/").at(-1) ?? ""

  const sent = async (body?: object) => {
    const customer = await store.customer()
    const wallet = await customer.savedWallet()
    const headers = await store.admin()
    const { status, data } = await send(headers, wallet.id, body)
    expect(status).toBe(200)
    return { customer, wallet, headers, link: data.update_link, path: `/update-links/${tokenOf(data.update_link)}` }
  }
  const statusOf = async (customer: Customer, path: string) =>
    (await customer.call<UpdateLinkResponse>(path)).data.update_link.status

  /** Everything that the event bus gets from now on. */
  const listen = (): Emitted[] => {
    const heard: Emitted[] = []
    store
      .container()
      .resolve(Modules.EVENT_BUS)
      .subscribe(EVENTS.updateLinkCreated, async ({ name, data }) => {
        heard.push({ name, data: data as Emitted["data"] })
      })
    return heard
  }
  const until = async (holds: () => boolean) => {
    for (let tries = 0; !holds(); tries++) {
      if (tries > 200) throw new Error("It did not come about within 5 s")
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }

  it("shows a new link with its URL once, and tells the event bus of it", async () => {
    const heard = listen()
    const before = Date.now()
    const { customer, wallet, headers, link } = await sent()
    expect(link).toEqual({
      id: expect.stringMatching(/^apwl_/),
      wallet_id: wallet.id,
      customer_id: customer.id,
      update_type: "payment_method",
      status: "open",
      expires_at: expect.any(String),
      used_at: null,
      revoked_at: null,
      update_id: null,
      created_by: expect.stringMatching(/^user_/),
      created_at: expect.any(String),
      url: expect.stringMatching(/^http:\/\/localhost:8000\/account\/amazon-pay\/update\/[\w-]{43}$/),
    })
    const days = (Date.parse(link.expires_at) - before) / 86_400_000
    expect(Math.round(days * 100) / 100).toBe(7)
    await until(() => heard.length > 0)
    const { id, wallet_id, customer_id, url, update_type, expires_at } = link
    expect(heard).toEqual([
      { name: "amazon-pay.update_link.created", data: { id, wallet_id, customer_id, url, update_type, expires_at } },
    ])

    const { url: _, ...withoutUrl } = link
    const one = await store.request<AdminWalletDetailResponse>(`/admin/amazon-pay/wallets/${wallet.id}`, { headers })
    expect(one.data).toMatchObject({ wallet: { id: wallet.id } })
    expect(one.data.update_links).toEqual([withoutUrl])
    const list = await store.request<AdminUpdateLinkListResponse>(
      `/admin/amazon-pay/update-links?customer_id=${customer.id}&limit=5`,
      { headers },
    )
    expect(list.data).toEqual({ update_links: [withoutUrl], count: 1, limit: 5, offset: 0 })
    expect((await store.request(`/admin/amazon-pay/update-links?wallet_id=apw_none`, { headers })).data).toMatchObject({
      update_links: [],
      count: 0,
    })
  })

  it("is made for the asked type and time, also without a body", async () => {
    const { headers, wallet, link } = await sent({ update_type: "shipping_address", expires_in_hours: 1 })
    expect(link.update_type).toBe("shipping_address")
    expect(Date.parse(link.expires_at) - Date.parse(link.created_at)).toBe(3_600_000)
    const bare = await store.request<AdminCreatedUpdateLinkResponse>(
      `/admin/amazon-pay/wallets/${wallet.id}/update-link`,
      { method: "POST", headers },
    )
    expect(bare).toMatchObject({ status: 200, data: { update_link: { update_type: "payment_method" } } })
  })

  it.each([
    { update_type: "set_up" },
    { expires_in_hours: 0 },
    { expires_in_hours: 721 },
    { expires_in_hours: 1.5 },
    { expires_in_hours: "24" },
    { url: "https://evil.example" },
    { customer_id: "cus_other" },
  ])("refuses the body %j with a reason and makes no link", async (body) => {
    const customer = await store.customer()
    const wallet = await customer.savedWallet()
    const headers = await store.admin()
    expect(await send(headers, wallet.id, body)).toMatchObject({
      status: 400,
      data: { type: "invalid_data", message: expect.any(String) },
    })
    expect((await store.request("/admin/amazon-pay/update-links", { headers })).data).toMatchObject({ count: 0 })
  })

  it("is made and revoked by admins only, for wallets that exist and are not closed", async () => {
    const { customer, wallet, headers, link } = await sent()
    for (const who of [{}, customer.headers]) {
      expect((await send(who, wallet.id)).status).toBe(401)
      expect((await revoke(who, link.id)).status).toBe(401)
      expect((await store.request("/admin/amazon-pay/update-links", { headers: who })).status).toBe(401)
    }
    expect(await send(headers, "apw_none")).toMatchObject({ status: 404, data: { code: "wallet_not_found" } })
    expect(await revoke(headers, "apwl_none")).toMatchObject({ status: 404, data: { code: "update_link_not_found" } })
    await customer.call(`/wallets/${wallet.id}/close`, {})
    expect(await send(headers, wallet.id)).toMatchObject({ status: 400, data: { code: "wallet_closed" } })
  })

  it("tells its customer what it is for, and nobody else that it exists", async () => {
    const { customer, wallet, headers, path } = await sent()
    const answer = await customer.call<UpdateLinkResponse>(path)
    expect(answer.headers["cache-control"]).toBe("no-store")
    const { data } = await customer.call<{ wallet: Wallet }>(`/wallets/${wallet.id}`)
    expect(answer.data.update_link).toEqual({
      id: expect.stringMatching(/^apwl_/),
      status: "open",
      message: expect.stringContaining("payment method"),
      update_type: "payment_method",
      wallet: data.wallet,
      expires_at: expect.any(String),
      used_at: null,
      created_at: expect.any(String),
    })

    const stranger = await store.customer()
    const unknown = await customer.call(`/update-links/${"A".repeat(43)}`)
    expect(unknown).toMatchObject({ status: 404, data: { code: "update_link_not_found" } })
    for (const body of [undefined, {}]) {
      expect(await stranger.call(path, body)).toMatchObject({ status: 404, data: unknown.data })
    }
    const key = { "x-publishable-api-key": customer.headers["x-publishable-api-key"] ?? "" }
    for (const anonymous of [key, { ...key, ...headers }]) {
      expect((await store.request(`/store/customers/me/amazon-pay${path}`, { headers: anonymous })).status).toBe(401)
      const started = { headers: anonymous, body: {} }
      expect((await store.request(`/store/customers/me/amazon-pay${path}`, started)).status).toBe(401)
    }
  })

  it("starts the same update as the account page, takes nothing in its body, and is used up by completing it", async () => {
    const { customer, wallet, headers, link, path } = await sent()
    expect((await customer.call(path, { update_type: "shipping_address" })).status).toBe(400)
    await store.forgetRequests()
    const { data: started } = await customer.call<CheckoutResponse>(path, {})
    expect(await store.simulator.control.requests()).toEqual([])
    expect(started).toEqual(await customer.start(wallet.id))
    expect(await statusOf(customer, path)).toBe("open")

    const back = await customer.atAmazon(started, { card: "4444", end: "confirm" })
    const { status } = await store.request(back.pathname + back.search)
    expect(status).toBe(303)
    expect(await customer.call<UpdateLinkResponse>(path)).toMatchObject({
      status: 200,
      data: { update_link: { status: "used", message: expect.stringContaining("completed") } },
    })
    const { data } = await customer.call<{ update: WalletUpdate }>(`/updates/${started.update.id}`)
    expect(data.update).toMatchObject({ status: "completed", initiated_by: "customer" })
    expect(await customer.call(path, {})).toMatchObject({ status: 400, data: { code: "update_link_used" } })
    expect(await revoke(headers, link.id)).toMatchObject({ status: 400, data: { code: "update_link_used" } })
    const list = await store.request<AdminUpdateLinkListResponse>("/admin/amazon-pay/update-links", { headers })
    expect(list.data.update_links).toMatchObject([
      { id: link.id, status: "used", update_id: started.update.id, used_at: data.update.completed_at },
    ])
  })

  it("is revoked by an admin, and then explains itself instead of starting", async () => {
    const { customer, headers, link, path } = await sent()
    expect(await revoke(headers, link.id)).toMatchObject({
      status: 200,
      data: { id: link.id, object: "update_link", deleted: true },
    })
    expect((await revoke(headers, link.id)).status).toBe(200)
    expect(await customer.call(path)).toMatchObject({
      status: 200,
      data: { update_link: { status: "revoked", message: expect.stringContaining("not valid any more") } },
    })
    expect(await customer.call(path, {})).toMatchObject({ status: 400, data: { code: "update_link_revoked" } })
  })

  it("explains that its wallet was closed", async () => {
    const { customer, wallet, path } = await sent()
    await customer.call(`/wallets/${wallet.id}/close`, {})
    expect(await customer.call(path)).toMatchObject({
      status: 200,
      data: { update_link: { status: "wallet_closed", wallet: { status: "closed" } } },
    })
    expect(await customer.call(path, {})).toMatchObject({ status: 400, data: { code: "wallet_closed" } })
  })

  it("is gone when its customer is deleted", async () => {
    const { customer, headers } = await sent()
    await store.container().resolve(Modules.CUSTOMER).deleteCustomers([customer.id])
    await store.amazonPay().eraseCustomer(customer.id)
    const list = await store.request(`/admin/amazon-pay/update-links?customer_id=${customer.id}`, { headers })
    expect(list.data).toMatchObject({ update_links: [], count: 0 })
  })

  describe("when the event bus", () => {
    const input = (wallet: Wallet) =>
      ({ wallet_id: wallet.id, update_type: "payment_method", expires_in_hours: 1 }) as const
    const savedWallet = async () => {
      const customer = await store.customer()
      return { customer, wallet: await customer.savedWallet() }
    }
    const linksOf = async (wallet: Wallet) =>
      (await store.amazonPay().listUpdateLinksPage({ walletId: wallet.id }, { limit: 10, offset: 0 })).links
    /** Runs the workflow where the event bus does this with whatever it gets. */
    const runWith = (emit: () => Promise<void>, wallet: Wallet) => {
      const scope = store.container().createScope()
      const nothing = () => Promise.resolve()
      scope.register(Modules.EVENT_BUS, asValue({ emit, releaseGroupedEvents: nothing, clearGroupedEvents: nothing }))
      return createUpdateLinkWorkflow(scope as MedusaContainer).run({ input: input(wallet) })
    }

    it("refuses the event, nobody would be told of the link: it is revoked and the admin gets the error", async () => {
      const { wallet } = await savedWallet()
      const refuse = () => Promise.reject(new Error("The event bus is away"))
      await expect(runWith(refuse, wallet)).rejects.toMatchObject({ message: "The event bus is away" })
      expect(await linksOf(wallet)).toMatchObject([{ status: "revoked" }])
    })

    it("takes its time, the admin does not wait for it", async () => {
      const { wallet } = await savedWallet()
      let deliver = () => {}
      const taking = new Promise<void>((resolve) => (deliver = resolve))
      const { result } = await runWith(() => taking, wallet)
      expect(await linksOf(wallet)).toMatchObject([{ id: result.id, status: "open" }])
      deliver()
    })
  })
})

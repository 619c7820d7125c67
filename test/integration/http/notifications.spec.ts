import { gzipSync } from "node:zlib"
import type {
  AdminNotificationListResponse,
  AdminStatusResponse,
  AdminUpdateResponse,
  WalletUpdate,
} from "../../../src/contracts"
import { describeStore } from "./support"

const IPN = "/hooks/amazon-pay/ipn"

describeStore((store) => {
  const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
    store.request(IPN, { body, raw: true, headers: { "content-type": "text/plain; charset=UTF-8", ...headers } })

  /** A genuine notification that the store has not received. */
  const withheldNotification = async () => {
    const customer = await store.customer()
    const wallet = await customer.savedWallet()
    await store.inboxWorkedOff()
    await store.simulator.control.addFault({ notification: "withhold", times: "always" })
    await store.simulator.control.changeWallet(wallet.charge_permission_id, { type: "payment_method", card: "0005" })
    const [delivery] = (await store.simulator.control.deliveries()).slice(-1)
    if (!delivery) throw new Error("No notification was made")
    return { customer, wallet, body: delivery.body }
  }
  const historyOf = async (wallet: { id: string }, customer: { call: (path: string) => Promise<{ data: unknown }> }) =>
    ((await customer.call(`/wallets/${wallet.id}/updates`)).data as { updates: WalletUpdate[] }).updates

  it("stores a genuine notification, answers 200, and writes the change into the history", async () => {
    const { customer, wallet, body } = await withheldNotification()
    expect(await post(body)).toMatchObject({ status: 200, data: { received: true } })
    await store.inboxWorkedOff()
    const [newest] = await historyOf(wallet, customer)
    expect(newest).toMatchObject({
      update_type: null,
      initiated_by: "amazon",
      status: "completed",
      sources: ["ipn"],
      changes: expect.arrayContaining([
        { field: "payment_descriptor", before: wallet.payment_descriptor, after: expect.stringContaining("0005") },
      ]),
    })
  })

  it("answers 200 to each of fifty equal deliveries and works on one (15)", async () => {
    const { customer, wallet, body } = await withheldNotification()
    const before = (await historyOf(wallet, customer)).length
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(body)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    await store.inboxWorkedOff()
    expect(await historyOf(wallet, customer)).toHaveLength(before + 1)
  })

  it.each([
    ["no content type that means anything", { "content-type": "application/octet-stream" }],
    ["JSON with a charset", { "content-type": "application/json; charset=utf-8" }],
  ])("reads the same bytes with %s (14)", async (_, headers) => {
    const { body } = await withheldNotification()
    expect((await post(body, headers)).status).toBe(200)
  })

  it("refuses a compressed body, which SNS never sends (14)", async () => {
    const { body } = await withheldNotification()
    expect((await post(gzipSync(body), { "content-encoding": "gzip" })).status).toBe(400)
  })

  it.each(["null", "42", '"x"', "[]", "{}", "", "{", "\u0000", "[".repeat(50_000)])(
    "answers 400 with a constant text to a malformed body (1)",
    async (body) => {
      const answer = await post(body)
      expect(answer).toMatchObject({ status: 400, data: { type: "invalid_data" } })
      expect(JSON.stringify(answer.data)).toBe(JSON.stringify((await post("null")).data))
    },
  )

  it("answers 413 to more than 256 KiB and 403 to a changed byte, both with constant texts (4, 14)", async () => {
    const { body } = await withheldNotification()
    expect((await post("x".repeat(300 * 1024))).status).toBe(413)
    const envelope = JSON.parse(body) as { Message: string }
    expect(await post(JSON.stringify({ ...envelope, Message: `${envelope.Message} ` }))).toMatchObject({
      status: 403,
      data: { type: "forbidden" },
    })
  })

  it("answers 403 to a foreign topic before it fetches anything (7)", async () => {
    const { body } = await withheldNotification()
    const envelope = JSON.parse(body) as { TopicArn: string }
    await store.forgetRequests()
    const foreign = JSON.stringify({ ...envelope, TopicArn: `${envelope.TopicArn}2` })
    expect((await post(foreign)).status).toBe(403)
    expect(await store.simulator.control.requests()).toEqual([])
  })

  it("shows an admin the notifications behind an entry, and one entry for return and notification", async () => {
    const customer = await store.customer()
    const wallet = await customer.savedWallet()
    const started = await customer.start(wallet.id)
    const back = await customer.atAmazon(started, { card: "4444", end: "confirm" })
    await store.request(back.pathname + back.search)
    await store.inboxWorkedOff()
    const { data } = await store.request<AdminUpdateResponse>(`/admin/amazon-pay/updates/${started.update.id}`, {
      headers: await store.admin(),
    })
    expect(data.update).toMatchObject({ status: "completed", sources: ["return", "ipn"] })
    expect(data.update.notifications.length).toBeGreaterThan(0)
    expect(data.update.notifications[0]).toMatchObject({
      status: "processed",
      charge_permission_id: wallet.charge_permission_id,
      update_id: started.update.id,
    })
    const entries = await historyOf(wallet, customer)
    expect(entries.map(({ update_type }) => update_type)).toEqual(["payment_method", "set_up"])
  })

  it("keeps a notification of an unknown wallet for an admin, who can replay it once the wallet is known (19)", async () => {
    const customer = await store.customer()
    const made = await store.simulator.control.createWallet({
      merchantId: "A1TESTMERCHANT",
      buyerId: customer.buyerId,
      productType: "PayOnly",
    })
    await store.simulator.control.changeWallet(made.chargePermissionId, { type: "payment_method", card: "0005" })
    await store.inboxWorkedOff()
    const headers = await store.admin()
    const inbox = await store.request<AdminNotificationListResponse>(
      "/admin/amazon-pay/notifications?status=unmatched",
      {
        headers,
      },
    )
    expect(inbox.data).toMatchObject({ count: 1, notifications: [{ charge_permission_id: made.chargePermissionId }] })
    const id = inbox.data.notifications[0]?.message_id
    const replayed = await store.request(`/admin/amazon-pay/notifications/${id}/replay`, { body: {}, headers })
    expect(replayed).toMatchObject({ status: 200, data: { notification: { status: "received" } } })
    await store.inboxWorkedOff()

    const attached = await store.request("/admin/amazon-pay/wallets", {
      headers,
      body: { customer_id: customer.id, charge_permission_id: made.chargePermissionId },
    })
    expect(attached).toMatchObject({
      status: 200,
      data: { wallet: { customer_id: customer.id, product_type: "pay_only" } },
    })
    await store.inboxWorkedOff()
    const again = await store.request(`/admin/amazon-pay/notifications/${id}/replay`, { body: {}, headers })
    expect(again).toMatchObject({ status: 400, data: { code: "notification_not_replayable" } })
    const missing = await store.request("/admin/amazon-pay/notifications/none/replay", { body: {}, headers })
    expect(missing).toMatchObject({ status: 404, data: { code: "notification_not_found" } })
  })

  it("tells an admin how the set-up is doing, and no secret", async () => {
    const { data } = await store.request<AdminStatusResponse>("/admin/amazon-pay/status", {
      headers: await store.admin(),
    })
    expect(data.status.accounts).toMatchObject([
      { id: "default", region: "eu", environment: "sandbox", update_page: true },
    ])
    expect(data.status.ipn_url).toBe("http://localhost:9000/hooks/amazon-pay/ipn")
    expect(data.status.checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["keys", "region", "urls", "topics", "notifications", "reconciliation"]),
    )
    expect(JSON.stringify(data)).not.toMatch(/PRIVATE KEY/)
  })
})

import { Modules } from "@medusajs/framework/utils"
import { parse } from "csv-parse/sync"
import type {
  AdminNotificationCursorResponse,
  AdminNotificationListResponse,
  AdminStatisticsResponse,
  AdminUpdateCursorResponse,
  AdminUpdateListResponse,
  AdminUpdateResponse,
  AdminWalletCursorResponse,
  AdminWalletListResponse,
  ApiError,
} from "../../../src/contracts"
import { describeStore } from "./support"

const UPDATES = "/admin/amazon-pay/updates"

/** Requests with one mistake each, and what the answer has to name. */
const MISTAKES: [path: string, named: string][] = [
  [`${UPDATES}?colour=red`, "colour"],
  [`${UPDATES}?status=strange`, "status"],
  [`${UPDATES}?update_type[]=gift`, "update_type"],
  [`${UPDATES}?source=ipn&source=fax`, "source"],
  [`${UPDATES}?initiated_by=me`, "initiated_by"],
  [`${UPDATES}?limit=101`, "limit"],
  [`${UPDATES}?offset=10001`, "offset"],
  [`${UPDATES}?offset=0&cursor=`, "offset and cursor"],
  [`${UPDATES}?created_at[$gte]=5`, "created_at"],
  [`${UPDATES}?created_at[$gte]=2026-13-01`, "created_at"],
  [`${UPDATES}?created_at[$gt]=2026-01-01`, "$gt"],
  [`${UPDATES}?q=`, "q"],
  [`${UPDATES}?q=a%00b`, "q"],
  [`${UPDATES}?customer_id=${"x".repeat(201)}`, "customer_id"],
  [`${UPDATES}/statistics?interval=hour`, "interval"],
  [`${UPDATES}/statistics?created_at[$gte]=2026-01-01`, "created_at"],
  [`${UPDATES}/statistics?from=yesterday`, "from"],
  [`${UPDATES}/statistics?from=2026-01-02&to=2026-01-01`, "from must be before to"],
  [`${UPDATES}/statistics?tz=Mars`, "tz"],
  [`${UPDATES}/export?limit=5`, "limit"],
  [`${UPDATES}/export?cursor=`, "cursor"],
  ["/admin/amazon-pay/wallets?order=oldest", "order"],
  ["/admin/amazon-pay/wallets?status=open", "status"],
  ["/admin/amazon-pay/notifications?object_type=", "object_type"],
  ["/admin/amazon-pay/notifications?merchant=x", "merchant"],
]

describeStore((store) => {
  /** Anna and Ben with a wallet each, and an update that Anna started. */
  const twoCustomers = async () => {
    const anna = await store.customer()
    const ben = await store.customer()
    const wallet = await anna.savedWallet()
    const other = await ben.savedWallet()
    const { update } = await anna.start(wallet.id)
    const headers = await store.admin()
    const get = async <T>(path: string) => (await store.request<T>(path, { headers })).data
    return { anna, ben, wallet, other, update, headers, get }
  }

  it("pages through the history by cursor, with whose entry each is, and ends", async () => {
    const { anna, ben, get } = await twoCustomers()
    const first = await get<AdminUpdateCursorResponse>(`${UPDATES}?cursor=&limit=2`)
    expect(Object.keys(first).sort()).toEqual(["limit", "next_cursor", "updates"])
    expect(first.updates).toMatchObject([
      { update_type: "payment_method", customer_email: anna.email },
      { update_type: "set_up", customer_email: ben.email },
    ])
    const cursor = encodeURIComponent(first.next_cursor ?? "")
    const second = await get<AdminUpdateCursorResponse>(`${UPDATES}?cursor=${cursor}&limit=2`)
    expect(second).toMatchObject({ limit: 2, next_cursor: null, updates: [{ customer_email: anna.email }] })
    const byOffset = await get<AdminUpdateListResponse>(`${UPDATES}?limit=2&offset=2`)
    expect(byOffset).toEqual({ updates: second.updates, count: 3, limit: 2, offset: 2 })
  })

  it("asks for the customers of a page at once", async () => {
    const { get } = await twoCustomers()
    const customers = jest.spyOn(store.container().resolve(Modules.CUSTOMER), "listCustomers")
    try {
      await get(`${UPDATES}?limit=3`)
      await get("/admin/amazon-pay/wallets?limit=3")
      expect(customers).toHaveBeenCalledTimes(2)
    } finally {
      customers.mockRestore()
    }
  })

  it("finds a customer's entries and wallets by e-mail, whatever its case, and nothing for a stranger's", async () => {
    const { anna, wallet, get } = await twoCustomers()
    for (const email of [anna.email, ` ${anna.email.toUpperCase()} `]) {
      const q = encodeURIComponent(email)
      expect(await get(`${UPDATES}?q=${q}`)).toMatchObject({ count: 2 })
      expect(await get(`${UPDATES}?q=${q}&status=started&cursor=`)).toMatchObject({
        updates: [{ wallet_id: wallet.id }],
      })
      expect(await get(`/admin/amazon-pay/wallets?q=${q}`)).toMatchObject({ count: 1, wallets: [{ id: wallet.id }] })
    }
    for (const stranger of ["nobody@example.com", "%@%", "customer-_@example.com"]) {
      const q = encodeURIComponent(stranger)
      expect(await get(`${UPDATES}?q=${q}`)).toMatchObject({ count: 0, updates: [] })
      expect(await get(`/admin/amazon-pay/wallets?q=${q}`)).toMatchObject({ count: 0, wallets: [] })
    }
  })

  it("finds an address that a customer wrote with capitals", async () => {
    const { anna, get } = await twoCustomers()
    await store.container().resolve(Modules.CUSTOMER).updateCustomers(anna.id, { email: "Anna.Muster@Example.com" })
    const found = await get<AdminUpdateListResponse>(`${UPDATES}?q=anna.muster%40example.com`)
    expect(found).toMatchObject({ count: 2, updates: [{ customer_email: "Anna.Muster@Example.com" }, {}] })
  })

  it("finds entries by the ids of their wallet, charge permission and session, and by their own", async () => {
    const { wallet, update, get } = await twoCustomers()
    const { updates } = await get<AdminUpdateListResponse>(`${UPDATES}?wallet_id=${wallet.id}&update_type=set_up`)
    const session = updates[0]?.checkout_session_id ?? ""
    const counts = [wallet.id, wallet.charge_permission_id.toLowerCase(), session.toUpperCase(), update.id].map(
      async (q) => (await get<AdminUpdateListResponse>(`${UPDATES}?q=${q}`)).count,
    )
    expect(await Promise.all(counts)).toEqual([2, 2, 1, 1])
  })

  it("tells entries without a type from the others", async () => {
    const { other, get } = await twoCustomers()
    await store.simulator.control.changeWallet(other.charge_permission_id, { type: "payment_method", card: "0005" })
    await store.inboxWorkedOff()
    const found = await get<AdminUpdateListResponse>(`${UPDATES}?update_type[]=none`)
    expect(found).toMatchObject({ count: 1, updates: [{ update_type: null, initiated_by: "amazon" }] })
    const both = await get<AdminUpdateListResponse>(`${UPDATES}?update_type[]=none&update_type[]=set_up`)
    expect(both.count).toBe(3)
  })

  it("opens an entry with whose it is", async () => {
    const { anna, update, get } = await twoCustomers()
    expect(await get<AdminUpdateResponse>(`${UPDATES}/${update.id}`)).toMatchObject({
      update: { id: update.id, customer_email: anna.email, notifications: [] },
    })
  })

  it("keeps the history of a customer whom Medusa does not know any more", async () => {
    const { anna, get } = await twoCustomers()
    await store.container().resolve(Modules.CUSTOMER).deleteCustomers([anna.id])
    const { updates } = await get<AdminUpdateListResponse>(`${UPDATES}?customer_id=${anna.id}`)
    expect(updates.map(({ customer_email }) => customer_email)).toEqual([null, null])
  })

  it("lists wallets that need their customer before the others, by cursor", async () => {
    const { wallet, other, anna, get } = await twoCustomers()
    await store.simulator.control.changeWallet(wallet.charge_permission_id, {
      type: "non_chargeable",
      reason: "PaymentMethodExpired",
    })
    await store.inboxWorkedOff()
    const path = "/admin/amazon-pay/wallets?order=attention&limit=1"
    const first = await get<AdminWalletCursorResponse>(`${path}&cursor=`)
    expect(first.wallets).toMatchObject([{ id: wallet.id, action: "update", customer_email: anna.email }])
    const second = await get<AdminWalletCursorResponse>(`${path}&cursor=${first.next_cursor}`)
    expect(second).toMatchObject({ next_cursor: null, wallets: [{ id: other.id }] })
    const newest = await get<AdminWalletListResponse>("/admin/amazon-pay/wallets")
    expect(newest.wallets.map(({ id }) => id)).toEqual([other.id, wallet.id])
  })

  it("lists the inbox by cursor, by kind of object and by exact id", async () => {
    const { wallet, get } = await twoCustomers()
    await store.inboxWorkedOff()
    const path = "/admin/amazon-pay/notifications"
    const all = await get<AdminNotificationListResponse>(path)
    expect(all.count).toBeGreaterThan(1)
    const first = await get<AdminNotificationCursorResponse>(`${path}?cursor=&limit=1`)
    expect(first.notifications).toEqual(all.notifications.slice(0, 1))
    const second = await get<AdminNotificationCursorResponse>(`${path}?cursor=${first.next_cursor}&limit=1`)
    expect(second.notifications).toEqual(all.notifications.slice(1, 2))
    const id = all.notifications[0]?.message_id ?? ""
    expect(await get(`${path}?q=${id.toUpperCase()}`)).toMatchObject({ count: 1, notifications: [{ message_id: id }] })
    const named = await get<AdminNotificationListResponse>(`${path}?q=${wallet.charge_permission_id}`)
    expect(named.notifications.map((each) => each.charge_permission_id)).toContain(wallet.charge_permission_id)
    expect(await get(`${path}?object_type=REFUND`)).toMatchObject({ count: 0 })
  })

  it("counts outcomes over time, for the filters of the list", async () => {
    const { anna, get } = await twoCustomers()
    const { statistics } = await get<AdminStatisticsResponse>(`${UPDATES}/statistics?tz=Asia%2FTokyo`)
    expect(statistics).toMatchObject({
      interval: "day",
      tz: "Asia/Tokyo",
      totals: { completed: 2, started: 1, failed: 0 },
    })
    expect(statistics.buckets.length).toBeGreaterThanOrEqual(30)
    const q = encodeURIComponent(anna.email)
    const hers = await get<AdminStatisticsResponse>(`${UPDATES}/statistics?q=${q}&interval=week&status[]=completed`)
    expect(hers.statistics.totals).toMatchObject({ completed: 1, started: 0 })
  })

  it("exports the filtered history as a file", async () => {
    const { anna, wallet, headers } = await twoCustomers()
    const answer = await store.request<string>(`${UPDATES}/export?customer_id=${anna.id}`, { headers })
    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "cache-control": "no-store",
      "content-disposition": expect.stringMatching(/^attachment; filename="amazon-pay-updates-\d{4}-\d\d-\d\d\.csv"$/),
    })
    const rows = parse(answer.data, { bom: true, columns: true }) as Record<string, string>[]
    expect(rows).toMatchObject([
      { wallet_id: wallet.id, update_type: "payment_method", status: "started" },
      { wallet_id: wallet.id, update_type: "set_up", status: "completed" },
    ])
  })

  it("refuses what it does not understand and names it", async () => {
    const headers = await store.admin()
    for (const [path, named] of MISTAKES) {
      const answer = await store.request<ApiError>(path, { headers })
      const refusal = { status: 400, data: { type: "invalid_data", message: expect.stringContaining(named) } }
      expect({ path, ...answer }).toMatchObject({ path, ...refusal })
    }
  })

  it("refuses cursors that a list did not hand out", async () => {
    const headers = await store.admin()
    for (const list of ["updates?", "wallets?", "wallets?order=attention&", "notifications?"]) {
      for (const cursor of ["x", "%00", "dXBkYXRlc3x4fHk", "=", "🙂"]) {
        const path = `/admin/amazon-pay/${list}cursor=${encodeURIComponent(cursor)}`
        const answer = await store.request<ApiError>(path, { headers })
        expect({ path, ...answer }).toMatchObject({ path, status: 400, data: { code: "invalid_cursor" } })
      }
    }
  })

  it("lets nobody but admins see the statistics and the export", async () => {
    const { anna } = await twoCustomers()
    for (const path of ["statistics", "export"]) {
      expect((await store.request(`${UPDATES}/${path}`)).status).toBe(401)
      expect((await store.request(`${UPDATES}/${path}`, { headers: anna.headers })).status).toBe(401)
    }
  })
})

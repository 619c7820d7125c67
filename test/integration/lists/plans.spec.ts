import { UPDATE_STATUSES } from "../../../src/contracts"
import {
  listNotifications,
  listNotificationsAfter,
  type NotificationFilters,
} from "../../../src/modules/amazon-pay/inbox/list-notifications"
import { encodeCursor, type CursorList } from "../../../src/modules/amazon-pay/persistence/cursor"
import { listUpdates, listUpdatesAfter } from "../../../src/modules/amazon-pay/updates/list-updates"
import { updateStatistics } from "../../../src/modules/amazon-pay/updates/statistics"
import type { UpdateFilters } from "../../../src/modules/amazon-pay/updates/update-filters"
import { listWallets, listWalletsAfter, type WalletFilters } from "../../../src/modules/amazon-pay/wallets/list-wallets"
import { fillLists, NEWEST } from "./large"
import { workOf, type Work } from "./plan"
import { openListDatabase, type ListDatabase } from "./support"

const ENTRIES = 200_000
const DAY_MS = 86_400_000
const LIMIT = 20
const DEEP = 499 * LIMIT

/** Rows that reading a page may cost: the page once as keys and once as rows, and a little for each kind of entry. */
const MOST_ROWS = 10 * LIMIT

let database: ListDatabase
beforeAll(async () => {
  database = await openListDatabase()
  await fillLists(database.db, { entries: ENTRIES, rare: 100_000 })
}, 240_000)
afterAll(() => database.close())

const daysBefore = (days: number) => new Date(Date.parse(NEWEST) - days * DAY_MS)

/** Each with its text as the name of the test. */
const named = <Filters>(filters: readonly Filters[]) =>
  filters.map((each) => [JSON.stringify(each), each] as [string, Filters])

/** The work of reading something. */
async function workFor(read: () => Promise<unknown>): Promise<Work> {
  database.statements()
  await read()
  return workOf(database.db, database.statements())
}

/** The cursor of the 500th page of a whole table; a narrower list is asked for what comes after the same moment. */
async function deepCursor(list: CursorList, table: string, time: string, id: string): Promise<string> {
  const [row] = await database.db.query<{ at: string; id: string }[]>(
    `select to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, ${id} as id from ${table}
     order by ${time} desc, ${id} desc limit 1 offset $1`,
    [DEEP],
  )
  return encodeCursor(list, row!)
}

function expectBounded(work: Work): void {
  expect(work.wholeTables).toEqual([])
  expect(work.rowsSorted).toBeLessThanOrEqual(LIMIT + 1)
  expect(work.rowsRead).toBeLessThanOrEqual(MOST_ROWS)
}

/** By offset what is passed over is read, and what is counted. */
function expectBoundedByOffset(work: Work): void {
  expect(work.wholeTables).toEqual([])
  expect(work.rowsSorted).toBeLessThanOrEqual(LIMIT + 1)
  expect(work.rowsRead).toBeLessThanOrEqual(2 * (DEEP + LIMIT) + MOST_ROWS)
}

describe("a page of the history reads no more than is on it (40)", () => {
  const FILTERS: UpdateFilters[] = [
    {},
    ...UPDATE_STATUSES.map((status) => ({ status: [status] })),
    { status: ["failed", "expired", "pending"] },
    { status: ["completed", "canceled"] },
    { status: [...UPDATE_STATUSES] },
    { updateType: ["set_up"] },
    { updateType: ["payment_method"] },
    { updateType: ["none"] },
    { source: ["admin"] },
    { source: ["reconciliation"] },
    { source: ["ipn"] },
    { source: ["return", "admin"] },
    { initiatedBy: ["system"] },
    { initiatedBy: ["admin"] },
    { initiatedBy: ["customer"] },
    { customerId: "cus_busy" },
    { customerId: "cus_77" },
    { customerId: "cus_none" },
    { walletId: "apw_busy" },
    { walletId: "apw_77" },
    { walletId: "apw_busy", customerId: "cus_busy" },
    { walletId: "apw_busy", customerId: "cus_77" },
    { customerId: "cus_busy", status: ["failed"] },
    { customerId: "cus_busy", status: ["completed"], source: ["ipn"] },
    { walletId: "apw_busy", updateType: ["set_up"] },
    { customerIds: ["cus_busy", "cus_77"] },
    { customerIds: ["cus_busy", "cus_77"], status: ["declined"] },
    // Common each, and never together.
    { updateType: ["payment_method", "shipping_address"], initiatedBy: ["amazon"] },
    { updateType: ["none"], source: ["return"] },
    // Rare each, and never together.
    { status: ["failed"], source: ["admin"] },
    { updateType: ["payment_method"], initiatedBy: ["customer"], status: ["completed"], source: ["return"] },
    { createdTo: daysBefore(60) },
    { createdFrom: daysBefore(1 / 24) },
    { createdFrom: daysBefore(90), createdTo: daysBefore(80) },
    { status: ["declined"], createdFrom: daysBefore(20) },
    { status: ["completed"], createdTo: daysBefore(100) },
    { q: "apw_busy" },
    { q: "apwu_000000077" },
    { q: "B01-0000000-0000077" },
    { q: "1f3b2c4d-0000-4000-8000-000000000000" },
  ]

  it.each(named(FILTERS))("on the first page, with %s", async (_, filters) => {
    expectBounded(await workFor(() => listUpdatesAfter(database.db, filters, { limit: LIMIT, cursor: "" })))
  })

  it.each(named(FILTERS))("on the 500th page, with %s", async (_, filters) => {
    const cursor = await deepCursor("updates", "amazon_pay_wallet_update", "created_at", "id")
    expectBounded(await workFor(() => listUpdatesAfter(database.db, filters, { limit: LIMIT, cursor })))
  })

  it.each(named(FILTERS))("by offset on the 500th page, with %s", async (_, filters) => {
    const page = { limit: LIMIT, offset: DEEP }
    expectBoundedByOffset(await workFor(() => listUpdates(database.db, filters, page)))
  })
})

describe("a page of wallets reads no more than is on it", () => {
  const FILTERS: WalletFilters[] = [
    {},
    { status: ["chargeable"] },
    { status: ["closed"] },
    { status: ["non_chargeable"] },
    { status: ["chargeable", "closed", "non_chargeable"] },
    { customerId: "cus_77" },
    { customerIds: ["cus_77", "cus_busy"], status: ["chargeable"] },
    { q: "apw_77" },
    { q: "B01-0000000-0000077" },
    { order: "attention" },
    { order: "attention", status: ["non_chargeable"] },
    { order: "attention", status: ["closed", "chargeable"] },
    { order: "attention", customerId: "cus_77" },
  ]

  it.each(named(FILTERS))("on the first page, with %s", async (_, filters) => {
    expectBounded(await workFor(() => listWalletsAfter(database.db, filters, { limit: LIMIT, cursor: "" })))
  })

  it.each(named(FILTERS))("on the 500th page, with %s", async (_, filters) => {
    const list = filters.order === "attention" ? "wallets-rest" : "wallets"
    const cursor = await deepCursor(list, "amazon_pay_wallet", "created_at", "id")
    expectBounded(await workFor(() => listWalletsAfter(database.db, filters, { limit: LIMIT, cursor })))
  })

  it.each(named(FILTERS))("by offset on the 500th page, with %s", async (_, filters) => {
    const page = { limit: LIMIT, offset: DEEP }
    expectBoundedByOffset(await workFor(() => listWallets(database.db, filters, page)))
  })
})

describe("a page of the inbox reads no more than is on it", () => {
  const usual = "arn:aws:sns:eu-west-1:598607868003:usual"
  const rare = "arn:aws:sns:eu-west-1:598607868003:rare"
  const FILTERS: NotificationFilters[] = [
    {},
    { status: ["dead"] },
    { status: ["processed"] },
    { status: ["held", "failed"] },
    { topicArn: usual },
    { topicArn: rare },
    { topicArn: usual, status: ["dead"] },
    { topicArn: "arn:of:nobody" },
    { objectType: "CHARGE_PERMISSION" },
    { objectType: "REFUND" },
    { objectType: "CHARGE_PERMISSION", status: ["unmatched"] },
    { objectType: "CHARGEBACK" },
    { chargePermissionId: "B01-0000000-0000077" },
    { updateId: "apwu_000000077" },
    { q: "message-77" },
    { q: "notification-77" },
    { q: "B01-0000000-0000077" },
    { q: "nothing of ours" },
  ]

  it.each(named(FILTERS))("on the first page, with %s", async (_, filters) => {
    expectBounded(await workFor(() => listNotificationsAfter(database.db, filters, { limit: LIMIT, cursor: "" })))
  })

  it.each(named(FILTERS))("on the 500th page, with %s", async (_, filters) => {
    const cursor = await deepCursor("notifications", "amazon_pay_notification", "received_at", "message_id")
    expectBounded(await workFor(() => listNotificationsAfter(database.db, filters, { limit: LIMIT, cursor })))
  })

  it.each(named(FILTERS))("by offset on the 500th page, with %s", async (_, filters) => {
    const page = { limit: LIMIT, offset: DEEP }
    expectBoundedByOffset(await workFor(() => listNotifications(database.db, filters, page)))
  })
})

describe("the statistics", () => {
  const MINUTES_OF_A_DAY = 1_440
  const workOfDays = (days: number, filters: UpdateFilters = {}) => {
    const period = { from: daysBefore(days), to: daysBefore(0), interval: "day", timeZone: "Europe/Berlin" } as const
    return workFor(() => updateStatistics(database.db, filters, period, daysBefore(0)))
  }

  it.each(named<UpdateFilters>([{}, { status: ["completed"] }, { customerId: "cus_busy" }, { q: "apw_77" }]))(
    "count the entries of their period and no others, with %s",
    async (_, filters) => {
      for (const days of [7, 100]) {
        const work = await workOfDays(days, filters)
        expect(work.wholeTables).toEqual([])
        expect(work.rowsRead).toBeLessThanOrEqual(days * MINUTES_OF_A_DAY + MOST_ROWS)
      }
    },
  )
})

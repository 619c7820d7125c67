import fc from "fast-check"
import {
  UPDATE_INITIATORS,
  UPDATE_SOURCES,
  UPDATE_STATUSES,
  UPDATE_TYPE_FILTERS,
  UPDATE_TYPES,
} from "../../../src/contracts"
import { WalletUpdateEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import { listUpdates, listUpdatesAfter } from "../../../src/modules/amazon-pay/updates/list-updates"
import type { UpdateFilters } from "../../../src/modules/amazon-pay/updates/update-filters"
import { allPages, insertEntries, insertWallets, openListDatabase, type EntryInput, type ListDatabase } from "./support"

let database: ListDatabase
beforeAll(async () => {
  database = await openListDatabase()
})
afterAll(() => database.close())
beforeEach(() => database.db.query("truncate amazon_pay_wallet cascade"))
beforeEach(() => database.db.query("truncate amazon_pay_checkout_attempt"))

const byOffset = (filters: UpdateFilters, page = { limit: 100, offset: 0 }) => listUpdates(database.db, filters, page)

const byCursor = (filters: UpdateFilters, limit: number) =>
  allPages(async (cursor) => {
    const { updates, nextCursor } = await listUpdatesAfter(database.db, filters, { limit, cursor })
    return { rows: updates.map(({ id }) => id), nextCursor }
  })

const found = async (filters: UpdateFilters) => (await byOffset(filters)).updates.map(({ id }) => id)

/** A wallet of each of three customers, and entries that differ in everything a filter looks at. */
const ENTRIES: Required<Omit<EntryInput, "changes" | "message">>[] = Array.from({ length: 240 }, (_, n) => {
  const customer = n % 3
  return {
    id: `apwu_${String(n).padStart(3, "0")}`,
    created_at: `2026-01-0${1 + (n % 7)}T00:00:00.00000${n % 4}Z`,
    customer_id: `cus_${customer}`,
    wallet_id: n % 5 === 0 ? null : `apw_${customer}`,
    status: UPDATE_STATUSES[(n * 5 + (n >> 3)) % UPDATE_STATUSES.length]!,
    update_type: [null, ...UPDATE_TYPES][(n * 7) % 4]!,
    initiated_by: UPDATE_INITIATORS[(n >> 2) % 4]!,
    sources: UPDATE_SOURCES.filter((_, bit) => ((n * 11) >> bit) & 1),
  }
})

const WALLETS = [0, 1, 2].map((n) => ({
  id: `apw_${n}`,
  customer_id: `cus_${n}`,
  charge_permission_id: `B01-0000000-000000${n}`,
}))

const fill = async () => {
  await insertWallets(database.db, WALLETS)
  await insertEntries(database.db, ENTRIES.filter(isNoOpenTwin))
}

/** Only one entry of a wallet and type may be open at a time. */
function isNoOpenTwin(entry: (typeof ENTRIES)[number], index: number): boolean {
  if (entry.status !== "started") return true
  const key = ({ wallet_id, customer_id, update_type }: (typeof ENTRIES)[number]) =>
    update_type === "set_up" ? customer_id : `${wallet_id}|${update_type}`
  const before = ENTRIES.slice(0, index).filter(({ status }) => status === "started")
  return !before.some((each) => key(each) === key(entry))
}

const stored = ENTRIES.filter(isNoOpenTwin)

/** What a filter means, said without an index. */
function expected(filters: UpdateFilters): string[] {
  const isIn = (values: readonly (string | null)[] | undefined, value: string | null) =>
    !values || values.includes(value)
  return stored
    .filter((entry) => {
      const time = Date.parse(entry.created_at)
      return (
        isIn(filters.status, entry.status) &&
        isIn(filters.updateType, entry.update_type ?? "none") &&
        isIn(filters.initiatedBy, entry.initiated_by) &&
        (!filters.source || filters.source.some((source) => entry.sources.includes(source))) &&
        (filters.customerId === undefined || entry.customer_id === filters.customerId) &&
        (filters.walletId === undefined || entry.wallet_id === filters.walletId) &&
        (!filters.createdFrom || time >= filters.createdFrom.getTime()) &&
        (!filters.createdTo || time <= filters.createdTo.getTime())
      )
    })
    .sort((a, b) => (a.created_at === b.created_at ? compare(b.id, a.id) : compare(b.created_at, a.created_at)))
    .map(({ id }) => id)
}

const compare = (a: string, b: string) => (a < b ? -1 : 1)

describe("the history", () => {
  const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 })
  const anyFilters: fc.Arbitrary<UpdateFilters> = fc.record(
    {
      status: some(UPDATE_STATUSES),
      updateType: some(UPDATE_TYPE_FILTERS),
      source: some(UPDATE_SOURCES),
      initiatedBy: some(UPDATE_INITIATORS),
      customerId: fc.constantFrom("cus_0", "cus_1", "cus_none"),
      walletId: fc.constantFrom("apw_0", "apw_2", "apw_none"),
      createdFrom: fc.constant(new Date("2026-01-02T00:00:00Z")),
      createdTo: fc.constantFrom(new Date("2026-01-05T00:00:00Z"), new Date("2026-01-04T23:59:59.999Z")),
    },
    { requiredKeys: [] },
  )

  it("is what any combination of filters says, newest first, by offset and by cursor alike", async () => {
    await fill()
    expect(stored.length).toBeGreaterThan(200)
    await fc.assert(
      fc.asyncProperty(anyFilters, fc.integer({ min: 1, max: 90 }), async (filters, limit) => {
        const wanted = expected(filters)
        const { updates, count } = await byOffset(filters, { limit, offset: 3 })
        expect({ count, ids: updates.map(({ id }) => id) }).toEqual({
          count: wanted.length,
          ids: wanted.slice(3, 3 + limit),
        })
        expect(await byCursor(filters, limit)).toEqual(wanted)
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ...UPDATE_STATUSES.map((status) => ({ status: [status] })),
    ...UPDATE_TYPE_FILTERS.map((type) => ({ updateType: [type] })),
    ...UPDATE_INITIATORS.map((initiator) => ({ initiatedBy: [initiator] })),
    ...UPDATE_SOURCES.map((source) => ({ source: [source] })),
  ])("is found by every single value: %o", async (filters: UpdateFilters) => {
    await fill()
    expect(expected(filters).length).toBeGreaterThan(0)
    expect(await byCursor(filters, 50)).toEqual(expected(filters))
  })

  it("is found by what an entry has become, not by what it was", async () => {
    await insertEntries(database.db, [{ id: "apwu_1", status: "pending", sources: ["return"] }])
    expect(await found({ status: ["pending"], source: ["return"] })).toEqual(["apwu_1"])
    await database.db.getRepository(WalletUpdateEntity).update("apwu_1", { status: "completed", sources: ["ipn"] })
    expect(await found({ status: ["pending"] })).toEqual([])
    expect(await found({ source: ["return"] })).toEqual([])
    expect(await found({ status: ["completed"], source: ["ipn"] })).toEqual(["apwu_1"])
  })

  it("keeps entries apart that were made within one microsecond of each other", async () => {
    const times = ["000001", "000002", "000002", "000002", "000003", "999999"]
    await insertEntries(
      database.db,
      times.map((micro, n) => ({ id: `apwu_${n}`, created_at: `2026-01-01T00:00:00.${micro}Z` })),
    )
    const newestFirst = ["apwu_5", "apwu_4", "apwu_3", "apwu_2", "apwu_1", "apwu_0"]
    for (const limit of [1, 2, 3]) expect(await byCursor({}, limit)).toEqual(newestFirst)
    for (const limit of [1, 2, 3]) expect(await byCursor({ status: ["completed"] }, limit)).toEqual(newestFirst)
  })

  it("shows each entry once while others arrive between the pages", async () => {
    await insertEntries(database.db, [{ id: "apwu_1" }, { id: "apwu_2" }, { id: "apwu_3" }])
    const first = await listUpdatesAfter(database.db, {}, { limit: 2, cursor: "" })
    await insertEntries(database.db, [{ id: "apwu_4", created_at: "2026-06-01T00:00:00Z" }])
    const second = await listUpdatesAfter(database.db, {}, { limit: 2, cursor: first.nextCursor! })
    expect([...first.updates, ...second.updates].map(({ id }) => id)).toEqual(["apwu_3", "apwu_2", "apwu_1"])
    expect(second.nextCursor).toBeNull()
  })

  it("has no next page after one that is exactly full", async () => {
    await insertEntries(database.db, [{ id: "apwu_1" }, { id: "apwu_2" }])
    const { updates, nextCursor } = await listUpdatesAfter(database.db, {}, { limit: 2, cursor: "" })
    expect(updates).toHaveLength(2)
    expect(nextCursor).toBeNull()
  })

  it("includes the millisecond that an answer shows when it is asked for up to that time", async () => {
    await insertEntries(database.db, [{ id: "apwu_1", created_at: "2026-01-01T00:00:00.123456Z" }])
    const [{ created_at }] = (await byOffset({})).updates as [WalletUpdateEntity]
    expect(await found({ createdFrom: created_at, createdTo: created_at })).toEqual(["apwu_1"])
    expect(await found({ createdTo: new Date(created_at.getTime() - 1) })).toEqual([])
  })

  it("counts no further than 10,001", async () => {
    await database.db.query(
      `insert into amazon_pay_wallet_update (id, customer_id, merchant_account, initiated_by, status)
       select 'apwu_' || n, 'cus_1', 'default', 'customer', case when n % 2 = 0 then 'failed' else 'completed' end
       from generate_series(1, 10050) n`,
    )
    expect((await byOffset({})).count).toBe(10_001)
    expect((await byOffset({ status: ["failed", "completed"] })).count).toBe(10_001)
    expect((await byOffset({ status: ["failed"] })).count).toBe(5_025)
    expect((await byOffset({}, { limit: 2, offset: 10_000 })).updates).toHaveLength(2)
  })
})

describe("a search in the history", () => {
  const SESSION = "1f3b2c4d-0000-4000-8000-00000000abcd"
  beforeEach(async () => {
    await insertWallets(database.db, [
      { id: "apw_01ABC", customer_id: "cus_1", charge_permission_id: "B01-0000000-0000001" },
      { id: "apw_01XYZ", customer_id: "cus_2", charge_permission_id: "B01-0000000-0000002" },
    ])
    await insertEntries(database.db, [
      { id: "apwu_01AAA", wallet_id: "apw_01ABC", customer_id: "cus_1" },
      { id: "apwu_01BBB", wallet_id: "apw_01ABC", customer_id: "cus_1", status: "failed" },
      { id: "apwu_01CCC", wallet_id: "apw_01XYZ", customer_id: "cus_2" },
    ])
    await database.db.query(
      `insert into amazon_pay_checkout_attempt (checkout_session_id, update_id, idempotency_key) values ($1, $2, 'k')`,
      [SESSION, "apwu_01BBB"],
    )
  })

  it.each([
    ["a wallet", "apw_01ABC", ["apwu_01BBB", "apwu_01AAA"]],
    ["a wallet in another case", " APW_01abc ", ["apwu_01BBB", "apwu_01AAA"]],
    ["an entry", "apwu_01CCC", ["apwu_01CCC"]],
    ["an entry in another case", "\tapwu_01ccc\n", ["apwu_01CCC"]],
    ["a checkout session", SESSION, ["apwu_01BBB"]],
    ["a checkout session in capitals", ` ${SESSION.toUpperCase()}`, ["apwu_01BBB"]],
    ["a charge permission", "B01-0000000-0000002", ["apwu_01CCC"]],
    ["a charge permission in another case", "b01-0000000-0000002 ", ["apwu_01CCC"]],
  ])("finds %s by its exact id", async (_, q, ids) => {
    expect(await found({ q })).toEqual(ids)
  })

  it.each([
    "apw_01AB",
    "apwu_",
    "apwu_%",
    "01ABC",
    "B01",
    "completed",
    "' or true --",
    "apw_01ABC apw_01XYZ",
    "x@y.zz",
  ])("finds nothing by %s, and does not fail", async (q) => {
    expect(await byOffset({ q })).toEqual({ updates: [], count: 0 })
    expect(await byCursor({ q }, 5)).toEqual([])
  })

  it("narrows with the other filters, and contradictions find nothing", async () => {
    expect(await found({ q: "apw_01ABC", status: ["failed"] })).toEqual(["apwu_01BBB"])
    expect(await found({ q: "apwu_01BBB", status: ["completed"] })).toEqual([])
    expect(await found({ q: SESSION, updateType: ["payment_method"] })).toEqual(["apwu_01BBB"])
    expect(await found({ q: "apw_01ABC", customerId: "cus_2" })).toEqual([])
    expect(await found({ q: "apwu_01AAA", customerId: "cus_2" })).toEqual([])
    expect(await found({ q: "apw_01ABC", walletId: "apw_01XYZ" })).toEqual([])
    expect(await found({ walletId: "apw_01ABC", customerId: "cus_2" })).toEqual([])
    expect(await found({ walletId: "apw_01ABC", customerId: "cus_1" })).toHaveLength(2)
  })

  it("finds the entries of all customers whom an e-mail address belongs to, and none of nobody's", async () => {
    expect(await found({ customerIds: ["cus_1", "cus_2"] })).toHaveLength(3)
    expect(await found({ customerIds: ["cus_1", "cus_2"], customerId: "cus_2" })).toEqual(["apwu_01CCC"])
    expect(await found({ customerIds: ["cus_1", "cus_2"], status: ["completed"] })).toEqual([
      "apwu_01CCC",
      "apwu_01AAA",
    ])
    expect(await byOffset({ customerIds: [] })).toEqual({ updates: [], count: 0 })
  })
})

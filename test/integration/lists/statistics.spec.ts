import { UPDATE_STATUSES, type StatisticsInterval } from "../../../src/contracts"
import { updateStatistics } from "../../../src/modules/amazon-pay/updates/statistics"
import type { UpdateFilters } from "../../../src/modules/amazon-pay/updates/update-filters"
import { insertEntries, insertWallets, openListDatabase, type ListDatabase } from "./support"

let database: ListDatabase
beforeAll(async () => {
  database = await openListDatabase()
})
afterAll(() => database.close())
beforeEach(() => database.db.query("truncate amazon_pay_wallet cascade"))

const NOW = new Date("2026-04-10T12:00:00Z")

type Period = { from?: string; to?: string; interval?: StatisticsInterval; timeZone?: string }

const statistics = ({ from, to, interval = "day", timeZone = "UTC" }: Period, filters: UpdateFilters = {}) =>
  updateStatistics(
    database.db,
    filters,
    { from: from ? new Date(from) : undefined, to: to ? new Date(to) : undefined, interval, timeZone },
    NOW,
  )

/** The starts of the intervals with what is not 0. */
async function counted(period: Period, filters?: UpdateFilters) {
  const { buckets } = await statistics(period, filters)
  return buckets.map(({ start, ...counts }) => {
    const some = Object.entries(counts).filter(([, count]) => count > 0)
    return [start, Object.fromEntries(some)]
  })
}

const at = (...times: string[]) =>
  insertEntries(
    database.db,
    times.map((created_at, n) => ({ id: `apwu_${created_at}_${n}`, created_at })),
  )

describe("the statistics", () => {
  it("count every status, in every interval, and where nothing happened 0", async () => {
    await insertEntries(
      database.db,
      UPDATE_STATUSES.flatMap((status, n) =>
        Array.from({ length: n + 1 }, (_, index) => ({
          id: `apwu_${status}_${index}`,
          status,
          customer_id: `cus_${index}`,
          created_at: "2026-01-02T10:00:00Z",
        })),
      ),
    )
    const found = await statistics({ from: "2026-01-01T00:00:00Z", to: "2026-01-04T00:00:00Z" })
    const nothing = Object.fromEntries(UPDATE_STATUSES.map((status) => [status, 0]))
    const all = Object.fromEntries(UPDATE_STATUSES.map((status, n) => [status, n + 1]))
    expect(found).toEqual({
      from: new Date("2026-01-01T00:00:00Z"),
      to: new Date("2026-01-04T00:00:00Z"),
      buckets: [
        { start: "2026-01-01T00:00:00.000Z", ...nothing },
        { start: "2026-01-02T00:00:00.000Z", ...all },
        { start: "2026-01-03T00:00:00.000Z", ...nothing },
      ],
      totals: all,
    })
  })

  it("count from the first moment of the period, included, to the last, not included", async () => {
    await at(
      "2026-01-01T10:00:00Z",
      "2026-01-01T09:59:59.999999Z",
      "2026-01-02T09:59:59.999999Z",
      "2026-01-02T10:00:00Z",
    )
    expect(await counted({ from: "2026-01-01T10:00:00Z", to: "2026-01-02T10:00:00Z" })).toEqual([
      ["2026-01-01T00:00:00.000Z", { completed: 1 }],
      ["2026-01-02T00:00:00.000Z", { completed: 1 }],
    ])
  })

  it("begin no interval at a moment that is not included", async () => {
    expect(await counted({ from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" })).toHaveLength(1)
  })

  it("begin days where the time zone does, through the change of the clock", async () => {
    await at("2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z")
    const period = { from: "2026-03-27T23:00:00Z", to: "2026-03-30T22:00:00Z", timeZone: "Europe/Berlin" }
    expect(await counted(period)).toEqual([
      ["2026-03-27T23:00:00.000Z", { completed: 1 }],
      ["2026-03-28T23:00:00.000Z", { completed: 2 }],
      ["2026-03-29T22:00:00.000Z", { completed: 1 }],
    ])
  })

  it("begin weeks on Monday and months on the first", async () => {
    await at("2026-03-01T12:00:00Z", "2026-03-02T12:00:00Z")
    const period = { from: "2026-02-26T00:00:00Z", to: "2026-03-05T00:00:00Z" }
    expect(await counted({ ...period, interval: "week" })).toEqual([
      ["2026-02-23T00:00:00.000Z", { completed: 1 }],
      ["2026-03-02T00:00:00.000Z", { completed: 1 }],
    ])
    expect(await counted({ ...period, interval: "month" })).toEqual([
      ["2026-02-01T00:00:00.000Z", {}],
      ["2026-03-01T00:00:00.000Z", { completed: 2 }],
    ])
  })

  it("are of the last 30 days when no period is named", async () => {
    await at("2026-03-11T11:59:59Z", "2026-03-11T12:00:00Z", "2026-04-10T11:59:59Z", "2026-04-10T12:00:00Z")
    const { from, to, buckets, totals } = await statistics({})
    expect([from, to]).toEqual([new Date("2026-03-11T12:00:00Z"), NOW])
    expect(buckets).toHaveLength(31)
    expect(totals.completed).toBe(2)
  })

  it.each<[string, UpdateFilters, Record<string, number>]>([
    ["statuses", { status: ["failed", "declined"] }, { failed: 1, declined: 1 }],
    ["a source", { source: ["ipn"] }, { declined: 1 }],
    ["a type", { updateType: ["none"] }, { completed: 1 }],
    ["a customer", { customerId: "cus_1" }, { failed: 1, completed: 1 }],
    ["a wallet", { walletId: "apw_1", status: ["failed"] }, { failed: 1 }],
    ["a search", { q: "B01-0000000-0000001" }, { failed: 1, completed: 1 }],
    ["an entry", { q: "apwu_2", initiatedBy: ["customer"] }, { declined: 1 }],
    ["customers", { customerIds: ["cus_1", "cus_2"] }, { failed: 1, completed: 1, declined: 1 }],
    ["nobody", { customerIds: [] }, {}],
    ["a search without result", { q: "nothing" }, {}],
  ])("keep to the filters of the list: %s", async (_, filters, wanted) => {
    await insertWallets(database.db, [
      { id: "apw_1", customer_id: "cus_1", charge_permission_id: "B01-0000000-0000001" },
    ])
    const created_at = "2026-01-01T12:00:00Z"
    await insertEntries(database.db, [
      { id: "apwu_1", created_at, customer_id: "cus_1", wallet_id: "apw_1", status: "failed" },
      { id: "apwu_2", created_at, customer_id: "cus_2", status: "declined", sources: ["return", "ipn"] },
      { id: "apwu_3", created_at, customer_id: "cus_1", wallet_id: "apw_1", update_type: null },
    ])
    const period = { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" }
    expect(await counted(period, filters)).toEqual([["2026-01-01T00:00:00.000Z", wanted]])
  })

  it.each([
    ["that ends before it begins", { from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" }, "invalid_period"],
    ["of no length", { from: "2026-01-02T00:00:00Z", to: "2026-01-02T00:00:00Z" }, "invalid_period"],
    ["of too many days", { from: "2020-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z" }, "invalid_period"],
    ["in a zone that is none", { timeZone: "Mars/Olympus" }, "invalid_time_zone"],
    ["in a zone of which PostgreSQL would think the opposite", { timeZone: "+02:00" }, "invalid_time_zone"],
    ["in a zone with SQL in it", { timeZone: "UTC'; select 1" }, "invalid_time_zone"],
  ])("refuse a period %s", async (_, period, code) => {
    await expect(statistics(period)).rejects.toThrow(expect.objectContaining({ code }))
  })

  it.each<[StatisticsInterval, string]>([
    ["day", "2024-12-10T00:00:00Z"],
    ["week", "2019-01-01T00:00:00Z"],
    ["month", "1999-01-01T00:00:00Z"],
  ])("never have more than 400 intervals: by %s", async (interval, from) => {
    expect((await statistics({ from, to: "2026-01-01T00:00:00Z", interval })).buckets.length).toBeLessThanOrEqual(400)
  })
})

import { chosenPeriod, dayOf, endOfDay, startOfDay } from "../../../admin/listing/period"

describe("a day in an address", () => {
  it("is the day of the person reading, from its first to its last moment", () => {
    const start = startOfDay("2026-03-29")
    const end = endOfDay("2026-03-29")
    expect([start?.getFullYear(), start?.getMonth(), start?.getDate()]).toEqual([2026, 2, 29])
    expect([start?.getHours(), start?.getMinutes(), start?.getMilliseconds()]).toEqual([0, 0, 0])
    expect([end?.getDate(), end?.getHours(), end?.getMilliseconds()]).toEqual([29, 23, 999])
  })

  it.each(["2026-01-01", "2024-02-29", "0999-12-31", "9999-12-31"])("%s comes back as it was", (day) => {
    expect(dayOf(startOfDay(day) ?? new Date())).toBe(day)
  })

  it.each([undefined, "", "yesterday", "2026-13-01", "2026-1-1", "2026-01-01T00:00:00Z", "<script>", "2026-01-01\n"])(
    "is nothing when it is %j",
    (day) => {
      expect(startOfDay(day)).toBeUndefined()
      expect(endOfDay(day)).toBeUndefined()
    },
  )
})

describe("a period", () => {
  it("is asked for as moments, each end by itself", () => {
    const from = startOfDay("2026-11-01")?.toISOString()
    const to = endOfDay("2026-11-30")?.toISOString()
    expect(chosenPeriod({ from: ["2026-11-01"], to: ["2026-11-30"] })).toEqual({ $gte: from, $lte: to })
    expect(chosenPeriod({ from: ["2026-11-01"], to: [] })).toEqual({ $gte: from })
    expect(chosenPeriod({ from: [], to: ["2026-11-30"] })).toEqual({ $lte: to })
  })

  it("is not asked for where none is chosen, or where what is chosen is no day", () => {
    expect(chosenPeriod({})).toBeUndefined()
    expect(chosenPeriod({ from: [], to: [] })).toBeUndefined()
    expect(chosenPeriod({ from: ["soon"], to: ["2026-02-30x"] })).toBeUndefined()
  })
})

/** @jest-environment jsdom */
import "./browser-globals"
import { act, useState } from "react"
import type { ListLocation } from "../../../admin/listing/list-location"
import { PeriodFilter } from "../../../admin/listing/period-filter"
import { Panel } from "./panel"

const choose = jest.fn()
let setDays: (days: { from: string[]; to: string[] }) => void

/** The filter above a list whose address says these days. */
function Filter() {
  const [days, set] = useState<{ from: string[]; to: string[] }>({ from: ["2026-11-01"], to: [] })
  setDays = set
  const location = { chosen: days, choose } satisfies Partial<ListLocation>
  return <PeriodFilter location={location as unknown as ListLocation} label="Recorded" />
}

let panel: Panel
beforeEach(async () => {
  choose.mockClear()
  panel = await Panel.show(<Filter />, () => ({}))
})
afterEach(() => panel.close())

it("says which days are chosen", async () => {
  expect(panel.button("Recorded: Nov 1, 2026 – …")).toBeTruthy()
  await act(async () => setDays({ from: [], to: ["2026-11-30"] }))
  expect(panel.button("Recorded: … – Nov 30, 2026")).toBeTruthy()
})

it("follows the address without writing to it: only somebody who chooses does that", async () => {
  await panel.press(panel.button("Recorded: Nov 1, 2026 – …"))
  expect(panel.dialog().getAttribute("aria-label")).toBe("Recorded")
  expect(panel.dialog().textContent).toContain("11/1/2026")
  await act(async () => setDays({ from: ["2026-11-01"], to: ["2026-11-30"] }))
  await panel.settle()
  expect(panel.dialog().textContent).toContain("11/30/2026")
  await act(async () => setDays({ from: [], to: [] }))
  await panel.settle()
  expect(panel.dialog().textContent).not.toContain("2026")
  expect(choose.mock.calls).toEqual([])
})

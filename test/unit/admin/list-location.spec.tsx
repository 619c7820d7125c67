/** @jest-environment jsdom */
import "./browser-globals"
import { act } from "react"
import { createRoot, type Root } from "react-dom/client"
import { MemoryRouter, useLocation, useNavigate, type NavigateFunction } from "react-router-dom"
import { useListLocation, type ListLocation } from "../../../admin/listing/list-location"

let root: Root
let list: ListLocation
let address: string
let navigate: NavigateFunction

function Probe() {
  list = useListLocation(["status", "source"])
  address = useLocation().search
  navigate = useNavigate()
  return null
}

async function openAt(search: string): Promise<void> {
  root = createRoot(document.createElement("div"))
  await act(async () =>
    root.render(
      <MemoryRouter initialEntries={["/orders", `/amazon-pay${search}`]} initialIndex={1}>
        <Probe />
      </MemoryRouter>,
    ),
  )
}

afterEach(() => act(() => root.unmount()))

const go = (change: () => void) => act(async () => change())

it("reads search, filters and place from the address, and ignores what is not the list's", async () => {
  await openAt("?q=a%40example.com&status=failed&status=declined&cursor=c1&utm_source=mail&message=m1")
  expect(list).toMatchObject({
    search: "a@example.com",
    chosen: { status: ["failed", "declined"], source: [] },
    cursor: "c1",
    hasPrevious: false,
  })
})

it("begins at the first page again with another search or filter, and keeps the rest", async () => {
  await openAt("?q=a&status=failed&cursor=c1&message=m1")
  await go(() => list.choose("source", ["ipn", "return"]))
  expect(address).toBe("?q=a&status=failed&message=m1&source=ipn&source=return")
  await go(() => list.setSearch("b & c"))
  expect(list.search).toBe("b & c")
  await go(() => list.setSearch(""))
  expect(address).toBe("?status=failed&message=m1&source=ipn&source=return")
  await go(() => list.clear())
  expect(address).toBe("?message=m1")
})

it("loses no change to one that follows before the page is drawn again", async () => {
  await openAt("?cursor=c1")
  await go(() => {
    list.toggle("status", "failed", true)
    list.toggle("status", "declined", true)
    list.toggle("source", "ipn", true)
    list.toggle("status", "failed", false)
  })
  expect(list.chosen).toEqual({ status: ["declined"], source: ["ipn"] })
  await go(() => list.toggle("status", "declined", true))
  expect(address).toBe("?source=ipn&status=declined")
})

it("turns pages there and back, and the browser's own buttons do the same", async () => {
  await openAt("?status=failed")
  await go(() => list.goToNext("c1"))
  await go(() => list.goToNext("c2"))
  expect(list).toMatchObject({ cursor: "c2", hasPrevious: true, chosen: { status: ["failed"] } })
  await go(() => list.goToPrevious())
  expect(list).toMatchObject({ cursor: "c1", hasPrevious: true })
  await go(() => list.goToPrevious())
  expect(list).toMatchObject({ cursor: "", hasPrevious: false })
  expect(address).toBe("?status=failed")

  await go(() => navigate(-2))
  expect(list).toMatchObject({ cursor: "c2", hasPrevious: true })
  await go(() => list.goToFirst())
  expect(list).toMatchObject({ cursor: "", hasPrevious: false })
})

it("leads from a link into the middle to the first page", async () => {
  await openAt("?cursor=c7")
  expect(list.hasPrevious).toBe(false)
  await go(() => list.goToFirst())
  expect(address).toBe("")
})

it.each([null, "x", { trail: "x" }, { trail: [1, null, "c1"] }])(
  "survives %j in the browser's history",
  async (state) => {
    await openAt("?cursor=c2")
    await go(() => navigate({ search: "?cursor=c2" }, { state }))
    await go(() => list.goToPrevious())
    expect(["", "c1"]).toContain(list.cursor)
  },
)

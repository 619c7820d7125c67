import { parse } from "csv-parse/sync"
import type { Page } from "playwright-core"
import {
  AdminBrowser,
  choose,
  downloaded,
  expectSoon,
  notificationsProcessed,
  region,
  search,
  until,
} from "./support/admin"
import { demoState } from "./support/demo"
import { cancelUpdate, changeAtAmazon, newShopper, registeredCustomer, type Shopper } from "./support/shopper"

const demo = demoState()
let admin: AdminBrowser
/** Has one entry of every kind that a few clicks make. */
let shopper: Shopper

type Update = {
  id: string
  status: string
  sources: string[]
  initiated_by: string
  customer_id: string
  customer_email: string | null
  wallet_id: string | null
  checkout_session_id: string | null
  changes: { field: string; before: unknown; after: unknown }[]
}

beforeAll(async () => {
  admin = await AdminBrowser.logIn(demo)
  shopper = await newShopper(demo)
  await cancelUpdate(demo, shopper, "payment_method")
  await changeAtAmazon(demo, shopper, { type: "payment_method", card: "0005" })
  await shopper.api.call(`/store/customers/me/amazon-pay/wallets/${shopper.wallet.id}/update`, {
    update_type: "shipping_address",
  })
  await until(async () => (await mine()).some(({ initiated_by }) => initiated_by === "amazon"))
  await notificationsProcessed(admin, shopper.wallet)
})
afterEach(async () => {
  expect(admin.surprises.splice(0)).toEqual([])
  await admin.leave()
})
afterAll(() => admin.close())

async function updatesWhere(filters: Record<string, string>): Promise<Update[]> {
  const query = new URLSearchParams({ limit: "100", ...filters })
  return (await admin.api.call<{ updates: Update[] }>(`/admin/amazon-pay/updates?${query}`)).updates
}

const mine = (filters: Record<string, string> = {}) => updatesWhere({ q: shopper.login.email, ...filters })
const idsOf = (updates: readonly { id: string }[]) => updates.map(({ id }) => id)

/** The entries that the table shows, in its order. */
function shownIds(page: Page): Promise<string[]> {
  return region(page, "Wallet updates")
    .locator("tbody a[href*='/amazon-pay/updates/']")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")?.split("/").at(-1) ?? ""))
}

const address = (page: Page) => new URL(page.url()).searchParams
const listOfMine = (more = "") => `/amazon-pay?q=${encodeURIComponent(shopper.login.email)}${more}`

describe("the page with all updates", () => {
  it("is in the sidebar and shows what, how it ended, what changed, whose it is and how it became known", async () => {
    const page = await admin.open("/orders")
    await page.getByRole("link", { name: "Amazon Pay", exact: true }).click()
    await page.getByRole("heading", { name: "Wallet updates" }).waitFor()
    await search(page, shopper.login.email)
    await expectSoon(() => shownIds(page), idsOf(await mine()))

    const changed = page.getByRole("row").filter({ hasText: "Changed at Amazon" })
    expect(await changed.innerText()).toMatch(/Completed[\s\S]*Visa \*+1111[\s\S]*American Express \*+0005/)
    expect(await changed.innerText()).toContain(shopper.login.email)
    expect(await changed.innerText()).toContain("Notification")
    const canceled = page.getByRole("row").filter({ hasText: "Payment method update" })
    expect(await canceled.innerText()).toMatch(/Canceled[\s\S]*–/)
    expect(await page.getByRole("row").filter({ hasText: "Shipping address update" }).innerText()).toContain("Started")
  })

  it("finds an exact wallet, entry, checkout session, charge permission and e-mail address, and nothing by half of one", async () => {
    const page = await admin.open("/amazon-pay")
    const all = await mine()
    const withSession = all.find(({ checkout_session_id }) => checkout_session_id !== null)
    await search(page, shopper.wallet.id)
    await expectSoon(() => shownIds(page), idsOf(all))
    await search(page, withSession?.id ?? "")
    await expectSoon(() => shownIds(page), [withSession?.id ?? ""])
    await search(page, shopper.wallet.charge_permission_id)
    await expectSoon(() => shownIds(page), idsOf(all))
    await search(page, withSession?.checkout_session_id ?? "")
    await expectSoon(() => shownIds(page), [withSession?.id ?? ""])
    await search(page, shopper.login.email.toUpperCase())
    await expectSoon(() => shownIds(page), idsOf(all))

    await search(page, shopper.wallet.charge_permission_id.slice(0, 10))
    await page.getByText("No entry matches this search and these filters.").waitFor()
    expect(await shownIds(page)).toEqual([])
  })

  it.each([
    { menu: "Status", option: "Canceled", name: "status", value: "canceled" },
    { menu: "Kind", option: "Changed by itself", name: "update_type", value: "none" },
    { menu: "Started by", option: "By Amazon", name: "initiated_by", value: "amazon" },
    { menu: "Learned through", option: "Return", name: "source", value: "return" },
  ])("can be narrowed by $menu, which stands in the address until all is cleared", async (filter) => {
    const { menu, option, name, value } = filter
    const page = await admin.open(listOfMine())
    await choose(page, menu, [option])
    const expected = idsOf(await mine({ [name]: value }))
    expect(expected.length).toBeGreaterThan(0)
    expect(expected.length).toBeLessThan(4)
    await expectSoon(() => shownIds(page), expected)
    expect(address(page).getAll(name)).toEqual([value])

    await page.getByRole("button", { name: "Clear all" }).click()
    await page.getByRole("button", { name: menu, exact: true }).waitFor()
    expect([...address(page).keys()]).toEqual([])
    expect(await page.getByRole("searchbox").inputValue()).toBe("")
    expect(await page.getByRole("button", { name: "Clear all" }).count()).toBe(0)
  })

  it("takes values of a filter as alternatives and filters together, and shows the same after a reload and to somebody else", async () => {
    const page = await admin.load(listOfMine())
    const all = await mine()
    await choose(page, "Status", ["Canceled", "Started", "Completed"])
    await expectSoon(() => shownIds(page), idsOf(all))
    await choose(page, "Status", ["Completed"])
    await expectSoon(() => shownIds(page), idsOf(all.filter(({ status }) => status !== "completed")))
    await choose(page, "Learned through", ["Return"])
    await choose(page, "Started by", ["By the customer"])
    await choose(page, "Kind", ["Payment method update", "New wallet"])
    const canceled = idsOf(all.filter(({ status }) => status === "canceled"))
    await expectSoon(() => shownIds(page), canceled)
    expect(canceled).toHaveLength(1)

    await page.reload()
    await expectSoon(() => shownIds(page), canceled)
    for (const name of [
      "Status: Started, Canceled",
      "Learned through: Return",
      "Started by: By the customer",
      "Kind: New wallet, Payment method update",
    ]) {
      expect(await page.getByRole("button", { name, exact: true }).isVisible()).toBe(true)
    }
    expect(await page.getByRole("searchbox").inputValue()).toBe(shopper.login.email)
    const copied = await admin.emptyTab()
    await copied.goto(page.url())
    await expectSoon(() => shownIds(copied), canceled)
  })

  it("can be narrowed to days, typed into the calendar's field", async () => {
    const page = await admin.open(listOfMine())
    const all = idsOf(await mine())
    await expectSoon(() => shownIds(page), all)
    const today = new Date()
    const day = `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(today.getDate())}`
    await page.getByRole("button", { name: "Recorded", exact: true }).click()
    const from = page.getByRole("dialog").getByRole("group", { name: "From" })
    await from.getByRole("spinbutton").first().click()
    await page.keyboard.type(`${two(today.getMonth() + 1)}${two(today.getDate())}${today.getFullYear()}`)
    await expectSoon(async () => address(page).get("from"), day)
    await expectSoon(() => shownIds(page), all)

    await admin.open(listOfMine("&to=2020-02-29"))
    await page.getByText("No entry matches this search and these filters.").waitFor()
    await page.getByRole("button", { name: "Recorded: … – Feb 29, 2020" }).waitFor()
    await admin.open(listOfMine("&from=yesterday&status=lost"))
    await region(page, "Wallet updates").getByRole("alert").waitFor()
  })

  it("leads to an entry and to its customer, and back to the same list", async () => {
    const page = await admin.open(listOfMine("&status=canceled"))
    const [canceled] = await mine({ status: "canceled" })
    await page.getByRole("link", { name: "Payment method update" }).click()
    await page.getByRole("heading", { level: 1, name: "Payment method update" }).waitFor()
    expect(new URL(page.url()).pathname).toBe(`/app/amazon-pay/updates/${canceled?.id}`)
    await page.goBack()
    await expectSoon(() => shownIds(page), [canceled?.id ?? ""])
    await page.getByRole("link", { name: shopper.login.email }).click()
    await page.getByRole("heading", { name: "Amazon Pay update history" }).waitFor()
    expect(new URL(page.url()).pathname).toBe(`/app/customers/${shopper.customerId}`)
  })

  it("counts outcomes by day, in bars and in a table for whoever does not see bars", async () => {
    const page = await admin.open(listOfMine())
    const chart = region(page, "Outcomes by day")
    const table = chart.getByRole("table", { name: "Outcomes by day" })
    await table.waitFor()
    const { statistics } = await admin.api.call<{ statistics: { totals: Record<string, number> } }>(
      `/admin/amazon-pay/updates/statistics?q=${encodeURIComponent(shopper.login.email)}`,
    )
    expect(statistics.totals).toMatchObject({ completed: 2, canceled: 1, started: 1, declined: 0 })
    expect(await columnSums(page)).toMatchObject({ Completed: 2, Canceled: 1, Started: 1, Declined: 0 })
    expect(await chart.getByText("Completed: 2").isVisible()).toBe(true)

    await choose(page, "Status", ["Canceled"])
    await expectSoon(async () => (await columnSums(page)).Completed, 0)
    expect((await columnSums(page)).Canceled).toBe(1)
  })

  it("exports exactly what the filters leave", async () => {
    const page = await admin.open(listOfMine("&status=completed"))
    const completed = await mine({ status: "completed" })
    await expectSoon(() => shownIds(page), idsOf(completed))
    const { name, text } = await downloaded(page, () => page.getByRole("button", { name: "Export CSV" }).click())
    expect(name).toBe("amazon-pay-updates.csv")
    const rows: Record<string, string>[] = parse(text, { columns: true, bom: true })
    expect(rows.map(({ id, status, customer_id, sources }) => ({ id, status, customer_id, sources }))).toEqual(
      completed.map(({ id, status, customer_id, sources }) => ({
        id,
        status,
        customer_id,
        sources: sources.join(", "),
      })),
    )
    const changed = completed.find(({ initiated_by }) => initiated_by === "amazon")
    expect(rows.find(({ id }) => id === changed?.id)?.changes).toMatch(
      /payment_descriptor: Visa.*1111.* -> American.*0005/,
    )
  })

  it("says that the export failed when the store is gone, and works on the next click", async () => {
    const page = await admin.open(listOfMine())
    await page.route("**/admin/amazon-pay/updates/export*", (route) => route.abort(), { times: 1 })
    await page.getByRole("button", { name: "Export CSV" }).click()
    await page.getByText("The export failed").waitFor()
    const { text } = await downloaded(page, () => page.getByRole("button", { name: "Export CSV" }).click())
    expect(text).toContain((await mine())[0]?.id)
  })
})

describe("a list of more than one page", () => {
  /** Customers who each began to save a wallet: one entry each, and Amazon is not asked. */
  let begun: string[]
  const FILTERS = "status=started&update_type=set_up"

  beforeAll(async () => {
    begun = []
    for (let customer = 0; customer < 42; customer += 6) {
      begun.push(...(await Promise.all(Array.from({ length: 6 }, beginSavingWallet))))
    }
  }, 120_000)

  async function beginSavingWallet(): Promise<string> {
    const { api } = await registeredCustomer(demo)
    const { update } = await api.call<{ update: { id: string } }>("/store/customers/me/amazon-pay/wallets", {})
    return update.id
  }

  const pager = (page: Page, name: string) =>
    page.getByRole("navigation", { name: "Pages" }).getByRole("button", { name })

  it("is gone through page by page, without losing or repeating an entry, and back", async () => {
    const page = await admin.open(`/amazon-pay?${FILTERS}`)
    await expectSoon(async () => (await shownIds(page)).length, 20)
    const first = await shownIds(page)
    expect(await pager(page, "Previous").isDisabled()).toBe(true)
    expect(await pager(page, "Newest").isDisabled()).toBe(true)
    await pager(page, "Next").click()
    await until(async () => (await shownIds(page))[0] !== first[0])
    const second = await shownIds(page)
    expect(address(page).get("cursor")).toBeTruthy()
    expect(address(page).getAll("status")).toEqual(["started"])
    await pager(page, "Next").click()
    await until(async () => (await shownIds(page))[0] !== second[0])
    const third = await shownIds(page)

    const seen = [...first, ...second, ...third]
    expect(new Set(seen).size).toBe(seen.length)
    expect(begun.filter((id) => !seen.includes(id))).toEqual([])

    await pager(page, "Previous").click()
    await expectSoon(() => shownIds(page), second)
    await page.goBack()
    await expectSoon(() => shownIds(page), third)
    await pager(page, "Newest").click()
    await until(async () => address(page).get("cursor") === null)
    await until(async () => (await shownIds(page))[0] !== third[0])
    expect((await shownIds(page)).filter((id) => second.includes(id) || third.includes(id))).toEqual([])
    expect(await pager(page, "Previous").isDisabled()).toBe(true)
  })

  it("keeps its place in the address: the same page after a reload and in another window", async () => {
    const page = await admin.load(`/amazon-pay?${FILTERS}`)
    await expectSoon(async () => (await shownIds(page)).length, 20)
    const first = await shownIds(page)
    await pager(page, "Next").click()
    await until(async () => (await shownIds(page))[0] !== first[0])
    const second = await shownIds(page)
    await page.reload()
    await expectSoon(() => shownIds(page), second)
    const copied = await admin.emptyTab()
    await copied.goto(page.url())
    await expectSoon(() => shownIds(copied), second)
    expect(await pager(copied, "Newest").isEnabled()).toBe(true)
  })

  it("says that a broken link leads nowhere, and leads to the newest entries", async () => {
    const page = await admin.open(`/amazon-pay?${FILTERS}&cursor=not-a-cursor`)
    await page.getByText("This link does not lead to a page of the list any more").waitFor()
    await page.getByRole("button", { name: "To the newest entries" }).click()
    await expectSoon(async () => (await shownIds(page)).length, 20)
    expect(address(page).get("cursor")).toBeNull()
    expect(address(page).getAll("status")).toEqual(["started"])
  })

  it("begins at the newest again when another filter is chosen", async () => {
    const page = await admin.open(`/amazon-pay?${FILTERS}`)
    await pager(page, "Next").click()
    await until(async () => address(page).get("cursor") !== null)
    await search(page, shopper.login.email)
    await page.getByText("No entry matches this search and these filters.").waitFor()
    expect(address(page).get("cursor")).toBeNull()
  })
})

describe("the page of one update", () => {
  it("shows its facts, old and new, and the notifications behind it, which it leads to", async () => {
    const [changed] = await mine({ initiated_by: "amazon" })
    const page = await admin.open(`/amazon-pay/updates/${changed?.id}`)
    await page.getByRole("heading", { level: 1, name: "Changed at Amazon" }).waitFor()
    const facts = await page.locator("main").innerText()
    expect(facts).toContain("Completed")
    expect(facts).toContain("By Amazon")
    expect(facts).toContain(shopper.login.email)
    expect(facts).toContain(changed?.id)
    expect(facts).toContain(shopper.wallet.id)
    const changes = region(page, "Changes")
    expect(await changes.innerText()).toMatch(/Payment method[\s\S]*Before:[\s\S]*1111[\s\S]*After:[\s\S]*0005/)

    const behind = region(page, "Notifications from Amazon")
    await behind.getByRole("link", { name: /CHARGE_PERMISSION/ }).click()
    const drawer = page.getByRole("dialog", { name: "Notification" })
    await drawer.getByText("It was worked off. Nothing to do.").waitFor()
    await drawer.getByRole("link", { name: "Open the history entry" }).click()
    await page.getByRole("heading", { level: 1, name: "Changed at Amazon" }).waitFor()
    expect(page.url()).toContain(`/amazon-pay/updates/${changed?.id}`)
    await page.getByRole("link", { name: "All updates" }).click()
    await page.getByRole("heading", { name: "Wallet updates" }).waitFor()
  })

  it("says that nothing stands behind an entry that is only begun", async () => {
    const [started] = await mine({ status: "started" })
    const page = await admin.open(`/amazon-pay/updates/${started?.id}`)
    await page.getByText("The customer has not come back from Amazon's page yet.").waitFor()
    await page.getByText("No change seen yet.").waitFor()
    await page.getByText("No notification stands behind this entry.").waitFor()
  })

  it("says that an entry does not exist", async () => {
    const page = await admin.open("/amazon-pay/updates/apwu_01ARZ3NDEKTSV4RRFFQ69G5FAV")
    await page.getByRole("alert").getByText("Not found").waitFor()
    const asked = page.waitForResponse((answer) => answer.url().includes("script"))
    await admin.open(`/amazon-pay/updates/${encodeURIComponent("<script>alert(1)</script>")}`)
    expect((await asked).status()).toBe(404)
    await page.getByRole("alert").getByText("Not found").waitFor()
  })
})

async function columnSums(page: Page): Promise<Record<string, number>> {
  return region(page, "Outcomes by day")
    .getByRole("table", { name: "Outcomes by day" })
    .evaluate((table) => {
      const names = [...table.querySelectorAll("thead th")].slice(1).map((cell) => cell.textContent ?? "")
      const rows = [...table.querySelectorAll("tbody tr")]
      const sum = (column: number) =>
        rows.reduce((total, row) => total + Number(row.querySelectorAll("td")[column]?.textContent), 0)
      return Object.fromEntries(names.map((name, column) => [name, sum(column)]))
    })
}

function two(part: number): string {
  return String(part).padStart(2, "0")
}

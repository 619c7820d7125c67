import { parse } from "csv-parse/sync"
import type { Page } from "playwright-core"
import { AdminBrowser, downloaded, expectSoon, region, until } from "./support/admin"
import { demoState } from "./support/demo"
import { newShopper, walletAtAmazon, type Shopper } from "./support/shopper"

const demo = demoState()
let admin: AdminBrowser
let shopper: Shopper
let other: Shopper
/** A wallet at Amazon that the store does not know yet. */
let fresh: string

type Import = {
  id: string
  status: string
  total: number
  attached: number
  skipped: number
  refused: number
  failed: number
  canceled: number
  remaining: number
}
type Row = { line: number; status: string; code: string | null; wallet_id: string | null }

beforeAll(async () => {
  admin = await AdminBrowser.logIn(demo)
  ;[shopper, other] = await Promise.all([newShopper(demo), newShopper(demo)])
  fresh = await walletAtAmazon(demo, shopper, "0005")
})
afterEach(async () => {
  expect(admin.surprises.splice(0)).toEqual([])
  await admin.leave()
})
afterAll(() => admin.close())

const ROUTE = "/admin/amazon-pay/wallets/import"
const openedId = (page: Page) => new URL(page.url()).searchParams.get("import") ?? ""

async function report(id: string): Promise<{ import: Import; rows: Row[] }> {
  return admin.api.call(`${ROUTE}/${id}?limit=100`)
}

async function imports(): Promise<Import[]> {
  return (await admin.api.call<{ imports: Import[] }>(`${ROUTE}?limit=100`)).imports
}

async function chooseFile(page: Page, content: string | Buffer, name = "wallets.csv"): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose file" }).click(),
  ])
  await chooser.setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) })
}

/** Good and bad lines, one kind each. */
function mixedFile(): string {
  const { email } = shopper.login
  return [
    "customer_email,charge_permission_id,note",
    `${email},${fresh},new`,
    `${email},${shopper.wallet.charge_permission_id},hers already`,
    `nobody@example.com,B02-1234567-1234567,`,
    `${email},Visa 1111,`,
    `${email},${fresh},again`,
    `${email},B02-0000000-0000000,unknown at Amazon`,
    `,B02-7654321-7654321,`,
    `${email},${other.wallet.charge_permission_id},of somebody else`,
  ].join("\n")
}

const PROBLEMS = [
  [4, "There is no such customer."],
  [5, "This is not a charge permission id."],
  [6, "An earlier line has the same charge permission."],
  [8, "The customer is missing."],
  [9, "It is another customer's wallet already."],
] as const

it("previews a file line by line and does nothing yet", async () => {
  const before = await imports()
  const page = await admin.open("/orders")
  await page.getByRole("link", { name: "Amazon Pay", exact: true }).click()
  await page.getByRole("link", { name: "Import", exact: true }).click()
  await chooseFile(page, mixedFile())
  const upload = region(page, "New import")
  await upload
    .getByText("Problems by line")
    .or(upload.getByRole("group", { name: "Problems by line" }))
    .waitFor()
  const text = await upload.innerText()
  expect(text).toContain("wallets.csv")
  expect(text).toMatch(/Rows\s+8\s/)
  expect(text).toMatch(/To be attached\s+2\s/)
  expect(text).toMatch(/Attached already\s+1\s/)
  expect(text).toMatch(/Refused\s+5\s/)
  expect(text).toMatch(/Columns not used\s+note/)
  expect(await tableOf(page, "New import")).toEqual(PROBLEMS.map(([line, reason]) => [String(line), reason]))
  expect(await imports()).toEqual(before)

  await upload.getByRole("button", { name: "Cancel" }).click()
  await expectSoon(async () => (await upload.innerText()).includes("wallets.csv"), false)
})

it("imports the good lines, tells each line's end, and gives the report as a file", async () => {
  const page = await admin.open("/amazon-pay/import")
  await chooseFile(page, mixedFile())
  await page.getByRole("button", { name: "Start import" }).click()
  await until(async () => openedId(page) !== "")
  const id = openedId(page)
  const progress = region(page, "Import")
  await progress.getByText("Completed", { exact: true }).waitFor({ timeout: 60_000 })
  await progress.getByText("8 of 8 rows").waitFor()

  const done = await report(id)
  expect(done.import).toMatchObject({ total: 8, attached: 1, skipped: 1, refused: 6, failed: 0, remaining: 0 })
  expect(await progress.innerText()).toMatch(
    /Attached: 1[\s\S]*Attached already: 1[\s\S]*Refused: 6[\s\S]*Remaining: 0/,
  )
  const lines = await tableOf(page, "Import")
  expect(lines.map(([line, , status]) => [line, status])).toEqual([
    ["2", "Attached"],
    ["3", "Attached already"],
    ["4", "Refused"],
    ["5", "Refused"],
    ["6", "Refused"],
    ["7", "Refused"],
    ["8", "Refused"],
    ["9", "Refused"],
  ])
  expect(lines.find(([line]) => line === "7")?.at(-1)).toBe(
    "Amazon knows no such charge permission for this store's merchant accounts.",
  )
  for (const [line, reason] of PROBLEMS) {
    expect(lines.find(([shown]) => shown === String(line))?.at(-1)).toBe(reason)
  }
  const { wallets } = await admin.api.call<{ wallets: { charge_permission_id: string }[] }>(
    `/admin/amazon-pay/wallets?customer_id=${shopper.customerId}`,
  )
  expect(wallets.map(({ charge_permission_id }) => charge_permission_id).sort()).toEqual(
    [fresh, shopper.wallet.charge_permission_id].sort(),
  )

  const file = await downloaded(page, () => page.getByRole("button", { name: "Report as CSV" }).click())
  expect(file.name).toBe(`amazon-pay-import-${id}.csv`)
  const rows: Record<string, string>[] = parse(file.text, { columns: true, bom: true })
  expect(rows.map(({ line, status, code }) => [line, status, code])).toEqual(
    done.rows.map(({ line, status, code }) => [String(line), status, code ?? ""]),
  )

  const earlier = region(page, "Earlier imports").getByRole("listitem").first()
  await expectSoon(async () => /8 of 8 rows[\s\S]*Completed/.test(await earlier.innerText()), true)
})

it("opens an earlier import by its link, also in another window, and goes back to a new one", async () => {
  const page = await admin.open("/amazon-pay/import")
  const { email } = other.login
  await chooseFile(page, `customer_email,charge_permission_id\n${email},not one\n${email},nor this`)
  const upload = region(page, "New import")
  await upload.getByRole("group", { name: "Problems by line" }).waitFor()
  expect(await upload.getByRole("button", { name: "Start import" }).isDisabled()).toBe(true)

  await chooseFile(page, mixedFile())
  await upload.getByRole("button", { name: "Start import" }).click()
  await until(async () => openedId(page) !== "")
  const started = openedId(page)
  await admin.open("/amazon-pay/import")
  await region(page, "Earlier imports").locator(`a[href*="${started}"]`).click()
  await until(async () => openedId(page) !== "")
  expect(openedId(page)).toBe(started)
  const copied = await admin.load(`/amazon-pay/import?import=${started}`)
  await region(copied, "Import").getByText("8 of 8 rows").waitFor({ timeout: 60_000 })
  await region(copied, "Import").getByRole("button", { name: "New import" }).click()
  await region(copied, "New import").getByRole("button", { name: "Choose file" }).waitFor()
  expect(openedId(copied)).toBe("")
})

it("stops an import when somebody is sure: what is left is left undone", async () => {
  const lines = Array.from(
    { length: 45 },
    (_, row) => `${shopper.login.email},B02-0000001-${String(row).padStart(7, "0")}`,
  )
  const page = await admin.open("/amazon-pay/import")
  await chooseFile(page, ["customer_email,charge_permission_id", ...lines].join("\n"))
  await page.getByRole("button", { name: "Start import" }).click()
  const progress = region(page, "Import")
  await progress.getByRole("button", { name: "Stop" }).click()
  const dialog = page.getByRole("alertdialog", { name: "Stop this import?" })
  await dialog.getByRole("button", { name: "Cancel" }).click()
  await dialog.waitFor({ state: "detached" })
  expect((await report(openedId(page))).import.status).not.toBe("canceled")

  await progress.getByRole("button", { name: "Stop" }).click()
  await dialog.getByRole("button", { name: "Stop" }).click()
  await progress.getByText("Stopped", { exact: true }).waitFor()
  const { import: stopped } = await report(openedId(page))
  expect(stopped.status).toBe("canceled")
  expect(stopped.canceled).toBeGreaterThan(0)
  expect(await progress.getByRole("button", { name: "Stop" }).count()).toBe(0)

  const pages = progress.getByRole("navigation", { name: "Pages" })
  await pages.getByRole("button", { name: "Next" }).click()
  await expectSoon(async () => (await tableOf(page, "Import"))[0]?.[0], "22")
  await pages.getByRole("button", { name: "Next" }).click()
  await expectSoon(async () => (await tableOf(page, "Import")).length, 5)
  expect((await tableOf(page, "Import")).at(-1)).toEqual(["46", "B02-0000001-0000044", "Left undone", "–"])
  await pages.getByRole("button", { name: "Previous" }).click()
  await expectSoon(async () => (await tableOf(page, "Import"))[0]?.[0], "22")
})

it.each([
  { what: "without the columns", content: "name,card\nAda,1111\n", says: /column is missing/ },
  { what: "that is empty", content: "", says: /empty/ },
  { what: "that is no text", content: Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x2c, 0x0a, 0xc3]), says: /UTF-8/ },
  { what: "that is larger than 10 MB", content: Buffer.alloc(10_500_000, "a,b\n"), says: /larger than 10 MB/ },
])("says what is wrong with a file $what, and starts nothing", async ({ content, says }) => {
  const before = await imports()
  const page = await admin.open("/amazon-pay/import")
  await chooseFile(page, content)
  const upload = region(page, "New import")
  await expectSoon(async () => says.test(await upload.innerText()), true)
  const start = upload.getByRole("button", { name: "Start import" })
  expect((await start.count()) === 0 || (await start.isDisabled())).toBe(true)
  expect(await imports()).toEqual(before)
})

it("says that an import of a wrong link does not exist", async () => {
  const page = await admin.open("/amazon-pay/import?import=apwi_01ARZ3NDEKTSV4RRFFQ69G5FAV")
  await region(page, "Import").getByRole("alert").getByText("Not found").waitFor()
})

/** The texts of a table's cells, line by line. */
function tableOf(page: Page, title: string): Promise<string[][]> {
  return region(page, title)
    .locator("tbody tr")
    .evaluateAll((lines) =>
      lines.map((line) => [...line.querySelectorAll("td")].map((cell) => (cell.textContent ?? "").trim())),
    )
}

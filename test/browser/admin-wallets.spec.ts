import type { Page } from "playwright-core"
import { AdminBrowser, choose, expectSoon, notificationsProcessed, region, search, until } from "./support/admin"
import { demoState } from "./support/demo"
import { changeAtAmazon, control, newShopper, type Shopper } from "./support/shopper"

const demo = demoState()
let admin: AdminBrowser
/** Her card expired. */
let needy: Shopper
/** All is well with his wallet, which is newer. */
let content: Shopper

type Wallet = { id: string; status: string; action: string; charge_permission_id: string; payment_descriptor: string }

beforeAll(async () => {
  admin = await AdminBrowser.logIn(demo)
  needy = await newShopper(demo)
  content = await newShopper(demo)
  await changeAtAmazon(demo, needy, { type: "non_chargeable", reason: "PaymentMethodExpired" })
  await until(async () => (await walletOf(needy)).status === "non_chargeable")
  await Promise.all([needy, content].map(({ wallet }) => notificationsProcessed(admin, wallet)))
})
afterEach(async () => {
  expect(admin.surprises.splice(0)).toEqual([])
  await admin.leave()
})
afterAll(() => admin.close())

async function walletOf({ wallet }: Shopper): Promise<Wallet> {
  return (await admin.api.call<{ wallet: Wallet }>(`/admin/amazon-pay/wallets/${wallet.id}`)).wallet
}

async function walletsWhere(query: string): Promise<Wallet[]> {
  return (await admin.api.call<{ wallets: Wallet[] }>(`/admin/amazon-pay/wallets?limit=20&${query}`)).wallets
}

const list = (page: Page) => region(page, "Saved wallets")
const rowOf = (page: Page, { login }: Shopper) => list(page).getByRole("row").filter({ hasText: login.email })

/** The charge permissions that the table shows, in its order. */
async function shown(page: Page): Promise<string[]> {
  return (await list(page).locator("tbody").innerText({ timeout: 10_000 })).match(/[A-Z]\d{2}-\d{7}-\d{7}/g) ?? []
}

it("shows wallets that need their customer before all others, and says what to do", async () => {
  const page = await admin.open("/orders")
  await page.getByRole("link", { name: "Amazon Pay", exact: true }).click()
  await page.getByRole("link", { name: "Wallets", exact: true }).click()
  await rowOf(page, needy).waitFor()
  await rowOf(page, content).waitFor()
  const rows = await shown(page)
  expect(rows).toContain(content.wallet.charge_permission_id)
  expect(rows.indexOf(needy.wallet.charge_permission_id)).toBeLessThan(
    rows.indexOf(content.wallet.charge_permission_id),
  )

  const row = await rowOf(page, needy).innerText()
  expect(row).toMatch(/Cannot be charged/)
  expect(row).toMatch(/The payment method has expired\.[\s\S]*Ask the customer to update the payment method/)
  expect(await rowOf(page, content).innerText()).toMatch(/Ready to charge/)
})

it("finds by e-mail address, wallet and charge permission, and nothing by half of one", async () => {
  const page = await admin.open("/amazon-pay/wallets")
  const only = [needy.wallet.charge_permission_id]
  for (const exact of [needy.login.email, needy.wallet.id, needy.wallet.charge_permission_id]) {
    await search(page, "")
    await until(async () => (await shown(page)).length > 1)
    await search(page, exact)
    await expectSoon(() => shown(page), only)
    expect(new URL(page.url()).searchParams.get("q")).toBe(exact)
  }
  await search(page, needy.login.email.slice(1))
  await page.getByText("No entry matches this search and these filters.").waitFor()
})

it("can be narrowed to a status, which stands in the address", async () => {
  const page = await admin.open("/amazon-pay/wallets")
  await choose(page, "Status", ["Cannot be charged"])
  await expectSoon(async () => (await shown(page)).includes(content.wallet.charge_permission_id), false)
  const statuses = (await walletsWhere("order=attention&cursor=&status=non_chargeable")).map(({ status }) => status)
  expect(new Set(statuses)).toEqual(new Set(["non_chargeable"]))
  expect(new URL(page.url()).searchParams.getAll("status")).toEqual(["non_chargeable"])
  expect(await shown(page)).toContain(needy.wallet.charge_permission_id)
  expect(await shown(page)).not.toContain(content.wallet.charge_permission_id)

  const copied = await admin.load(`/amazon-pay/wallets${new URL(page.url()).search}`)
  await rowOf(copied, needy).waitFor()
  await copied.getByRole("button", { name: "Status: Cannot be charged" }).waitFor()
  await copied.getByRole("button", { name: "Clear all" }).click()
  await rowOf(copied, content).waitFor()
})

it("reads a wallet at Amazon on request: the row, the wallet and its history follow", async () => {
  const id = content.wallet.charge_permission_id
  await control(demo, "faults", { notification: "withhold", chargePermissionId: id })
  await changeAtAmazon(demo, content, { type: "payment_method", card: "4444" })
  const page = await admin.open(`/amazon-pay/wallets?q=${id}`)
  await rowOf(page, content).waitFor()
  expect(await rowOf(page, content).innerText()).toContain("1111")
  await rowOf(page, content)
    .getByRole("button", { name: /^Refresh now/ })
    .click()
  await page.getByText("Wallet refreshed").waitFor()
  await expectSoon(async () => /Mastercard \*+4444/.test(await rowOf(page, content).innerText()), true)
  expect((await walletOf(content)).payment_descriptor).toContain("4444")
  const { updates } = await admin.api.call<{ updates: { sources: string[]; initiated_by: string }[] }>(
    `/admin/amazon-pay/updates?wallet_id=${content.wallet.id}&limit=1`,
  )
  expect(updates[0]).toMatchObject({ sources: ["admin"], initiated_by: "amazon" })
})

it("says why a wallet could not be read at Amazon, and leaves it as it is", async () => {
  const id = needy.wallet.charge_permission_id
  await control(demo, "faults", { path: id, times: 1, status: 403, reasonCode: "UnauthorizedAccess" })
  const before = await walletOf(needy)
  const page = await admin.open(`/amazon-pay/wallets?q=${id}`)
  await rowOf(page, needy)
    .getByRole("button", { name: /^Refresh now/ })
    .click()
  await page.getByText("The wallet was not refreshed").waitFor()
  await page.getByText("Amazon refused the request. Nothing was changed.").waitFor()
  expect(await walletOf(needy)).toMatchObject({ status: before.status, payment_descriptor: before.payment_descriptor })
})

it("leads to the customer", async () => {
  const page = await admin.open(`/amazon-pay/wallets?q=${needy.wallet.id}`)
  await list(page).getByRole("link", { name: needy.login.email }).click()
  await page.getByRole("heading", { name: "Amazon Pay wallets" }).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/app/customers/${needy.customerId}`)
})

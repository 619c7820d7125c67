import type { Locator, Page } from "playwright-core"
import { AdminBrowser, expectSoon, notificationsProcessed, region, until } from "./support/admin"
import { demoState, StoreApi } from "./support/demo"
import { changeAtAmazon, newShopper, walletAtAmazon, type Shopper } from "./support/shopper"

const demo = demoState()
let admin: AdminBrowser
let shopper: Shopper

type Wallet = {
  id: string
  status: string
  charge_permission_id: string
  payment_descriptor: string
  seller_central_url: string
}
type Link = { id: string; update_type: string; status: string; created_at: string; expires_at: string }

beforeAll(async () => {
  admin = await AdminBrowser.logIn(demo)
  shopper = await newShopper(demo)
  await notificationsProcessed(admin, shopper.wallet)
})
afterEach(async () => {
  expect(admin.surprises.splice(0)).toEqual([])
  await admin.leave()
})
afterAll(() => admin.close())

async function openCustomer(customerId = shopper.customerId): Promise<Page> {
  const page = await admin.open(`/customers/${customerId}`)
  await wallets(page).getByRole("article").first().waitFor()
  return page
}

const wallets = (page: Page) => region(page, "Amazon Pay wallets")
const history = (page: Page) => region(page, "Amazon Pay update history")
const cardOf = (page: Page, { charge_permission_id }: { charge_permission_id: string }) =>
  wallets(page).getByRole("article").filter({ hasText: charge_permission_id })

async function walletsOf(customerId: string): Promise<Wallet[]> {
  return (await admin.api.call<{ wallets: Wallet[] }>(`/admin/amazon-pay/wallets?customer_id=${customerId}`)).wallets
}

async function links(): Promise<Link[]> {
  const path = `/admin/amazon-pay/update-links?wallet_id=${shopper.wallet.id}`
  return (await admin.api.call<{ update_links: Link[] }>(path)).update_links
}

it("shows wallets and history where nobody has to scroll past metadata and JSON", async () => {
  const page = await openCustomer()
  const top = async (place: Locator) => (await place.boundingBox())?.y ?? NaN
  const json = page.getByRole("heading", { name: "JSON" })
  await json.waitFor()
  expect(await top(wallets(page))).toBeLessThan(500)
  expect(await top(wallets(page))).toBeLessThan(await top(history(page)))
  expect(await top(wallets(page))).toBeLessThan(await top(json))
  const card = await cardOf(page, shopper.wallet).innerText()
  expect(card).toMatch(/Visa \*+1111[\s\S]*Ready to charge[\s\S]*Sandbox/)
})

it("shows them on top where the page has one column, as on a phone, with the newest entry of the history", async () => {
  const page = await admin.load(`/customers/${shopper.customerId}`)
  await page.setViewportSize({ width: 390, height: 844 })
  await wallets(page).getByRole("article").first().waitFor()
  await page.getByRole("heading", { name: "JSON" }).waitFor()
  const top = async (place: Locator) => (await place.boundingBox())?.y ?? NaN
  const general = await top(page.getByRole("heading", { name: shopper.login.email }))
  expect(await top(wallets(page))).toBeLessThan(await top(history(page)))
  expect(await top(history(page))).toBeLessThan(general)
  expect(await wallets(page).count()).toBe(1)
  expect(await history(page).getByTestId("amazon-pay-update").count()).toBe(1)

  await page.setViewportSize({ width: 1440, height: 1000 })
  await wallets(page).getByRole("article").first().waitFor()
  expect(await wallets(page).count()).toBe(1)
})

describe("attaching a wallet that exists at Amazon", () => {
  const form = (page: Page) => page.getByRole("dialog", { name: "Attach a saved wallet" })

  async function openForm(): Promise<Page> {
    const page = await openCustomer()
    await wallets(page).getByRole("button", { name: "Attach" }).click()
    await form(page).waitFor()
    return page
  }

  async function attach(page: Page, id: string): Promise<void> {
    await form(page).getByRole("textbox", { name: "Charge permission" }).fill(id)
    await form(page).getByRole("button", { name: "Attach wallet" }).click()
  }

  it.each([
    { why: "is no charge permission", id: "Visa 1111", says: /charge permission/i },
    { why: "Amazon does not know", id: "B02-0000000-0000000", says: /Amazon/ },
  ])("says so about one that $why, and changes nothing", async ({ id, says }) => {
    const before = await walletsOf(shopper.customerId)
    const page = await openForm()
    await attach(page, id)
    const message = form(page).getByRole("alert")
    await expectSoon(async () => says.test(await message.innerText()), true)
    expect(await form(page).getByRole("textbox").getAttribute("aria-invalid")).toBe("true")
    expect(await walletsOf(shopper.customerId)).toEqual(before)

    await form(page).getByRole("textbox").fill("B02-")
    expect(await message.innerText()).toBe("")
    await form(page).getByRole("button", { name: "Cancel" }).click()
    await form(page).waitFor({ state: "detached" })
  })

  it("says so about another customer's wallet, which stays theirs", async () => {
    const other = await newShopper(demo)
    const page = await openForm()
    await attach(page, other.wallet.charge_permission_id)
    await form(page)
      .getByRole("alert")
      .getByText(/another customer/)
      .waitFor()
    expect((await walletsOf(other.customerId)).map(({ id }) => id)).toEqual([other.wallet.id])
    expect((await walletsOf(shopper.customerId)).map(({ id }) => id)).toEqual([shopper.wallet.id])
  })

  it("attaches one that Amazon knows: the card and the history show it", async () => {
    const atAmazon = await walletAtAmazon(demo, shopper, "0005")
    const page = await openForm()
    await attach(page, `  ${atAmazon} `)
    await form(page).waitFor({ state: "detached" })
    await page.getByText("Wallet attached").waitFor()
    await cardOf(page, { charge_permission_id: atAmazon })
      .getByText(/American Express \*+0005/)
      .waitFor()
    await history(page).getByRole("heading", { name: "Changed in the store" }).waitFor()
    const attached = (await walletsOf(shopper.customerId)).find((found) => found.charge_permission_id === atAmazon)
    expect(attached).toMatchObject({ status: "chargeable" })
  })
})

describe("a wallet's menu", () => {
  const menu = (page: Page) => cardOf(page, shopper.wallet).getByRole("button", { name: /^More actions/ })
  const drawer = (page: Page) => page.getByRole("dialog", { name: "Update link" })

  async function openLinks(page: Page): Promise<void> {
    await menu(page).click()
    await page.getByRole("menuitem", { name: "Send update link" }).click()
    await drawer(page).waitFor()
  }

  it("leads to Seller Central in another tab", async () => {
    const page = await openCustomer()
    await menu(page).click()
    const item = page.getByRole("menuitem", { name: "Open in Seller Central" })
    const [wallet] = (await walletsOf(shopper.customerId)).filter(({ id }) => id === shopper.wallet.id)
    expect(await item.getAttribute("href")).toBe(wallet?.seller_central_url)
    expect(await item.getAttribute("href")).toContain(shopper.wallet.charge_permission_id)
    expect(await item.getAttribute("target")).toBe("_blank")
    expect(await item.getAttribute("rel")).toContain("noreferrer")
  })

  it("makes a link for the customer, shows its address once, lists it and revokes it", async () => {
    const page = await openCustomer()
    await openLinks(page)
    await drawer(page).getByText("No link has been made for this wallet yet.").waitFor()
    await drawer(page).getByRole("combobox", { name: "What to update" }).click()
    await page.getByRole("option", { name: "Shipping address update" }).click()
    await drawer(page).getByRole("combobox", { name: "Valid for" }).click()
    await page.getByRole("option", { name: "30 days" }).click()
    await drawer(page).getByRole("button", { name: "Make link" }).click()
    await drawer(page).getByText("Copy the link now").waitFor()
    const [made] = await links()
    expect(made).toMatchObject({ update_type: "shipping_address", status: "open" })
    expect(Date.parse(made?.expires_at ?? "") - Date.parse(made?.created_at ?? "")).toBe(30 * 86_400_000)

    const url = (await drawer(page).innerText()).match(/http:\/\/\S+/)?.[0] ?? ""
    expect(url).toContain(demo.storefront_url)
    const token = new URL(url).hash.slice(1) || new URL(url).search || new URL(url).pathname
    await page.keyboard.press("Escape")
    await drawer(page).waitFor({ state: "detached" })
    await openLinks(page)
    const open = drawer(page).locator("[data-link=open]")
    await open.waitFor()
    expect(await page.content()).not.toContain(token.replace(/.*[=/]/, ""))
    expect(await drawer(page).getByText("Copy the link now").count()).toBe(0)

    await open.getByRole("button", { name: "Revoke" }).click()
    await drawer(page).locator("[data-link=revoked]").waitFor()
    expect((await links()).map(({ status }) => status)).toEqual(["revoked"])
  })

  it("says that no link was made when the store cannot", async () => {
    const page = await openCustomer()
    await openLinks(page)
    await page.route("**/update-link", (route) => route.fulfill({ status: 503, json: { message: "x" } }))
    await drawer(page).getByRole("button", { name: "Make link" }).click()
    await page.getByText("No link was made").waitFor()
    expect((await links()).filter(({ status }) => status === "open")).toEqual([])
  })

  it("offers no link for a closed wallet", async () => {
    const clara = await StoreApi.loggedIn(demo, demo.third_customer)
    const { customer } = await clara.call<{ customer: { id: string } }>("/store/customers/me")
    const page = await openCustomer(customer.id)
    const closed = wallets(page).getByRole("article").filter({ hasText: "Closed" })
    await closed.getByRole("button", { name: /^More actions/ }).click()
    await page.getByRole("menuitem", { name: "Open in Seller Central" }).waitFor()
    expect(await page.getByRole("menuitem").count()).toBe(1)
  })
})

it("opens an entry's details, and from there the notification behind it", async () => {
  await changeAtAmazon(demo, shopper, { type: "payment_method", card: "4444" })
  await until(async () => {
    const [wallet] = (await walletsOf(shopper.customerId)).filter(({ id }) => id === shopper.wallet.id)
    return wallet?.payment_descriptor.includes("4444") ?? false
  })
  const page = await openCustomer()
  const entry = history(page).getByTestId("amazon-pay-update").first()
  await entry.getByText("Changed at Amazon").waitFor()
  expect(await entry.innerText()).toMatch(/1111[\s\S]*4444/)
  await entry.getByRole("button", { name: /^Details/ }).click()
  await entry.getByRole("heading", { name: "Notifications from Amazon" }).waitFor()
  await entry.getByRole("link", { name: /CHARGE_PERMISSION/ }).click()
  const drawer = page.getByRole("dialog", { name: "Notification" })
  await drawer.getByText(shopper.wallet.charge_permission_id).first().waitFor()
  expect(new URL(page.url()).pathname).toBe("/app/amazon-pay/notifications")
})

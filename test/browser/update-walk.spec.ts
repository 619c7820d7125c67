import type { Browser, BrowserContext, Page } from "playwright-core"
import { demoState } from "./support/demo"
import { launchBrowser, openAccount, openCustomerInAdmin, resultBanner, signInAtAmazon } from "./support/pages"
import { control, newShopper, type Shopper } from "./support/shopper"

const demo = demoState()
let browser: Browser
let context: BrowserContext
let page: Page
let shopper: Shopper
const errors: string[] = []

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  shopper = await newShopper(demo)
  context = await browser.newContext()
  page = await context.newPage()
  errors.length = 0
  page.on("pageerror", (error) => errors.push(error.message))
})
afterEach(async () => {
  expect(errors).toEqual([])
  await context.close()
})

const history = () => page.getByTestId("history-entry")

it("changes a payment method at Amazon and shows old and new to the customer and, as one entry, to the admin", async () => {
  await openAccount(page, demo, shopper.login)
  await page.getByTestId("update-payment-method").click()
  await signInAtAmazon(page, shopper.login)
  await page.getByTestId("card-4444").click()
  await page.getByTestId("confirm").click()

  const banner = await resultBanner(page, "completed")
  expect(await banner.innerText()).toMatch(/1111[\s\S]*4444/)
  expect(new URL(page.url()).search).toBe("")
  expect(await history().first().getAttribute("data-status")).toBe("completed")
  expect(await history().first().innerText()).toMatch(/1111[\s\S]*4444/)
  await until(async () => (await newestUpdate()).sources.includes("ipn"))

  const admin = await context.newPage()
  await openCustomerInAdmin(admin, demo, shopper.customerId)
  const entries = admin.getByTestId("amazon-pay-update")
  await entries.first().waitFor()
  expect(await entries.count()).toBe(2)
  const entry = await entries.first().innerText()
  expect(entry).toMatch(/Payment method update/)
  expect(entry).toMatch(/Completed/)
  expect(entry).toMatch(/1111[\s\S]*4444/)
  expect(entry).toMatch(/Return[\s\S]*Notification/)
})

it("changes an address and shows the wallet with the new one", async () => {
  await openAccount(page, demo, shopper.login)
  await page.getByTestId("update-shipping-address").click()
  await signInAtAmazon(page, shopper.login)
  await page.locator("[data-testid^=address-]").last().click()
  await page.getByTestId("confirm").click()
  await resultBanner(page, "completed")
  const update = await newestUpdate()
  expect(update).toMatchObject({ update_type: "shipping_address", status: "completed" })
  expect(update.changes.map(({ field }) => field)).toEqual(["shipping_address"])
})

it("leaves everything as it was when the buyer cancels at Amazon, and lets them begin again", async () => {
  await openAccount(page, demo, shopper.login)
  await page.getByTestId("update-payment-method").click()
  await signInAtAmazon(page, shopper.login)
  await page.getByTestId("cancel").first().click()
  await resultBanner(page, "canceled")
  expect((await myWallet()).payment_descriptor).toBe(shopper.wallet.payment_descriptor)

  await page.getByTestId("update-payment-method").click()
  await signInAtAmazon(page, shopper.login)
  await page.getByTestId("card-0005").click()
  await page.getByTestId("confirm").click()
  await resultBanner(page, "completed")
})

it("tells a buyer whose payment method was declined that the update failed, in Amazon's words", async () => {
  await openAccount(page, demo, shopper.login)
  await page.getByTestId("update-payment-method").click()
  await signInAtAmazon(page, shopper.login)
  await page.getByTestId("decline").click()
  const banner = await resultBanner(page, "declined")
  expect(await banner.innerText()).toContain("The update for your address or payment method failed. Please try again.")
  expect(await newestUpdate()).toMatchObject({ status: "declined", changes: [] })
  expect((await myWallet()).payment_descriptor).toBe(shopper.wallet.payment_descriptor)
})

it("shows a change that the buyer made at Amazon, without any page of the store", async () => {
  await control(demo, `wallets/${shopper.wallet.charge_permission_id}/changes`, {
    type: "payment_method",
    card: "0005",
  })
  await until(async () => (await newestUpdate()).initiated_by === "amazon")
  await openAccount(page, demo, shopper.login)
  await history().first().waitFor()
  expect(await history().first().innerText()).toMatch(/1111[\s\S]*0005/)
  expect(await newestUpdate()).toMatchObject({ update_type: null, sources: ["ipn"], status: "completed" })
})

it("says what to do about a wallet that cannot be charged, and heals it through the update page", async () => {
  await control(demo, `wallets/${shopper.wallet.charge_permission_id}/changes`, {
    type: "non_chargeable",
    reason: "PaymentMethodExpired",
  })
  await until(async () => (await myWallet()).status === "non_chargeable")
  await openAccount(page, demo, shopper.login)
  expect(await page.getByTestId(`wallet-${shopper.wallet.id}`).innerText()).toMatch(/expired/i)
  await page.getByTestId("update-payment-method").click()
  await signInAtAmazon(page, shopper.login)
  await page.getByTestId("card-4444").click()
  await page.getByTestId("confirm").click()
  await resultBanner(page, "completed")
  expect(await myWallet()).toMatchObject({ status: "chargeable", reasons: [], action: "none" })
})

it("saves a new wallet for the customer who started it, and closes it on request", async () => {
  await openAccount(page, demo, shopper.login)
  await page.getByTestId("save-wallet").click()
  await signInAtAmazon(page, shopper.login)
  await page.getByTestId("card-0005").click()
  await page.getByTestId("confirm").click()
  await resultBanner(page, "completed")
  const { wallets } = await shopper.api.call<{ wallets: { id: string; status: string }[] }>(WALLETS)
  expect(wallets).toHaveLength(2)

  const newest = page.getByTestId(`wallet-${wallets[0]?.id}`)
  await newest.getByTestId("close-wallet").click()
  await newest.getByRole("dialog").getByRole("button", { name: "Close wallet" }).click()
  await until(async () => (await wallet(wallets[0]?.id ?? "")).status === "closed")
})

const WALLETS = "/store/customers/me/amazon-pay/wallets"

type Wallet = { status: string; reasons: string[]; action: string; payment_descriptor: string }
type Update = {
  status: string
  update_type: string | null
  initiated_by: string
  sources: string[]
  changes: { field: string }[]
}

async function wallet(id: string): Promise<Wallet> {
  return (await shopper.api.call<{ wallet: Wallet }>(`${WALLETS}/${id}`)).wallet
}

const myWallet = () => wallet(shopper.wallet.id)

async function newestUpdate(): Promise<Update> {
  const { updates } = await shopper.api.call<{ updates: Update[] }>(`${WALLETS}/${shopper.wallet.id}/updates`)
  const [newest] = updates
  if (!newest) throw new Error("The wallet has no history")
  return newest
}

/** Waits for what a worker does in the background. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error("It did not come about within 20 s")
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

import type { Browser, BrowserContext, Page } from "playwright-core"
import { accessibilityProblems } from "./support/admin"
import { goToPayment, logIn, orderOnPage, paidOrder } from "./support/checkout"
import { demoState } from "./support/demo"
import { launchBrowser, signInAtAmazon } from "./support/pages"
import { newShopper, type Shopper } from "./support/shopper"

const demo = demoState()
const WALLETS = "/store/customers/me/amazon-pay/wallets"

let browser: Browser
let context: BrowserContext
let page: Page
let shopper: Shopper
/** Scripts that failed, and what the Content-Security-Policy refused. A healthy page has neither. */
const surprises: string[] = []

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  shopper = await newShopper(demo)
  context = await browser.newContext({ locale: "en-GB" })
  page = await context.newPage()
  page.on("pageerror", (error) => surprises.push(error.message))
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) surprises.push(message.text())
  })
})
afterEach(async () => {
  expect(surprises.splice(0)).toEqual([])
  await context.close()
})

const problem = (action: string) => page.locator(`[data-testid="payment-problem"][data-problem="${action}"]`)

async function payAtAmazon(): Promise<void> {
  await signInAtAmazon(page, shopper.login)
  await page.getByTestId("card-4444").click()
  await page.getByTestId("confirm").click()
}

describe("a guest", () => {
  it("buys with Amazon Pay; the order is of exactly what Amazon charged, and no wallet is saved", async () => {
    await goToPayment(page, demo, "guest@example.com")
    expect(await page.getByTestId("total").innerText()).toBe("€18.90")
    expect(await page.getByTestId("pay-and-save").count()).toBe(0)
    await page.getByTestId("pay").click()
    await payAtAmazon()
    const { order } = await paidOrder(demo, await orderOnPage(page))
    expect(order).toMatchObject({ email: "guest@example.com", total: 18.9 })
    const { wallets } = await shopper.api.call<{ wallets: unknown[] }>(WALLETS)
    expect(wallets).toHaveLength(1)
  })

  it("who cancels at Amazon is told that nothing was paid, and can pay after all", async () => {
    await goToPayment(page, demo, "guest@example.com")
    await page.getByTestId("pay").click()
    await signInAtAmazon(page, shopper.login)
    await page.getByTestId("cancel").first().click()
    await problem("pay_again").waitFor()
    expect(await accessibilityProblems(page, ["body"])).toEqual([])
    await page.getByTestId("pay").click()
    await page.getByTestId("card-4444").or(page.getByTestId("sign-in")).first().waitFor()
    if (await page.getByTestId("sign-in").count()) await signInAtAmazon(page, shopper.login)
    await page.getByTestId("confirm").click()
    await paidOrder(demo, await orderOnPage(page))
  })

  it("whose basket changed while they were at Amazon is not charged, and looks at it once more", async () => {
    await goToPayment(page, demo, "guest@example.com")
    await page.getByTestId("pay").click()
    await signInAtAmazon(page, shopper.login)
    const other = await context.newPage()
    await other.goto(`${demo.storefront_url}/shop`)
    await other.getByTestId("add-assam").click()
    await other.getByTestId("to-checkout").waitFor()
    await page.getByTestId("card-4444").click()
    await page.getByTestId("confirm").click()
    await problem("changed").waitFor()
    expect(await page.getByTestId("total").innerText()).toBe("€37.40")
  })
})

describe("a customer", () => {
  it("buys and saves the wallet, which is in the account afterwards", async () => {
    await logIn(page, demo, shopper.login)
    await goToPayment(page, demo, shopper.login.email)
    await page.getByTestId("pay-and-save").click()
    await page.getByTestId("pay").click()
    await payAtAmazon()
    const { charge } = await paidOrder(demo, await orderOnPage(page))
    const { wallets } = await shopper.api.call<{ wallets: { id: string; charge_permission_id: string }[] }>(WALLETS)
    const saved = wallets.find(({ charge_permission_id: id }) => id === charge.chargePermissionId)
    expect(wallets).toHaveLength(2)
    await page.goto(`${demo.storefront_url}/account/amazon-pay`)
    await page.getByTestId(`wallet-${saved?.id}`).waitFor()
  })
})

it("every page of the shop has no serious accessibility problem, on a desk and on a phone", async () => {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 })
    await page.goto(`${demo.storefront_url}/shop`)
    await page.getByTestId("add-sencha").waitFor()
    expect(await accessibilityProblems(page, ["body"])).toEqual([])
    await goToPayment(page, demo, "guest@example.com")
    expect(await accessibilityProblems(page, ["body"])).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
  }
})

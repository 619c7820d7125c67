import type { Browser, BrowserContext, Page } from "playwright-core"
import { chargesOf, goToPayment, logIn, orderOnPage, paidOrder } from "./support/checkout"
import { demoState } from "./support/demo"
import { launchBrowser, resultBanner, signInAtAmazon } from "./support/pages"
import { control, newShopper, type Shopper } from "./support/shopper"

const demo = demoState()

let browser: Browser
let context: BrowserContext
let page: Page
let shopper: Shopper

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  shopper = await newShopper(demo)
  context = await browser.newContext({ locale: "en-GB" })
  page = await context.newPage()
  await logIn(page, demo, shopper.login)
  await goToPayment(page, demo, shopper.login.email)
})
afterEach(() => context.close())

const charges = () => chargesOf(demo, shopper.wallet.charge_permission_id)

it("pays with one click, without Amazon's page", async () => {
  await page.getByTestId("pay").click()
  const { charge } = await paidOrder(demo, await orderOnPage(page))
  expect(charge.chargePermissionId).toBe(shopper.wallet.charge_permission_id)
})

it("pays once when the buyer clicks twice", async () => {
  await page.getByTestId("pay").dblclick()
  await paidOrder(demo, await orderOnPage(page))
  expect(await charges()).toHaveLength(1)
})

it("pays once when the buyer clicks in two tabs", async () => {
  const other = await context.newPage()
  await other.goto(`${demo.storefront_url}/checkout`)
  await other.getByTestId(`pay-${shopper.wallet.id}`).waitFor()
  await Promise.all([page.getByTestId("pay").click(), other.getByTestId("pay").click()])
  const answer = (tab: Page) => tab.getByTestId("order").or(tab.locator(".notice[data-tone=bad]")).first().waitFor()
  await Promise.all([answer(page), answer(other)])
  const kept = (await charges()).filter(({ statusDetails }) => statusDetails.state === "Authorized")
  const { orders } = await shopper.api.call<{ orders: unknown[] }>("/store/orders")
  expect([kept.length, orders.length]).toEqual([1, 1])
})

it("that is declined says so and leads to the update; afterwards the same basket is paid", async () => {
  await control(demo, `wallets/${shopper.wallet.charge_permission_id}/declines`, {
    reasonCode: "HardDeclined",
    times: 1,
  })
  await page.getByTestId("pay").click()
  await page.locator(`[data-testid="payment-problem"][data-problem="update_wallet"]`).waitFor()
  await page.getByTestId("to-wallets").click()
  await page.locator(`[data-testid="wallet-${shopper.wallet.id}"][data-action="update"]`).waitFor()
  await page.getByTestId("update-payment-method").click()
  await signInAtAmazon(page, shopper.login)
  await page.getByTestId("card-4444").click()
  await page.getByTestId("confirm").click()
  await resultBanner(page, "completed")

  await page.goto(`${demo.storefront_url}/checkout`)
  await page.getByTestId(`pay-${shopper.wallet.id}`).waitFor()
  await page.getByTestId("pay").click()
  const { charge } = await paidOrder(demo, await orderOnPage(page))
  expect(charge.chargePermissionId).toBe(shopper.wallet.charge_permission_id)
})

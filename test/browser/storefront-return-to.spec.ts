import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import type { Browser, BrowserContext, Page } from "playwright-core"
import type { DemoState } from "./support/demo"
import { launchBrowser, openAccount, resultBanner, signInAtAmazon } from "./support/pages"
import { control, newShopper, type Shopper } from "./support/shopper"
import { startServer, type Server } from "./support/stand-in"

const START_MS = 300_000

/** A store with `returnTo: "storefront"`, beside the one with the default that every other test uses. */
let demo: DemoState
let folder: string
let program: Server
let browser: Browser
let context: BrowserContext
let page: Page
let shopper: Shopper
/** Every page the tab was on. */
const visited: string[] = []

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "amazon-pay-return-to-"))
  const runDemo = path.join(__dirname, "support/run-demo.mjs")
  program = await startServer([process.execPath, runDemo, folder], { env: { RETURN_TO: "storefront" } })
  demo = JSON.parse(fs.readFileSync(path.join(folder, "state.json"), "utf8")) as DemoState
  browser = await launchBrowser()
}, START_MS)
afterAll(async () => {
  await browser?.close()
  await program?.stop()
  fs.rmSync(folder, { recursive: true, force: true })
}, START_MS)
beforeEach(async () => {
  shopper = await newShopper(demo)
  context = await browser.newContext()
  page = await context.newPage()
  visited.length = 0
  page.on("request", (request) => {
    if (request.isNavigationRequest()) visited.push(request.url())
  })
})
afterEach(() => context.close())

const returnPage = () => `${demo.storefront_url}/account/amazon-pay/return/`
const returnHandler = () => `${demo.backend_url}/amazon-pay/return/`
const wasOn = (start: string) => visited.some((url) => url.startsWith(start))

async function updateAtAmazon(): Promise<void> {
  await openAccount(page, demo, shopper.login)
  await page.getByTestId("update-payment-method").click()
  await signInAtAmazon(page, shopper.login)
  await page.getByTestId("card-4444").click()
}

type Started = { checkout: { options: { createCheckoutSessionConfig: { payloadJSON: string } } } }

/** The buyer confirms on another device; answers where Amazon sends them from there. */
async function confirmElsewhere(): Promise<string> {
  const path = `/store/customers/me/amazon-pay/wallets/${shopper.wallet.id}/update`
  const { checkout } = await shopper.api.call<Started>(path, { update_type: "payment_method" })
  const { checkoutSessionId } = await control<{ checkoutSessionId: string }>(demo, "act-as-buyer", {
    options: checkout.options,
    buyerId: shopper.buyerId,
    card: "4444",
    end: "confirm",
  })
  const { webCheckoutDetails } = JSON.parse(checkout.options.createCheckoutSessionConfig.payloadJSON) as {
    webCheckoutDetails: { checkoutResultReturnUrl: string }
  }
  return `${webCheckoutDetails.checkoutResultReturnUrl}?amazonCheckoutSessionId=${checkoutSessionId}`
}

describe("Amazon returns straight to the storefront", () => {
  it("which settles the update itself, in the tab that started it, and takes the token off the address", async () => {
    await updateAtAmazon()
    await page.getByTestId("confirm").click()
    const banner = await resultBanner(page, "completed")
    expect(await banner.innerText()).toMatch(/1111[\s\S]*4444/)
    expect(page.url()).toBe(`${demo.storefront_url}/account/amazon-pay`)
    expect(wasOn(returnPage())).toBe(true)
    expect(wasOn(returnHandler())).toBe(false)
  })

  it("which hands over to the store's return handler in a tab that does not know the update", async () => {
    await openAccount(page, demo, shopper.login)
    const returnUrl = await confirmElsewhere()
    expect(returnUrl.startsWith(returnPage())).toBe(true)
    await page.goto(returnUrl)
    await resultBanner(page, "completed")
    expect(wasOn(returnHandler())).toBe(true)
    expect(page.url()).toBe(`${demo.storefront_url}/account/amazon-pay`)
  })

  it("with a new wallet, which the logged-in customer completes", async () => {
    await openAccount(page, demo, shopper.login)
    await page.getByTestId("save-wallet").click()
    await signInAtAmazon(page, shopper.login)
    await page.getByTestId("card-0005").click()
    await page.getByTestId("confirm").click()
    const banner = await resultBanner(page, "completed")
    expect(await banner.innerText()).toContain("Your Amazon Pay wallet is saved.")
    expect(wasOn(returnPage())).toBe(true)
  })
})

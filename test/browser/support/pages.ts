import { execFileSync } from "node:child_process"
import path from "node:path"
import { chromium, type Browser, type LaunchOptions, type Locator, type Page } from "playwright-core"
import type { DemoState } from "./demo"
import { control } from "./shopper"

/** A Chromium that runs on this machine; found in a process of its own, because the finder is an ES module. */
export function launchBrowser(kind?: string): Promise<Browser> {
  const finder = path.resolve(__dirname, "../../../scripts/lib/print-browser.mjs")
  const found = execFileSync(process.execPath, [finder, ...(kind ? [kind] : [])], { encoding: "utf8" })
  return chromium.launch(JSON.parse(found) as LaunchOptions)
}

type Login = { email: string; password: string }

/** The storefront's account page, as the customer. */
export async function openAccount(page: Page, demo: DemoState, login: Login): Promise<void> {
  await page.goto(demo.storefront_url)
  await page.getByTestId("login-email").fill(login.email)
  await page.getByTestId("login-password").fill(login.password)
  await page.getByTestId("login-submit").click()
  await page.getByTestId("save-wallet").waitFor()
}

/** Amazon's hosted page, signed in as the buyer. */
export async function signInAtAmazon(page: Page, login: Login): Promise<void> {
  await page.getByTestId("email").fill(login.email)
  await page.getByTestId("password").fill(login.password)
  await page.getByTestId("sign-in").click()
  await page.getByTestId("confirm").waitFor()
}

/** The checkout session behind the page of Amazon's that is open. */
export async function sessionOnScreen(page: Page, demo: DemoState): Promise<string> {
  const token = /\/checkout\/([^/?]+)/.exec(page.url())?.[1]
  const { visits } = await control<{ visits: { token: string; checkoutSessionId: string }[] }>(demo, "snapshot")
  const visit = visits.find((each) => each.token === token)
  if (!visit) throw new Error(`${page.url()} is not Amazon's page`)
  return visit.checkoutSessionId
}

/** The banner that tells the result, once it is there. */
export async function resultBanner(page: Page, outcome: string): Promise<Locator> {
  const banner = page.locator(`[data-testid="result-banner"][data-outcome="${outcome}"]`)
  await banner.waitFor()
  return banner
}

/** The customer's page in the admin. */
export async function openCustomerInAdmin(page: Page, demo: DemoState, customerId: string): Promise<void> {
  await page.goto(demo.admin_url)
  // The first look makes the development server prepare the dashboard.
  await page.locator("input[name=email]").waitFor({ timeout: 180_000 })
  await page.locator("input[name=email]").fill(demo.admin.email)
  await page.locator("input[name=password]").fill(demo.admin.password)
  await page.locator("input[name=password]").press("Enter")
  await page.waitForURL(/\/app\/orders/, { timeout: 60_000 })
  await page.goto(`${demo.admin_url}/customers/${customerId}`)
  await page.getByRole("heading", { name: "Amazon Pay update history" }).waitFor({ timeout: 60_000 })
}

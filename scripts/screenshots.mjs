// The pictures in docs/images, taken of a demo that is started for it and goes away again.
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { ensureInstalled, ROOT } from "./lib/install.mjs"

ensureInstalled()
const { chromium } = await import("playwright-core")
const { findBrowser } = await import("./lib/browser.mjs")
const { startDemo } = await import("./lib/demo.mjs")
const { goToPayment } = await import("./lib/shopping.mjs")

const IMAGES = path.join(ROOT, "docs/images")
const VIEW = { width: 1280, height: 860 }
/** A dashboard that is shown for the first time is put together first. */
const PATIENCE_MS = 180_000

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "amazon-pay-screenshots-"))
const demo = await startDemo({ dir, durable: false, say: console.log })
const browser = await chromium.launch(await findBrowser())
try {
  fs.mkdirSync(IMAGES, { recursive: true })
  await takeAll(demo.state)
} finally {
  await browser.close()
  await demo.stop()
  fs.rmSync(dir, { recursive: true, force: true })
}
process.exit(0)

async function takeAll(state) {
  const shop = await tab()
  await logInAsCustomer(shop, state)
  await updatePaymentMethod(shop, state)
  await take(shop, "account-page")
  const orderId = await buy(shop, state)
  await changeAtAmazon(state)

  const admin = await tab()
  await logInAsAdmin(admin, state)
  await takeOrder(admin, state, orderId)
  const customer = await customerOf(state)
  for (const [name, route, ready] of [
    ["admin-customer", `/customers/${customer.id}`, '[data-testid="amazon-pay-update"]'],
    ["admin-updates", "/amazon-pay", "table tbody tr"],
    ["admin-wallets", "/amazon-pay/wallets", "table tbody tr"],
    ["admin-notifications", "/amazon-pay/notifications", "main h1"],
    ["admin-import", "/amazon-pay/import", "main h1"],
    ["admin-setup", "/amazon-pay/setup", "main h1"],
  ]) {
    await admin.goto(state.admin_url + route)
    await admin.locator(ready).first().waitFor()
    await take(admin, name)
  }
}

/** Medusa's page about an order, at the card of this plugin. */
async function takeOrder(page, { admin_url }, orderId) {
  await page.goto(`${admin_url}/orders/${orderId}`)
  const card = page.getByRole("region", { name: "Amazon Pay", exact: true })
  await card.getByRole("article").waitFor()
  await card.scrollIntoViewIfNeeded()
  await take(page, "admin-order")
}

async function tab() {
  const context = await browser.newContext({ viewport: VIEW, locale: "en-GB", reducedMotion: "reduce" })
  context.setDefaultTimeout(PATIENCE_MS)
  return context.newPage()
}

async function take(page, name) {
  await page.waitForLoadState("networkidle")
  const file = path.join(IMAGES, `${name}.png`)
  await page.screenshot({ path: file, animations: "disabled" })
  console.log(`${path.relative(ROOT, file)}, ${Math.round(fs.statSync(file).size / 1024)} kB`)
}

async function logInAsCustomer(page, { storefront_url, customer }) {
  await page.goto(storefront_url)
  await page.getByTestId("login-email").fill(customer.email)
  await page.getByTestId("login-password").fill(customer.password)
  await page.getByTestId("login-submit").click()
  await page.getByTestId("save-wallet").waitFor()
}

async function updatePaymentMethod(page, { customer }) {
  await goToAmazon(page)
  await page.getByTestId("email").fill(customer.email)
  await page.getByTestId("password").fill(customer.password)
  await page.getByTestId("sign-in").click()
  await page.getByTestId("card-1111").click()
  await take(page, "amazon-page")
  await page.getByTestId("confirm").click()
  await page.locator('[data-testid="result-banner"][data-outcome="completed"]').waitFor()
}

/** A busy machine answers too late; the page says so, and the button can be pressed again. */
async function goToAmazon(page) {
  const tooLate = page.getByText("did not answer in time")
  for (;;) {
    await page.getByTestId("update-payment-method").first().click()
    const arrived = page.getByTestId("email").waitFor()
    if (await Promise.race([arrived.then(() => true), tooLate.waitFor().then(() => false)])) return
  }
}

/** One tea, with a saved wallet. Answers the order. */
async function buy(page, state) {
  await page.goto(`${state.storefront_url}/shop`)
  await page.getByTestId("add-sencha").click()
  await page.getByTestId("to-checkout").waitFor()
  await goToPayment(page, state)
  await page.getByTestId("pay").scrollIntoViewIfNeeded()
  await take(page, "checkout")
  await page.getByTestId("pay").click()
  await page.getByTestId("order").waitFor()
  return page.getByTestId("order").getAttribute("data-order")
}

/** What happens at Amazon without the store: a card expires, and the store hears of it. */
async function changeAtAmazon(state) {
  const { wallets } = await asCustomer(state, "/store/customers/me/amazon-pay/wallets")
  const url = `${state.simulator_url}/_control/wallets/${wallets.at(-1).charge_permission_id}/changes`
  await answerOf(await fetch(url, json({ type: "non_chargeable", reason: "PaymentMethodExpired" })))
}

async function customerOf(state) {
  return (await asCustomer(state, "/store/customers/me")).customer
}

async function asCustomer({ backend_url, publishable_key, customer }, route) {
  const { token } = await answerOf(await fetch(`${backend_url}/auth/customer/emailpass`, json(customer)))
  const headers = { authorization: `Bearer ${token}`, "x-publishable-api-key": publishable_key }
  return answerOf(await fetch(backend_url + route, { headers }))
}

function json(body) {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }
}

async function answerOf(answer) {
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

async function logInAsAdmin(page, { admin_url, admin }) {
  await page.goto(admin_url, { waitUntil: "commit" })
  await page.locator("input[name=email]").waitFor()
  await page.locator("input[name=email]").fill(admin.email)
  await page.locator("input[name=password]").fill(admin.password)
  await page.locator("input[name=password]").press("Enter")
  await page.waitForURL(/\/app\/orders/, { timeout: 60_000 })
}

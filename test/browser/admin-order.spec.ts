import type { Page } from "playwright-core"
import { accessibilityProblems, AdminBrowser, expectSoon, goTo, overhang, region, type Looks } from "./support/admin"
import { demoState } from "./support/demo"
import {
  atAmazon,
  inMedusa,
  loseAnswers,
  orderWithWallet,
  paymentsOf,
  recoverAnswers,
  type PaidOrder,
} from "./support/orders"
import { control, newShopper, type Shopper } from "./support/shopper"

/** Orders that were paid with a saved wallet, on Medusa's own page about them. */

const demo = demoState()
let admin: AdminBrowser

beforeAll(async () => {
  admin = await AdminBrowser.logIn(demo)
})
afterEach(async () => {
  await recoverAnswers(demo)
  expect(admin.surprises.splice(0)).toEqual([])
  await admin.leave()
})
afterAll(() => admin.close())

async function paid(): Promise<{ shopper: Shopper; order: PaidOrder }> {
  const shopper = await newShopper(demo)
  return { shopper, order: await orderWithWallet(shopper, admin.api) }
}

const card = (page: Page) => region(page, "Amazon Pay")
const textOf = (page: Page) => card(page).innerText()
const money = (amount: number) => `€${amount.toFixed(2)}`
const decimal = (amount: number) => amount.toFixed(2)
const movements = (page: Page) => card(page).getByTestId("amazon-pay-movement").allInnerTexts()

async function openOrder({ id }: PaidOrder): Promise<Page> {
  const page = await admin.open(`/orders/${id}`)
  await card(page).getByRole("article").waitFor()
  return page
}

async function capture(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Capture payment" }).click()
  await page.getByRole("alertdialog").getByRole("button", { name: "Confirm" }).click()
}

async function refund(page: Page, { id, paymentId }: PaidOrder, amount: number): Promise<void> {
  await goTo(page, `/orders/${id}/refund?paymentId=${paymentId}`)
  const form = page.getByRole("dialog")
  await form.getByRole("textbox").first().fill(amount.toFixed(2))
  await form.getByRole("button", { name: "Save" }).click()
}

/** Medusa shows an error and lets it through, which the page counts as a script that failed. */
const medusasOwnError = () => admin.surprises.splice(0)

it("shows what is authorised, until when, and where wallet and Seller Central are", async () => {
  const { shopper, order } = await paid()
  const page = await openOrder(order)
  const text = await textOf(page)
  for (const told of ["Visa", "1111", "Sandbox", money(order.total), "Capture until", order.chargeId]) {
    expect(text).toContain(told)
  }
  const sellerCentral = card(page).getByRole("link", { name: "Open in Seller Central" })
  expect(await sellerCentral.getAttribute("href")).toContain(shopper.wallet.charge_permission_id)
  await card(page).getByRole("link", { name: /Visa/ }).click()
  await page.waitForURL(new RegExp(`/customers/${shopper.customerId}`))
})

it("captures and refunds, in part, the rest, from Medusa's page: the card follows, and sums are equal", async () => {
  const { shopper, order } = await paid()
  const page = await openOrder(order)
  await capture(page)
  await expectSoon(async () => (await movements(page)).length, 1, 60_000)
  expect((await movements(page))[0]).toMatch(/Capture €[\s\S]*Done/)
  for (const amount of [3, 2]) {
    const before = (await movements(page)).length
    await refund(page, order, amount)
    await page.getByRole("dialog").waitFor({ state: "detached" })
    await expectSoon(async () => (await movements(page)).length, before + 1, 60_000)
  }
  await refund(page, order, order.total - 5)
  await page.getByRole("dialog").waitFor({ state: "detached" })
  await expectSoon(async () => (await movements(page)).length, 4, 60_000)
  expect(await atAmazon(demo, shopper)).toEqual({
    states: ["Captured"],
    captured: [decimal(order.total)],
    refunded: [2, 3, order.total - 5].map(decimal).sort(),
  })
  expect(await inMedusa(admin.api, order)).toMatchObject({ captured: order.total, refunded: order.total })
})

it("shows a part that was captured over Medusa's API, with the rest let go at Amazon", async () => {
  const { shopper, order } = await paid()
  await admin.api.call(`/admin/payments/${order.paymentId}/capture`, { amount: 5 })
  const page = await openOrder(order)
  expect(await textOf(page)).toMatch(/Captured\s+€5\.00/)
  expect(await atAmazon(demo, shopper)).toMatchObject({ captured: ["5.00"] })
})

it("an order that is canceled gives back what was authorised", async () => {
  const { shopper, order } = await paid()
  const page = await openOrder(order)
  await admin.api.call(`/admin/orders/${order.id}/cancel`, {})
  await expectSoon(async () => (await atAmazon(demo, shopper)).states, ["Canceled"], 60_000)
  await page.reload()
  await card(page).getByText("Canceled", { exact: true }).waitFor()
})

it("a capture whose answer is lost is shown as not known, and pressing again captures once", async () => {
  const { shopper, order } = await paid()
  const page = await openOrder(order)
  await loseAnswers(demo, "CaptureCharge")
  await capture(page)
  await card(page).getByText("Not known yet").waitFor({ timeout: 60_000 })
  medusasOwnError()
  await recoverAnswers(demo)
  await capture(page)
  await expectSoon(async () => (await movements(page)).map((text) => /Done/.test(text)), [true], 60_000)
  expect(await atAmazon(demo, shopper)).toEqual({
    states: ["Captured"],
    captured: [decimal(order.total)],
    refunded: [],
  })
  expect(await inMedusa(admin.api, order)).toMatchObject({ captured: order.total })
})

it("a refund whose answer is lost is made once when the admin presses again", async () => {
  const { shopper, order } = await paid()
  await admin.api.call(`/admin/payments/${order.paymentId}/capture`, {})
  const page = await openOrder(order)
  await loseAnswers(demo, "CreateRefund")
  await refund(page, order, 4)
  await page.getByTestId("amazon-pay-movement").getByText("Not known yet").waitFor({ timeout: 60_000 })
  medusasOwnError()
  await recoverAnswers(demo)
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click()
  await page.getByRole("dialog").waitFor({ state: "detached" })
  expect(await atAmazon(demo, shopper)).toMatchObject({ refunded: ["4.00"] })
  expect(await inMedusa(admin.api, order)).toMatchObject({ refunded: 4 })
})

it("what is captured and refunded in Seller Central shows up, is not repeated, and a chargeback stands out", async () => {
  const { shopper, order } = await paid()
  await control(demo, `charges/${order.chargeId}/changes`, { type: "capture" })
  await expectSoon(async () => (await inMedusa(admin.api, order)).captured, order.total, 60_000)
  await control(demo, `charges/${order.chargeId}/refunds`, { amount: "4.00" })
  await expectSoon(async () => (await inMedusa(admin.api, order)).refunded, 4, 60_000)
  const page = await openOrder(order)
  expect((await movements(page)).every((text) => text.includes("Made in Seller Central."))).toBe(true)
  expect(await page.getByRole("button", { name: "Capture payment" }).count()).toBe(0)
  expect(await atAmazon(demo, shopper)).toMatchObject({ captured: [decimal(order.total)], refunded: ["4.00"] })

  await control(demo, `charges/${order.chargeId}/chargebacks`, {})
  await expectSoon(
    async () => (await paymentsOf(admin.api, order.id)).map(({ chargebacks }) => chargebacks.length),
    [1],
  )
  await page.reload()
  await card(page).getByTestId("amazon-pay-chargeback").waitFor()
  expect(await textOf(page)).toContain(`Chargeback ${money(order.total)}`)
  await goTo(page, `/customers/${shopper.customerId}`)
  await region(page, "Amazon Pay wallets").getByTestId("amazon-pay-chargeback").waitFor()
})

it("says why payments could not be read, and reads them on another try", async () => {
  const { order } = await paid()
  const page = await admin.emptyTab()
  let tries = 0
  await page.route(/admin\/amazon-pay\/payments/, (route) => {
    tries += 1
    return route.fulfill({ status: 503, json: {} })
  })
  await page.goto(`${demo.admin_url}/orders/${order.id}`)
  const again = card(page).getByRole("alert").getByRole("button", { name: "Try again" })
  await again.waitFor({ timeout: 60_000 })
  const before = tries
  await again.click()
  await expectSoon(async () => tries > before, true)
  await again.waitFor()
  await page.unrouteAll({ behavior: "ignoreErrors" })
  if (await again.isVisible()) await again.click()
  await card(page).getByRole("article").waitFor()
})

const LOOKS: Looks[] = [
  { theme: "light", language: "en" },
  { theme: "dark", language: "de" },
  { theme: "light", language: "es" },
  { theme: "light", language: "fr" },
  { theme: "light", language: "it" },
  { theme: "dark", language: "ja" },
]

it("can be read by everybody, in light and dark, in six languages, and on a phone", async () => {
  const { order } = await paid()
  await control(demo, `charges/${order.chargeId}/changes`, { type: "capture" })
  await control(demo, `charges/${order.chargeId}/chargebacks`, {})
  await expectSoon(
    async () => (await paymentsOf(admin.api, order.id)).map(({ chargebacks }) => chargebacks.length),
    [1],
  )
  const ours = "[role=region]:has(article h3)"
  for (const looks of LOOKS) {
    const page = await admin.load(`/orders/${order.id}`, looks)
    await page.getByTestId("amazon-pay-chargeback").waitFor({ timeout: 60_000 })
    expect({ looks, problems: await accessibilityProblems(page, [ours]) }).toEqual({ looks, problems: [] })
    expect(await overhang(page, [ours])).toBeLessThanOrEqual(0)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByTestId("amazon-pay-chargeback").waitFor()
    expect(await overhang(page, [ours])).toBeLessThanOrEqual(0)
    await page.close()
  }
})

import fs from "node:fs"
import path from "node:path"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { demoState, StoreApi } from "./support/demo"
import { launchBrowser, resultBanner, signInAtAmazon } from "./support/pages"
import { control, newShopper, type Shopper } from "./support/shopper"

const demo = demoState()
let browser: Browser
let context: BrowserContext
let page: Page
let shopper: Shopper
let admin: StoreApi
const errors: string[] = []

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  shopper = await newShopper(demo)
  admin = await StoreApi.loggedIn(demo, demo.admin, "user")
  context = await browser.newContext()
  page = await context.newPage()
  errors.length = 0
  page.on("pageerror", (error) => errors.push(error.message))
})
afterEach(async () => {
  expect(errors).toEqual([])
  await context.close()
})

type Link = { id: string; url: string; status: string; update_id: string | null }

async function sendLink(body: { update_type?: string } = {}): Promise<Link> {
  const path = `/admin/amazon-pay/wallets/${shopper.wallet.id}/update-link`
  return (await admin.call<{ update_link: Link }>(path, body)).update_link
}

async function linkNow({ id }: Link): Promise<Link | undefined> {
  const path = `/admin/amazon-pay/update-links?wallet_id=${shopper.wallet.id}`
  const { update_links } = await admin.call<{ update_links: Link[] }>(path)
  return update_links.find((link) => link.id === id)
}

/** The mail that the store's own subscriber sent about a link, by way of Medusa's notification module. */
async function mailed(link: Link): Promise<{ to: string; data: { url: string } }> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const { notifications } = await admin.call<{ notifications: { resource_id: string; to: string; id: string }[] }>(
      "/admin/notifications?limit=50&order=-created_at",
    )
    const found = notifications.find(({ resource_id }) => resource_id === link.id)
    if (found) {
      const { notification } = await admin.call<{ notification: { to: string; data: { url: string } } }>(
        `/admin/notifications/${found.id}?fields=to,data`,
      )
      return notification
    }
    if (Date.now() > deadline) throw new Error("No mail was sent within 20 s")
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function logIn(login = shopper.login): Promise<void> {
  await page.getByTestId("login-email").fill(login.email)
  await page.getByTestId("login-password").fill(login.password)
  await page.getByTestId("login-submit").click()
}

const request = (status: string) => page.locator(`[data-testid="update-link"][data-status="${status}"]`)

it("from the mail: asks to log in, explains, leads to Amazon, reports back, and says so when it is opened again", async () => {
  const link = await sendLink()
  const mail = await mailed(link)
  expect(mail).toMatchObject({ to: shopper.login.email, data: { url: link.url } })

  await page.goto(mail.data.url)
  await page.getByText("Log in to see what the store asks you to update.").waitFor()
  await logIn()
  await request("open").waitFor()
  const explained = await request("open").innerText()
  expect(explained).toMatch(/Choose your payment method again/)
  expect(explained).toContain(shopper.wallet.payment_descriptor)
  expect(page.url()).toBe(`${demo.storefront_url}/account/amazon-pay/update`)
  expect((await linkNow(link))?.status).toBe("open")

  await page.reload()
  await request("open").waitFor()
  await page.getByTestId("start-from-link").click()
  await signInAtAmazon(page, shopper.login)
  await page.getByTestId("card-4444").click()
  await page.getByTestId("confirm").click()
  const banner = await resultBanner(page, "completed")
  expect(await banner.innerText()).toMatch(/1111[\s\S]*4444/)
  expect(await linkNow(link)).toMatchObject({ status: "used", update_id: expect.stringMatching(/^apwu_/) })

  await page.goto(link.url)
  await request("used").waitFor()
  expect(await request("used").innerText()).toMatch(/done already/)
  expect(await page.getByTestId("start-from-link").count()).toBe(0)
  await page.getByTestId("to-account").click()
  await page.getByTestId("save-wallet").waitFor()
})

it("says why, when the wallet cannot be charged, and heals it", async () => {
  await control(demo, `wallets/${shopper.wallet.charge_permission_id}/changes`, {
    type: "non_chargeable",
    reason: "PaymentMethodExpired",
  })
  const walletPath = `/store/customers/me/amazon-pay/wallets/${shopper.wallet.id}`
  const walletStatus = async () => (await shopper.api.call<{ wallet: { status: string } }>(walletPath)).wallet.status
  while ((await walletStatus()) !== "non_chargeable") await new Promise((resolve) => setTimeout(resolve, 100))
  const link = await sendLink()
  await page.goto(link.url)
  await logIn()
  await request("open").waitFor()
  expect(await request("open").innerText()).toContain("The payment method has expired.")
  await page.getByTestId("start-from-link").click()
  await signInAtAmazon(page, shopper.login)
  await page.getByTestId("card-4444").click()
  await page.getByTestId("confirm").click()
  await resultBanner(page, "completed")
  expect(await walletStatus()).toBe("chargeable")
})

it("stays open after the buyer canceled at Amazon, and works on the next try", async () => {
  const link = await sendLink({ update_type: "shipping_address" })
  await page.goto(link.url)
  await logIn()
  await request("open").waitFor()
  await page.getByTestId("start-from-link").click()
  await signInAtAmazon(page, shopper.login)
  await page.getByTestId("cancel").first().click()
  await resultBanner(page, "canceled")
  expect((await linkNow(link))?.status).toBe("open")

  await page.goto(link.url)
  await request("open").waitFor()
  await page.getByTestId("start-from-link").click()
  await signInAtAmazon(page, shopper.login)
  await page.locator("[data-testid^=address-]").last().click()
  await page.getByTestId("confirm").click()
  await resultBanner(page, "completed")
  expect((await linkNow(link))?.status).toBe("used")
})

it("is for its customer only: somebody else is told so, and can log in as the right one", async () => {
  const link = await sendLink()
  const stranger = await newShopper(demo)
  await page.goto(link.url)
  await logIn(stranger.login)
  await page.getByText("This link is not for this account").waitFor()
  await page.getByTestId("other-customer").click()
  await logIn()
  await request("open").waitFor()
})

it("says what became of it: revoked between two clicks, or its wallet closed", async () => {
  const link = await sendLink()
  await page.goto(link.url)
  await logIn()
  await request("open").waitFor()
  expect(await admin.call(`/admin/amazon-pay/update-links/${link.id}`, undefined, "DELETE")).toEqual({
    id: link.id,
    object: "update_link",
    deleted: true,
  })
  await page.getByTestId("start-from-link").click()
  await request("revoked").waitFor()
  expect(await request("revoked").innerText()).toMatch(/not valid any more/)

  const second = await sendLink()
  await shopper.api.call(`/store/customers/me/amazon-pay/wallets/${shopper.wallet.id}/close`, {})
  await page.goto(second.url)
  await request("wallet_closed").waitFor()
})

it("leaves no token in the request log of the store", () => {
  const log = path.join(path.dirname(process.env.AMAZON_PAY_DEMO_STATE ?? ""), "logs/store.log")
  const requests = fs
    .readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => /(GET|POST) \/store\/customers\/me\/amazon-pay\/update-links\//.test(line))
  expect(requests.length).toBeGreaterThan(5)
  expect(requests.filter((line) => !/update-links\/<token> ←/.test(line))).toEqual([])
  expect(requests.filter((line) => /← \S*\/update\//.test(line))).toEqual([])
})

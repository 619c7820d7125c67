import { execFileSync } from "node:child_process"
import { createServer, type AddressInfo } from "node:net"
import path from "node:path"
import { accessibilityProblems, expectSoon } from "./support/admin"
import { demoState } from "./support/demo"
import { builtNextApp } from "./support/next-app"
import { startServer } from "./support/stand-in"
import { hasFocus, TakenHome } from "./support/take-home"

const INSTALL_AND_BUILD_MS = 600_000

const demo = demoState()
const ROOT = path.resolve(__dirname, "../..")

let app: string
let home: TakenHome

beforeAll(async () => {
  app = builtNextApp()
  const next = path.join(app, "node_modules/next/dist/bin/next")
  const server = await startServer([process.execPath, next, "start", "--port", String(await freePort())], {
    cwd: app,
    env: {
      NODE_ENV: "production",
      MEDUSA_BACKEND_URL: demo.backend_url,
      NEXT_PUBLIC_MEDUSA_PUBLISHABLE_KEY: demo.publishable_key,
      AMAZON_PAY_ORIGINS: demo.simulator_url,
    },
  })
  // Among the errors: hydration that does not fit, and what the Content-Security-Policy refuses.
  home = await TakenHome.open(demo, { server, isSurprise: (message) => message.type() === "error" })
}, INSTALL_AND_BUILD_MS)
afterAll(() => home?.close())
beforeEach(() => home.begin())
afterEach(() => home.end())

describe("the account section in Next.js, with server actions and React 19", () => {
  it("updates a wallet: the token stays in an httpOnly cookie, and the browser never asks the store itself", async () => {
    const { page, context } = home
    const asked: string[] = []
    page.on("request", (request) => asked.push(new URL(request.url()).pathname))
    await home.logIn()
    expect(await page.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, ""])
    const [cookie] = (await context.cookies()).filter(({ name }) => name === "_medusa_jwt")
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" })
    await home.update.click()
    await home.chooseAtAmazon("4444")
    const banner = await home.result("completed")
    expect(await banner.innerText()).toMatch(/1111[\s\S]*4444/)
    await expectSoon(() => hasFocus(banner), true)
    expect(page.url()).toBe(home.account)
    await expectSoon(() => home.title(), "Mastercard ****4444 (Amazon Pay) Test wallet")
    expect(asked.filter((pathname) => pathname.startsWith("/store/"))).toEqual([])
    await home.wallet.locator("li").first().waitFor()
    expect(await accessibilityProblems(page, ["body"])).toEqual([])
  })

  it("shows the wallets before any script has run", async () => {
    await home.logIn()
    await home.wallet.locator("li").first().waitFor()
    const storageState = await home.context.storageState()
    const bare = await home.newContext({ javaScriptEnabled: false, storageState })
    const rendered = await bare.newPage()
    await rendered.goto(home.account)
    expect(await rendered.locator(`[data-wallet="${home.shopper.wallet.id}"]`).innerText()).toContain(
      "Update payment method",
    )
    await bare.close()
  })

  it("saves a new wallet, completed by a server action, and closes it", async () => {
    await home.logIn()
    await home.save.click()
    await home.chooseAtAmazon("0005")
    const banner = await home.result("completed")
    expect(await banner.innerText()).toContain("Your Amazon Pay wallet is saved.")
    await expectSoon(() => home.page.locator(".amazon-pay-wallet").count(), 2)
    await home.closeWallet()
    await expectSoon(() => home.wallet.getAttribute("data-status"), "closed")
  })

  it("asks to log in again when the store does not know the customer any more", async () => {
    await home.logIn()
    await home.context.clearCookies()
    await home.update.click()
    await home.page.getByLabel("E-mail").waitFor()
  })
})

describe("the packed components on a server", () => {
  it("render the same with React 18 and with React 19", () => {
    const [older, newer] = [ROOT, app].map(rendered)
    expect([older?.version, newer?.version]).toEqual([expect.stringMatching(/^18\./), expect.stringMatching(/^19\./)])
    expect(newer?.html).toContain("The payment method has expired.")
    expect(newer?.html).toBe(older?.html)
  })
})

/** The section as the React of a folder renders it, without what each React does in its own way: ids, and an order. */
function rendered(folder: string): { version: string; html: string } {
  const program = path.join(__dirname, "support/render-section.cjs")
  const output = execFileSync(process.execPath, [program, folder], { encoding: "utf8" })
  const { version, html } = JSON.parse(output) as { version: string; html: string }
  const inOrder = (attributes: string) =>
    attributes
      .split(/(?= [\w-]+=")/)
      .sort()
      .join("")
  return { version, html: html.replace(/ (id|aria-labelledby)="[^"]*"/g, "").replace(/( [\w-]+="[^"]*")+/g, inOrder) }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

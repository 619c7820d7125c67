import { execFileSync } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { accessibilityProblems, expectSoon } from "./support/admin"
import { demoState } from "./support/demo"
import { sessionOnScreen, signInAtAmazon } from "./support/pages"
import { control } from "./support/shopper"
import { startServer } from "./support/stand-in"
import { hasFocus, TakenHome } from "./support/take-home"

const demo = demoState()
const EXAMPLES = path.resolve(__dirname, "../../examples")

let folder: string
let home: TakenHome

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "plain-html-"))
  execFileSync(process.execPath, [path.join(EXAMPLES, "plain-html/build.mjs")], {
    env: { ...process.env, OUT_DIR: folder },
  })
  const server = await startServer([process.execPath, path.join(EXAMPLES, "storefront/server.mjs")], {
    env: {
      DIST: folder,
      PORT: "0",
      BACKEND_URL: demo.backend_url,
      PUBLISHABLE_KEY: demo.publishable_key,
      SCRIPT_ORIGINS: demo.simulator_url,
    },
  })
  home = await TakenHome.open(demo, {
    server,
    isSurprise: (message) => /Content Security Policy/.test(message.text()),
  })
})
afterAll(async () => {
  await home?.close()
  fs.rmSync(folder, { recursive: true })
})
beforeEach(() => home.begin())
afterEach(() => home.end())

describe("the account page in plain HTML", () => {
  it("updates a wallet at Amazon, with the customer's session cookie and no token in any script", async () => {
    const { page } = home
    await home.logIn()
    expect(await page.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, ""])
    await home.update.click()
    await home.chooseAtAmazon("4444")
    const banner = await home.result("completed")
    expect(await banner.innerText()).toMatch(/1111[\s\S]*4444/)
    expect(page.url()).toBe(home.account)
    await expectSoon(() => hasFocus(banner), true)
    await expectSoon(() => home.title(), "Mastercard ****4444 (Amazon Pay) Test wallet")
    await home.wallet.locator("li").first().waitFor()
    expect(await accessibilityProblems(page, ["body"])).toEqual([])
  })

  it("saves a new wallet, and closes one after it has asked", async () => {
    await home.logIn()
    await home.save.click()
    await home.chooseAtAmazon("0005")
    const banner = await home.result("completed")
    expect(await banner.innerText()).toContain("Your Amazon Pay wallet is saved.")
    await expectSoon(() => home.page.locator(".amazon-pay-wallet").count(), 2)
    await home.closeWallet()
    await expectSoon(() => home.wallet.getAttribute("data-status"), "closed")
  })

  it("says that Amazon has not decided, and then the result, by itself and in the same live region", async () => {
    const { page } = home
    await home.logIn()
    await home.save.click()
    await signInAtAmazon(page, home.shopper.login)
    await page.getByTestId("card-0005").click()
    const session = await sessionOnScreen(page, demo)
    // More than one call of the store's own patience: the first answer is "not known yet".
    await control(demo, "faults", { operation: "CompleteCheckoutSession", path: session, status: 503, times: 6 })
    await page.getByTestId("confirm").click()
    const pending = await home.result("pending")
    expect(await pending.innerText()).toMatch(/Waiting for Amazon/)
    const region = await pending.elementHandle()
    await page.locator('.amazon-pay-result[data-outcome="completed"]').waitFor({ timeout: 60_000 })
    expect(await region?.evaluate((element) => element.isConnected && element.textContent)).toMatch(/is saved/)
    expect(await hasFocus(await home.result("completed"))).toBe(true)
  })

  it("says what is in the way, keeps the focus, and goes on", async () => {
    const { page } = home
    await home.logIn()
    await page.route("**/checkout.js", (route) => route.abort())
    await home.update.focus()
    await home.update.press("Enter")
    await home.wallet.getByText("Turn off content blockers").waitFor()
    expect(await hasFocus(home.update)).toBe(true)
    await page.unroute("**/checkout.js")
    await home.update.dblclick()
    await page.getByTestId("sign-in").waitFor()
  })

  it("lets one button at a time lead to Amazon", async () => {
    await home.logIn()
    await home.page.route(/\/update$/, () => undefined)
    await home.update.click()
    await expectSoon(() => home.update.getAttribute("aria-busy"), "true")
    expect(await home.save.isDisabled()).toBe(true)
    expect(await home.wallet.locator('[data-update-type="shipping_address"]').isDisabled()).toBe(true)
  })

  it("speaks the page's language, also when it is changed, and wears the store's colours", async () => {
    const { page, update } = home
    await home.logIn()
    await page.evaluate(() => {
      document.documentElement.lang = "ja"
      document.querySelector<HTMLElement & { reload(): void }>("amazon-pay-wallets")?.reload()
    })
    await home.wallet.getByRole("button", { name: "支払い方法を更新" }).waitFor()
    await page.addStyleTag({ url: "/style.css" })
    const radius = await update.evaluate((button) => getComputedStyle(button).borderRadius)
    expect(radius).toBe("6px")
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync("amazon-pay-wallets::part(button) { border-radius: 3px }")
      document.adoptedStyleSheets.push(sheet)
    })
    expect(await update.evaluate((button) => getComputedStyle(button).borderRadius)).toBe("3px")
  })

  it("asks the way that the page gives it, gives up when it is taken away, and works again when it is put back", async () => {
    await home.logIn()
    const seen = await home.page.evaluate(async () => {
      const element = document.querySelector<HTMLElement & { actions: object }>("amazon-pay-wallets")
      if (!element) return null
      const asked: string[] = []
      element.actions = new Proxy(
        {},
        {
          get: (_, name) => () => (
            asked.push(String(name)),
            name === "listWallets" ? Promise.resolve([]) : Promise.reject(new Error())
          ),
        },
      )
      await new Promise((resolve) => setTimeout(resolve))
      const text = element.shadowRoot?.textContent ?? ""
      element.remove()
      document.querySelector("main")?.append(element)
      await new Promise((resolve) => setTimeout(resolve))
      return { asked, text }
    })
    expect(seen?.asked).toEqual(["listWallets", "listWallets"])
    expect(seen?.text).toContain("No wallet saved yet")
  })
})

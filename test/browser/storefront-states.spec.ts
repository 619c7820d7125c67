import type { Browser, BrowserContext, Page } from "playwright-core"
import { accessibilityProblems, expectSoon } from "./support/admin"
import { demoState } from "./support/demo"
import { launchBrowser, openAccount, resultBanner, signInAtAmazon } from "./support/pages"
import { newShopper, type Shopper } from "./support/shopper"

const demo = demoState()
const SCRIPT = "**/checkout.js"
const START = /\/amazon-pay\/wallets\/[^/]+\/update$/
const AMAZON = /\/checkout\/initiate/

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
  context = await browser.newContext()
  page = await watched(await context.newPage())
})
afterEach(async () => {
  expect(surprises.splice(0)).toEqual([])
  await context.close()
})

async function watched(opened: Page): Promise<Page> {
  opened.on("pageerror", (error) => surprises.push(error.message))
  opened.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) surprises.push(message.text())
  })
  return opened
}

const update = (on = page) => on.getByTestId("update-payment-method")
const problem = () => page.locator(".amazon-pay-error[data-code]")
const codeOf = () => problem().getAttribute("data-code")

/** The page says what is the matter, has no serious accessibility problem, and the button still has the focus. */
async function expectProblem(code: string, words: RegExp): Promise<void> {
  await problem().waitFor()
  expect(await codeOf()).toBe(code)
  expect(await problem().innerText()).toMatch(words)
  expect(await update().getAttribute("aria-disabled")).toBeNull()
  expect(await update().evaluate((button) => button === document.activeElement)).toBe(true)
  expect(await update().getAttribute("aria-describedby")).toBe(await problem().getAttribute("id"))
  expect(await accessibilityProblems(page, ["body"])).toEqual([])
}

/** The way on: the same button leads to Amazon once nothing is in the way. */
async function expectWayOn(): Promise<void> {
  await update().press("Enter")
  await page.getByTestId("sign-in").waitFor()
}

async function pressUpdate(): Promise<void> {
  await update().focus()
  await update().press("Enter")
}

describe("what can be in the way to Amazon, and the way on (40)", () => {
  it("a blocked script", async () => {
    await openAccount(page, demo, shopper.login)
    await page.route(SCRIPT, (route) => route.abort("blockedbyclient"))
    await pressUpdate()
    await expectProblem("script_blocked", /Turn off content blockers/)
    await page.unroute(SCRIPT)
    await expectWayOn()
  })

  it("a slow script", async () => {
    await page.clock.install()
    await openAccount(page, demo, shopper.login)
    let asked: () => void = () => undefined
    const waiting = new Promise<void>((resolve) => (asked = resolve))
    await page.route(SCRIPT, () => asked())
    await pressUpdate()
    await waiting
    expect(await update().innerText()).toBe("Opening Amazon Pay…")
    await page.clock.fastForward(21_000)
    await expectProblem("script_timeout", /too long to load/)
    await page.unroute(SCRIPT)
    await expectWayOn()
  })

  it("a store that does not answer", async () => {
    await page.clock.install()
    await openAccount(page, demo, shopper.login)
    let asked: () => void = () => undefined
    const waiting = new Promise<void>((resolve) => (asked = resolve))
    await page.route(START, () => asked())
    await pressUpdate()
    await waiting
    await page.clock.fastForward(21_000)
    await expectProblem("start_timeout", /did not answer in time/)
    await page.unroute(START)
    await expectWayOn()
  })

  it("the script of another region, which does not know the currency", async () => {
    await openAccount(page, demo, shopper.login)
    const american = await fetch(`${demo.simulator_url}/static/na/checkout.js`)
    expect(american.status).toBe(200)
    const body = await american.text()
    await page.route(SCRIPT, (route) => route.fulfill({ contentType: "text/javascript", body }))
    await pressUpdate()
    await expectProblem("refused_by_amazon", /contact the store/)
  })

  it("an address of the script that nobody should trust", async () => {
    await openAccount(page, demo, shopper.login)
    await page.route(START, async (route) => {
      const answer = await route.fetch()
      const body = (await answer.json()) as { checkout: { script_url: string } }
      body.checkout.script_url = "http://evil.example/checkout.js"
      await route.fulfill({ response: answer, json: body })
    })
    await pressUpdate()
    await expectProblem("script_refused", /not trusted/)
  })

  it("a policy that allows neither inline scripts nor inline styles: the page keeps to it all the way to Amazon", async () => {
    const answer = await page.goto(demo.storefront_url)
    const policy = answer?.headers()["content-security-policy"] ?? ""
    expect(policy).toMatch(/script-src 'self' .*style-src 'self'/)
    expect(policy).not.toMatch(/unsafe-/)
    await openAccount(page, demo, shopper.login)
    expect(surprises).toEqual([])
    await page.evaluate(() => {
      const inline = document.createElement("script")
      inline.textContent = "window.ranInline = true"
      document.head.append(inline)
    })
    expect(await page.evaluate(() => "ranInline" in window)).toBe(false)
    await expectSoon(async () => surprises.splice(0).length, 1)
    await pressUpdate()
    await page.getByTestId("sign-in").waitFor()
  })

  it("no connection", async () => {
    await openAccount(page, demo, shopper.login)
    await context.setOffline(true)
    await pressUpdate()
    await expectProblem("offline", /offline/)
    await context.setOffline(false)
    await expectWayOn()
  })

  it("a popup that the browser blocks", async () => {
    await page.clock.install()
    await openAccount(page, demo, shopper.login)
    await popupScript("void 0")
    await pressUpdate()
    await expectSoon(() => update().getAttribute("data-state"), "redirecting")
    await page.clock.fastForward(21_000)
    await expectProblem("no_redirect", /did not open/)
    await page.unroute(SCRIPT)
  })

  it("a popup that the buyer closes", async () => {
    await openAccount(page, demo, shopper.login)
    await popupScript(`window.open(${JSON.stringify(`${demo.simulator_url}/`)}, "amazon", "popup")`)
    const [popup] = await Promise.all([context.waitForEvent("page"), pressUpdate()])
    await expectSoon(() => update().getAttribute("data-state"), "redirecting")
    // Headless windows have no focus to lose: the browser's events are sent as a window manager would cause them.
    await page.evaluate(() => dispatchEvent(new Event("blur")))
    await popup.close()
    await page.evaluate(() => dispatchEvent(new Event("focus")))
    await expectSoon(() => update().getAttribute("data-state"), "returned")
    expect(await update().getAttribute("aria-disabled")).toBeNull()
    expect(await page.getByTestId("result-banner").count()).toBe(0)
  })

  it("a component that goes away while the script loads: Amazon is not called", async () => {
    await openAccount(page, demo, shopper.login)
    let letThrough: () => void = () => undefined
    const held = new Promise<void>((resolve) => (letThrough = resolve))
    let answered: () => void = () => undefined
    const loaded = new Promise<void>((resolve) => (answered = resolve))
    await page.route(SCRIPT, async (route) => {
      await held
      await route.continue()
      answered()
    })
    await pressUpdate()
    await expectSoon(() => update().getAttribute("data-state"), "loading_script")
    await page.getByTestId("logout").click()
    await page.getByTestId("login-email").waitFor()
    letThrough()
    await loaded
    await page.waitForFunction(() => "amazon" in window)
    expect(page.url()).toBe(`${demo.storefront_url}/`)
  })

  /** Amazon's script may open a popup instead of taking over the tab; it tells neither whether it was blocked nor closed. */
  async function popupScript(initCheckout: string): Promise<void> {
    const body = `window.amazon = { Pay: { initCheckout() { ${initCheckout} } } }`
    await page.route(SCRIPT, (route) => route.fulfill({ contentType: "text/javascript", body }))
  }
})

describe("a customer who is quick, or has second thoughts (40)", () => {
  it("clicks twice: one update is started, and one page of Amazon's opens", async () => {
    await openAccount(page, demo, shopper.login)
    const asked: string[] = []
    page.on("request", (request) => {
      if (START.test(request.url()) && request.method() === "POST") asked.push("store")
      if (AMAZON.test(request.url())) asked.push("Amazon")
    })
    await update().dblclick()
    await page.getByTestId("sign-in").waitFor()
    expect(asked).toEqual(["store", "Amazon"])
  })

  it("comes back by the back button, and can go again", async () => {
    await openAccount(page, demo, shopper.login)
    await update().click()
    await page.getByTestId("sign-in").waitFor()
    await goBackToAccount()
    await update().waitFor()
    expect(await update().getAttribute("aria-disabled")).toBeNull()
    expect(await page.getByTestId("result-banner").count()).toBe(0)
    await expectWayOn()
  })

  it("has two tabs: both lead to the same update, and each tells the truth", async () => {
    const other = await watched(await context.newPage())
    await openAccount(page, demo, shopper.login)
    await other.goto(demo.storefront_url)
    // The log-in is kept for the tab's site, so the second tab knows it.
    await update(other).waitFor()
    for (const tab of [page, other]) {
      await update(tab).click()
      await signInAtAmazon(tab, shopper.login).catch(() => tab.getByTestId("confirm").waitFor())
    }
    await page.getByTestId("card-4444").click()
    await page.getByTestId("confirm").click()
    await resultBanner(page, "completed")
    await other.getByTestId("cancel").first().click()
    // A later cancel does not undo what was completed, and the page does not say that it did.
    await resultBanner(other, "completed")
    const { updates } = await shopper.api.call<{ updates: { status: string }[] }>(
      `/store/customers/me/amazon-pay/wallets/${shopper.wallet.id}/updates`,
    )
    expect(updates.filter(({ status }) => status === "completed")).toHaveLength(2)
  })

  async function goBackToAccount(): Promise<void> {
    while (!page.url().startsWith(demo.storefront_url)) await page.goBack()
  }
})

describe("a browser that keeps pages alive", () => {
  it("brings the account page back as it was: the button works again", async () => {
    await openAccount(page, demo, shopper.login)
    // No headless Chromium keeps pages. An empty answer leaves the page as it is; the events are those of a kept one.
    await page.route(AMAZON, (route) => route.fulfill({ status: 204 }))
    await pressUpdate()
    await expectSoon(() => update().getAttribute("data-state"), "redirecting")
    const listed = page.waitForResponse(/\/amazon-pay\/wallets\?/)
    await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }))
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))
    })
    await expectSoon(() => update().getAttribute("data-state"), "returned")
    expect((await listed).status()).toBe(200)
    await page.unroute(AMAZON)
    await expectWayOn()
  })
})

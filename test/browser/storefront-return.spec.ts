import type { Browser, BrowserContext, Page } from "playwright-core"
import { accessibilityProblems, expectSoon } from "./support/admin"
import type { StoreApi } from "./support/demo"
import { demoState } from "./support/demo"
import { launchBrowser, openAccount, resultBanner, sessionOnScreen, signInAtAmazon } from "./support/pages"
import { changeAtAmazon, control, newShopper, type Shopper } from "./support/shopper"

const demo = demoState()
const WALLETS = "/store/customers/me/amazon-pay/wallets"

let browser: Browser
let context: BrowserContext
let page: Page
let shopper: Shopper
const errors: string[] = []

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  shopper = await newShopper(demo)
  context = await browser.newContext()
  page = await context.newPage()
  page.on("pageerror", (error) => errors.push(error.message))
})
afterEach(async () => {
  expect(errors.splice(0)).toEqual([])
  await context.close()
})

const update = () => page.getByTestId("update-payment-method")
const card = () => page.getByTestId(`wallet-${shopper.wallet.id}`)
const confirmClosing = () => page.getByRole("dialog").getByRole("button", { name: "Close wallet" })
const focused = (testId: string) => page.getByTestId(testId).evaluate((element) => element === document.activeElement)

async function save(on = page): Promise<void> {
  await on.getByTestId("save-wallet").click()
  await signInAtAmazon(on, shopper.login)
}

describe("what a buyer comes back to", () => {
  it("has the focus, says what changed from what to what, and leaves nothing in the address", async () => {
    await openAccount(page, demo, shopper.login)
    await update().click()
    await signInAtAmazon(page, shopper.login)
    await page.getByTestId("card-4444").click()
    await page.getByTestId("confirm").click()
    const banner = await resultBanner(page, "completed")
    expect(await banner.innerText()).toMatch(/Your payment method is updated\.[\s\S]*1111[\s\S]*4444/)
    await expectSoon(() => focused("result-banner"), true)
    expect(page.url()).toBe(`${demo.storefront_url}/account/amazon-pay`)
    expect(await accessibilityProblems(page, ["body"])).toEqual([])
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await banner.waitFor({ state: "detached" })
    await page.reload()
    await update().waitFor()
    expect(await page.getByTestId("result-banner").count()).toBe(0)
  })

  it("is told at once: nothing waits on the way from Amazon's page to the result", async () => {
    await openAccount(page, demo, shopper.login)
    await update().click()
    await signInAtAmazon(page, shopper.login)
    await page.getByTestId("card-4444").click()
    // From here on no timer of any page fires.
    await page.clock.install()
    await page.clock.pauseAt(Date.now() + 1_000)
    await page.getByTestId("confirm").click()
    const banner = await resultBanner(page, "completed")
    expect(await banner.innerText()).toMatch(/1111[\s\S]*4444/)
  })

  it("says that the buyer canceled and nothing was changed, and offers to start again", async () => {
    await openAccount(page, demo, shopper.login)
    await update().click()
    await signInAtAmazon(page, shopper.login)
    await page.getByTestId("cancel").first().click()
    const banner = await resultBanner(page, "canceled")
    expect(await banner.innerText()).toMatch(/Nothing was changed\. You can start again at any time\./)
    expect(await banner.getAttribute("role")).toBe("status")
    expect(await card().innerText()).toContain(shopper.wallet.payment_descriptor)
    await update().click()
    await page.getByTestId("confirm").or(page.getByTestId("sign-in")).first().waitFor()
  })

  it("says that Amazon has not decided, and then the result, by itself and in the same live region", async () => {
    await openAccount(page, demo, shopper.login)
    await save()
    await page.getByTestId("card-0005").click()
    const session = await sessionOnScreen(page, demo)
    // More than one call of the store's own patience: the first answer is "not known yet".
    await control(demo, "faults", { operation: "CompleteCheckoutSession", path: session, status: 503, times: 6 })
    await page.getByTestId("confirm").click()
    const pending = await resultBanner(page, "pending")
    expect(await pending.innerText()).toMatch(/Waiting for Amazon/)
    expect(await pending.getAttribute("role")).toBe("status")
    const region = await pending.elementHandle()
    await page.locator('[data-testid="result-banner"][data-outcome="completed"]').waitFor({ timeout: 60_000 })
    const done = await resultBanner(page, "completed")
    expect(await done.innerText()).toMatch(/Your Amazon Pay wallet is saved\./)
    expect(await region?.evaluate((element) => element.isConnected && element.textContent)).toMatch(/is saved/)
  })

  it("says in Amazon's words that it failed, and the next click begins anew", async () => {
    await openAccount(page, demo, shopper.login)
    await save()
    await page.getByTestId("decline").click()
    const banner = await resultBanner(page, "declined")
    expect(await banner.innerText()).toMatch(
      /Amazon Pay could not be saved as your payment method\. Please try again\./,
    )
    expect(await banner.getAttribute("role")).toBe("alert")
    await page.getByTestId("save-wallet").click()
    await page.getByTestId("confirm").or(page.getByTestId("sign-in")).first().waitFor()
  })

  it("never says success before the store has said so, whatever the address says", async () => {
    const [{ id: own } = { id: "" }] = await updates()
    await openAccount(page, demo, shopper.login)
    let answer: () => void = () => undefined
    const held = new Promise<void>((resolve) => (answer = resolve))
    await page.route(`**/amazon-pay/updates/${own}`, async (route) => {
      await held
      await route.continue()
    })
    await page.goto(`${demo.storefront_url}/account/amazon-pay?amazon_pay=completed&update=${own}`)
    await update().waitFor()
    expect(await page.getByTestId("result-banner").count()).toBe(0)
    answer()
    await resultBanner(page, "completed")

    const [{ id: foreign } = { id: "" }] = await updatesOf(await newShopper(demo))
    const asked = page.waitForResponse(`**/amazon-pay/updates/${foreign}`)
    await page.goto(`${demo.storefront_url}/account/amazon-pay?amazon_pay=completed&update=${foreign}`)
    expect((await asked).status()).toBe(404)
    await update().waitFor()
    expect(await page.getByTestId("result-banner").count()).toBe(0)
  })
})

describe("saving and closing", () => {
  it("saves for the customer who started it only: somebody else's browser attaches nothing", async () => {
    await openAccount(page, demo, shopper.login)
    await save()
    await page.getByTestId("card-0005").click()
    const session = await sessionOnScreen(page, demo)
    const completing = page.waitForRequest(/\/complete$/)
    await page.route(/\/complete$/, (route) => route.abort())
    await page.getByTestId("confirm").click()
    const updateId = /updates\/([^/]+)\/complete/.exec((await completing).url())?.[1] ?? ""
    const returned = `${demo.storefront_url}/account/amazon-pay?amazon_pay=pending&update=${updateId}&amazonCheckoutSessionId=${session}`
    await page.goto("about:blank")

    const stranger = await newShopper(demo)
    const elsewhere = await browser.newContext()
    const strangersPage = await elsewhere.newPage()
    await openAccount(strangersPage, demo, stranger.login)
    const refused = strangersPage.waitForResponse(/\/complete$/)
    await strangersPage.goto(returned)
    expect((await refused).status()).toBe(404)
    await strangersPage.locator('[data-testid="result-banner"]').waitFor({ state: "detached" })
    expect(await walletsOf(stranger.api)).toHaveLength(1)
    await elsewhere.close()

    await page.unroute(/\/complete$/)
    await page.goto(returned)
    await resultBanner(page, "completed")
    expect(await walletsOf(shopper.api)).toHaveLength(2)
    const [newest] = await walletsOf(shopper.api)
    await page.getByTestId(`wallet-${newest?.id}`).getByText("Wallet saved").waitFor()
  })

  it("asks before it closes, by keyboard too, says that it did, and offers to save a new one", async () => {
    await openAccount(page, demo, shopper.login)
    const opener = card().getByTestId("close-wallet")
    await opener.focus()
    await page.keyboard.press("Enter")
    await page.getByRole("dialog", { name: "Close this wallet?" }).waitFor()
    expect(await accessibilityProblems(page, ["body"])).toEqual([])
    await page.keyboard.press("Escape")
    await page.getByRole("dialog").waitFor({ state: "hidden" })
    await expectSoon(() => focused("close-wallet"), true)

    await page.keyboard.press("Enter")
    await confirmClosing().click()
    await page.getByTestId("wallet-closed").waitFor()
    await expectSoon(() => focused("wallet-closed"), true)
    await expectSoon(() => card().getAttribute("data-status"), "closed")
    expect(await card().innerText()).toMatch(/This wallet can no longer be used\. Save a new one/)
    expect(await card().getByTestId("history-entry").first().innerText()).toMatch(/Ready to use[\s\S]*Closed/)
    await card().getByTestId("save-instead").click()
    await signInAtAmazon(page, shopper.login)
  })

  it("tells when a wallet could not be closed, and can try again", async () => {
    await openAccount(page, demo, shopper.login)
    await page.route(/\/close$/, (route) => route.fulfill({ status: 503, body: "{}" }))
    await card().getByTestId("close-wallet").click()
    await confirmClosing().click()
    await page.getByRole("dialog").getByText("The wallet could not be closed. Please try again.").waitFor()
    await page.unroute(/\/close$/)
    await confirmClosing().click()
    await expectSoon(() => card().getAttribute("data-status"), "closed")
  })
})

describe("what a wallet's state means", () => {
  it("is said as it is at Amazon, when the customer comes back to the tab", async () => {
    await openAccount(page, demo, shopper.login)
    await expectSoon(() => card().getAttribute("data-status"), "chargeable")
    await changeAtAmazon(demo, shopper, { type: "non_chargeable", reason: "PaymentMethodExpired" })
    await expectSoon(async () => (await walletsOf(shopper.api))[0]?.status, "non_chargeable")
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")))
    await expectSoon(() => card().getAttribute("data-action"), "update")
    expect(await card().innerText()).toMatch(/The payment method has expired\. Update your payment method/)
  })

  it("in Japan leads to Amazon's own page: there is no page for updates", async () => {
    const managed = `https://pay.amazon.com/jp/jr/your-account/ba/${shopper.wallet.charge_permission_id}`
    await page.route(new RegExp(`${WALLETS}\\?`), async (route) => {
      const answer = await route.fetch()
      const body = (await answer.json()) as { wallets: { manage_url: string }[] }
      body.wallets.forEach((wallet) => (wallet.manage_url = managed))
      await route.fulfill({ response: answer, json: body })
    })
    await openAccount(page, demo, shopper.login)
    await card().getByText("Amazon has no page for updates in this region.").waitFor()
    expect(await card().getByTestId("manage-wallet").getAttribute("href")).toBe(managed)
    expect(await update().count()).toBe(0)
    expect(await card().getByTestId("close-wallet").count()).toBe(1)
  })
})

describe("a page for everybody", () => {
  it.each([
    ["en-US", "The payment method has expired. Update your payment method", "Update payment method"],
    ["de-DE", "Die Zahlungsart ist abgelaufen. Aktualisieren Sie Ihre Zahlungsart", "Zahlungsart aktualisieren"],
    ["fr-FR", "Le moyen de paiement a expiré. Mettez à jour", "Modifier le moyen de paiement"],
    ["it-IT", "Il metodo di pagamento è scaduto. Aggiorna", "Aggiorna il metodo di pagamento"],
    ["es-ES", "El método de pago ha caducado. Actualice", "Actualizar método de pago"],
    ["ja-JP", "支払い方法の有効期限が切れています。", "支払い方法を更新"],
  ])("speaks %s: why, what to do, and the button that does it", async (locale, guidance, label) => {
    const speaking = await browser.newContext({ locale })
    page = await speaking.newPage()
    await page.route(new RegExp(`${WALLETS}\\?`), expired)
    await openAccount(page, demo, shopper.login)
    await card().waitFor()
    expect(await card().innerText()).toContain(guidance)
    expect(await update().innerText()).toBe(label)
    expect(await page.locator("html").getAttribute("lang")).toBe(locale.slice(0, 2))
    await speaking.close()
  })

  it.each([
    ["light", 1200],
    ["dark", 1200],
    ["light", 360],
    ["dark", 360],
  ] as const)(
    "axe finds nothing serious, and nothing sticks out, %s and %d pixels wide",
    async (colorScheme, width) => {
      const looking = await browser.newContext({ colorScheme, viewport: { width, height: 900 } })
      page = await looking.newPage()
      await page.route(new RegExp(`${WALLETS}\\?`), expired)
      await page.goto(demo.storefront_url)
      await page.getByTestId("login-email").waitFor()
      expect(await accessibilityProblems(page, ["body"])).toEqual([])
      await openAccount(page, demo, shopper.login)
      await card().getByTestId("history-entry").first().waitFor()
      expect(await accessibilityProblems(page, ["body"])).toEqual([])
      for (const dir of ["ltr", "rtl"]) {
        await page.evaluate((direction) => (document.documentElement.dir = direction), dir)
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
        ).toBeLessThanOrEqual(0)
      }
      await looking.close()
    },
  )

  it("moves nothing for people who asked for less motion", async () => {
    const calm = await browser.newContext({ reducedMotion: "reduce" })
    page = await calm.newPage()
    await page.route(new RegExp(`${WALLETS}\\?`), () => undefined)
    await page.goto(demo.storefront_url)
    await page.getByTestId("login-email").fill(shopper.login.email)
    await page.getByTestId("login-password").fill(shopper.login.password)
    await page.getByTestId("login-submit").click()
    await page.locator(".skeleton").first().waitFor()
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
    await calm.close()
  })

  it("can be used by keyboard alone, in the order of the page", async () => {
    await openAccount(page, demo, shopper.login)
    await card().getByTestId("history-entry").first().waitFor()
    await page.getByTestId("save-wallet").focus()
    const order: string[] = []
    for (let step = 0; step < 4; step++) {
      await page.keyboard.press("Tab")
      order.push(await page.evaluate(() => document.activeElement?.getAttribute("data-testid") ?? ""))
    }
    expect(order).toEqual(["manage-wallet", "update-payment-method", "update-shipping-address", "close-wallet"])
  })

  const expired: Parameters<Page["route"]>[1] = async (route) => {
    const answer = await route.fetch()
    const body = (await answer.json()) as { wallets: object[] }
    const attention = { status: "non_chargeable", reasons: ["PaymentMethodExpired"], action: "update" }
    await route.fulfill({
      response: answer,
      json: { ...body, wallets: body.wallets.map((each) => ({ ...each, ...attention })) },
    })
  }
})

type Wallet = { id: string; status: string }

async function walletsOf(api: StoreApi): Promise<Wallet[]> {
  return (await api.call<{ wallets: Wallet[] }>(WALLETS)).wallets
}

const updates = () => updatesOf(shopper)

async function updatesOf({ api, wallet }: Shopper): Promise<{ id: string }[]> {
  return (await api.call<{ updates: { id: string }[] }>(`${WALLETS}/${wallet.id}/updates`)).updates
}

import type { Browser, BrowserContext, ConsoleMessage, Locator, Page } from "playwright-core"
import type { DemoState } from "./demo"
import { launchBrowser, signInAtAmazon } from "./pages"
import { newShopper, type Shopper } from "./shopper"
import { standInProxy, type Server } from "./stand-in"

type Options = {
  /** Serves the page. */
  server: Server
  /** What a healthy page never writes to the console. */
  isSurprise: (message: ConsoleMessage) => boolean
}

/** An account page that stores take home, at the address of the demo's own, with a new shopper for each test. */
export class TakenHome {
  context!: BrowserContext
  page!: Page
  shopper!: Shopper
  readonly account: string
  /** Scripts that failed, and what the page wrote to the console that a healthy page never does. */
  readonly #surprises: string[] = []

  private constructor(
    private readonly demo: DemoState,
    private readonly options: Options,
    private readonly browser: Browser,
    private readonly proxy: Server,
  ) {
    this.account = `${demo.storefront_url}/account/amazon-pay`
  }

  static async open(demo: DemoState, options: Options): Promise<TakenHome> {
    const proxy = await standInProxy(demo, options.server.url)
    return new TakenHome(demo, options, await launchBrowser(), proxy)
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.proxy.stop()
    await this.options.server.stop()
  }

  async begin(): Promise<void> {
    this.shopper = await newShopper(this.demo)
    this.context = await this.newContext()
    this.page = await this.context.newPage()
    this.page.on("pageerror", (error) => this.#surprises.push(error.message))
    this.page.on("console", (message) => {
      if (this.options.isSurprise(message)) this.#surprises.push(message.text())
    })
  }

  async end(): Promise<void> {
    expect(this.#surprises.splice(0)).toEqual([])
    await this.context.close()
  }

  /** Another browser for the same page. */
  newContext(more: Parameters<Browser["newContext"]>[0] = {}): Promise<BrowserContext> {
    return this.browser.newContext({ proxy: { server: this.proxy.url }, ...more })
  }

  async logIn(): Promise<void> {
    await this.page.goto(this.account)
    await this.page.getByLabel("E-mail").fill(this.shopper.login.email)
    await this.page.getByLabel("Password").fill(this.shopper.login.password)
    await this.page.getByRole("button", { name: "Log in" }).click()
    await this.wallet.waitFor()
  }

  /** Chooses another card on Amazon's page, and goes back. */
  async chooseAtAmazon(card: string): Promise<void> {
    await signInAtAmazon(this.page, this.shopper.login)
    await this.page.getByTestId(`card-${card}`).click()
    await this.page.getByTestId("confirm").click()
  }

  get wallet(): Locator {
    return this.page.locator(`[data-wallet="${this.shopper.wallet.id}"]`)
  }

  /** The wallet's heading as it is read, wherever its lines break. */
  async title(): Promise<string> {
    return (await this.wallet.getByRole("heading", { level: 3 }).innerText()).replace(/\s+/g, " ")
  }

  get update(): Locator {
    return this.wallet.locator('[data-update-type="payment_method"]')
  }

  get save(): Locator {
    return this.page.getByRole("button", { name: "Save a new Amazon Pay wallet" }).first()
  }

  /** The banner that tells the result, once it is there. */
  async result(outcome: string): Promise<Locator> {
    const banner = this.page.locator(`.amazon-pay-result[data-outcome="${outcome}"]`)
    await banner.waitFor()
    return banner
  }

  /** Closes the wallet, after the page has asked. */
  async closeWallet(): Promise<void> {
    await this.wallet.getByRole("button", { name: "Close wallet" }).click()
    const dialog = this.page.getByRole("dialog", { name: "Close this wallet?" })
    await dialog.getByRole("button", { name: "Close wallet" }).click()
    await this.page.getByText("The wallet is closed.").waitFor()
  }
}

/** Whether an element has the focus, in whichever tree it is. */
export function hasFocus(element: Locator): Promise<boolean> {
  return element.evaluate((node) => (node.getRootNode() as Document | ShadowRoot).activeElement === node)
}

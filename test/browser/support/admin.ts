import fs from "node:fs"
import type { Browser, BrowserContext, Download, Locator, Page } from "playwright-core"
import { StoreApi, type DemoState } from "./demo"
import { launchBrowser } from "./pages"

/** What the store does in the background is done by then. Reading at Amazon's sandbox is slow by its own rules. */
const PATIENCE_MS = 60_000

/** An admin at the dashboard: one browser, one login and one loaded dashboard for all tests of a file. */
export class AdminBrowser {
  /** Scripts that failed, and dialogs that opened by themselves. A healthy screen has neither. */
  readonly surprises: string[] = []

  private constructor(
    readonly demo: DemoState,
    readonly api: StoreApi,
    private readonly browser: Browser,
    private readonly context: BrowserContext,
    private readonly page: Page,
  ) {}

  static async logIn(demo: DemoState): Promise<AdminBrowser> {
    const api = await StoreApi.loggedIn(demo, demo.admin, "user")
    const browser = await launchBrowser()
    try {
      return await AdminBrowser.logInWith(browser, demo, api)
    } catch (error) {
      await browser.close()
      throw error
    }
  }

  private static async logInWith(browser: Browser, demo: DemoState, api: StoreApi): Promise<AdminBrowser> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } })
    const page = await context.newPage()
    const admin = new AdminBrowser(demo, api, browser, context, page)
    admin.watch(page)
    await page.goto(demo.admin_url, { waitUntil: "commit" })
    // The first look makes the development server prepare the dashboard.
    await page.locator("input[name=email]").waitFor({ timeout: 180_000 })
    await page.locator("input[name=email]").fill(demo.admin.email)
    await page.locator("input[name=password]").fill(demo.admin.password)
    await page.locator("input[name=password]").press("Enter")
    await page.waitForURL(/\/app\/orders/, { timeout: 60_000 })
    return admin
  }

  /** Goes to a page of the dashboard as a link in it would; `path` is what follows `/app`. */
  async open(path: string): Promise<Page> {
    await goTo(this.page, path)
    return this.page
  }

  /** Another tab, into which the dashboard is loaded anew. */
  async load(path: string, looks: Looks = { theme: "light", language: "en" }): Promise<Page> {
    const page = await this.emptyTab()
    await this.context.addCookies([{ name: "lng", value: looks.language, url: this.demo.backend_url }])
    await page.addInitScript((theme) => localStorage.setItem("medusa_admin_theme", theme), looks.theme)
    await page.goto(this.demo.admin_url + path)
    return page
  }

  async emptyTab(): Promise<Page> {
    const page = await this.context.newPage()
    this.watch(page)
    return page
  }

  /** Leaves everything that a test opened. */
  async leave(): Promise<void> {
    const others = this.context.pages().filter((page) => page !== this.page)
    await Promise.all([...others.map((page) => page.close()), this.page.unrouteAll({ behavior: "ignoreErrors" })])
    await goTo(this.page, "/orders")
    await this.page.getByRole("heading", { name: "Orders" }).waitFor()
  }

  close(): Promise<void> {
    return this.browser.close()
  }

  private watch(page: Page): void {
    page.on("pageerror", (error) => this.surprises.push(error.message))
    page.on("dialog", (dialog) => {
      this.surprises.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
  }
}

/** How the dashboard looks. */
export type Looks = { theme: "light" | "dark"; language: "en" | "de" | "es" | "fr" | "it" | "ja" }

/** Goes to another page within a loaded dashboard. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((target) => {
    history.pushState(null, "", target)
    dispatchEvent(new PopStateEvent("popstate", { state: null }))
  }, `/app${path}`)
}

/** Waits until something holds. */
export async function until(holds: () => Promise<boolean>, patienceMs = PATIENCE_MS): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It did not come about within ${patienceMs / 1000} s`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Waits until what is read is as expected, and says how it differs when it never is. */
export async function expectSoon<Value>(
  read: () => Promise<Value>,
  expected: Value,
  patienceMs = 20_000,
): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline) {
    try {
      return expect(await read()).toEqual(expected)
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  expect(await read()).toEqual(expected)
}

/** Waits until the store has worked off what Amazon told about a wallet. */
export async function notificationsProcessed(
  { api }: AdminBrowser,
  wallet: { charge_permission_id: string },
): Promise<void> {
  await until(async () => {
    const found = await notificationsAbout(api, wallet.charge_permission_id)
    return found.length > 0 && found.every(({ status }) => status === "processed")
  })
}

export type Notification = {
  message_id: string
  status: string
  attempts: number
  last_error: string | null
  type: string
}

export async function notificationsAbout(api: StoreApi, chargePermissionId: string): Promise<Notification[]> {
  const path = `/admin/amazon-pay/notifications?q=${chargePermissionId}&limit=100`
  return (await api.call<{ notifications: Notification[] }>(path)).notifications
}

/** A titled card of a page. */
export function region(page: Page, title: string): Locator {
  return page.getByRole("region", { name: title, exact: true })
}

/** Chooses in a filter's menu; what is chosen already is given up. */
export async function choose(page: Page, menu: string, options: readonly string[]): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^${menu}($|:)`) }).click()
  for (const name of options) await page.getByRole("menuitemcheckbox", { name, exact: true }).click()
  await page.keyboard.press("Escape")
  await page.getByRole("menu").waitFor({ state: "detached" })
}

/** Searches in a list. */
export async function search(page: Page, text: string): Promise<void> {
  const box = page.getByPlaceholder(/exact/i)
  await box.fill(text)
  await box.press("Enter")
}

/** Makes a list come in pages of two, so that a few entries fill several. */
export async function shortPages(page: Page, list: "updates" | "notifications"): Promise<void> {
  await page.route(new RegExp(`/admin/amazon-pay/${list}\\?`), (route) =>
    route.continue({ url: route.request().url().replace("limit=20", "limit=2") }),
  )
}

/** Presses what starts a download, and answers what is in the file and its name. */
export async function downloaded(page: Page, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()])
  return { name: download.suggestedFilename(), text: await textOf(download) }
}

async function textOf(download: Download): Promise<string> {
  return fs.readFileSync(await download.path(), "utf8")
}

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8")

/**
 * What axe calls serious or critical within parts of a page, each as one line; empty where all is well. The colour of an
 * empty date field is Medusa's.
 */
export async function accessibilityProblems(page: Page, within: readonly string[]): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate<string[]>(`
    axe.run({ include: ${JSON.stringify(within.map((selector) => [selector]))}, exclude: [["[data-placeholder]"]] }, { resultTypes: ["violations"] })
      .then(({ violations }) => violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, impact, nodes }) => nodes.map(({ html }) => impact + " " + id + ": " + html.slice(0, 300))))`)
}

/** By how many pixels something in a part of a page is wider than the part itself. */
export function overhang(page: Page, within: readonly string[]): Promise<number> {
  return page.evaluate((selector) => {
    const parts = [...document.querySelectorAll(selector)]
    return Math.max(...parts.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
  }, within.join(","))
}

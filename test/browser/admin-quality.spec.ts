import type { Page } from "playwright-core"
import {
  accessibilityProblems,
  AdminBrowser,
  expectSoon,
  goTo,
  notificationsProcessed,
  overhang,
  region,
  search,
  shortPages,
  until,
  type Looks,
} from "./support/admin"
import { demoState } from "./support/demo"
import { changeAtAmazon, newShopper, type Shopper } from "./support/shopper"

const demo = demoState()
let admin: AdminBrowser
let shopper: Shopper
let updateId: string
/** What buyers can make Amazon tell the store, and nobody can keep them from. */
const HOSTILE_DESCRIPTOR = `<script>alert(1)</script><img src=x onerror=alert(2)>\u202Egnol\u202C${"W".repeat(120)}`
const HOSTILE_ADDRESS = {
  name: `</dl><svg onload=alert(3)>\u202E\u2066${"Ünbrechbar".repeat(1_000)}`,
  addressLine1: "\u0007".padEnd(3_000, "a"),
  city: "{{t}}$t(retry)",
  postalCode: "<b>1</b>",
  countryCode: "DE",
}

beforeAll(async () => {
  admin = await AdminBrowser.logIn(demo)
  shopper = await newShopper(demo)
  await changeAtAmazon(demo, shopper, { type: "payment_descriptor", descriptor: HOSTILE_DESCRIPTOR })
  await changeAtAmazon(demo, shopper, { type: "shipping_address", address: HOSTILE_ADDRESS })
  await notificationsProcessed(admin, shopper.wallet)
  const { updates } = await admin.api.call<{ updates: { id: string; changes: unknown[] }[] }>(
    `/admin/amazon-pay/updates?wallet_id=${shopper.wallet.id}`,
  )
  updateId = updates.find(({ changes }) => changes.length > 0)?.id ?? ""
})
afterEach(async () => {
  expect(admin.surprises.splice(0)).toEqual([])
  await admin.leave()
})
afterAll(() => admin.close())

/** Every place of ours in the dashboard: where it is, what is ours there, and a sign that it is drawn. */
const PLACES = [
  { what: "updates", path: () => "/amazon-pay", ours: ["main"], sign: "tbody a" },
  { what: "update", path: () => `/amazon-pay/updates/${updateId}`, ours: ["main"], sign: "main dl" },
  { what: "wallets", path: () => "/amazon-pay/wallets", ours: ["main"], sign: "tbody a" },
  { what: "notifications", path: () => "/amazon-pay/notifications", ours: ["main"], sign: "tbody a" },
  { what: "set-up", path: () => "/amazon-pay/setup", ours: ["main"], sign: "[data-check]" },
  { what: "import", path: () => "/amazon-pay/import", ours: ["main"], sign: "code" },
  {
    what: "customer",
    path: () => `/customers/${shopper.customerId}`,
    ours: ["[role=region]:has([data-testid=amazon-pay-update])", "[role=region]:has(article h3)"],
    sign: "[data-testid=amazon-pay-update]",
  },
] as const

/** A drawer below its header, whose button to close it is Medusa's. */
const IN_DRAWER = ["[role=dialog] > :not(:first-child)"]

const LOOKS: readonly Looks[] = [
  { theme: "light", language: "en" },
  { theme: "dark", language: "en" },
  { theme: "light", language: "de" },
  { theme: "dark", language: "de" },
]

it.each(LOOKS)("can be read with a screen reader and by weak eyes: $theme, $language", async (looks) => {
  const page = await admin.load("/amazon-pay/setup", looks)
  for (const { what, path, ours, sign } of PLACES) {
    await goTo(page, path())
    await page.locator(sign).first().waitFor()
    expect([what, await accessibilityProblems(page, ours)]).toEqual([what, []])
  }
  expect(await page.locator("html").getAttribute("class")).toContain(looks.theme)
  const title = looks.language === "de" ? "Amazon-Pay-Wallets" : "Amazon Pay wallets"
  await region(page, title).waitFor()
})

it("can be read so with menus and drawers open, and with messages of what went wrong", async () => {
  const page = await admin.open(`/amazon-pay?q=${shopper.login.email}`)
  await page.getByRole("button", { name: "Status", exact: true }).click()
  await page.getByRole("menu").waitFor()
  expect(await accessibilityProblems(page, ["[role=menu]"])).toEqual([])
  await page.keyboard.press("Escape")
  await page.getByRole("button", { name: "Recorded", exact: true }).click()
  await page.getByRole("dialog").waitFor()
  expect(await accessibilityProblems(page, ["[role=dialog]"])).toEqual([])
  await page.keyboard.press("Escape")

  await admin.open("/amazon-pay?cursor=broken")
  await page.getByRole("alert").waitFor()
  expect(await accessibilityProblems(page, ["main"])).toEqual([])

  await admin.open("/amazon-pay/notifications")
  await page
    .getByRole("link", { name: /CHARGE_PERMISSION/ })
    .first()
    .click()
  await page.getByRole("dialog", { name: "Notification" }).getByText("Attempts").waitFor()
  expect(await accessibilityProblems(page, IN_DRAWER)).toEqual([])

  await admin.open(`/customers/${shopper.customerId}`)
  await region(page, "Amazon Pay wallets").getByRole("button", { name: "Attach" }).click()
  const form = page.getByRole("dialog", { name: "Attach a saved wallet" })
  await form.getByRole("textbox").fill("wrong")
  await form.getByRole("button", { name: "Attach wallet" }).click()
  await form
    .getByText(/charge permission/i)
    .first()
    .waitFor()
  await expectSoon(async () => (await form.getByRole("alert").innerText()).length > 0, true)
  expect(await accessibilityProblems(page, IN_DRAWER)).toEqual([])
})

describe("when the store does not answer as it should", () => {
  /** A tab that has no answer of the plugin's yet. */
  async function openWithout(answers: (page: Page) => Promise<unknown>): Promise<Page> {
    const page = await admin.load("/orders")
    await page.getByRole("heading", { name: "Orders" }).waitFor()
    await answers(page)
    return page
  }

  const API = "**/admin/amazon-pay/**"

  it("every page says that it loads", async () => {
    let answer: (() => void) | undefined
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    const page = await openWithout((tab) =>
      tab.route(API, async (route) => {
        await answered
        await route.continue()
      }),
    )
    for (const { what, path } of PLACES) {
      await goTo(page, path())
      const loads = page.locator("main [role=status]:not(:empty), main [aria-busy=true]").first()
      await loads.waitFor().catch(() => {
        throw new Error(`The page ${what} does not say that it loads`)
      })
      expect([what, await alerts(page).count()]).toEqual([what, 0])
    }
    answer?.()
    await page.locator("[data-testid=amazon-pay-update]").first().waitFor()
  })

  it("every page says to whom it is closed, and offers no useless second try", async () => {
    const page = await openWithout((tab) =>
      tab.route(API, (route) => route.fulfill({ status: 403, json: { type: "forbidden", message: "Forbidden" } })),
    )
    for (const { what, path } of PLACES) {
      await goTo(page, path())
      await sayingSo(page, what, "Your user has no permission for this. Ask an administrator for access.")
      expect([what, await page.getByRole("button", { name: "Try again" }).count()]).toEqual([what, 0])
    }
  })

  it("every page says that the store cannot be reached, and recovers on the next try", async () => {
    const page = await openWithout((tab) => tab.route(API, (route) => route.abort()))
    for (const { what, path, sign } of PLACES) {
      await goTo(page, path())
      await sayingSo(page, what, "Check your connection and try again.")
      await page.unroute(API)
      for (let left = await alerts(page).count(); left > 0; left--) {
        await alerts(page).first().getByRole("button", { name: "Try again" }).click()
        await expectSoon(async () => [what, await alerts(page).count()], [what, left - 1])
      }
      await page.locator(sign).first().waitFor()
      await page.route(API, (route) => route.abort())
    }
  })

  const alerts = (page: Page) => page.locator("main").getByRole("alert")

  async function sayingSo(page: Page, what: string, words: string): Promise<void> {
    await page
      .getByRole("alert")
      .getByText(words)
      .first()
      .waitFor()
      .catch(() => {
        throw new Error(`The page ${what} does not say: ${words}`)
      })
  }
})

describe("words that buyers and Amazon chose (40)", () => {
  it("are shown as words everywhere: nothing runs, nothing turns, nothing is wider than the page", async () => {
    const page = await admin.open("/amazon-pay")
    const places = [
      { path: `/amazon-pay?q=${shopper.login.email}`, shows: "tbody a" },
      { path: `/amazon-pay/updates/${updateId}`, shows: "main dl dd" },
      { path: `/amazon-pay/wallets?q=${shopper.wallet.id}`, shows: "tbody a" },
      { path: `/amazon-pay/notifications?q=${shopper.wallet.charge_permission_id}`, shows: "tbody a" },
      { path: `/customers/${shopper.customerId}`, shows: "main article h3 bdi" },
    ]
    for (const { path, shows } of places) {
      await admin.open(path)
      await page.locator(shows).first().waitFor()
      await page.locator("main [role=status]:not(:empty)").waitFor({ state: "detached" })
      expect([path, await overhang(page, ["html", "main"])]).toEqual([path, 0])
      const foreign = page.locator("main script, main svg[onload], main img[onerror], main dl b")
      expect([path, await foreign.count()]).toEqual([path, 0])
      const text = await page.locator("main").innerText()
      expect([path, text.match(/[\u202a-\u202e\u2066-\u2069\u0007]/)]).toEqual([path, null])
    }
    const shown = await region(page, "Amazon Pay wallets").innerText()
    expect(shown).toContain("<script>alert(1)</script>")
    expect(await region(page, "Amazon Pay update history").innerText()).toContain("{{t}}$t(retry)")
    expect(shown.length).toBeLessThan(2_000)
  })

  it.each(["en", "de", "es", "fr", "it", "ja"] as const)(
    "leave tables as wide as a laptop's window: %s",
    async (language) => {
      const page = await admin.load("/amazon-pay", { theme: "light", language })
      await withLongestTexts(page)
      for (const [path, sign] of [
        ["/amazon-pay", "tbody a[href*='/amazon-pay/updates/']"],
        ["/amazon-pay/wallets", "tbody button[aria-busy]"],
        ["/amazon-pay/notifications", "thead [role=checkbox]"],
      ] as const) {
        await goTo(page, path)
        await page.locator(sign).first().waitFor()
        expect([path, await overhang(page, [":has(> table)"])]).toEqual([path, 0])
      }
    },
  )

  it("fit on a small screen as well", async () => {
    const page = await admin.load(`/amazon-pay/updates/${updateId}`)
    await page.setViewportSize({ width: 390, height: 800 })
    for (const { what, path, ours, sign } of PLACES) {
      await goTo(page, path())
      await page.locator(sign).first().waitFor()
      expect([what, await overhang(page, ours)]).toEqual([what, 0])
    }
  })
})

describe("with the keyboard alone", () => {
  it("filters are reached, chosen and left; the focus comes back", async () => {
    const page = await admin.open(`/amazon-pay?q=${shopper.login.email}`)
    await page.locator("tbody a").first().waitFor()
    await page.getByPlaceholder(/exact/i).focus()
    await page.keyboard.press("Tab")
    await expectSoon(() => focused(page), "Status")
    await page.keyboard.press("Enter")
    await expectSoon(() => focused(page), "Started")
    await page.keyboard.press("C")
    await page.keyboard.press("A")
    await page.keyboard.press("N")
    await expectSoon(() => focused(page), "Canceled")
    await page.keyboard.press("Enter")
    await until(async () => new URL(page.url()).searchParams.get("status") === "canceled")
    await page.keyboard.press("Escape")
    await page.getByRole("menu").waitFor({ state: "detached" })
    await expectSoon(() => focused(page), "Status: Canceled")
    for (let step = 0; step < 5; step++) await page.keyboard.press("Tab")
    expect(await focused(page)).toBe("Clear all")
    await page.keyboard.press("Enter")
    await expectSoon(async () => new URL(page.url()).search, "")
  })

  it("a notification is opened, read and closed; the focus comes back to it", async () => {
    const page = await admin.open("/amazon-pay/notifications")
    await search(page, shopper.wallet.charge_permission_id)
    const link = page.getByRole("link", { name: /CHARGE_PERMISSION/ }).first()
    await expectSoon(
      async () => (await page.locator("tbody").innerText()).includes(shopper.wallet.charge_permission_id),
      true,
    )
    await link.focus()
    const name = await focused(page)
    await page.keyboard.press("Enter")
    const drawer = page.getByRole("dialog", { name: "Notification" })
    await drawer.getByText("Attempts").waitFor()
    expect(await page.evaluate(() => document.activeElement?.closest("[role=dialog]") !== null)).toBe(true)
    await page.keyboard.press("Escape")
    await drawer.waitFor({ state: "detached" })
    expect(await focused(page)).toBe(name)
    expect(name).toContain("CHARGE_PERMISSION")
  })

  it("a wallet's menu leads to its links; the focus comes back to the menu's button", async () => {
    const page = await admin.open(`/customers/${shopper.customerId}`)
    const more = page.getByRole("button", { name: /^More actions/ })
    await more.focus()
    await page.keyboard.press("Enter")
    await expectSoon(() => focused(page), "Send update link")
    await page.keyboard.press("Enter")
    const drawer = page.getByRole("dialog", { name: "Update link" })
    await drawer.getByText("No link has been made for this wallet yet.").waitFor()
    await page.keyboard.press("Escape")
    await drawer.waitFor({ state: "detached" })
    expect(await more.evaluate((button) => button === document.activeElement)).toBe(true)
  })

  it("pages are turned", async () => {
    const page = await admin.open("/orders")
    await shortPages(page, "updates")
    await admin.open("/amazon-pay")
    const turn = (name: string) => page.getByRole("navigation", { name: "Pages" }).getByRole("button", { name })
    await turn("Next").focus()
    await page.keyboard.press("Enter")
    await until(async () => new URL(page.url()).searchParams.has("cursor"))
    await expectSoon(() => turn("Previous").isEnabled(), true)
    await turn("Previous").focus()
    await page.keyboard.press("Space")
    await until(async () => !new URL(page.url()).searchParams.has("cursor"))
  })

  it("a row of the sidebar leads to each page", async () => {
    const page = await admin.open("/amazon-pay")
    for (const [link, heading] of [
      ["Wallets", "Saved wallets"],
      ["Notifications", "Notifications"],
      ["Import", "Import wallets"],
      ["Set-up", "Set-up"],
    ] as const) {
      await page.getByRole("link", { name: link, exact: true }).first().focus()
      await page.keyboard.press("Enter")
      await page.getByRole("heading", { level: 1, name: heading }).waitFor()
    }
  })

  function focused(page: Page): Promise<string> {
    return page.evaluate(() => document.activeElement?.textContent ?? "")
  }
})

/** Whatever notifications there are: the first of them is about the longest things that may be stored. */
async function withLongestTexts(page: Page): Promise<void> {
  await page.route(/\/admin\/amazon-pay\/notifications\?/, async (route) => {
    const response = await route.fetch()
    const answer = (await response.json()) as { notifications: object[] }
    const longest = "W".repeat(200)
    const texts = {
      object_type: longest,
      notification_type: longest,
      charge_permission_id: longest,
      last_error: longest,
    }
    answer.notifications[0] = { ...answer.notifications[0], ...texts }
    await route.fulfill({ response, json: answer })
  })
}

import type { Locator, Page } from "playwright-core"
import { AdminBrowser, region } from "../browser/support/admin"
import { demoState, StoreApi } from "../browser/support/demo"
import { launchBrowser, openAccount } from "../browser/support/pages"

const demo = demoState()

describe("the admin of a fresh store in production, beside another plugin", () => {
  let admin: AdminBrowser

  beforeAll(async () => {
    admin = await AdminBrowser.logIn(demo)
  })
  afterEach(() => expect(admin.surprises.splice(0)).toEqual([]))
  afterAll(() => admin.close())

  it("has the pages of both in its sidebar", async () => {
    const page = await admin.open("/orders")
    await page.getByRole("link", { name: "Amazon Pay", exact: true }).click()
    await page.getByRole("heading", { level: 1, name: "Wallet updates" }).waitFor()
    await region(page, "Wallet updates").getByRole("link", { name: "New wallet" }).first().waitFor()
    for (const [link, heading] of [
      ["Wallets", "Saved wallets"],
      ["Notifications", "Notifications"],
      ["Import", "Import wallets"],
      ["Set-up", "Set-up"],
      ["Loyalty programme", "Loyalty programme"],
    ] as const) {
      await page.getByRole("link", { name: link, exact: true }).first().click()
      await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor()
      expect([link, await page.getByRole("alert").count()]).toEqual([link, 0])
    }
  })

  it("shows the cards of both on a customer's page, styled", async () => {
    const page = await admin.open(`/customers/${await customerId()}`)
    const wallets = region(page, "Amazon Pay wallets")
    await wallets.getByText("Ready to charge").first().waitFor()
    await region(page, "Amazon Pay update history").getByText("Payment method update").first().waitFor()
    const loyalty = region(page, "Loyalty")
    await loyalty.getByText("Gold").waitFor()
    expect(await look(wallets)).toEqual(await look(loyalty))
    expect(await wallets.locator("article").first().evaluate(gapBetweenRows)).toBe("12px")
    expect(await wallets.locator("article").first().evaluate(paddingLeft)).toBe("24px")
  })

  it("shows ours on top of the page where there is one column", async () => {
    const page = await admin.load(`/customers/${await customerId()}`)
    await page.setViewportSize({ width: 390, height: 844 })
    const wallets = region(page, "Amazon Pay wallets")
    await wallets.getByText("Ready to charge").first().waitFor()
    const json = page.getByRole("heading", { name: "JSON" })
    await json.waitFor()
    expect(await top(wallets)).toBeLessThan(await top(json))
    expect(await top(region(page, "Amazon Pay update history"))).toBeLessThan(await top(json))
  })

  async function customerId(): Promise<string> {
    const path = `/admin/customers?q=${encodeURIComponent(demo.customer.email)}`
    const { customers } = await admin.api.call<{ customers: { id: string }[] }>(path)
    return customers[0]?.id ?? ""
  }

  const top = async (place: Locator) => (await place.boundingBox())?.y ?? NaN
  const gapBetweenRows = (element: Element) => getComputedStyle(element).rowGap
  const paddingLeft = (element: Element) => getComputedStyle(element).paddingLeft

  /** What makes a card of the dashboard look like one. */
  function look(card: Locator): Promise<Record<string, string>> {
    return card.evaluate((element) => {
      const { backgroundColor, borderRadius, boxShadow, fontFamily } = getComputedStyle(element)
      return { backgroundColor, borderRadius, boxShadow, fontFamily }
    })
  }
})

describe("the account page of a fresh store in production", () => {
  it("lists the customer's wallets and starts an update at Amazon's page", async () => {
    const browser = await launchBrowser()
    try {
      const page: Page = await browser.newPage()
      await openAccount(page, demo, demo.customer)
      await page
        .getByText(/Mastercard/)
        .first()
        .waitFor()
      await page.getByTestId("update-payment-method").first().click()
      await page.getByTestId("email").waitFor()
      expect(new URL(page.url()).origin).toBe(new URL(demo.simulator_url).origin)
    } finally {
      await browser.close()
    }
  })

  it("has its API: wallets for their owner, nothing for others", async () => {
    const path = "/store/customers/me/amazon-pay/wallets"
    const owner = await StoreApi.loggedIn(demo, demo.customer)
    const { wallets } = await owner.call<{ wallets: { id: string }[] }>(path)
    expect(wallets).toHaveLength(2)
    const other = await StoreApi.loggedIn(demo, demo.other_customer)
    expect((await other.call<{ wallets: { id: string }[] }>(path)).wallets.map(({ id }) => id)).not.toContain(
      wallets[0]?.id,
    )
    const answer = await fetch(demo.backend_url + path, {
      headers: { "x-publishable-api-key": demo.publishable_key },
    })
    expect(answer.status).toBe(401)
  })
})

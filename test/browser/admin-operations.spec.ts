import type { Page } from "playwright-core"
import {
  AdminBrowser,
  choose,
  expectSoon,
  notificationsAbout,
  notificationsProcessed,
  region,
  search,
  shortPages,
  until,
  type Notification,
} from "./support/admin"
import { demoState } from "./support/demo"
import { changeAtAmazon, control, newShopper, walletAtAmazon, type Shopper } from "./support/shopper"

const demo = demoState()
let admin: AdminBrowser
let shopper: Shopper
let merchantId: string

beforeAll(async () => {
  admin = await AdminBrowser.logIn(demo)
  shopper = await newShopper(demo)
  const { charge_permission_id: id } = shopper.wallet
  merchantId = (await control<{ merchantId: string }>(demo, `wallets/${id}`)).merchantId
  await notificationsProcessed(admin, shopper.wallet)
})
afterEach(async () => {
  expect(admin.surprises.splice(0)).toEqual([])
  await admin.leave()
})
afterAll(() => admin.close())

const inbox = (page: Page) => region(page, "Notifications")
const drawer = (page: Page) => page.getByRole("dialog", { name: "Notification" })

/** What only SNS and the store may know of a message: members of the envelope that the page has anywhere. */
async function secretsIn(page: Page): Promise<string[]> {
  return (
    (await page.content()).replaceAll("&quot;", '"').match(/"(Signature|Token|SubscribeURL|UnsubscribeURL)"/g) ?? []
  )
}

async function notification(id: string): Promise<Notification> {
  return (await admin.api.call<{ notification: Notification }>(`/admin/amazon-pay/notifications/${id}`)).notification
}

async function deadOnes(): Promise<string[]> {
  const path = "/admin/amazon-pay/notifications?status=dead&limit=100"
  const { notifications } = await admin.api.call<{ notifications: Notification[] }>(path)
  return notifications.map(({ message_id }) => message_id)
}

/** A confirmation of the subscription that SNS refuses once: it is given up, and works when it is tried again. */
async function givenUp(): Promise<string> {
  const before = await deadOnes()
  await control(demo, "faults", { operation: "ConfirmSubscription", status: 400 })
  await control(demo, "subscriptions", { merchantId })
  const fresh = async () => (await deadOnes()).find((id) => !before.includes(id))
  await until(async () => (await fresh()) !== undefined)
  return (await fresh()) ?? ""
}

/** A wallet at Amazon that is nobody's here and that Amazon tells about. */
async function unmatched(): Promise<{ chargePermissionId: string; messageId: string }> {
  const chargePermissionId = await walletAtAmazon(demo, shopper, "0005")
  await changeAtAmazon(
    demo,
    { wallet: { charge_permission_id: chargePermissionId } },
    { type: "payment_method", card: "4444" },
  )
  const told = async () =>
    (await notificationsAbout(admin.api, chargePermissionId)).find(({ status }) => status === "unmatched")
  await until(async () => (await told()) !== undefined)
  return { chargePermissionId, messageId: (await told())?.message_id ?? "" }
}

describe("the inbox", () => {
  it("shows what Amazon told about a wallet, and what exactly, without what only SNS may know", async () => {
    const page = await admin.open("/amazon-pay/notifications")
    await search(page, shopper.wallet.charge_permission_id)
    const [told] = await notificationsAbout(admin.api, shopper.wallet.charge_permission_id)
    const row = inbox(page).getByRole("row").filter({ hasText: shopper.wallet.charge_permission_id }).first()
    await row.getByText("Processed").waitFor()
    await row.getByRole("link", { name: /CHARGE_PERMISSION · / }).click()
    await drawer(page).getByText("It was worked off. Nothing to do.").waitFor()
    expect(new URL(page.url()).searchParams.get("message")).toBe(told?.message_id)

    await drawer(page).getByText('"NotificationType"').waitFor()
    const shown = await drawer(page).innerText()
    expect(shown).toContain(told?.message_id)
    expect(shown).toContain(shopper.wallet.charge_permission_id)
    expect(shown).toContain("arn:aws:sns:")
    expect(shown).toMatch(/"ObjectType": "CHARGE_PERMISSION"/)
    expect(await secretsIn(page)).toEqual([])
  })

  it("does not offer to try again what was processed", async () => {
    const page = await admin.open(`/amazon-pay/notifications?q=${shopper.wallet.charge_permission_id}`)
    const row = inbox(page).getByRole("row").filter({ hasText: "Processed" }).first()
    await row.waitFor()
    expect(await row.getByRole("checkbox").count()).toBe(0)
    expect(await page.getByRole("checkbox", { name: "Select all that can be tried again" }).isDisabled()).toBe(true)
    await row.getByRole("link", { name: /CHARGE_PERMISSION/ }).click()
    await drawer(page).getByText("It was worked off. Nothing to do.").waitFor()
    expect(await drawer(page).getByRole("button", { name: "Try again" }).count()).toBe(0)
  })

  it("says of one that cannot be processed why, and when it is tried next", async () => {
    const failing = await newShopper(demo)
    await notificationsProcessed(admin, failing.wallet)
    const id = failing.wallet.charge_permission_id
    await control(demo, "faults", { path: id, status: 403, reasonCode: "UnauthorizedAccess", times: "always" })
    await changeAtAmazon(demo, failing, { type: "payment_method", card: "4444" })
    const told = async () => (await notificationsAbout(admin.api, id)).find(({ status }) => status === "failed")
    await until(async () => (await told()) !== undefined)

    const page = await admin.open(`/amazon-pay/notifications?q=${id}&status=failed`)
    const row = inbox(page).getByRole("row").filter({ hasText: id }).first()
    await row.getByText("Failed, will be retried").waitFor()
    await row.getByRole("link").first().click()
    await drawer(page).getByText("It could not be processed and is tried again by itself.").waitFor()
    const reason = (await told())?.last_error ?? ""
    expect(reason).not.toBe("")
    expect(await drawer(page).innerText()).toContain(reason)
    await drawer(page).getByText("Next attempt").waitFor()
    await drawer(page).getByRole("button", { name: "Try again" }).waitFor()
  })

  it("keeps what belongs to nobody until the wallet is attached", async () => {
    const { chargePermissionId, messageId } = await unmatched()
    const page = await admin.open(`/amazon-pay/notifications?q=${chargePermissionId}`)
    await inbox(page).getByText("Unmatched").first().waitFor()
    await admin.open(`/amazon-pay/notifications?q=${chargePermissionId}&message=${messageId}`)
    await drawer(page)
      .getByText(/No customer's wallet belongs to it/)
      .waitFor()

    await admin.api.call("/admin/amazon-pay/wallets", {
      customer_id: shopper.customerId,
      charge_permission_id: chargePermissionId,
    })
    await until(async () => (await notification(messageId)).status === "processed")
    await admin.open("/amazon-pay/wallets")
    await admin.open(`/amazon-pay/notifications?q=${chargePermissionId}`)
    await expectSoon(async () => (await inbox(page).innerText()).includes("Unmatched"), false)
    await inbox(page).getByText("Processed").first().waitFor()
  })

  it("tries one that was given up again, out of its drawer", async () => {
    const id = await givenUp()
    const page = await admin.open(`/amazon-pay/notifications?status=dead&message=${id}`)
    await drawer(page).getByText("It was given up. Mend the reason, then try it again.").waitFor()
    expect(await drawer(page).innerText()).toContain("SNS refused the confirmation with 400")
    expect(await secretsIn(page)).toEqual([])
    await drawer(page).getByRole("button", { name: "Try again" }).click()
    await page.getByText("Notifications to be tried again: 1").waitFor()
    await until(async () => (await notification(id)).status === "processed")
    const confirmed = await control<{ merchantId: string }[]>(demo, "subscriptions")
    expect(confirmed.map((subscription) => subscription.merchantId)).toContain(merchantId)
  })

  it("tries several again at once, and only those that were chosen", async () => {
    const chosen = [await givenUp(), await givenUp()]
    const left = await givenUp()
    const page = await admin.open("/amazon-pay/notifications")
    await choose(page, "Status", ["Given up"])
    for (const id of chosen) await page.getByRole("checkbox", { name: `Select notification ${id}` }).click()
    await page.getByRole("button", { name: /^Try again/ }).click()
    await page.getByText("Notifications to be tried again: 2").waitFor()
    for (const id of chosen) await until(async () => (await notification(id)).status === "processed")
    expect(await notification(left)).toMatchObject({ status: "dead" })
    await expectSoon(async () => {
      const text = await inbox(page).innerText()
      return [...chosen, left].map((id) => text.includes(id))
    }, [false, false, true])
  })

  it("refuses in words when somebody else was faster", async () => {
    const id = await givenUp()
    const page = await admin.open(`/amazon-pay/notifications?message=${id}`)
    const again = drawer(page).getByRole("button", { name: "Try again" })
    await again.waitFor()
    await admin.api.call(`/admin/amazon-pay/notifications/${id}/replay`, {})
    await until(async () => (await notification(id)).status === "processed")
    await again.click()
    await page.getByText("Not tried again").waitFor()
    await page.getByText("It is waiting or processed already. The list shows it as it is now.").waitFor()
    await drawer(page).getByText("It was worked off. Nothing to do.").waitFor()
    expect(await again.count()).toBe(0)
  })

  it("stays where it is in the list while one is opened and closed", async () => {
    const { charge_permission_id: id } = shopper.wallet
    for (const card of ["4444", "1111"]) await changeAtAmazon(demo, shopper, { type: "payment_method", card })
    await until(async () => (await notificationsAbout(admin.api, id)).length > 2)
    await notificationsProcessed(admin, shopper.wallet)
    const page = await admin.open("/orders")
    await shortPages(page, "notifications")
    await admin.open(`/amazon-pay/notifications?q=${id}`)
    const turn = (name: string) => page.getByRole("navigation", { name: "Pages" }).getByRole("button", { name })
    const links = inbox(page).locator("tbody").getByRole("link")
    await expectSoon(() => links.count(), 2)
    const first = await inbox(page).locator("tbody").innerText()
    await turn("Next").click()
    await until(async () => new URL(page.url()).searchParams.has("cursor"))
    await expectSoon(() => turn("Previous").isEnabled(), true)
    await links.first().click()
    await drawer(page).getByText("Attempts").waitFor()
    await page.keyboard.press("Escape")
    await drawer(page).waitFor({ state: "detached" })
    expect(new URL(page.url()).searchParams.has("cursor")).toBe(true)
    await turn("Previous").click()
    await expectSoon(() => inbox(page).locator("tbody").innerText(), first)
  })

  it("says that a notification of a wrong link does not exist", async () => {
    const page = await admin.open("/amazon-pay/notifications?message=5c9b2f8e-1b9a-5d0a-9d7e-0f6f0c7a1e11")
    await drawer(page).getByRole("alert").getByText("Not found").waitFor()
  })
})

describe("the set-up page", () => {
  const check = (page: Page, id: string) => region(page, "Checklist").locator(`[data-check=${id}]`)

  it("lists what is well and what to look at, with what to do", async () => {
    const page = await admin.open("/amazon-pay/setup")
    const { status } = await admin.api.call<{ status: { checks: { id: string; level: string }[]; ipn_url: string } }>(
      "/admin/amazon-pay/status",
    )
    await check(page, "keys").waitFor()
    const shown = await region(page, "Checklist")
      .locator("[data-check]")
      .evaluateAll((lines) => lines.map((line) => [line.getAttribute("data-check"), line.getAttribute("data-level")]))
    expect(shown).toEqual(status.checks.map(({ id, level }) => [id, level]))
    expect(await check(page, "urls").innerText()).toMatch(/address is one of this machine[\s\S]*Set public https/)
    expect(await region(page, "Addresses").innerText()).toContain(status.ipn_url)
    expect(await region(page, "Merchant accounts").innerText()).toMatch(/default[\s\S]*Sandbox[\s\S]*SANDBOX-DEMOKEY/)
    expect(await region(page, "Notification topics").innerText()).toMatch(/arn:aws:sns:[\s\S]*From the options/)
  })

  it("warns of notifications that were given up, and leads to them", async () => {
    await givenUp()
    const dead = await deadOnes()
    const page = await admin.open("/amazon-pay/setup")
    await check(page, "dead_letters").getByText(`could not be processed: ${dead.length}.`).waitFor()
    expect(await check(page, "dead_letters").innerText()).toContain("then try them again")
    await region(page, "Health")
      .getByRole("link", { name: `Given up: ${dead.length}` })
      .click()
    await page.getByRole("button", { name: "Status: Given up" }).waitFor()
    for (const id of dead)
      await inbox(page)
        .getByRole("link", { name: id.slice(0, 8) })
        .waitFor()
  })

  it("asks Amazon now whether everything works", async () => {
    const page = await admin.open("/amazon-pay/setup")
    await page.getByRole("button", { name: "Test now" }).click()
    const lines = region(page, "Merchant accounts").locator("[data-self-test]")
    await expectSoon(
      () => lines.evaluateAll((found) => found.map((line) => line.getAttribute("data-self-test"))),
      ["signature", "clock", "checkout_script", "sns_certificates"],
    )
    expect(await lines.evaluateAll((found) => found.map((line) => line.getAttribute("data-code")))).toEqual(
      Array(4).fill("ok"),
    )
    const requests = await control<{ operation: string; verdict: string }[]>(
      demo,
      "requests?operation=GetCheckoutSession",
    )
    expect(requests.length).toBeGreaterThan(0)
  })

  it("says what the test found wrong, and what to do about it", async () => {
    await control(demo, "faults", { operation: "GetCheckoutScript", method: "HEAD", status: 404 })
    await control(demo, "faults", { operation: "GetSigningCertificate", method: "HEAD", status: 503 })
    const page = await admin.open("/amazon-pay/setup")
    await page.getByRole("button", { name: "Test now" }).click()
    const script = region(page, "Merchant accounts").locator("[data-self-test=checkout_script]")
    await script.getByText("Problem").waitFor()
    expect(await script.innerText()).toContain(
      "The answer is not the documented one. Check the options region and endpoints",
    )
    expect(await region(page, "Merchant accounts").locator("[data-self-test=signature]").innerText()).toMatch(/OK/)
  })

  it("says when the test could not be made at all", async () => {
    const page = await admin.open("/amazon-pay/setup")
    await page.route("**/status/self-test", (route) => route.abort())
    await page.getByRole("button", { name: "Test now" }).click()
    await page.getByText("The test could not be made").waitFor()
    await page.getByText("Check your connection and try again.").waitFor()
  })
})

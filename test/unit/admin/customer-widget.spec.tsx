/** @jest-environment jsdom */
import { toast } from "@medusajs/ui"
import type { AdminWallet, WalletUpdate } from "../../../src/contracts"
import { Panel } from "./panel"
import { address, HOSTILE, notification, update, wallet } from "./samples"

const WALLETS = "Amazon Pay wallets"
const HISTORY = "Amazon Pay update history"

let panel: Panel
afterEach(() => {
  panel.close()
  jest.restoreAllMocks()
})

type Store = { wallets?: AdminWallet[]; updates?: WalletUpdate[] }
type Responder = Parameters<typeof Panel.open>[0]

/** A store with these wallets and this history. */
function storeWith({ wallets = [], updates = [] }: Store): Responder {
  return ({ path, query }) => {
    const limit = Number(query.get("limit"))
    const offset = Number(query.get("offset"))
    const page = <Item,>(items: Item[]) => items.slice(offset, offset + limit)
    if (path === "/admin/amazon-pay/wallets") {
      return { body: { wallets: page(wallets), count: wallets.length, limit, offset } }
    }
    if (path === "/admin/amazon-pay/updates") {
      return { body: { updates: page(updates), count: updates.length, limit, offset } }
    }
    const found = updates.find(({ id }) => path === `/admin/amazon-pay/updates/${id}`)
    if (found) return { body: { update: { ...found, notifications: [notification()] } } }
    return { status: 404, body: { type: "not_found", message: path } }
  }
}

describe("the wallets of a customer", () => {
  it("are loaded together with the history by one request each, for this customer only", async () => {
    panel = await Panel.open(storeWith({ wallets: [wallet()], updates: [update()] }))
    expect(panel.requests).toEqual([
      "GET /admin/amazon-pay/wallets?customer_id=cus_1&limit=5&offset=0",
      "GET /admin/amazon-pay/updates?customer_id=cus_1&limit=5&offset=0",
    ])
  })

  it("show what pays, how it is, where it ships to and when it was checked", async () => {
    panel = await Panel.open(storeWith({ wallets: [wallet()] }))
    const region = panel.region(WALLETS)
    expect(region.querySelector("h3")?.textContent).toBe("Visa ****1111")
    expect(region.textContent).toContain("Ready to charge")
    expect(region.textContent).toContain("Sandbox")
    expect(region.textContent).toContain("Erika Mustermann, Marienplatz 8, 80331 München, Germany")
    expect(region.textContent).not.toContain("Merchant account")
    expect(region.querySelector("time")?.getAttribute("datetime")).toBe("2026-09-01T10:00:00.000Z")
    expect(panel.button("Copy: Charge permission S02-1234567-1234567", region)).toBeTruthy()
  })

  it("explain what is wrong and what to do", async () => {
    const broken = wallet({ status: "non_chargeable", reasons: ["PaymentMethodExpired"], action: "update" })
    panel = await Panel.open(storeWith({ wallets: [{ ...broken, merchant_account: "us", environment: "live" }] }))
    const region = panel.region(WALLETS)
    expect(region.textContent).toContain("Cannot be charged")
    expect(region.textContent).toContain("The payment method has expired.")
    expect(region.textContent).toContain("Ask the customer to update the payment method")
    expect(region.textContent).toContain("Merchant accountus")
    expect(region.textContent).not.toContain("Sandbox")
  })

  it("say that there are none", async () => {
    panel = await Panel.open(storeWith({}))
    expect(panel.region(WALLETS).textContent).toContain("This customer has not saved an Amazon Pay wallet yet.")
    expect(panel.region(HISTORY).textContent).toContain("No updates yet")
  })

  it("are read at Amazon on request: the card, the history and a message follow, the focus stays", async () => {
    const success = jest.spyOn(toast, "success")
    const before = storeWith({ wallets: [wallet()] })
    panel = await Panel.open(before)
    const after = wallet({ status: "closed", reasons: ["BuyerClosed"], action: "set_up_again" })
    panel.answerWith((request) =>
      request.path.endsWith("/refresh") ? { body: { wallet: after } } : storeWith({ updates: [update()] })(request),
    )
    const refresh = panel.button("Refresh now: Visa ****1111")
    await panel.press(refresh)
    expect(panel.requests.slice(2)).toEqual([
      "POST /admin/amazon-pay/wallets/apw_1/refresh",
      "GET /admin/amazon-pay/updates?customer_id=cus_1&limit=5&offset=0",
    ])
    expect(panel.region(WALLETS).textContent).toContain("The customer removed this wallet at Amazon.")
    expect(panel.region(HISTORY).textContent).toContain("Payment method update")
    expect(success).toHaveBeenCalledWith("Wallet refreshed", expect.anything())
    expect(document.activeElement).toBe(refresh)
  })

  it("say why they could not be read at Amazon, and stay as they were", async () => {
    const error = jest.spyOn(toast, "error")
    panel = await Panel.open(storeWith({ wallets: [wallet()] }))
    panel.answerWith(() => ({ status: 503, body: { type: "unexpected_state", message: "x" } }))
    await panel.press(panel.button("Refresh now: Visa ****1111"))
    expect(error).toHaveBeenCalledWith("The wallet was not refreshed", {
      description: "Amazon Pay is not available just now. Nothing was changed. Try again in a moment.",
    })
    expect(panel.region(WALLETS).textContent).toContain("Ready to charge")
  })

  it("are not asked for at Amazon twice by an impatient click", async () => {
    panel = await Panel.open(storeWith({ wallets: [wallet()] }))
    const refresh = panel.button("Refresh now: Visa ****1111")
    panel.answerWith(({ path }) =>
      path.endsWith("/refresh")
        ? { body: { wallet: wallet() } }
        : storeWith({})({ method: "GET", path, query: new URLSearchParams() }),
    )
    await panel.press(refresh, 2)
    expect(panel.requests.filter((request) => request.startsWith("POST"))).toHaveLength(1)
  })
})

describe("the history of a customer", () => {
  it("tells what, how it ended, who, when and through what, with old and new values", async () => {
    panel = await Panel.open(storeWith({ updates: [update()] }))
    const entry = panel.region(HISTORY).querySelector("li")
    expect(entry?.querySelector("h3")?.textContent).toBe("Payment method update")
    expect(entry?.textContent).toContain("Completed")
    expect(entry?.textContent).toContain("By the customer")
    expect(entry?.querySelector("time")?.title).toContain("2026")
    expect(entry?.querySelector("ul[aria-label='Learned through']")?.textContent).toBe("ReturnNotification")
    expect(entry?.querySelector("dd")?.textContent).toBe("Before:Visa ****1111After:Mastercard ****4444")
  })

  it("writes addresses line by line and explains a change at Amazon once", async () => {
    const moved = { field: "shipping_address" as const, before: null, after: address() }
    const broken = { field: "reasons" as const, before: [], after: ["PaymentMethodExpired"] }
    const changed = update({ update_type: null, initiated_by: "amazon", reason_code: "PaymentMethodExpired" })
    panel = await Panel.open(storeWith({ updates: [{ ...changed, changes: [broken, moved] }] }))
    const [reasons, shipping] = panel.region(HISTORY).querySelectorAll("dd")
    expect(reasons?.textContent).toBe("Before:NoneAfter:The payment method has expired.")
    expect([...(shipping?.querySelectorAll("bdi") ?? [])].map((line) => line.textContent)).toEqual([
      "Erika Mustermann",
      "Marienplatz 8",
      "80331 München",
      "Germany",
    ])
    const text = panel.region(HISTORY).textContent ?? ""
    expect(text).toContain("Changed at Amazon")
    expect(text.split("The payment method has expired.")).toHaveLength(2)
  })

  it("explains an update that failed, and says that it changed nothing", async () => {
    const failed = update({ status: "declined", changes: [], reason_code: "Declined" })
    panel = await Panel.open(storeWith({ updates: [failed] }))
    expect(panel.region(HISTORY).textContent).toContain("Amazon could not use the payment method the customer chose.")
    expect(panel.region(HISTORY).textContent).toContain("No changes recorded.")
  })

  it("goes on when asked, at the first entry that was added", async () => {
    const updates = Array.from({ length: 8 }, (_, index) => update({ id: `apwu_${index}` }))
    panel = await Panel.open(storeWith({ updates }))
    const entries = () => panel.region(HISTORY).querySelectorAll("article")
    expect(entries()).toHaveLength(5)
    expect(panel.region(HISTORY).textContent).toContain("5 of 8 shown")
    await panel.press(panel.button("Show more"))
    expect(panel.requests.at(-1)).toBe("GET /admin/amazon-pay/updates?customer_id=cus_1&limit=20&offset=5")
    expect(entries()).toHaveLength(8)
    expect(document.activeElement).toBe(entries()[5]?.closest("li"))
    expect(() => panel.button("Show more")).toThrow()
  })

  it("keeps what is shown when going on fails, and goes on with the next try", async () => {
    const updates = Array.from({ length: 8 }, (_, index) => update({ id: `apwu_${index}` }))
    const store = storeWith({ updates })
    panel = await Panel.open(store)
    panel.answerWith(() => ({ status: 404 }))
    await panel.press(panel.button("Show more"))
    expect(panel.region(HISTORY).querySelectorAll("article")).toHaveLength(5)
    panel.answerWith(store)
    await panel.press(panel.button("Try again"))
    expect(panel.region(HISTORY).querySelectorAll("article")).toHaveLength(8)
  })

  it("loads the notifications behind an entry when it is opened", async () => {
    panel = await Panel.open(storeWith({ updates: [update()] }))
    const details = panel.button("Details: Payment method update")
    expect(details.getAttribute("aria-expanded")).toBe("false")
    await panel.press(details)
    expect(details.getAttribute("aria-expanded")).toBe("true")
    expect(panel.requests.at(-1)).toBe("GET /admin/amazon-pay/updates/apwu_1")
    const evidence = document.getElementById(details.getAttribute("aria-controls") ?? "")
    expect(evidence?.hidden).toBe(false)
    expect(evidence?.textContent).toContain("CHARGE_PERMISSION · STATE_CHANGE")
    expect(evidence?.textContent).toContain("6a3f2c11-8a2f-4d5e-9c1b-5f0c2a7f0b11")
    await panel.press(details)
    expect(evidence?.hidden).toBe(true)
  })
})

describe("trouble", () => {
  it("is told with a way to try again, which works", async () => {
    panel = await Panel.open(() => ({ status: 500 }))
    expect(panel.region(WALLETS).querySelector("[role=alert]")?.textContent).toContain("Something went wrong")
    panel.answerWith(storeWith({ wallets: [wallet()] }))
    await panel.press(panel.button("Try again", panel.region(WALLETS)))
    expect(panel.region(WALLETS).querySelector("h3")?.textContent).toBe("Visa ****1111")
  })

  it("of permission is told once and is not tried again", async () => {
    panel = await Panel.open(() => ({ status: 403 }))
    expect(panel.region(HISTORY).textContent).toContain("No permission")
    const buttons = [...panel.page.querySelectorAll("button")].map(({ textContent }) => textContent)
    expect(buttons).toEqual(["Attach"])
    expect(panel.requests).toHaveLength(2)
  })

  it("of the network is told as such", async () => {
    panel = await Panel.open(() => "offline")
    expect(panel.region(WALLETS).textContent).toContain("The store cannot be reached")
  })
})

describe("hostile content", () => {
  it("is shown as text, shortened, and kept from turning its surroundings", async () => {
    const hostile = wallet({
      payment_descriptor: HOSTILE,
      shipping_address: address({ name: HOSTILE }),
      merchant_account: HOSTILE,
      charge_permission_id: HOSTILE,
      status: "non_chargeable",
      reasons: [HOSTILE, "__proto__"],
      action: "wait",
    })
    const changes = [{ field: "payment_descriptor" as const, before: HOSTILE, after: HOSTILE }]
    panel = await Panel.open(storeWith({ wallets: [hostile], updates: [update({ changes, reason_code: HOSTILE })] }))
    expect(panel.page.querySelectorAll("script, img")).toHaveLength(0)
    expect(panel.page.textContent).toContain('<script>alert("x")</script>')
    expect(panel.page.textContent).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
    expect(panel.page.textContent?.length).toBeLessThan(3_000)
  })
})

describe("the page", () => {
  it("has its headings in order", async () => {
    panel = await Panel.open(storeWith({ wallets: [wallet()], updates: [update()] }))
    await panel.press(panel.button("Details: Payment method update"))
    const headings = [...panel.page.querySelectorAll("h1, h2, h3, h4")].map(({ tagName }) => tagName)
    expect(headings).toEqual(["H2", "H3", "H2", "H3", "H4"])
  })

  it("gives every button a name and keeps every button from submitting a form", async () => {
    panel = await Panel.open(storeWith({ wallets: [wallet()], updates: [update()] }))
    await panel.press(panel.button("Details: Payment method update"))
    for (const button of panel.page.querySelectorAll("button")) {
      expect(button.getAttribute("aria-label") ?? button.textContent).not.toBe("")
      expect(button.type).toBe("button")
    }
  })

  it("speaks the admin's language", async () => {
    panel = await Panel.open(storeWith({ wallets: [wallet()], updates: [update()] }), "de")
    expect(panel.region("Amazon-Pay-Wallets").textContent).toContain("Belastbar")
    expect(panel.region("Amazon-Pay-Änderungsverlauf").textContent).toContain("Änderung der Zahlungsmethode")
  })
})

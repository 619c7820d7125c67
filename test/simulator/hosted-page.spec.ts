import type { Simulator } from "../../src/simulator"
import { open, post, visit } from "./support/hosted-page"
import {
  RETURN_URL,
  buyerWithWallet,
  call,
  completeSession,
  getSession,
  merchant,
  optionsFor,
  payloadOf,
  startStage,
} from "./support/stage"

let amazon: Simulator
let id: string
let buyer: Awaited<ReturnType<typeof buyerWithWallet>>["buyer"]

beforeAll(async () => {
  amazon = await startStage()
})
afterAll(() => amazon.close())
beforeEach(async () => {
  await amazon.control.reset()
  const made = await buyerWithWallet(amazon)
  id = made.id
  buyer = made.buyer
})

const cardId = (digits: string) => buyer.cards.find(({ lastDigits }) => lastDigits === digits)?.cardId ?? ""
const addressId = (code: string) => buyer.addresses.find(({ address }) => address.postalCode === code)?.addressId ?? ""
const signIn = (path: string) => post(amazon, `${path}/sign-in`, { email: buyer.email, password: buyer.password })
const confirm = (path: string, card = "4444", address = "10117") =>
  post(amazon, `${path}/finish`, { end: "confirm", card: cardId(card), address: addressId(address) })

function sessionIdOf(location: string | null): string {
  return new URL(location ?? "").searchParams.get("amazonCheckoutSessionId") ?? ""
}

describe("a buyer", () => {
  it("signs in, chooses, confirms, and comes back with the session's id", async () => {
    const path = await visit(amazon, payloadOf(id))
    const first = await open(amazon, path)
    expect(first.html).toContain("Amazon Pay simulator")
    expect(first.html).toContain(`data-email="${buyer.email}"`)

    expect((await signIn(path)).location).toBe(path)
    const choice = await open(amazon, path)
    expect(choice.html).toContain(`Signed in as <strong>${buyer.name}</strong>`)
    expect(choice.html).toContain('data-testid="card-4444"')
    expect(choice.html).toContain('data-testid="address-10117"')

    const { status, location } = await confirm(path)
    expect(status).toBe(303)
    expect(location).toBe(`${RETURN_URL}?amazonCheckoutSessionId=${sessionIdOf(location)}`)
    expect((await completeSession(amazon, sessionIdOf(location))).status).toBe(200)
    expect(await amazon.control.chargePermission(id)).toMatchObject({
      paymentPreferences: [{ paymentDescriptor: "Mastercard ****4444 (Amazon Pay)" }],
    })
  })

  it("keeps the query of the return URL", async () => {
    const webCheckoutDetails = { checkoutResultReturnUrl: "https://shop.example/back?a=1" }
    const path = await visit(amazon, payloadOf(id, { webCheckoutDetails }))
    await signIn(path)
    expect((await confirm(path)).location).toMatch(
      /^https:\/\/shop\.example\/back\?a=1&amazonCheckoutSessionId=[0-9a-f-]{36}$/,
    )
  })

  it("can pick herself instead of typing", async () => {
    const path = await visit(amazon, payloadOf(id))
    expect((await post(amazon, `${path}/sign-in`, { buyerId: buyer.buyerId })).location).toBe(path)
    expect((await open(amazon, path)).html).toContain("Signed in as")
  })

  it("is not let in with a wrong password", async () => {
    const path = await visit(amazon, payloadOf(id))
    const { status, html } = await post(amazon, `${path}/sign-in`, { email: buyer.email, password: "wrong" })
    expect(status).toBe(403)
    expect(html).toContain("The e-mail or the password is not right.")
  })

  it("may update her own wallet only", async () => {
    const other = await amazon.control.createBuyer()
    const path = await visit(amazon, payloadOf(id))
    const { html } = await post(amazon, `${path}/sign-in`, { buyerId: other.buyerId })
    expect(html).toContain("belongs to another Amazon account")
    expect((await open(amazon, path)).html).not.toContain("Signed in as")
    expect((await confirm(path)).html).toContain("Please sign in first.")
    const act = amazon.control.actAsBuyer(optionsFor(payloadOf(id)), { buyerId: other.buyerId, end: "confirm" })
    await expect(act).rejects.toThrow("belongs to another Amazon account")
  })

  it("can sign out and come back as somebody else", async () => {
    const path = await visit(amazon, payloadOf(id))
    await signIn(path)
    await post(amazon, `${path}/sign-out`, {})
    expect((await open(amazon, path)).html).toContain('data-testid="sign-in"')
  })

  it("cancels to the cancel URL without a session id", async () => {
    const urls = { checkoutResultReturnUrl: RETURN_URL, checkoutCancelUrl: "https://shop.example/canceled" }
    const path = await visit(amazon, payloadOf(id, { webCheckoutDetails: urls }))
    expect((await post(amazon, `${path}/finish`, { end: "cancel" })).location).toBe("https://shop.example/canceled")
  })

  it("cancels to the result URL with a canceled session where there is no cancel URL", async () => {
    const path = await visit(amazon, payloadOf(id))
    const { location } = await post(amazon, `${path}/finish`, { end: "cancel" })
    const { body } = await getSession(amazon, sessionIdOf(location))
    expect(body).toMatchObject({ statusDetails: { state: "Canceled", reasonCode: "BuyerCanceled" } })
  })

  it.each([
    ["the decline button", "decline", "1111", "Declined"],
    ["card 3434", "confirm", "3434", "Declined"],
    ["card 3064", "confirm", "3064", "BuyerCanceled"],
  ])("comes back with a canceled session after %s, the wallet untouched", async (_what, end, digits, reasonCode) => {
    const path = await visit(amazon, payloadOf(id))
    await signIn(path)
    const fields = { end, card: cardId(digits), address: addressId("10117") }
    const { location } = await post(amazon, `${path}/finish`, fields)
    const { body } = await getSession(amazon, sessionIdOf(location))
    expect(body).toMatchObject({ statusDetails: { state: "Canceled", reasonCode } })
    expect(await amazon.control.chargePermission(id)).toMatchObject({
      paymentPreferences: [{ paymentDescriptor: "Visa ****1111 (Amazon Pay)" }],
    })
  })

  it.each(["1111", "0005", "4444"])("succeeds with card %s", async (digits) => {
    const path = await visit(amazon, payloadOf(id))
    await signIn(path)
    const { location } = await confirm(path, digits)
    expect((await getSession(amazon, sessionIdOf(location))).body).toMatchObject({ statusDetails: { state: "Open" } })
  })

  it("cannot confirm twice, nor use a page that has ended", async () => {
    const path = await visit(amazon, payloadOf(id))
    await signIn(path)
    await confirm(path)
    const again = await confirm(path, "0005")
    expect(again.status).toBe(410)
    expect(again.html).toContain("This checkout has ended")
    expect((await open(amazon, path)).status).toBe(410)
    expect((await open(amazon, "/checkout/0123456789abcdef0123456789abcdef")).status).toBe(404)
  })

  it("cannot use a page after 24 hours", async () => {
    const path = await visit(amazon, payloadOf(id))
    await amazon.control.advanceClock(24 * 3600)
    expect((await signIn(path)).status).toBe(410)
  })

  it("is asked again when nothing is chosen", async () => {
    const path = await visit(amazon, payloadOf(id))
    await signIn(path)
    const { status, html } = await post(amazon, `${path}/finish`, { end: "confirm" })
    expect([status, html.includes("Please choose a payment method.")]).toEqual([400, true])
    expect((await post(amazon, `${path}/finish`, { end: "explode" })).html).toContain("Please choose what to do.")
  })

  it("cannot choose another buyer's card", async () => {
    const other = await amazon.control.createBuyer()
    const path = await visit(amazon, payloadOf(id))
    await signIn(path)
    const fields = { end: "confirm", card: other.cards[0]?.cardId ?? "", address: addressId("10117") }
    expect((await post(amazon, `${path}/finish`, fields)).html).toContain("Please choose a payment method.")
  })

  it("is offered no address for PayOnly", async () => {
    const { chargePermissionId } = await amazon.control.createWallet({
      merchantId: merchant.merchantId,
      buyerId: buyer.buyerId,
      productType: "PayOnly",
    })
    const path = await visit(amazon, payloadOf(chargePermissionId), { productType: "PayOnly" })
    await signIn(path)
    expect((await open(amazon, path)).html).not.toContain("Shipping address")
    const { location } = await post(amazon, `${path}/finish`, { end: "confirm", card: cardId("0005") })
    expect((await completeSession(amazon, sessionIdOf(location))).status).toBe(200)
    expect(await amazon.control.chargePermission(chargePermissionId)).toMatchObject({ shippingAddress: null })
  })

  it("upgrades a PayOnly wallet by choosing an address", async () => {
    const { chargePermissionId } = await amazon.control.createWallet({
      merchantId: merchant.merchantId,
      buyerId: buyer.buyerId,
      productType: "PayOnly",
    })
    const path = await visit(amazon, payloadOf(chargePermissionId))
    await signIn(path)
    await confirm(path)
    expect(await amazon.control.chargePermission(chargePermissionId)).toMatchObject({
      productType: "PayAndShip",
      shippingAddress: { postalCode: "10117" },
    })
  })
})

describe("delivery restrictions", () => {
  const restricted = (deliverySpecifications: object) => payloadOf(id, { deliverySpecifications })
  const germany = { addressRestrictions: { type: "Allowed", restrictions: { DE: {} } } }

  it.each([
    ["an allowed country", germany, "10117", true],
    ["a country that is not allowed", germany, "98101", false],
    [
      "a country that is excluded",
      { addressRestrictions: { type: "NotAllowed", restrictions: { DE: {} } } },
      "10117",
      false,
    ],
    [
      "a country that is not excluded",
      { addressRestrictions: { type: "NotAllowed", restrictions: { US: {} } } },
      "10117",
      true,
    ],
    [
      "an allowed state",
      { addressRestrictions: { type: "Allowed", restrictions: { US: { statesOrRegions: ["wa"] } } } },
      "98101",
      true,
    ],
    [
      "another state",
      { addressRestrictions: { type: "Allowed", restrictions: { US: { statesOrRegions: ["CA"] } } } },
      "98101",
      false,
    ],
    [
      "an allowed zip code",
      { addressRestrictions: { type: "Allowed", restrictions: { DE: { zipCodes: ["10117"] } } } },
      "10117",
      true,
    ],
    ["a Packstation", { specialRestrictions: ["RestrictPackstations"] }, "28195", false],
  ])("%s", async (_what, specifications, postalCode, allowed) => {
    const path = await visit(amazon, restricted(specifications))
    await signIn(path)
    const { status, html } = await confirm(path, "1111", postalCode)
    expect(status).toBe(allowed ? 303 : 400)
    if (!allowed) expect(html).toContain("The shop does not deliver")
  })

  it("show which addresses cannot be chosen, and why", async () => {
    const path = await visit(amazon, restricted(germany))
    await signIn(path)
    const { html } = await open(amazon, path)
    expect(html.match(/data-testid="restricted"/g)).toHaveLength(2)
    expect(html).toMatch(/data-testid="address-98101"[^>]*disabled/)
  })
})

describe("the pages themselves", () => {
  it("load nothing from elsewhere, run no script, and leak no address", async () => {
    const { headers, html } = await open(amazon, await visit(amazon, payloadOf(id)))
    const policy = headers.get("content-security-policy") ?? ""
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain("unsafe-inline")
    expect(headers.get("referrer-policy")).toBe("same-origin")
    expect(headers.get("cache-control")).toBe("no-store")
    expect(html).not.toMatch(/<script|style="|onclick/)
    expect((await open(amazon, "/_assets/simulator.css")).headers.get("content-type")).toContain("text/css")
  })

  it("escape what a shop says about itself", async () => {
    const merchantMetadata = { merchantStoreName: '<img src=x onerror="alert(1)">' }
    const { html } = await open(amazon, await visit(amazon, payloadOf(id, { merchantMetadata })))
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;")
    expect(html).not.toContain("<img")
  })

  it("give every choice a label", async () => {
    const path = await visit(amazon, payloadOf(id))
    await signIn(path)
    const { html } = await open(amazon, path)
    const ids = [...html.matchAll(/<input\s[^>]*?id="([^"]+)"/g)].map(([, name]) => name)
    expect(ids.length).toBeGreaterThanOrEqual(buyer.cards.length + buyer.addresses.length)
    for (const name of ids) expect(html).toContain(`for="${name}"`)
  })
})

it("the page of a session made through the API takes a buyer all the way", async () => {
  const body = JSON.stringify(payloadOf(id))
  const headers = { "x-amz-pay-idempotency-key": "made-by-api" }
  const created = await call(amazon, { method: "POST", path: "/v2/checkoutSessions", body, headers })
  const { amazonPayRedirectUrl } = created.body.webCheckoutDetails ?? {}
  const { pathname } = new URL(amazonPayRedirectUrl ?? "")
  await signIn(pathname)
  const { location } = await confirm(pathname)
  expect(sessionIdOf(location)).toBe(created.body.checkoutSessionId)
  expect((await completeSession(amazon, sessionIdOf(location))).status).toBe(200)
})

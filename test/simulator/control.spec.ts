import https from "node:https"
import { startSimulator, type Simulator } from "../../src/simulator"
import { newMerchantKey } from "./support/keys"
import {
  STORE_ID,
  buyerWithWallet,
  getPermission,
  merchant,
  merchantKey,
  optionsFor,
  payloadOf,
  startStage,
} from "./support/stage"

let amazon: Simulator

beforeAll(async () => {
  amazon = await startStage()
})
afterAll(() => amazon.close())
beforeEach(() => amazon.control.reset())

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${amazon.url}/_control/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

describe("the control API over HTTP", () => {
  it("does all a test in another process needs", async () => {
    const { body: buyer } = await control("POST", "buyers", { name: "Mary Shelley", cards: [{ lastDigits: "1111" }] })
    const { body: wallet } = await control("POST", "wallets", {
      merchantId: merchant.merchantId,
      buyerId: buyer.buyerId,
      productType: "PayAndShip",
      address: "98101",
    })
    expect(wallet).toMatchObject({
      buyerId: buyer.buyerId,
      productType: "PayAndShip",
      shippingAddress: { city: "Seattle" },
    })
    const path = `wallets/${wallet.chargePermissionId}`

    await control("POST", `${path}/changes`, { type: "payment_method", card: { lastDigits: "4444" } })
    expect((await control("GET", path)).body.paymentPreferences).toEqual([
      { paymentDescriptor: "Mastercard ****4444 (Amazon Pay)" },
    ])
    const acted = await control("POST", "act-as-buyer", {
      options: optionsFor(payloadOf(wallet.chargePermissionId)),
      buyerId: buyer.buyerId,
      card: "1111",
      end: "confirm",
    })
    expect(acted.body.redirectUrl).toContain(acted.body.checkoutSessionId)
    const session = await control("GET", `checkout-sessions/${acted.body.checkoutSessionId}`)
    expect(session.body).toMatchObject({ flow: "update", state: "Open", buyerId: buyer.buyerId })
    await control("POST", `checkout-sessions/${acted.body.checkoutSessionId}/cancel`, { reasonCode: "AmazonCanceled" })
    const canceled = await control("GET", `checkout-sessions/${acted.body.checkoutSessionId}`)
    expect(canceled.body).toMatchObject({ state: "Canceled", reasonCode: "AmazonCanceled" })

    expect((await control("PATCH", "modes", { readLag: { reads: 3 } })).body).toMatchObject({ readLag: { reads: 3 } })
    await control("POST", "faults", { operation: "GetChargePermission", status: 500 })
    expect((await getPermission(amazon, wallet.chargePermissionId)).status).toBe(500)
    await control("DELETE", "faults")
    const { body: requests } = await control("GET", "requests?operation=GetChargePermission&verdict=fault")
    expect(requests).toHaveLength(1)
    await control("DELETE", "requests")
    expect((await control("GET", "requests")).body).toEqual([])

    const { body: time } = await control("POST", "clock", { seconds: 3600 })
    expect(Date.parse(time.now) - Date.now()).toBeGreaterThan(3_590_000)
    expect((await control("GET", "deliveries")).body.length).toBeGreaterThan(0)
    expect((await control("POST", "notifications/release")).body).toEqual({ released: 0 })
    expect((await control("POST", "notifications/settled")).status).toBe(200)
    await control("POST", "subscriptions", { merchantId: merchant.merchantId })
    expect((await control("GET", "subscriptions")).body).toEqual([])
    await control("PUT", `merchants/${merchant.merchantId}/ipn-url`, { url: "http://127.0.0.1:9/ipn" })
    await control("PUT", `merchants/${merchant.merchantId}/ipn-url`, { url: null })

    await control("POST", "reset")
    expect([(await control("GET", "wallets")).body, (await control("GET", "buyers")).body]).toEqual([[], []])
  })

  it.each([
    ["POST", "wallets", { merchantId: "A9", buyerId: "x", productType: "PayOnly" }, "There is no merchant A9"],
    ["POST", "wallets", { merchantId: "A1MERCHANT" }, "buyerId"],
    ["POST", "buyers", { nmae: "Mary" }, "nmae"],
    ["GET", "wallets/B02-0000000-0000000", undefined, "There is no charge permission"],
    ["POST", "wallets/B02-0000000-0000000/changes", { type: "stolen" }, "payment_method, shipping_address"],
    ["POST", "clock", { seconds: -1 }, "out of range"],
    ["PATCH", "modes", { mode: 1 }, "mode"],
    ["PUT", "merchants/A1MERCHANT/ipn-url", { url: "ftp://x" }, "not an http or https URL"],
  ])("%s %s refuses %j and says why", async (method, path, body, why) => {
    const answer = await control(method, path, body)
    expect(answer.status).toBe(400)
    expect(answer.body.message).toContain(why)
  })

  it("answers 404 for what it does not have, and 400 for what is no JSON", async () => {
    expect((await control("GET", "nothing")).status).toBe(404)
    const broken = await fetch(`${amazon.url}/_control/buyers`, { method: "POST", body: "{" })
    expect(broken.status).toBe(400)
  })

  it("is not for pages of other sites", async () => {
    const response = await fetch(`${amazon.url}/_control/reset`, {
      method: "POST",
      headers: { origin: "https://evil.example" },
    })
    expect(response.status).toBe(403)
  })
})

describe("actAsBuyer", () => {
  it("throws what checkout.js throws", async () => {
    const { buyer, id } = await buyerWithWallet(amazon)
    const act = (change: object) =>
      amazon.control.actAsBuyer(optionsFor(payloadOf(id), { ...change }), { buyerId: buyer.buyerId, end: "confirm" })
    await expect(act({ placement: undefined })).rejects.toThrow("Missing parameter 'placement' in the options object.")
    await expect(act({ ledgerCurrency: "USD" })).rejects.toThrow("Invalid value 'USD' for 'ledgerCurrency'")
  })

  it("throws Amazon's reason for a refused payload", async () => {
    const { buyer, id } = await buyerWithWallet(amazon)
    const options = optionsFor(payloadOf(id, { surprise: true }))
    const act = amazon.control.actAsBuyer(options, { buyerId: buyer.buyerId, end: "confirm" })
    await expect(act).rejects.toThrow("UnrecognizedField: The field surprise is not recognized")
  })

  it("refuses an algorithm that is left out where V2 was signed, as Amazon's script makes it", async () => {
    const { buyer, id } = await buyerWithWallet(amazon)
    const { createCheckoutSessionConfig, ...rest } = optionsFor(payloadOf(id))
    const { algorithm: _left, ...config } = createCheckoutSessionConfig
    const options = { ...rest, createCheckoutSessionConfig: config }
    const act = amazon.control.actAsBuyer(options, { buyerId: buyer.buyerId, end: "confirm" })
    await expect(act).rejects.toThrow("InvalidRequestSignature")
  })

  it("takes new cards and addresses as well as known ones", async () => {
    const { buyer, id } = await buyerWithWallet(amazon)
    const address = { addressLine1: "Am Markt 1", city: "Bonn", postalCode: "53111", countryCode: "DE" }
    const action = { buyerId: buyer.buyerId, card: { lastDigits: "9424" }, address, end: "confirm" } as const
    await amazon.control.actAsBuyer(optionsFor(payloadOf(id)), action)
    expect(await amazon.control.chargePermission(id)).toMatchObject({
      paymentPreferences: [{ paymentDescriptor: "Discover ****9424 (Amazon Pay)" }],
      shippingAddress: { city: "Bonn", name: buyer.name },
    })
  })
})

describe("merchants", () => {
  it.each([
    ["a private key", { publicKeys: { A: merchantKey.privateKeyPem } }, "never the private"],
    ["text", { publicKeys: { A: "hello" } }, ""],
    ["another region", { region: "us" as "na" }, "na, eu, jp"],
    [
      "another merchant's key id",
      { publicKeys: { "SANDBOX-AHTESTKEY": newMerchantKey().publicKeyPem } },
      "already belongs",
    ],
  ])("are refused with %s", async (_what, change, why) => {
    const setup = { ...merchant, merchantId: "A7", publicKeys: {}, ...change }
    await expect(amazon.control.addMerchant(setup)).rejects.toThrow(why)
  })

  it("may have several keys, as during rotation", async () => {
    const next = newMerchantKey()
    await amazon.control.addMerchant({
      ...merchant,
      publicKeys: { ...merchant.publicKeys, "SANDBOX-NEXT": next.publicKeyPem },
    })
    const { id } = await buyerWithWallet(amazon)
    expect((await getPermission(amazon, id)).status).toBe(200)
    const rotated = await getPermission(amazon, id, { publicKeyId: "SANDBOX-NEXT", key: next.privateKey })
    expect(rotated.status).toBe(200)
  })
})

describe("the start page", () => {
  it("shows what is running and changes a card as the buyer would", async () => {
    const { buyer, id } = await buyerWithWallet(amazon)
    const page = await (await fetch(amazon.url)).text()
    for (const text of [id, buyer.email, amazon.topicArn(merchant.merchantId), "Change card"])
      expect(page).toContain(text)

    const card = buyer.cards.find(({ lastDigits }) => lastDigits === "0005")?.cardId ?? ""
    const form = (fields: Record<string, string>) =>
      fetch(`${amazon.url}/_page/change-wallet`, {
        method: "POST",
        body: new URLSearchParams(fields),
        redirect: "manual",
      })
    expect((await form({ id, type: "payment_method", card })).status).toBe(303)
    expect(await amazon.control.chargePermission(id)).toMatchObject({ cardId: card })
    expect((await form({ id, type: "payment_method", card: "none" })).status).toBe(400)
  })

  it("makes a buyer", async () => {
    await fetch(`${amazon.url}/_page/create-buyer`, { method: "POST" })
    expect(await amazon.control.buyers()).toHaveLength(1)
  })
})

describe("listening", () => {
  it("speaks TLS under its own CA, for this host and for Amazon's names", async () => {
    const { port } = new URL(amazon.tlsUrl ?? "")
    const status = (servername: string) =>
      new Promise((resolve, reject) => {
        const options = { host: "127.0.0.1", port, servername, ca: amazon.tlsCaPem, path: "/v2/nothing" }
        https.get(options, (res) => resolve(res.statusCode)).on("error", reject)
      })
    expect(await status("localhost")).toBe(404)
    expect(await status("pay-api.amazon.eu")).toBe(404)
    await expect(status("www.example.com")).rejects.toThrow("altnames")
  })

  it("can do without TLS, and says which port is taken", async () => {
    const plain = await startSimulator({ tlsPort: null, merchants: [{ ...merchant, storeIds: [STORE_ID] }] })
    expect(plain.tlsUrl).toBeNull()
    const port = Number(new URL(plain.url).port)
    await expect(startSimulator({ port })).rejects.toThrow("EADDRINUSE")
    await plain.close()
    await expect(fetch(plain.url)).rejects.toThrow("fetch failed")
  })

  it("gives the plugin's endpoints for each region", () => {
    expect(amazon.endpoints("jp")).toEqual({
      payApi: amazon.url,
      checkoutScript: `${amazon.url}/static/jp/checkout.js`,
      snsCertificates: amazon.url,
      sns: `${amazon.url}/sns`,
    })
  })

  it("serves the script that posts back to where it came from", async () => {
    const script = await (await fetch(amazon.endpoints("eu").checkoutScript)).text()
    expect(script).toContain(`"hostedPageUrl":"${amazon.url}"`)
    expect((await fetch(`${amazon.url}/static/us/checkout.js`)).status).toBe(404)
  })
})

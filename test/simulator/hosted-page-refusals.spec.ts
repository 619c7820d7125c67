import type { Simulator } from "../../src/simulator"
import { form, post, visit } from "./support/hosted-page"
import { signText, V1 } from "./support/sign"
import {
  RETURN_URL,
  STORE_ID,
  buyerWithWallet,
  foreignKey,
  merchant,
  merchantKey,
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

const reasonOf = (html: string) => /data-testid="error-reason">([^<]*)</.exec(html)?.[1]

describe("a payload that is refused", () => {
  const refuse = async (fields: Record<string, string>) => {
    const { status, html } = await post(amazon, "/checkout/initiate", fields)
    expect(html).toContain('data-testid="refusal"')
    return [status, reasonOf(html)]
  }
  const metadata = (setupOnly: unknown) => ({ paymentMethodOnFileMetadata: { setupOnly } })
  const urls = (change: object) => ({ webCheckoutDetails: { checkoutResultReturnUrl: RETURN_URL, ...change } })
  const details = (change: object) => ({ paymentDetails: { paymentIntent: "Confirm", ...change } })
  const amount = { amount: "1.00", currencyCode: "EUR" }

  const payloads: [string, object, string][] = [
    ["a field Amazon does not know", { productType: "PayOnly" }, "UnrecognizedField"],
    ["an unknown field deep inside", urls({ returnUrl: RETURN_URL }), "UnrecognizedField"],
    ["another merchant's store", { storeId: "amzn1.application-oa2-client.foreign" }, "InvalidParameterValue"],
    ["no store", { storeId: undefined }, "MissingParameterValue"],
    ["another type", { chargePermissionType: "Recurring" }, "InvalidParameterValue"],
    ["no type", { chargePermissionType: undefined }, "MissingParameterValue"],
    ["another intent", details({ paymentIntent: "Authorize" }), "InvalidParameterCombination"],
    ["an amount", details({ chargeAmount: amount }), "InvalidParameterCombination"],
    ["setupOnly as a text", metadata("true"), "InvalidParameterValue"],
    ["no setupOnly", metadata(undefined), "MissingParameterValue"],
    [
      "a URL of 513 characters",
      urls({ checkoutResultReturnUrl: `https://shop.example/${"x".repeat(492)}` }),
      "InvalidParameterValue",
    ],
    ["a URL that is none", urls({ checkoutResultReturnUrl: "shop" }), "InvalidParameterValue"],
    ["a URL of another scheme", urls({ checkoutCancelUrl: "javascript:alert(1)" }), "InvalidParameterValue"],
    ["no return URL", { webCheckoutDetails: {} }, "MissingParameterValue"],
    ["an unknown scope", { scopes: ["everything"] }, "InvalidParameterValue"],
    ["a long store name", { merchantMetadata: { merchantStoreName: "x".repeat(51) } }, "InvalidParameterValue"],
    ["an unknown wallet", { chargePermissionId: "B02-0000000-0000000" }, "ResourceNotFound"],
    [
      "an unknown restriction",
      { deliverySpecifications: { specialRestrictions: ["RestrictAll"] } },
      "InvalidParameterValue",
    ],
    [
      "a country in lower case",
      { deliverySpecifications: { addressRestrictions: { type: "Allowed", restrictions: { de: {} } } } },
      "InvalidParameterValue",
    ],
  ]

  it.each(payloads)("for %s", async (_what, change, reasonCode) => {
    expect((await refuse(form(payloadOf(id, change))))[1]).toBe(reasonCode)
  })

  it("takes a URL of 512 characters and an http URL in Sandbox", async () => {
    await visit(amazon, payloadOf(id, urls({ checkoutResultReturnUrl: `https://shop.example/${"x".repeat(491)}` })))
    await visit(amazon, payloadOf(id, urls({ checkoutResultReturnUrl: "http://localhost:9000/back" })))
  })

  it("for an http URL in production", async () => {
    const { chargePermissionId } = await amazon.control.createWallet({
      merchantId: merchant.merchantId,
      buyerId: buyer.buyerId,
      productType: "PayAndShip",
      environment: "live",
    })
    const payload = payloadOf(chargePermissionId, urls({ checkoutResultReturnUrl: "http://localhost:9000/back" }))
    const fields = form(payload, { environment: "LIVE", publicKeyId: "LIVE-AHTESTKEY" })
    expect((await refuse(fields))[1]).toBe("InvalidParameterValue")
  })

  it.each([
    ["an unknown merchant", { merchantId: "A9" }, "InvalidAccountStatus"],
    ["a key that is not the merchant's", { publicKeyId: "SANDBOX-FOREIGN" }, "InvalidAuthentication"],
    ["a sandbox key in production", { environment: "LIVE" }, "InvalidAuthentication"],
    ["an unknown algorithm", { algorithm: "RS256" }, "InvalidParameterValue"],
    ["the algorithm that was not signed with", { algorithm: V1 }, "InvalidRequestSignature"],
    ["another region's currency", { ledgerCurrency: "USD" }, "InvalidParameterValue"],
    ["another region's language", { checkoutLanguage: "ja_JP" }, "InvalidParameterValue"],
    ["a product this page does not have", { productType: "SignIn" }, "InvalidParameterValue"],
    ["no signature", { signature: "" }, "MissingParameterValue"],
    ["a signature that is none", { signature: "abc" }, "InvalidRequestSignature"],
  ])("for %s in the form", async (_what, change, reasonCode) => {
    expect((await refuse(form(payloadOf(id), change)))[1]).toBe(reasonCode)
  })

  it("for one byte more than was signed, another key, and another salt", async () => {
    const signed = form(payloadOf(id))
    expect((await refuse({ ...signed, payloadJSON: `${signed.payloadJSON} ` }))[1]).toBe("InvalidRequestSignature")
    const payloadJSON = JSON.stringify(payloadOf(id))
    const foreign = signText(foreignKey.privateKey, payloadJSON)
    expect((await refuse(form(payloadOf(id), { signature: foreign })))[1]).toBe("InvalidRequestSignature")
    const salt20 = signText(merchantKey.privateKey, payloadJSON, "AMZN-PAY-RSASSA-PSS-V2", 20)
    expect((await refuse(form(payloadOf(id), { signature: salt20 })))[1]).toBe("InvalidRequestSignature")
  })

  it("for signed text that is no JSON", async () => {
    expect(await refuse(form("{"))).toEqual([400, "InvalidRequestFormat"])
  })

  it("for another merchant's wallet", async () => {
    const { chargePermissionId } = await amazon.control.createWallet({
      merchantId: "A2FOREIGN",
      buyerId: buyer.buyerId,
      productType: "PayAndShip",
    })
    expect(await refuse(form(payloadOf(chargePermissionId)))).toEqual([404, "ResourceNotFound"])
  })

  it("for a closed wallet", async () => {
    await amazon.control.changeWallet(id, { type: "closed", by: "buyer" })
    expect(await refuse(form(payloadOf(id)))).toEqual([422, "InvalidChargePermissionStatus"])
  })

  it("for PayOnly where the wallet has an address", async () => {
    expect((await refuse(form(payloadOf(id), { productType: "PayOnly" })))[1]).toBe("InvalidParameterCombination")
  })

  it("for a set-up that is not setup only", async () => {
    expect((await refuse(form(payloadOf(undefined, metadata(false)))))[1]).toBe("InvalidParameterCombination")
  })

  it("for an update in Japan, while a set-up works there", async () => {
    await amazon.control.addMerchant({
      merchantId: "A4JAPAN",
      storeIds: [STORE_ID],
      publicKeys: { "SANDBOX-JAPAN": merchantKey.publicKeyPem },
      region: "jp",
    })
    const { chargePermissionId } = await amazon.control.createWallet({
      merchantId: "A4JAPAN",
      buyerId: buyer.buyerId,
      productType: "PayAndShip",
    })
    const japan = {
      merchantId: "A4JAPAN",
      publicKeyId: "SANDBOX-JAPAN",
      ledgerCurrency: "JPY",
      checkoutLanguage: "ja_JP",
    }
    const { status, html } = await post(amazon, "/checkout/initiate", form(payloadOf(chargePermissionId), japan))
    expect([status, reasonOf(html)]).toEqual([405, "RequestNotSupported"])
    await visit(amazon, payloadOf(), japan)
  })
})

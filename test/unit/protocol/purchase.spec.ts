import { buildPurchasePayload, signPayload, verifyPayloadSignature, type PurchasePayload } from "../../../src/protocol"
import { askAmazonSdk } from "../support/amazon-sdk"
import { pemOf, rsaKeyPair } from "../support/keys"
import { STORE_ID } from "../support/samples"

const purchase: PurchasePayload = {
  returnUrl: "https://shop.example/checkout/amazon-pay/payses_1",
  cancelUrl: "https://shop.example/checkout/amazon-pay/payses_1?canceled",
  storeId: STORE_ID,
  merchantReferenceId: "payses_1",
  merchantMetadata: { merchantStoreName: "Müller & Söhne", merchantReferenceId: "not this one" },
  savesWallet: true,
  chargeAmount: { amount: "14.00", currencyCode: "EUR" },
  ledgerCurrency: "EUR",
  captureNow: false,
  canHandlePendingAuthorization: true,
}
const built = (more: Partial<PurchasePayload> = {}) =>
  JSON.parse(buildPurchasePayload({ ...purchase, ...more })) as Record<string, never>

describe("the payload of a purchase", () => {
  it("that saves the wallet is a saved wallet's with amount and intent", () => {
    expect(built()).toEqual({
      webCheckoutDetails: {
        checkoutMode: "ProcessOrder",
        checkoutResultReturnUrl: purchase.returnUrl,
        checkoutCancelUrl: purchase.cancelUrl,
      },
      storeId: STORE_ID,
      chargePermissionType: "PaymentMethodOnFile",
      paymentMethodOnFileMetadata: { setupOnly: false },
      paymentDetails: {
        paymentIntent: "Authorize",
        canHandlePendingAuthorization: true,
        chargeAmount: { amount: "14.00", currencyCode: "EUR" },
      },
      merchantMetadata: { merchantStoreName: "Müller & Söhne", merchantReferenceId: "payses_1" },
    })
  })

  it("that saves nothing is a one-time purchase", () => {
    const payload = built({ savesWallet: false })
    expect(payload).toMatchObject({ chargePermissionType: "OneTime" })
    expect(payload).not.toHaveProperty("paymentMethodOnFileMetadata")
  })

  it("that captures at once does not wait for an authorisation", () => {
    expect(built({ captureNow: true })).toMatchObject({
      paymentDetails: { paymentIntent: "AuthorizeWithCapture", canHandlePendingAuthorization: false },
    })
  })

  it("names the buyer's currency where it is not the ledger's", () => {
    const chargeAmount = { amount: "14.00", currencyCode: "GBP" }
    expect(built({ chargeAmount })).toMatchObject({ paymentDetails: { presentmentCurrency: "GBP" } })
    expect(built()).not.toHaveProperty("paymentDetails.presentmentCurrency")
  })

  it("is not built with a URL that Amazon would refuse", () => {
    expect(() => built({ returnUrl: `https://shop.example/${"x".repeat(512)}` })).toThrow(
      expect.objectContaining({ code: "invalid_input" }),
    )
  })

  it("is signed as Amazon's own SDK signs it", async () => {
    const { privateKey, publicKey } = rsaKeyPair()
    const algorithm = "AMZN-PAY-RSASSA-PSS-V2"
    const config = { publicKeyId: "SANDBOX-A", privateKey: pemOf(privateKey), region: "eu", sandbox: true, algorithm }
    const payload = buildPurchasePayload(purchase)
    const { signatures } = askAmazonSdk({ config, now: "2024-05-17T09:08:07Z", payloads: [payload] })
    expect(verifyPayloadSignature(payload, signatures[0] ?? "", publicKey, algorithm)).toBe(true)
    const ours = await signPayload(payload, { publicKeyId: config.publicKeyId, privateKey }, algorithm)
    expect(verifyPayloadSignature(payload, ours, publicKey, algorithm)).toBe(true)
  })
})

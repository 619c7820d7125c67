import fc from "fast-check"
import { buildSetUpPayload, buildUpdatePayload, productTypeForUpdate, type UpdatePayload } from "../../../src/protocol"
import { PERMISSION_ID, STORE_ID } from "../support/samples"

const input = (more: Partial<UpdatePayload> = {}): UpdatePayload => ({
  returnUrl: "https://api.shop.example/amazon-pay/return/token",
  cancelUrl: "https://api.shop.example/amazon-pay/cancel/token",
  storeId: STORE_ID,
  chargePermissionId: PERMISSION_ID,
  setupOnly: true,
  productType: "PayAndShip",
  ...more,
})

const read = (payload: string): Record<string, unknown> => JSON.parse(payload) as Record<string, unknown>

describe("the payload of the update page", () => {
  it("has exactly the members that Amazon's page names", () => {
    expect(read(buildUpdatePayload(input()))).toEqual({
      webCheckoutDetails: {
        checkoutResultReturnUrl: "https://api.shop.example/amazon-pay/return/token",
        checkoutCancelUrl: "https://api.shop.example/amazon-pay/cancel/token",
      },
      storeId: STORE_ID,
      chargePermissionId: PERMISSION_ID,
      chargePermissionType: "PaymentMethodOnFile",
      paymentMethodOnFileMetadata: { setupOnly: true },
      paymentDetails: { paymentIntent: "Confirm", canHandlePendingAuthorization: false },
    })
  })

  it.each([true, false])("sends setupOnly %s as a boolean", (setupOnly) => {
    expect(read(buildUpdatePayload(input({ setupOnly }))).paymentMethodOnFileMetadata).toStrictEqual({ setupOnly })
  })

  it("never carries the product type, which is an argument of initCheckout", () => {
    expect(read(buildUpdatePayload(input()))).not.toHaveProperty("productType")
  })

  it("is the same string every time, so that its signature can be used again", () => {
    expect(buildUpdatePayload(input())).toBe(buildUpdatePayload(input()))
  })

  it.each(["returnUrl", "cancelUrl"] as const)("refuses a %s longer than 512 characters", (member) => {
    const long = `https://api.shop.example/${"x".repeat(500)}`
    expect(() => buildUpdatePayload(input({ [member]: long }))).toThrow(
      expect.objectContaining({ code: "invalid_input", retryable: false }),
    )
  })

  it("accepts a URL of exactly 512 characters", () => {
    const returnUrl = "https://api.shop.example/".padEnd(512, "x")
    expect(buildUpdatePayload(input({ returnUrl }))).toContain(returnUrl)
  })
})

describe("the payload of saving a wallet", () => {
  it("names no charge permission and is setup only", () => {
    const { chargePermissionId: _, setupOnly: __, ...setUp } = input()
    const payload = read(buildSetUpPayload(setUp))
    expect(payload).not.toHaveProperty("chargePermissionId")
    expect(payload.paymentMethodOnFileMetadata).toStrictEqual({ setupOnly: true })
  })
})

const restrictions = { specialRestrictions: ["RestrictPOBoxes"] as const }

describe("delivery specifications", () => {
  it("are sent with PayAndShip", () => {
    const payload = buildUpdatePayload(input({ deliverySpecifications: restrictions }))
    expect(read(payload).deliverySpecifications).toEqual(restrictions)
  })

  it("are left out with PayOnly", () => {
    const payload = buildUpdatePayload(input({ deliverySpecifications: restrictions, productType: "PayOnly" }))
    expect(read(payload)).not.toHaveProperty("deliverySpecifications")
  })
})

/** Text with everything that HTML, JavaScript, PHP or a careless parser would change. */
const hostileText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 50 }),
  fc.constantFrom(
    "a/b",
    "</script><script>",
    "it's",
    "\u2028\u2029",
    "\\u0041",
    '"quoted"',
    "Müller & Söhne",
    "日本 💳",
  ),
)

const anyInput = fc.record({
  storeName: hostileText,
  note: hostileText,
  states: fc.array(hostileText, { maxLength: 3 }),
  zips: fc.array(hostileText, { maxLength: 3 }),
  setupOnly: fc.boolean(),
  ships: fc.boolean(),
})

function payloadOf(given: {
  storeName: string
  note: string
  states: string[]
  zips: string[]
  setupOnly: boolean
  ships: boolean
}): string {
  return buildUpdatePayload(
    input({
      setupOnly: given.setupOnly,
      productType: given.ships ? "PayAndShip" : "PayOnly",
      merchantMetadata: { merchantStoreName: given.storeName, noteToBuyer: given.note },
      deliverySpecifications: {
        addressRestrictions: {
          type: "Allowed",
          restrictions: { DE: { statesOrRegions: given.states, zipCodes: given.zips } },
        },
      },
    }),
  )
}

describe("whatever a merchant writes into the options", () => {
  it("survives the way to the browser and back byte for byte", () => {
    fc.assert(
      fc.property(anyInput, (given) => {
        const payload = payloadOf(given)
        const overTheWire = JSON.parse(
          Buffer.from(JSON.stringify({ payloadJSON: payload }), "utf8").toString("utf8"),
        ) as { payloadJSON: string }
        expect(Buffer.from(overTheWire.payloadJSON)).toEqual(Buffer.from(payload))
        expect(read(payload).merchantMetadata).toEqual({
          merchantStoreName: given.storeName,
          noteToBuyer: given.note,
        })
      }),
    )
  })

  it("never makes the payload move money", () => {
    fc.assert(
      fc.property(anyInput, (given) => {
        expect(read(payloadOf(given)).paymentDetails).toStrictEqual({
          paymentIntent: "Confirm",
          canHandlePendingAuthorization: false,
        })
      }),
    )
  })

  it("restricts addresses only where the buyer is asked for one", () => {
    fc.assert(
      fc.property(anyInput, (given) => {
        expect("deliverySpecifications" in read(payloadOf(given))).toBe(given.ships)
      }),
    )
  })
})

describe("the product type of an update", () => {
  it.each([
    ["pay_only", false, "payment_method", "PayOnly"],
    ["pay_only", false, "shipping_address", "PayAndShip"],
    ["pay_only", true, "payment_method", "PayAndShip"],
    ["pay_only", true, "shipping_address", "PayAndShip"],
    ["pay_and_ship", false, "payment_method", "PayAndShip"],
    ["pay_and_ship", false, "shipping_address", "PayAndShip"],
    ["pay_and_ship", true, "payment_method", "PayAndShip"],
    ["pay_and_ship", true, "shipping_address", "PayAndShip"],
  ] as const)(
    "of a %s wallet (address: %s) whose %s changes is %s",
    (productType, hasShippingAddress, updateType, is) => {
      expect(productTypeForUpdate({ productType, hasShippingAddress, updateType })).toBe(is)
    },
  )
})

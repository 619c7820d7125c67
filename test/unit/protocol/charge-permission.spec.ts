import fc from "fast-check"
import { AmazonPayError, parseChargePermission, walletStatus } from "../../../src/protocol"
import { chargePermission, PERMISSION_ID } from "../support/samples"

const status = (state: unknown, reasons: unknown = null) => chargePermission({ statusDetails: { state, reasons } })

describe("a charge permission", () => {
  it("is read with its address in snake_case", () => {
    expect(parseChargePermission(chargePermission())).toEqual({
      chargePermissionId: PERMISSION_ID,
      chargePermissionType: "PaymentMethodOnFile",
      state: "Chargeable",
      reasonCodes: [],
      paymentDescriptor: "Visa ****1111 (Amazon Pay)",
      shippingAddress: {
        name: "Ada Lovelace",
        address_line_1: "1 Main St",
        address_line_2: null,
        address_line_3: null,
        city: "London",
        county: null,
        district: null,
        state_or_region: null,
        postal_code: "N1 9GU",
        country_code: "GB",
        phone_number: "020 7946 0000",
      },
      billingAddress: null,
      releaseEnvironment: "Sandbox",
      expiresAt: null,
      amountBalance: null,
    })
  })

  it("is read when only its id and its state are there", () => {
    const bare = { chargePermissionId: PERMISSION_ID, statusDetails: { state: "Closed" } }
    expect(parseChargePermission(bare)).toMatchObject({
      state: "Closed",
      reasonCodes: [],
      paymentDescriptor: null,
      shippingAddress: null,
    })
  })

  it.each([
    ["a NUL", "A\0da", "A\ufffdda"],
    ["half a character", "Ada\ud83d", "Ada\ufffd"],
    ["the other half of one", "\ude00Ada", "\ufffdAda"],
    ["a whole one", "Ada \u{1f600}", "Ada \u{1f600}"],
  ])("with %s in a name can be stored", (_, name, read) => {
    const permission = chargePermission({ shippingAddress: { name, addressLine1: "1 Main St" } })
    expect(parseChargePermission(permission).shippingAddress?.name).toBe(read)
  })

  it("never gives more of the buyer than the address: no e-mail and no buyer id", () => {
    expect(JSON.stringify(parseChargePermission(chargePermission()))).not.toMatch(/ada@example|amzn1\.account/)
  })

  it.each([
    ["no list", null, []],
    ["a list of null", [null], []],
    ["reasons without a code", [{}, { reasonCode: null }], []],
    [
      "two reasons",
      [{ reasonCode: "MFAFailed" }, { reasonCode: "ChargeInProgress" }],
      ["MFAFailed", "ChargeInProgress"],
    ],
    ["a reason nobody knows", [{ reasonCode: "NewReason" }], ["NewReason"]],
    ["an object instead of a list", { reasonCode: "MFAFailed" }, []],
  ])("with %s has its reason codes", (_, reasons, codes) => {
    expect(parseChargePermission(status("NonChargeable", reasons)).reasonCodes).toEqual(codes)
  })

  it.each([null, [], [null], [{}], [{ paymentDescriptor: null }], "Visa", [{ paymentDescriptor: "" }]])(
    "has no payment descriptor when its preferences are %j",
    (paymentPreferences) => {
      expect(parseChargePermission(chargePermission({ paymentPreferences })).paymentDescriptor).toBeNull()
    },
  )

  it.each([null, [], {}, { city: null }, { city: "" }, "1 Main St"])(
    "has no address when Amazon's is %j",
    (shippingAddress) => {
      expect(parseChargePermission(chargePermission({ shippingAddress })).shippingAddress).toBeNull()
    },
  )

  it("has its expiry when Amazon says one", () => {
    const permission = parseChargePermission(chargePermission({ expirationTimestamp: "20270101T000000Z" }))
    expect(permission.expiresAt).toEqual(new Date("2027-01-01T00:00:00Z"))
  })

  it.each(["Frozen", "chargeable", "CHARGEABLE", "__proto__", "constructor"])(
    "in the unknown state %s is refused, and the state is not repeated",
    (state) => {
      expect(() => parseChargePermission(status(state))).toThrow(expect.objectContaining({ code: "invalid_response" }))
      expect(() => parseChargePermission(status(state))).not.toThrow(state)
    },
  )

  it.each([
    ["Chargeable", "chargeable"],
    ["NonChargeable", "non_chargeable"],
    ["Closed", "closed"],
  ])("in state %s is a %s wallet", (state, wallet) => {
    expect(walletStatus(state)).toBe(wallet)
  })

  it("is read or refused with a typed error, whatever JSON it is", () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          chargePermissionId: fc.jsonValue(),
          statusDetails: fc.oneof(fc.jsonValue(), fc.record({ state: fc.constant("Closed"), reasons: fc.jsonValue() })),
          paymentPreferences: fc.jsonValue(),
          shippingAddress: fc.jsonValue(),
          expirationTimestamp: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
    )
    fc.assert(
      fc.property(anything, (json) => {
        try {
          expect(parseChargePermission(json).state).toBe("Closed")
        } catch (error) {
          expect(error).toBeInstanceOf(AmazonPayError)
        }
      }),
    )
  })
})

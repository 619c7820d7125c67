import { afterDecline, CHARGE_STATES, chargeRequest, DECLINES, parseCharge, parseRefund } from "../../../src/protocol"
import { charge, CHARGE_ID, PERMISSION_ID, refund, REFUND_ID } from "../support/samples"

describe("a charge", () => {
  it("is read with its amounts, its state and what the merchant named it by", () => {
    expect(parseCharge(charge({ state: "Captured", captured: "5.00", refunded: "1.00" }))).toEqual({
      chargeId: CHARGE_ID,
      chargePermissionId: PERMISSION_ID,
      state: "Captured",
      reasonCode: null,
      chargeAmount: { amount: "14.00", currencyCode: "EUR" },
      captureAmount: { amount: "5.00", currencyCode: "EUR" },
      refundedAmount: { amount: "1.00", currencyCode: "EUR" },
      merchantReferenceId: "payses_1",
      releaseEnvironment: "Sandbox",
      expiresAt: new Date("2026-07-01T12:00:00Z"),
      redirectUrl: null,
    })
  })

  it.each(CHARGE_STATES)("can be %s", (state) => {
    expect(parseCharge(charge({ state })).state).toBe(state)
  })

  it("in a state nobody knows is not guessed", () => {
    expect(() => parseCharge(charge({ state: "Completed" }))).toThrow(
      expect.objectContaining({ code: "invalid_response" }),
    )
  })

  it.each(["chargeId", "chargePermissionId", "chargeAmount", "statusDetails"])("without %s is none", (member) => {
    expect(() => parseCharge({ ...charge(), [member]: null })).toThrow(
      expect.objectContaining({ code: "invalid_response" }),
    )
  })

  it("names why it was declined, and where the buyer has to confirm it", () => {
    const declined = charge({ state: "Declined" })
    const statusDetails = { state: "Declined", reasonCode: "SoftDeclined" }
    const webCheckoutDetails = { amazonPayRedirectUrl: "https://payments.amazon.com/confirm" }
    expect(parseCharge({ ...declined, statusDetails, webCheckoutDetails })).toMatchObject({
      reasonCode: "SoftDeclined",
      redirectUrl: "https://payments.amazon.com/confirm",
    })
  })

  it("that the merchant gave no name has none", () => {
    expect(parseCharge({ ...charge(), merchantMetadata: null }).merchantReferenceId).toBeNull()
  })

  const wanted = {
    chargePermissionId: PERMISSION_ID,
    chargeAmount: { amount: "14.00", currencyCode: "EUR" },
    captureNow: false,
    canHandlePendingAuthorization: true,
    merchantReferenceId: "payses_1",
  }

  it("is asked for by a customer who is there, or by the merchant alone", () => {
    const { merchantReferenceId, ...rest } = wanted
    const both = { ...rest, merchantMetadata: { merchantReferenceId } }
    expect(chargeRequest({ ...wanted, initiator: "customer" })).toEqual({
      ...both,
      chargeInitiator: "CITU",
      channel: "Web",
    })
    expect(chargeRequest({ ...wanted, initiator: "merchant" })).toEqual({
      ...both,
      chargeInitiator: "MITU",
      channel: "Offline",
    })
  })

  it("that the store cannot wait for is never pending", () => {
    const request = chargeRequest({ ...wanted, canHandlePendingAuthorization: false, initiator: "customer" })
    expect(request.canHandlePendingAuthorization).toBe(false)
  })

  it("that is captured at once is never pending", () => {
    const request = chargeRequest({ ...wanted, captureNow: true, initiator: "customer" })
    expect(request).toMatchObject({ captureNow: true, canHandlePendingAuthorization: false })
  })
})

describe("a refund", () => {
  it("is read with the charge it is of", () => {
    expect(parseRefund(refund())).toEqual({
      refundId: REFUND_ID,
      chargeId: CHARGE_ID,
      refundAmount: { amount: "5.00", currencyCode: "EUR" },
      state: "RefundInitiated",
      reasonCode: null,
    })
  })

  it("in a state nobody knows is not guessed", () => {
    expect(() => parseRefund(refund({ state: "Pending" }))).toThrow(
      expect.objectContaining({ code: "invalid_response" }),
    )
  })
})

describe("after a decline", () => {
  it.each([
    ["SoftDeclined", "try_again"],
    ["ProcessingFailure", "try_again"],
    ["HardDeclined", "update_wallet"],
    ["PaymentMethodNotAllowed", "update_wallet"],
    ["MFANotCompleted", "update_wallet"],
    ["AmazonRejected", "set_up_again"],
    ["PeriodicAmountExceeded", "wait"],
    ["TransactionCountExceeded", "wait"],
    ["TransactionAmountExceeded", "pay_otherwise"],
    ["TransactionTimedOut", "pay_otherwise"],
  ])("%s: %s", (reasonCode, help) => {
    expect(afterDecline(reasonCode)).toBe(help)
  })

  it.each([null, undefined, "InvalidRequestSignature", "constructor", "__proto__"])(
    "%s is no decline",
    (reasonCode) => {
      expect(afterDecline(reasonCode)).toBeNull()
    },
  )

  it("only what may pass is tried again", () => {
    const again = Object.keys(DECLINES).filter((code) => DECLINES[code] === "try_again")
    expect(again).toEqual(["SoftDeclined", "ProcessingFailure"])
  })
})

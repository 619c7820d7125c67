import { PaymentSessionStatus } from "@medusajs/framework/utils"
import { asking, inMedusasWords, sessionStatus } from "../../../src/modules/amazon-pay/payments/in-medusas-words"
import { AmazonPayError } from "../../../src/protocol"

describe("a charge's state", () => {
  it.each([
    ["AuthorizationInitiated", PaymentSessionStatus.PENDING_AUTHORIZATION],
    ["Authorized", PaymentSessionStatus.AUTHORIZED],
    ["CaptureInitiated", PaymentSessionStatus.AUTHORIZED],
    ["Captured", PaymentSessionStatus.CAPTURED],
    ["Canceled", PaymentSessionStatus.CANCELED],
    ["Declined", PaymentSessionStatus.ERROR],
  ] as const)("%s is a payment session that is %s", (state, status) => {
    expect(sessionStatus(state)).toBe(status)
  })
})

describe("what goes wrong at Amazon", () => {
  it.each(["request_refused", "invalid_input"] as const)("is a refusal when it is %s, and nothing was done", (code) => {
    const error = new AmazonPayError(code, "no")
    expect(inMedusasWords(error, "reading")).toMatchObject({ code: "amazon_refused" })
    expect(inMedusasWords(error, "money")).toMatchObject({ code: "amazon_refused" })
  })

  it.each(["invalid_response", "throttled", "unavailable", "timeout"] as const)(
    "leaves it unknown whether money moved when it is %s",
    (code) => {
      const error = new AmazonPayError(code, "no")
      expect(inMedusasWords(error, "reading")).toMatchObject({ code: "amazon_not_available" })
      expect(inMedusasWords(error, "money")).toMatchObject({ code: "payment_outcome_unknown" })
    },
  )

  it("is told with Amazon's reason code where there is one", () => {
    const messageOf = (reasonCode?: string) =>
      (inMedusasWords(new AmazonPayError("request_refused", "no", { reasonCode }), "money") as Error).message
    expect(messageOf("InvalidChargeStatus")).toBe(`${messageOf()} (InvalidChargeStatus)`)
  })

  it("is left as it is when it is somebody else's error", () => {
    const error = new TypeError("ours")
    expect(inMedusasWords(error, "money")).toBe(error)
  })
})

describe("asking Amazon", () => {
  it("gives the answer", async () => {
    await expect(asking("money", Promise.resolve("answer"))).resolves.toBe("answer")
  })

  it("fails in codes of ours", async () => {
    const late = Promise.reject(new AmazonPayError("timeout", "late"))
    await expect(asking("money", late)).rejects.toMatchObject({ code: "payment_outcome_unknown" })
  })
})

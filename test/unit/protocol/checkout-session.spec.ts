import { parseCheckoutSession } from "../../../src/protocol"
import { completedSession, SESSION_ID, STORE_ID } from "../support/samples"

const refused = expect.objectContaining({ name: "AmazonPayError", code: "invalid_response", retryable: false })

describe("a checkout session", () => {
  it("is read from Amazon's documented answer to Complete, lists of null and all", () => {
    expect(parseCheckoutSession(completedSession())).toEqual({
      checkoutSessionId: SESSION_ID,
      state: "Completed",
      reasonCode: null,
      chargePermissionId: "S01-5105180-3221187",
      chargePermissionType: "PaymentMethodOnFile",
      chargeId: "S01-5105180-3221187-C056351",
      storeId: null,
      checkoutResultReturnUrl: null,
      releaseEnvironment: null,
      chargeAmount: null,
      merchantReferenceId: null,
      lastUpdatedAt: new Date("2019-10-15T20:43:27Z"),
    })
  })

  it("is read when everything but id and state is missing", () => {
    expect(parseCheckoutSession({ checkoutSessionId: SESSION_ID, statusDetails: { state: "Open" } })).toEqual({
      checkoutSessionId: SESSION_ID,
      state: "Open",
      reasonCode: null,
      chargePermissionId: null,
      chargePermissionType: null,
      chargeId: null,
      storeId: null,
      checkoutResultReturnUrl: null,
      releaseEnvironment: null,
      chargeAmount: null,
      merchantReferenceId: null,
      lastUpdatedAt: null,
    })
  })

  it("shows the store and the return URL while it is open", () => {
    const session = parseCheckoutSession(
      completedSession({
        storeId: STORE_ID,
        webCheckoutDetails: { checkoutResultReturnUrl: "https://shop.example/r" },
        statusDetails: { state: "Open" },
      }),
    )
    expect(session).toMatchObject({ storeId: STORE_ID, checkoutResultReturnUrl: "https://shop.example/r" })
  })

  it("keeps a state that is newer than this version", () => {
    expect(parseCheckoutSession(completedSession({ statusDetails: { state: "Suspended" } })).state).toBe("Suspended")
  })

  it("has its id in lower case, as ours are compared", () => {
    expect(
      parseCheckoutSession(completedSession({ checkoutSessionId: SESSION_ID.toUpperCase() })).checkoutSessionId,
    ).toBe(SESSION_ID)
  })

  it.each([
    ["null", null],
    ["a list", []],
    ["a text", "{}"],
    ["a number", 5],
    ["without an id", completedSession({ checkoutSessionId: null })],
    ["with a number for an id", completedSession({ checkoutSessionId: 5 })],
    ["without a status", completedSession({ statusDetails: null })],
    ["with a list for a status", completedSession({ statusDetails: [] })],
    ["without a state", completedSession({ statusDetails: { state: null } })],
    ["with an empty state", completedSession({ statusDetails: { state: "" } })],
  ])("is refused when it is %s", (_, json) => {
    expect(() => parseCheckoutSession(json)).toThrow(refused)
  })

  it.each([5, {}, [], "yesterday", "20240230T999999Z", "x20240517T090807Z", "x2024-05-17T09:08:07Z", "1"])(
    "has no date when Amazon's is %j",
    (lastUpdatedTimestamp) => {
      const session = parseCheckoutSession(completedSession({ statusDetails: { state: "Open", lastUpdatedTimestamp } }))
      expect(session.lastUpdatedAt).toBeNull()
    },
  )
})

import { confirmSubscriptionUrl, isUnderstood, parseIpnMessage } from "../../../../src/protocol"
import { confirmation, IPN, notification, TOPIC_ARN } from "../../support/sns"

const malformed = expect.objectContaining({ code: "sns_malformed", retryable: false })
const ipn = (more: Record<string, unknown> = {}) => JSON.stringify({ ...IPN, ...more })

describe("an Instant Payment Notification", () => {
  it("names the object to read again", () => {
    expect(parseIpnMessage(ipn())).toEqual({
      merchantId: "A1EXAMPLEMERCH",
      objectType: "CHARGE_PERMISSION",
      objectId: "B01-0000000-0000000",
      chargePermissionId: "B01-0000000-0000000",
      notificationType: "ATTRIBUTE_CHANGE",
      notificationId: "11111111-1111-1111-1111-111111111111",
      version: "V2",
    })
  })

  it("is read in the spelling of Amazon's table as well", () => {
    const lower = Object.fromEntries(
      Object.entries(IPN).map(([name, value]) => [name[0]?.toLowerCase() + name.slice(1), value]),
    )
    expect(parseIpnMessage(JSON.stringify(lower))).toEqual(parseIpnMessage(ipn()))
  })

  it("about a charge permission names it even where ChargePermissionId is missing", () => {
    expect(parseIpnMessage(ipn({ ChargePermissionId: null })).chargePermissionId).toBe("B01-0000000-0000000")
  })

  it("about a charge does not take the charge for the permission", () => {
    const about = ipn({ ObjectType: "CHARGE", ObjectId: "B01-0000000-0000000-C000001", ChargePermissionId: null })
    expect(parseIpnMessage(about).chargePermissionId).toBeNull()
  })

  it("about a charge names the permission that it is of", () => {
    const about = ipn({ ObjectType: "CHARGE", ObjectId: "B01-0000000-0000000-C000001" })
    expect(parseIpnMessage(about).chargePermissionId).toBe("B01-0000000-0000000")
  })

  it.each([
    ["ObjectType", "SOMETHING_NEW", "objectType"],
    ["NotificationType", "SOMETHING_NEW", "notificationType"],
  ] as const)("with a newer %s is kept", (member, value, read) => {
    expect(parseIpnMessage(ipn({ [member]: value }))[read]).toBe(value)
  })

  it.each([
    ["V3", "V3"],
    ["V1", "V1"],
    ["v2", "v2"],
    ["", "unreadable"],
    ["V 3", "unreadable"],
    [2, "unreadable"],
    [{}, "unreadable"],
  ])("of version %j names its merchant and is not understood", (NotificationVersion, version) => {
    const message = parseIpnMessage(ipn({ NotificationVersion }))
    expect(message).toMatchObject({ merchantId: "A1EXAMPLEMERCH", version })
    expect(isUnderstood(message)).toBe(false)
  })

  it.each([undefined, null, "V2"])("of version %j is understood, with more members too", (NotificationVersion) => {
    expect(isUnderstood(parseIpnMessage(ipn({ NotificationVersion, More: {} })))).toBe(true)
  })

  it("without type and id of the notification is read", () => {
    const message = ipn({ NotificationType: null, NotificationId: undefined })
    expect(parseIpnMessage(message)).toMatchObject({ notificationType: null, notificationId: null })
  })

  it.each(["MerchantID", "ObjectType", "ObjectId"])("without %s is malformed", (member) => {
    for (const value of [undefined, null, "", 5, ["x"], {}]) {
      expect(() => parseIpnMessage(ipn({ [member]: value }))).toThrow(malformed)
    }
  })

  it.each(["MerchantID", "ObjectType", "ObjectId"])("whose %s could not be stored or logged is malformed", (member) => {
    for (const value of ["a\0b", "a\nb", "a b", "\u001b[31m", "\ud800", "x".repeat(257)]) {
      expect(() => parseIpnMessage(ipn({ [member]: value }))).toThrow(malformed)
    }
  })

  it("that names its merchant twice is malformed", () => {
    expect(() => parseIpnMessage(ipn({ merchantID: "A2VICTIM" }))).toThrow(malformed)
  })

  it.each(["", "null", "5", "[]", "{}", '"x"', "not JSON", '{"MerchantID":'])("is not %j", (message) => {
    expect(() => parseIpnMessage(message)).toThrow(malformed)
  })
})

describe("the URL that confirms a subscription", () => {
  const asked = confirmation("SubscriptionConfirmation", {
    SubscribeURL: "https://169.254.169.254/latest/meta-data",
    Token: "a&Token=b",
  })

  it("is built from topic and token, never from SubscribeURL", () => {
    const url = confirmSubscriptionUrl(asked, null)
    expect(url.origin).toBe("https://sns.eu-west-1.amazonaws.com")
    expect(Object.fromEntries(url.searchParams)).toEqual({
      Action: "ConfirmSubscription",
      TopicArn: TOPIC_ARN,
      Token: "a&Token=b",
    })
    expect(url.href).not.toContain("169.254")
  })

  it("goes to the simulator where there is one", () => {
    expect(confirmSubscriptionUrl(asked, "http://127.0.0.1:9700/sns").href).toMatch(
      /^http:\/\/127\.0\.0\.1:9700\/sns\?Action=/,
    )
  })

  it.each([
    ["a notification", notification({ Token: "x" })],
    ["the end of a subscription, which would be started again", confirmation("UnsubscribeConfirmation")],
    ["a message without a token", { ...asked, Token: undefined }],
    ["a topic that is none", { ...asked, TopicArn: "arn:aws:sns:evil:1:x" }],
  ])("does not exist for %s", (_, envelope) => {
    expect(() => confirmSubscriptionUrl(envelope, null)).toThrow(
      expect.objectContaining({ code: "sns_refused", reasonCode: "content" }),
    )
  })
})

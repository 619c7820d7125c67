import fc from "fast-check"
import { AmazonPayError, parseEnvelope, verifyDelivery } from "../../../../src/protocol"
import { altered, confirmation, notification, SENT_AT, signed, snsKey } from "../../support/sns"

const malformed = expect.objectContaining({ code: "sns_malformed", retryable: false })
const parse = (body: string | Uint8Array) => parseEnvelope(typeof body === "string" ? Buffer.from(body) : body)

describe("a body that is no SNS message", () => {
  it.each(["null", "42", '"x"', "[]", "{}", "", "   ", "true", "not JSON", "Type=Notification&Message=x", '{"Type":'])(
    "%j is malformed",
    (body) => {
      expect(() => parse(body)).toThrow(malformed)
    },
  )

  it("with a byte order mark is malformed", () => {
    expect(() => parse(`\ufeff${signed()}`)).toThrow(malformed)
  })

  it("with bytes that are no UTF-8 is malformed", () => {
    for (const place of ["Notification", "ATTRIBUTE_CHANGE"]) {
      const body = Buffer.from(signed())
      body[body.indexOf(place)] = 0xff
      expect(() => parse(body)).toThrow(malformed)
    }
  })

  it("that is nested a hundred thousand times is refused, and fast", () => {
    const deep = `{"Type":"Notification","Message":${"[".repeat(100_000)}${"]".repeat(100_000)}}`
    const started = performance.now()
    expect(() => parse(deep)).toThrow(malformed)
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  it("of 300 kB is refused without harm", () => {
    expect(() => parse(`{"Type":"${"x".repeat(300_000)}"}`)).toThrow(malformed)
  })
})

describe("a field of another type", () => {
  const fields = [
    "Type",
    "MessageId",
    "TopicArn",
    "Message",
    "Timestamp",
    "SignatureVersion",
    "Signature",
    "SigningCertURL",
  ]

  it.each(fields)("%s is malformed when it is missing, a list, an object, a number or null", (field) => {
    const body = signed()
    const value = (JSON.parse(body) as Record<string, string>)[field]
    for (const other of [undefined, [value], { value }, 1, null, true]) {
      expect(() => parse(altered(body, { [field]: other }))).toThrow(malformed)
    }
  })

  it.each(["Token", "SubscribeURL"])("%s is required on confirmations", (field) => {
    for (const type of ["SubscriptionConfirmation", "UnsubscribeConfirmation"] as const) {
      const body = signed(confirmation(type))
      for (const other of [undefined, ["x"], null]) {
        expect(() => parse(altered(body, { [field]: other }))).toThrow(malformed)
      }
    }
  })

  it("Subject is malformed when it is there and no text", () => {
    for (const other of [null, ["x"], 1]) expect(() => parse(altered(signed(), { Subject: other }))).toThrow(malformed)
  })

  it("TopicArn as a list is malformed although it would be the same text when joined", async () => {
    const body = signed()
    const { TopicArn } = JSON.parse(body) as { TopicArn: string }
    const asked: string[] = []
    const verified = verifyDelivery(Buffer.from(altered(body, { TopicArn: [TopicArn] })), {
      now: new Date(SENT_AT),
      maxAgeSeconds: 86_400,
      isTopicAccepted: (arn) => asked.push(arn) > 0,
      signingKey: () => Promise.resolve(snsKey()),
    })
    await expect(verified).rejects.toEqual(malformed)
    expect(asked).toEqual([])
  })
})

describe("a field of another value", () => {
  it.each(["SomethingElse", "notification", "Notification ", "__proto__", "constructor", ""])(
    "Type %j is malformed",
    (Type) => {
      expect(() => parse(altered(signed(), { Type }))).toThrow(malformed)
    },
  )

  it.each(["3", "0", "", "1.0", "01", "1 ", "２"])("SignatureVersion %j is malformed", (SignatureVersion) => {
    expect(() => parse(altered(signed(), { SignatureVersion }))).toThrow(malformed)
  })

  it.each([
    "",
    "yesterday",
    " 2026-06-01T12:00:00Z",
    "+2026-06-01T12:00:00Z",
    "2026-06-01",
    "2026-06-01T12:00:00",
    "1717243200",
    "2026-13-01T00:00:00Z",
    "2026-06-01T12:00:00+00:00",
    "2026-06-01T12:00:00Z0",
    "2026-06-32T12:00:00Z",
    "2026-06-01T24:00:00Z",
  ])("Timestamp %j is malformed", (Timestamp) => {
    expect(() => parse(altered(signed(), { Timestamp }))).toThrow(malformed)
  })

  it.each(["2026-12-31T23:59:59Z", "2026-10-20T10:00:00.1Z", SENT_AT])("Timestamp %j is a time", (Timestamp) => {
    expect(parse(altered(signed(), { Timestamp })).Timestamp).toBe(Timestamp)
  })

  it("MessageId has at most 4,096 characters, whatever they are", () => {
    for (const character of ["x", "é"]) {
      const MessageId = character.repeat(4_096)
      expect(parse(altered(signed(), { MessageId })).MessageId).toBe(MessageId)
      expect(() => parse(altered(signed(), { MessageId: MessageId + character }))).toThrow(malformed)
    }
  })

  it.each(["MessageId", "TopicArn", "Signature", "SigningCertURL"])("%s of 5,000 characters is malformed", (field) => {
    expect(() => parse(altered(signed(), { [field]: "x".repeat(5_000) }))).toThrow(malformed)
  })

  it.each([
    ...["SigningCertUrl", "subscribeUrl", "TYPE", "type", "messageid", "topicarn", "message", "timestamp"],
    ...["signatureversion", "signature", "signingcerturl", "subject", "token", "subscribeurl"],
  ])("%s as another spelling is malformed", (name) => {
    expect(() => parse(altered(signed(), { [name]: "x" }))).toThrow(malformed)
  })
})

describe("keys that could mean something to JavaScript", () => {
  it("are ignored, and change no prototype", () => {
    const body = signed().replace(
      /^\{/,
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},',
    )
    expect(parse(body)).toEqual(parse(signed()))
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it("that come twice are read in one way: the last, which is the one whose signature counts", async () => {
    const body = signed()
    const twice = body.replace(/^\{/, '{"TopicArn":"arn:aws:sns:eu-west-1:666666666666:attacker",')
    expect(parse(twice).TopicArn).toBe(notification().TopicArn)
    const policy = {
      now: new Date(SENT_AT),
      maxAgeSeconds: 86_400,
      isTopicAccepted: (arn: string) => arn === notification().TopicArn,
      signingKey: () => Promise.resolve(snsKey()),
    }
    await expect(verifyDelivery(Buffer.from(twice), policy)).resolves.toMatchObject({
      TopicArn: notification().TopicArn,
    })
  })
})

it("whatever arrives at the door is read or refused with a typed error, and nothing is fetched", async () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.json().map((text) => Buffer.from(text)),
    fc
      .record({ at: fc.nat(900), length: fc.nat(900) })
      .map(({ at, length }) => Buffer.from(signed()).subarray(at, at + length)),
    fc
      .dictionary(fc.constantFrom("Type", "Message", "TopicArn", "Signature"), fc.jsonValue())
      .map((value) => Buffer.from(altered(signed(), value))),
  )
  await fc.assert(
    fc.asyncProperty(anything, async (raw) => {
      let fetches = 0
      const policy = {
        now: new Date(SENT_AT),
        maxAgeSeconds: 86_400,
        isTopicAccepted: () => false,
        signingKey: () => Promise.resolve(snsKey()).finally(() => fetches++),
      }
      await expect(verifyDelivery(raw, policy)).rejects.toBeInstanceOf(AmazonPayError)
      expect(fetches).toBe(0)
    }),
    { numRuns: 400 },
  )
})

import { createHash, type KeyObject } from "node:crypto"
import fc from "fast-check"
import { parseEnvelope, snsStringToSign, verifyDelivery, verifySnsSignature } from "../../../../src/protocol"
import { AmazonPayError, type SnsEnvelope } from "../../../../src/protocol"
import { rsaKeyPair } from "../../support/keys"
import { altered, confirmation, IPN, notification, SENT_AT, signed, snsKey, TOPIC_ARN } from "../../support/sns"

const HONEST = {
  "a notification of version 1": notification(),
  "a notification of version 2": notification({ SignatureVersion: "2" }),
  "a notification with a subject": notification({ Subject: "Amazon Pay" }),
  "a subscription confirmation": confirmation("SubscriptionConfirmation"),
  "an unsubscribe confirmation": confirmation("UnsubscribeConfirmation"),
}

const SIGNED = ["Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"] as const

/** Our verdict, by somebody who accepts every topic and every age, so that only the signature can refuse. */
async function verdict(body: string, key: KeyObject = snsKey()): Promise<SnsEnvelope | AmazonPayError> {
  try {
    return await verifyDelivery(Buffer.from(body), {
      now: new Date(SENT_AT),
      maxAgeSeconds: 1e12,
      isTopicAccepted: () => true,
      signingKey: () => Promise.resolve(key),
    })
  } catch (error) {
    if (error instanceof AmazonPayError) return error
    throw error
  }
}

const accepted = async (body: string) => !((await verdict(body)) instanceof AmazonPayError)

describe.each(Object.entries(HONEST))("%s", (_, honest) => {
  const body = signed(honest)
  const read = JSON.parse(body) as Record<string, string>

  it("is accepted as it is", async () => {
    expect(await accepted(body)).toBe(true)
  })

  it.each(SIGNED.filter((field) => field in honest))(
    "is refused when any character of %s is changed",
    async (field) => {
      const text = read[field] ?? ""
      for (let at = 0; at < text.length; at++) {
        const flipped = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
        expect({ at, accepted: await accepted(altered(body, { [field]: flipped })) }).toEqual({ at, accepted: false })
      }
    },
  )

  it.each(SIGNED.filter((field) => field in honest))(
    "is refused when a character of %s is dropped or doubled",
    async (field) => {
      const text = read[field] ?? ""
      for (let at = 0; at < text.length; at++) {
        const dropped = text.slice(0, at) + text.slice(at + 1)
        const doubled = text.slice(0, at) + (text[at] ?? "") + text.slice(at)
        expect({ at, accepted: await accepted(altered(body, { [field]: dropped })) }).toEqual({ at, accepted: false })
        expect({ at, accepted: await accepted(altered(body, { [field]: doubled })) }).toEqual({ at, accepted: false })
      }
    },
  )

  it("is refused when any character of the signature is changed, its last spare bits included", async () => {
    const text = read.Signature ?? ""
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === "A" ? "B" : "A"
      const flipped = text.slice(0, at) + other + text.slice(at + 1)
      expect({ at, accepted: await accepted(altered(body, { Signature: flipped })) }).toEqual({ at, accepted: false })
    }
  })

  it.each([
    ["empty", () => ""],
    ["not Base64", () => "!!!!"],
    ["followed by something", (text: string) => `${text}AAAA`],
    ["without its padding", (text: string) => text.replaceAll("=", "")],
    ["in the URL alphabet", (text: string) => text.replaceAll("+", "-").replaceAll("/", "_").replace(/^./, "_")],
    ["cut in half", (text: string) => text.slice(0, 172)],
    ["all zeros", () => Buffer.alloc(256).toString("base64")],
    ["a single byte", () => "AA=="],
  ])("is refused when its signature is %s", async (__, change) => {
    expect(await accepted(altered(body, { Signature: change(read.Signature ?? "") }))).toBe(false)
  })

  it("is refused under the other signature version", async () => {
    const other = read.SignatureVersion === "1" ? "2" : "1"
    expect(await accepted(altered(body, { SignatureVersion: other }))).toBe(false)
  })

  it("is refused with another key", async () => {
    expect(await verdict(body, rsaKeyPair("other").publicKey)).toMatchObject({
      code: "sns_refused",
      reasonCode: "signature",
    })
  })

  it("returns nothing that was not signed, however it was added", async () => {
    const more = {
      UnsubscribeURL: "https://evil.example",
      Extra: "x",
      SubscribeURL: "https://evil.example",
      Token: "evil",
    }
    const unsigned = honest.Type === "Notification" ? more : { UnsubscribeURL: more.UnsubscribeURL, Extra: "x" }
    const envelope = await verdict(altered(body, unsigned))
    expect(JSON.stringify(envelope)).not.toContain("evil")
    expect(envelope).not.toHaveProperty("Extra")
  })
})

it("a subject that is added after signing is refused", async () => {
  expect(await accepted(altered(signed(), { Subject: "x" }))).toBe(false)
  expect(await accepted(altered(signed(), { Subject: "" }))).toBe(false)
})

it("a subject on a confirmation is not signed, and not returned", async () => {
  const envelope = await verdict(altered(signed(confirmation("SubscriptionConfirmation")), { Subject: "evil" }))
  expect(envelope).toMatchObject({ Type: "SubscriptionConfirmation" })
  expect(envelope).not.toHaveProperty("Subject")
})

it("random changes of an honest body are never accepted as another message", async () => {
  const body = signed()
  const meaning = snsStringToSign(parseEnvelope(Buffer.from(body)))
  const edit = fc.record({ at: fc.nat(body.length), drop: fc.nat(3), insert: fc.string({ maxLength: 3 }) })
  await fc.assert(
    fc.asyncProperty(edit, async ({ at, drop, insert }) => {
      const envelope = await verdict(body.slice(0, at) + insert + body.slice(at + drop))
      if (!(envelope instanceof AmazonPayError)) expect(snsStringToSign(envelope)).toBe(meaning)
    }),
    { numRuns: 500 },
  )
})

describe("the re-split canonical string", () => {
  const victim = TOPIC_ARN
  const attackers = "arn:aws:sns:eu-west-1:666666666666:attacker"

  /** A message that the attacker's own topic signs honestly; the same text read with its borders elsewhere. */
  function resplit(): { honest: string; forged: string } {
    const tail = `\nMessageId\nm-1\nTimestamp\n${SENT_AT}\nTopicArn\n${victim}\nType\nNotification`
    const honest = notification({ TopicArn: attackers, Message: `${JSON.stringify(IPN)}${tail}`, MessageId: "m-2" })
    const body = signed(honest)
    const rest = `Notification\nMessageId\nm-2\nTimestamp\n${SENT_AT}\nTopicArn\n${attackers}\nType\nNotification`
    const forged = altered(body, { Message: JSON.stringify(IPN), MessageId: "m-1", TopicArn: victim, Type: rest })
    return { honest: body, forged }
  }

  it("really is the same signed text", () => {
    const { honest, forged } = resplit()
    const { Message, MessageId, Timestamp, TopicArn, Type } = JSON.parse(forged) as Record<string, string>
    const text = `Message\n${Message}\nMessageId\n${MessageId}\nTimestamp\n${Timestamp}\nTopicArn\n${TopicArn}\nType\n${Type}\n`
    expect(text).toBe(snsStringToSign(parseEnvelope(Buffer.from(honest))))
  })

  it("is refused, and never attributed to the victim's topic", async () => {
    const { honest, forged } = resplit()
    expect(await verdict(honest)).toMatchObject({ TopicArn: attackers })
    expect(await verdict(forged)).toMatchObject({ code: "sns_malformed" })
  })

  it.each(["MessageId", "Timestamp", "TopicArn", "Token", "SubscribeURL", "SigningCertURL", "Signature", "Type"])(
    "cannot be hidden in %s: a line break there is malformed",
    async (field) => {
      const body = signed(confirmation("SubscriptionConfirmation"))
      for (const character of ["\n", "\r", "\0", "\u007f", "\u2028", "\u2029", "\t"]) {
        const value = `${(JSON.parse(body) as Record<string, string>)[field]}${character}x`
        expect(await verdict(altered(body, { [field]: value }))).toMatchObject({ code: "sns_malformed" })
      }
    },
  )

  it("is no problem in Message and Subject, where line breaks are allowed", async () => {
    expect(await accepted(signed(notification({ Message: "a\nTopicArn\nb", Subject: "c\nType\nd" })))).toBe(true)
  })
})

it("SNS's own key of version 1 cannot be made to vouch for half characters", async () => {
  const body = signed(notification({ Message: "\ufffd" }))
  expect(await accepted(body)).toBe(true)
  expect(await verdict(altered(body, { Message: "\ud800" }))).toMatchObject({ code: "sns_malformed" })
})

describe("a forgery for a key with exponent 3", () => {
  const { publicKey } = rsaKeyPair("e3", { exponent: 3 })

  /** PKCS#1 v1.5 with too little padding and garbage behind the hash, made without any private key. */
  function forge(text: string, digestInfo: string, hash: string): string {
    const digest = createHash(hash).update(text).digest("hex")
    const head = `0001${"ff".repeat(8)}00${digestInfo}${digest}`
    const low = BigInt(`0x${head.padEnd(512, "0")}`)
    const root = cubeRoot(low) + 1n
    return Buffer.from(root.toString(16).padStart(512, "0"), "hex").toString("base64")
  }

  function cubeRoot(n: bigint): bigint {
    let low = 0n
    let high = 1n << 700n
    while (low < high) {
      const middle = (low + high + 1n) / 2n
      if (middle ** 3n <= n) low = middle
      else high = middle - 1n
    }
    return low
  }

  it.each([
    ["1", "sha1", "3021300906052b0e03021a05000414"],
    ["2", "sha256", "3031300d060960864801650304020105000420"],
  ] as const)("of version %s has the right beginning, and is refused", (SignatureVersion, hash, digestInfo) => {
    const envelope = { ...notification({ SignatureVersion }), Signature: "" }
    const text = snsStringToSign(envelope)
    const Signature = forge(text, digestInfo, hash)
    const cubed = BigInt(`0x${Buffer.from(Signature, "base64").toString("hex")}`) ** 3n
    expect(cubed.toString(16).padStart(512, "0")).toMatch(new RegExp(`^0001(ff){8}00${digestInfo}`))
    expect(() => verifySnsSignature({ ...envelope, Signature }, publicKey)).toThrow("The signature does not match")
  })
})

import { generateKeyPairSync } from "node:crypto"
import { gzipSync } from "node:zlib"
import { readSigningCertificate, verifySnsSignature, type SnsEnvelope } from "../../../src/protocol"
import { snsStringToSign } from "../../../src/protocol/sns/string-to-sign"
import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { approveTopic, listTopics, rejectTopic } from "../../../src/modules/amazon-pay/inbox/decide-topic"
import { listNotifications } from "../../../src/modules/amazon-pay/inbox/list-notifications"
import { authority, rootCertificate } from "../../unit/support/certificates"
import { rsaKeyPair } from "../../unit/support/keys"
import { answer, drip, hang, reset, type Step } from "../../unit/support/scripted-server"
import { altered } from "../../unit/support/sns"
import { connectionsDuring } from "../inbox/connections"
import {
  aboutSubscription,
  bodyOf,
  CERTIFICATE_URL,
  ipn,
  openDoor,
  rowsOf,
  TOPIC,
  validCertificate,
  type Door,
} from "../inbox/door"
import { forgedWithFiller, forgedWithTrailingBytes, weakKey, type Forgery } from "../support/forgery"
import { serveHook, type Hook } from "../support/hook"
import { from, numbersIn } from "../support/numbers"

/**
 * What comes in from the internet, and what must not. The numbers are those of the project's list of hostile cases. Every
 * body goes through the plugin's own route over HTTP; what it makes us do is counted.
 */

let door: Door
let hook: Hook
let urls = 0

beforeAll(async () => {
  door = await openDoor()
  hook = await serveHook(door.runtime)
})
afterAll(async () => {
  await hook.close()
  await door.close()
})
beforeEach(async () => {
  await door.runtime.db.query("delete from amazon_pay_notification")
  door.serve(answer(200, validCertificate()))
  door.answerSns(answer(200))
  forgetFetches()
})

/** What is remembered of certificates that were not to be had or not to be trusted is forgotten after a minute. */
function forgetFetches(): void {
  door.advance(61)
}

/** A certificate nobody has fetched yet. */
function freshUrl(): string {
  urls += 1
  return CERTIFICATE_URL.replace("1111111111", `fresh${urls}`)
}

/** All that anybody who is refused is told. */
const CONSTANT: Readonly<Record<number, string>> = {
  200: '{"received":true}',
  400: '{"type":"invalid_data","message":"This is not a notification."}',
  403: '{"type":"forbidden","message":"This notification is not accepted."}',
  413: '{"type":"invalid_data","message":"The message is too large."}',
  503: '{"type":"unexpected_state","message":"The notification could not be stored. Send it again."}',
}

const asked = () => door.certificates.received.length + door.sns.received.length

/** How a body is answered, and what it made us do. */
async function judged(body: Buffer | string, headers?: Record<string, string>) {
  const before = asked()
  const { status, text } = await hook.post(body, headers)
  expect(text).toBe(CONSTANT[status])
  return { status, fetched: asked() - before, stored: (await door.rows()).length }
}

const statusOf = async (body: Buffer | string) => (await hook.post(body)).status

const STORED = { status: 200, stored: 1 }
const MALFORMED = { status: 400, fetched: 0, stored: 0 }
const REFUSED = { status: 403, fetched: 0, stored: 0 }

/** Connections to anything but our own database and this test's own request. */
async function strangeConnections(work: () => Promise<unknown>): Promise<number[]> {
  const own = [Number(process.env.DB_PORT), hook.port]
  return (await connectionsDuring(work)).filter((port) => !own.includes(port))
}

describe("1. a body that is no message", () => {
  it.each(["null", "42", '"x"', "[]", "{}", "", "   ", "not json", '{"Type":"Notification"', "[[[[", "true", "\u0000"])(
    "is answered 400, stored nowhere, and ends nothing: '%s'",
    async (body) => {
      expect(await judged(body)).toEqual(MALFORMED)
      expect(await judged(bodyOf(ipn()))).toMatchObject(STORED)
    },
  )

  it.each([
    ["lists", "["],
    ["objects", '{"a":'],
  ])("is answered 400 when it is nothing but %s in each other", async (_, opening) => {
    expect(await judged(opening.repeat(50_000))).toEqual(MALFORMED)
  })
})

describe("2. a field that is not a text", () => {
  const fields = (body: Buffer) => Object.keys(JSON.parse(body.toString()) as object)
  const wrong = (value: unknown) => [[value], { value }, 7, true, null]

  it.each([
    ...fields(bodyOf(ipn())).map((field) => ["Notification", field] as const),
    ...fields(bodyOf(aboutSubscription("SubscriptionConfirmation"))).map((field) => ["confirmation", field] as const),
  ])("of a %s, or that is missing, is answered 400: %s", async (type, field) => {
    const SigningCertURL = freshUrl()
    const envelope =
      type === "confirmation"
        ? aboutSubscription("SubscriptionConfirmation", { SigningCertURL })
        : ipn({ SigningCertURL })
    const body = bodyOf(envelope).toString()
    const { [field]: original, ...without } = JSON.parse(body) as Record<string, unknown>
    for (const value of wrong(original)) expect(await judged(altered(body, { [field]: value }))).toEqual(MALFORMED)
    expect(await judged(JSON.stringify(without))).toEqual(MALFORMED)
  })
})

describe("3. a message of one's own topic that is read in another way", () => {
  const OWN_TOPIC = "arn:aws:sns:eu-west-1:999999999999:Attacker"

  it("is never attributed to the store's topic", async () => {
    const honest = ipn()
    const second = ["MessageId", "stolen", "Timestamp", honest.Timestamp, "TopicArn", TOPIC, "Type", "Notification"]
    const attack = ipn({ TopicArn: OWN_TOPIC, Message: [honest.Message, ...second].join("\n") })
    const { Signature } = JSON.parse(bodyOf(attack).toString()) as { Signature: string }
    const rest = ["MessageId", attack.MessageId, "Timestamp", attack.Timestamp, "TopicArn", OWN_TOPIC, "Type"]
    const reread = {
      ...honest,
      MessageId: "stolen",
      TopicArn: TOPIC,
      Type: ["Notification", ...rest, "Notification"].join("\n"),
      SigningCertURL: freshUrl(),
      Signature,
    }
    expect(await judged(JSON.stringify(reread))).toEqual(MALFORMED)
    expect(await judged(JSON.stringify({ ...reread, Type: "Notification" }))).toMatchObject({ status: 403, stored: 0 })
    expect(await judged(bodyOf(attack))).toEqual(REFUSED)
  })

  it.each([
    ...["MessageId", "TopicArn", "Timestamp", "Type", "SigningCertURL", "SignatureVersion", "Signature"],
    ...["Token", "SubscribeURL"],
  ])("is answered 400 with a line break or control character in %s", async (field) => {
    const ofConfirmation = field === "Token" || field === "SubscribeURL"
    const SigningCertURL = freshUrl()
    const envelope = ofConfirmation
      ? aboutSubscription("SubscriptionConfirmation", { SigningCertURL })
      : ipn({ SigningCertURL })
    const body = bodyOf(envelope).toString()
    const value = String((JSON.parse(body) as Record<string, unknown>)[field])
    for (const character of ["\n", "\r", "\u0000", "\u2028", "\t", "\u007f"]) {
      expect(await judged(altered(body, { [field]: value + character }))).toEqual(MALFORMED)
    }
  })

  it("may have line breaks in Message and Subject, where they can shift nothing", async () => {
    const Message = JSON.stringify(JSON.parse(ipn().Message), null, "\t")
    expect(await judged(bodyOf(ipn({ Message, Subject: "About\nyour wallet" })))).toMatchObject(STORED)
  })

  it.each(["notification", "Notification ", "", "Bounce", "constructor"])("is answered 400 as %j", async (Type) => {
    expect(await judged(altered(bodyOf(ipn()).toString(), { Type }))).toEqual(MALFORMED)
  })
})

describe("4. a message that was changed after it was signed", () => {
  /** A changed byte makes no time, no type and no topic of a time, a type and a topic. */
  const answers = (field: string) => (/^(Timestamp|Type)$/.test(field) ? [400, 403] : [403])

  it.each([
    ["a notification", () => ipn({ Subject: "About your wallet" })],
    ["a confirmation", () => aboutSubscription("SubscriptionConfirmation")],
  ])("is answered 403, whichever byte of whichever signed field is another: %s", async (_, envelope) => {
    const body = bodyOf(envelope()).toString()
    const members = JSON.parse(body) as Record<string, string>
    const signed = ["Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
    let changed = 0
    for (const field of [...signed, "Signature"].filter((name) => name in members)) {
      const text = members[field] ?? ""
      for (let at = 0; at < text.length; at++) {
        const other = text[at] === "a" ? "b" : "a"
        const status = await statusOf(altered(body, { [field]: text.slice(0, at) + other + text.slice(at + 1) }))
        expect([field, at, answers(field).includes(status) ? "refused" : status]).toEqual([field, at, "refused"])
        changed += 1
      }
    }
    expect(changed).toBeGreaterThan(600)
    expect(await door.rows()).toEqual([])
    expect(await judged(body)).toMatchObject(STORED)
  })

  it.each([
    ["empty", ""],
    ["not Base64", "!!!!"],
    ["Base64 of another length", Buffer.alloc(255).toString("base64")],
    ["Base64 of zeros", Buffer.alloc(256).toString("base64")],
    ["Base64 of much", Buffer.alloc(2_500).toString("base64")],
  ])("is answered 403 when its signature is %s", async (_, Signature) => {
    expect(await judged(altered(bodyOf(ipn()).toString(), { Signature }))).toMatchObject({ status: 403, stored: 0 })
  })

  it("is answered 403 when its Base64 is only written differently", async () => {
    const body = bodyOf(ipn()).toString()
    const { Signature } = JSON.parse(body) as { Signature: string }
    for (const other of [`${Signature} `, ` ${Signature}`, Signature.replace(/=+$/, ""), `${Signature}AAAA`]) {
      expect(await judged(altered(body, { Signature: other }))).toMatchObject({ status: 403, stored: 0 })
    }
  })
})

const FILE = "/SimpleNotificationService-elsewhere.pem"

async function expectRefusedUnseen(SigningCertURL: string): Promise<void> {
  const strange = await strangeConnections(async () => {
    expect(await judged(bodyOf(ipn({ SigningCertURL })))).toEqual(REFUSED)
  })
  expect(strange).toEqual([])
}

describe("5. a certificate that lies elsewhere", () => {
  it.each([
    `https://sns.s3-us-west-2.amazonaws.com${FILE}`,
    `https://sns.execute-api.eu-west-1.amazonaws.com${FILE}`,
    `https://sns.eu-west-1.amazonaws.com.evil.example${FILE}`,
    `https://sns.eu-west-1.amazonaws.com@evil.example${FILE}`,
    `https://user@sns.eu-west-1.amazonaws.com${FILE}`,
    `https://sns.eu-west-1.amazonaws.com:8443${FILE}`,
    `https://sns.eu-west-1.amazonaws.com:443${FILE}`,
    `https://sns.eu-west-1.amazonaws.com${FILE}?x=1`,
    `https://sns.eu-west-1.amazonaws.com${FILE}#x`,
    `https:\\\\sns.eu-west-1.amazonaws.com${FILE}`,
    `https://sns.eu-west-1.amazonaws.com/%2e%2e${FILE}`,
    `https://sns.eu-west-1.amazonaws.com/../evil.pem`,
    `https://sns。eu-west-1.amazonaws.com${FILE}`,
    `https://sns.eu-west-1.amazonaws.com.${FILE}`,
    `https://SNS.eu-west-1.amazonaws.com${FILE}`,
    `https://127.0.0.1${FILE}`,
    `https://[::1]${FILE}`,
    `https://169.254.169.254${FILE}`,
    `https://2130706433${FILE}`,
    `http://sns.eu-west-1.amazonaws.com${FILE}`,
    `file:///etc/passwd`,
    `https://sns.eu-west-1.amazonaws.com/evil.pem`,
    `https://sns.eu-west-1.amazonaws.com${FILE}/`,
    `https:`,
    `x`,
  ])("is answered 403, and nothing is fetched: %s", expectRefusedUnseen)
})

describe("6. a certificate of another region than the topic's", () => {
  it.each([
    `https://sns.us-east-1.amazonaws.com${FILE}`,
    `https://sns.eu-west-2.amazonaws.com${FILE}`,
    `https://sns.eu-west-1.amazonaws.com.cn${FILE}`,
    `https://sns.amazonaws.com${FILE}`,
    `https://sns.eu-west-11.amazonaws.com${FILE}`,
  ])("is answered 403, and nothing is fetched: %s", expectRefusedUnseen)
})

describe("7. an honest signature of a foreign topic", () => {
  it.each([
    "arn:aws:sns:eu-west-1:999999999999:AmazonPayIpn-Door",
    TOPIC.slice(0, -1),
    `${TOPIC}2`,
    TOPIC.toUpperCase(),
    TOPIC.replace("AmazonPay", "amazonpay"),
    TOPIC.replace("eu-west-1", "us-east-1"),
    TOPIC.replace("arn:aws:", "arn:aws-cn:"),
    `${TOPIC}:suffix`,
    `x${TOPIC}`,
    ` ${TOPIC}`,
    "",
  ])("is answered 403 before anything is fetched, where topics are named: '%s'", async (TopicArn) => {
    const host = TopicArn.includes("us-east-1") ? "us-east-1" : "eu-west-1"
    const SigningCertURL = freshUrl().replace("eu-west-1", host)
    const strange = await strangeConnections(async () => {
      expect(await judged(bodyOf(ipn({ TopicArn, SigningCertURL })))).toEqual(REFUSED)
    })
    expect(strange).toEqual([])
  })

  it("is held where none is named: answered 200, acted on only once an admin approves it, 403 once rejected", async () => {
    const learning = await openDoor({})
    const its = await serveHook(learning.runtime)
    try {
      const other = TOPIC.replace("Door", "Other")
      for (const TopicArn of [TOPIC, other]) expect((await its.post(bodyOf(ipn({ TopicArn })))).status).toBe(200)
      expect(its.woken()).toBe(0)
      expect(await drainInbox(learning.runtime)).toBe(0)
      expect((await learning.rows()).map(({ status }) => status)).toEqual(["held", "held"])
      await approveTopic(learning.runtime, TOPIC)
      await rejectTopic(learning.runtime, other)
      await drainInbox(learning.runtime)
      expect(await learning.rows()).toMatchObject([{ topic_arn: TOPIC, status: "unmatched" }])
      const fetched = learning.certificates.received.length
      const refused = bodyOf(ipn({ TopicArn: other, SigningCertURL: freshUrl() }))
      expect((await its.post(refused)).status).toBe(403)
      expect(learning.certificates.received.length).toBe(fetched)
    } finally {
      await its.close()
      await learning.close()
    }
  })

  it("is answered 403 when the topic is ours and the merchant is not", async () => {
    const foreign = bodyOf(ipn({}, { MerchantID: "A2SOMEBODYELSE" }))
    expect(await judged(foreign)).toMatchObject({ status: 403, stored: 0 })
  })
})

describe("8. a certificate host that misbehaves", () => {
  const misbehaviour: [string, Step][] = [
    ["redirects to a good one", (...it) => answer(302, "", { location: `${door.sns.url}/good.pem` })(...it)],
    ["answers 403", answer(403)],
    ["answers 404", answer(404)],
    ["answers 503", answer(503)],
    ["answers a page", answer(200, "<html>Sign in</html>")],
    ["answers nothing", answer(200)],
    ["answers five megabytes", answer(200, "-----BEGIN CERTIFICATE-----\n" + "A".repeat(5_000_000))],
    ["drips", drip(200, "-----BEGIN")],
    ["hangs", hang],
    ["resets", reset],
  ]

  it.each(misbehaviour)("%s: 503 within five seconds, nothing kept, healed by the next message", async (_, step) => {
    door.serve(step)
    door.answerSns(answer(200, validCertificate()))
    const SigningCertURL = freshUrl()
    const strange = await strangeConnections(async () => {
      const { status, ms } = await hook.post(bodyOf(ipn({ SigningCertURL })))
      expect(status).toBe(503)
      expect(ms).toBeLessThan(5_000)
    })
    expect(strange.filter((port) => !door.certificates.url.endsWith(`:${port}`))).toEqual([])
    expect(await door.rows()).toEqual([])

    door.serve(answer(200, validCertificate()))
    door.advance(20)
    expect(await judged(bodyOf(ipn({ SigningCertURL })))).toEqual({ status: 200, fetched: 1, stored: 1 })
  })

  it("or does not is asked once by fifty messages that come at the same time", async () => {
    const before = asked()
    const SigningCertURL = freshUrl()
    const statuses = await Promise.all(Array.from({ length: 50 }, () => statusOf(bodyOf(ipn({ SigningCertURL })))))
    expect(statuses).toEqual(Array.from({ length: 50 }, () => 200))
    expect(asked() - before).toBe(1)
  })
})

const DAY_MS = 86_400_000

describe("9. a certificate that is not to be trusted", () => {
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey

  const untrusted: [string, () => string][] = [
    ["expired", () => validCertificate({ notAfter: new Date(Date.now() - DAY_MS) })],
    ["not valid yet", () => validCertificate({ notBefore: new Date(Date.now() + 10 * DAY_MS) })],
    ["somebody else's", () => validCertificate({ subject: "sns.amazonaws.com.evil.example" })],
    ["a CA", () => validCertificate({ ca: true })],
    ["of a 1024 bit key", () => validCertificate({ publicKey: rsaKeyPair("short", { bits: 1024 }).publicKey })],
    ["of a key with exponent 3", () => validCertificate({ publicKey: rsaKeyPair("e3", { exponent: 3 }).publicKey })],
    ["of an elliptic curve key", () => validCertificate({ publicKey: ec })],
  ]

  it.each(untrusted)("is answered 403 and remembered for a minute: %s", async (_, certificate) => {
    door.serve(answer(200, certificate()))
    const SigningCertURL = freshUrl()
    expect(await judged(bodyOf(ipn({ SigningCertURL })))).toEqual({ status: 403, fetched: 1, stored: 0 })
    expect(await judged(bodyOf(ipn({ SigningCertURL })))).toEqual(REFUSED)
    door.serve(answer(200, validCertificate()))
    door.advance(30)
    expect(await judged(bodyOf(ipn({ SigningCertURL })))).toEqual(REFUSED)
    door.advance(31)
    expect(await judged(bodyOf(ipn({ SigningCertURL })))).toEqual({ status: 200, fetched: 1, stored: 1 })
  })

  it("is one of so many that are remembered, however many are sent", async () => {
    door.serve(answer(200, untrusted[0]?.[1]()))
    const before = asked()
    for (let n = 0; n < 200; n++) expect(await statusOf(bodyOf(ipn({ SigningCertURL: freshUrl() })))).not.toBe(200)
    expect(asked() - before).toBeLessThan(50)
    expect(await door.rows()).toEqual([])
  })

  it("has to chain to a trust anchor where the options give one", async () => {
    const anchor = rootCertificate({
      notBefore: new Date(Date.now() - DAY_MS),
      notAfter: new Date(Date.now() + DAY_MS),
    })
    const strict = await openDoor({ topicArns: [TOPIC], trustAnchors: [anchor] })
    const its = await serveHook(strict.runtime)
    try {
      strict.serve(answer(200, validCertificate({ issuer: { ...authority(), key: rsaKeyPair("rogue").privateKey } })))
      expect((await its.post(bodyOf(ipn({ SigningCertURL: freshUrl() })))).status).toBe(403)
      strict.serve(answer(200, validCertificate()))
      expect((await its.post(bodyOf(ipn({ SigningCertURL: freshUrl() })))).status).toBe(200)
      expect(await strict.rows()).toHaveLength(1)
    } finally {
      await its.close()
      await strict.close()
    }
  })
})

describe("10. a signature that was forged, and a certificate that was made to be slow", () => {
  const zeroModulus = Buffer.from("301c300d06092a864886f70d0101010500030b0030080201000203010001", "hex")
  const deep = Buffer.from("3080".repeat(2_000), "hex")
  const certificateOf = (content: string) => `-----BEGIN CERTIFICATE-----\n${content}\n-----END CERTIFICATE-----\n`

  const malicious: [string, () => string, number][] = [
    ["of a key with modulus zero", () => validCertificate({ publicKeyDer: zeroModulus }), 403],
    ["of deeply nested ASN.1", () => validCertificate({ extensionBytes: deep, subject: "deep" }), 403],
    ["with nothing inside", () => certificateOf("AAAA"), 403],
    ["of a megabyte", () => certificateOf("A".repeat(1_000_000)), 503],
    ["of many certificates", () => validCertificate({ subject: "x" }).repeat(20), 403],
  ]

  it.each(malicious)("a certificate %s is refused", async (_, certificate, status) => {
    door.serve(answer(200, certificate()))
    expect(await judged(bodyOf(ipn({ SigningCertURL: freshUrl() })))).toEqual({ status, fetched: 1, stored: 0 })
  })

  it.each(malicious)("a certificate %s takes less than 50 ms to refuse", (_, certificate) => {
    const pem = certificate()
    const refusing = () => {
      const started = performance.now()
      expect(() => readSigningCertificate(pem, { now: new Date(), trustAnchors: [] })).toThrow(
        expect.objectContaining({ code: "sns_refused" }),
      )
      return performance.now() - started
    }
    expect(Math.min(...Array.from({ length: 5 }, refusing))).toBeLessThan(50)
  })

  const forgeries: [string, (text: string) => Forgery | null][] = [
    ["with bytes after the digest", forgedWithTrailingBytes],
    ["with bytes inside the algorithm", forgedWithFiller],
  ]

  it.each(forgeries)("a signature forged without a private key is refused: %s", async (_, forge) => {
    const SigningCertURL = freshUrl()
    const [envelope, forgery] = forgedMessage(forge, SigningCertURL)
    const { block, beginning, end } = forgery
    expect(block).toHaveLength(256)
    expect(block.subarray(0, beginning.length)).toEqual(beginning)
    expect(block.subarray(block.length - end.length)).toEqual(end)
    door.serve(answer(200, validCertificate({ publicKey: weakKey })))
    expect(await judged(JSON.stringify(envelope))).toEqual({ status: 403, fetched: 1, stored: 0 })
    expect(() => verifySnsSignature(envelope, weakKey)).toThrow(expect.objectContaining({ code: "sns_refused" }))
  })

  /** A message for which the forgery works out. */
  function forgedMessage(forge: (text: string) => Forgery | null, SigningCertURL: string): [SnsEnvelope, Forgery] {
    for (;;) {
      const unsigned = ipn({ SigningCertURL, SignatureVersion: "2" })
      const forgery = forge(snsStringToSign({ ...unsigned, Signature: "" }))
      if (forgery) return [{ ...unsigned, Signature: forgery.signature.toString("base64") }, forgery]
    }
  }
})

describe("11. the version of the signature", () => {
  it.each(["1", "2"] as const)("%s is answered 200 when it is honest", async (SignatureVersion) => {
    expect(await judged(bodyOf(ipn({ SignatureVersion })))).toMatchObject(STORED)
  })

  it.each(["3", "0", "", "1.0", " 1"])("'%s' is answered 400", async (SignatureVersion) => {
    expect(await judged(altered(bodyOf(ipn()).toString(), { SignatureVersion }))).toEqual(MALFORMED)
  })

  it("that is missing is answered 400", async () => {
    const { SignatureVersion: _, ...without } = JSON.parse(bodyOf(ipn()).toString()) as Record<string, unknown>
    expect(await judged(JSON.stringify(without))).toEqual(MALFORMED)
  })

  it.each([
    ["1", "2"],
    ["2", "1"],
  ] as const)("%s that is labelled %s is answered 403", async (real, label) => {
    const body = altered(bodyOf(ipn({ SignatureVersion: real })).toString(), { SignatureVersion: label })
    expect(await judged(body)).toMatchObject({ status: 403, stored: 0 })
  })
})

describe("12. the confirmation of a subscription", () => {
  const type = "SubscriptionConfirmation"
  const confirmations = () => door.sns.received.map(({ url }) => new URL(url, door.sns.url).searchParams)
  beforeEach(() => void door.sns.received.splice(0))

  it("is given once, at a URL that is built from the topic and the token", async () => {
    const body = bodyOf(aboutSubscription(type, { Token: "tok en&Action=Evil" }))
    expect(await statusOf(body)).toBe(200)
    expect(door.sns.received).toEqual([])
    await drainInbox(door.runtime)
    expect(await statusOf(body)).toBe(200)
    await drainInbox(door.runtime)
    expect(door.sns.received.map(({ method }) => method)).toEqual(["GET"])
    const [given] = confirmations()
    expect([...(given ?? [])]).toEqual([
      ["Action", "ConfirmSubscription"],
      ["TopicArn", TOPIC],
      ["Token", "tok en&Action=Evil"],
    ])
    expect(await door.rows()).toMatchObject([{ status: "processed", no_visible_change: true }])
  })

  it.each([
    "https://evil.example/",
    "https://169.254.169.254/latest/meta-data/",
    "http://sns.eu-west-1.amazonaws.com/",
  ])(
    "is answered 403 when its SubscribeURL lies elsewhere, signed or not, and that URL is never fetched: %s",
    async (SubscribeURL) => {
      const SigningCertURL = freshUrl()
      const strange = await strangeConnections(async () => {
        expect(await judged(bodyOf(aboutSubscription(type, { SubscribeURL, SigningCertURL })))).toEqual(REFUSED)
        const body = bodyOf(aboutSubscription(type, { SigningCertURL })).toString()
        expect(await judged(altered(body, { SubscribeURL }))).toEqual(REFUSED)
        await drainInbox(door.runtime)
      })
      expect(strange).toEqual([])
      expect(door.sns.received).toEqual([])
    },
  )

  it("is answered 403 when it is unsigned, its token was changed, or its topic is foreign", async () => {
    const body = bodyOf(aboutSubscription(type)).toString()
    const foreign = aboutSubscription(type, { TopicArn: "arn:aws:sns:eu-west-1:999999999999:Mine" })
    for (const each of [altered(body, { Signature: "" }), altered(body, { Token: "another" }), bodyOf(foreign)]) {
      expect(await judged(each)).toEqual({ status: 403, fetched: 0, stored: 0 })
    }
    await drainInbox(door.runtime)
    expect(door.sns.received).toEqual([])
  })

  it("follows no redirect; what SNS refuses is dead with its reason", async () => {
    door.answerSns(answer(302, "", { location: `${door.certificates.url}/steal` }))
    const before = door.certificates.received.length
    await statusOf(bodyOf(aboutSubscription(type)))
    await drainInbox(door.runtime)
    expect(door.certificates.received.length).toBe(before)
    expect(await door.rows()).toMatchObject([{ status: "dead", last_error: "SNS refused the confirmation with 302" }])
  })

  it("is tried again when SNS cannot be reached", async () => {
    door.answerSns(answer(503))
    await statusOf(bodyOf(aboutSubscription(type)))
    await drainInbox(door.runtime)
    expect(await door.rows()).toMatchObject([{ status: "failed", attempts: 1 }])
    door.answerSns(answer(200))
    await door.runtime.db.query("update amazon_pay_notification set next_attempt_at = now()")
    await drainInbox(door.runtime)
    expect(await door.rows()).toMatchObject([{ status: "processed" }])
  })
})

describe("13. the end of a subscription", () => {
  it("is answered 200, recorded and warned of; nothing is fetched that could start it again or end another", async () => {
    const body = bodyOf(aboutSubscription("UnsubscribeConfirmation"))
    const notification = altered(bodyOf(ipn()).toString(), { UnsubscribeURL: `${door.certificates.url}/unsubscribe` })
    await statusOf(bodyOf(ipn({ MessageId: "warms the certificate" })))
    const strange = await strangeConnections(async () => {
      expect(await judged(body)).toEqual({ status: 200, fetched: 0, stored: 2 })
      expect(await judged(notification)).toEqual({ status: 200, fetched: 0, stored: 3 })
      await drainInbox(door.runtime)
    })
    expect(strange).toEqual([])
    const { notifications } = await listNotifications(door.runtime.db, {}, { limit: 10, offset: 0 })
    expect(notifications.find(({ type }) => type === "UnsubscribeConfirmation")).toMatchObject({ status: "processed" })
    const warnings = door.logs.filter(({ level, message }) => level === "warn" && message.includes("unsubscribed"))
    expect(warnings).toEqual([{ level: "warn", message: expect.stringContaining(TOPIC) }])
  })
})

describe("14. a body that can be read in more than one way", () => {
  it("is read in one, without touching any prototype", async () => {
    const body = bodyOf(ipn()).toString()
    const poisoned = body.replace(
      "{",
      '{"__proto__":{"Type":"Notification","polluted":1},"constructor":{"prototype":{"polluted":1}},',
    )
    expect(await judged(poisoned)).toMatchObject(STORED)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    const inherited = JSON.parse(body) as Record<string, unknown>
    delete inherited.TopicArn
    const onPrototype = JSON.stringify(inherited).replace("{", `{"__proto__":{"TopicArn":"${TOPIC}"},`)
    expect(await statusOf(onPrototype)).toBe(400)
  })

  it("takes the last of two equal keys, as it is signed", async () => {
    const body = bodyOf(ipn()).toString()
    const first = (member: string) => body.replace("{", `{${member},`)
    const last = (member: string) => body.replace(/}$/, `,${member}}`)
    expect(await statusOf(last('"TopicArn":"arn:aws:sns:eu-west-1:999999999999:X"'))).toBe(403)
    expect(await statusOf(last('"Message":"{}"'))).toBe(403)
    expect(await statusOf(first('"Message":"{}"'))).toBe(200)
    expect(await door.rows()).toMatchObject([{ object_type: "CHARGE_PERMISSION" }])
  })

  it.each([
    ["an alias of a field", (body: string) => body.replace("SigningCertURL", "SigningCertUrl")],
    [
      "an alias beside the field",
      (body: string) => body.replace("{", '{"SigningCertUrl":"https://evil.example/x.pem",'),
    ],
    ["a byte order mark", (body: string) => `\uFEFF${body}`],
    ["half a character", (body: string) => body.replace('"Message":"', '"Message":"\\ud800')],
    ["a comment", (body: string) => `/* */${body}`],
    ["something after it", (body: string) => `${body}{}`],
  ])("is answered 400 with %s", async (_, change) => {
    expect(await judged(change(bodyOf(ipn()).toString()))).toEqual(MALFORMED)
  })

  it("is answered 400 when it is not UTF-8", async () => {
    const body = bodyOf(ipn({ Subject: "xx" }))
    const at = body.indexOf('"xx"') + 1
    for (const bytes of [
      [0xc3, 0x28],
      [0xff, 0xfe],
      [0xc0, 0xaf],
      [0xed, 0xa0],
    ]) {
      const broken = Buffer.from(body)
      broken.set(bytes, at)
      expect(await judged(broken)).toEqual(MALFORMED)
    }
  })

  it.each(["text/plain", "application/json; charset=utf-8", "application/json; charset=latin1", "", "nonsense"])(
    "is the same bytes whatever content type it claims: '%s'",
    async (type) => {
      expect(await judged(bodyOf(ipn({ Subject: "Über 日本" })), { "content-type": type })).toMatchObject(STORED)
    },
  )

  it("is not unpacked", async () => {
    expect(await judged(gzipSync(bodyOf(ipn())), { "content-encoding": "gzip" })).toEqual(MALFORMED)
    expect(await judged(gzipSync(bodyOf(ipn())))).toEqual(MALFORMED)
  })

  it("is answered 413 above 256 KiB, and read up to it", async () => {
    expect(await judged("x".repeat(300 * 1024))).toEqual({ status: 413, fetched: 0, stored: 0 })
    const padded = bodyOf(ipn({ Subject: "x".repeat(250 * 1024) }))
    expect(await judged(padded)).toMatchObject(STORED)
  })
})

it("nobody was taught a topic by any of this", async () => {
  expect((await listTopics(door.runtime)).map(({ arn, status }) => [arn, status])).toEqual([[TOPIC, "configured"]])
  expect(await rowsOf(door.runtime)).toEqual([])
})

it("no case of the door is missing", () => {
  expect(numbersIn(__filename)).toEqual(from(1, 14))
})

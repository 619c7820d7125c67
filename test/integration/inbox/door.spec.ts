import { generateKeyPairSync } from "node:crypto"
import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { listTopics } from "../../../src/modules/amazon-pay/inbox/decide-topic"
import { authority, rootCertificate } from "../../unit/support/certificates"
import { rsaKeyPair } from "../../unit/support/keys"
import { answer, drip, hang, reset, type Step } from "../../unit/support/scripted-server"
import { altered } from "../../unit/support/sns"
import { connectionsDuring } from "./connections"
import {
  aboutSubscription,
  bodyOf,
  CERTIFICATE_URL,
  deliver,
  ipn,
  openDoor,
  rowsOf,
  TOPIC,
  validCertificate,
  type Door,
} from "./door"

/** Group A of the cases: what comes in from the internet, and what must not. The numbers are the cases'. */

let door: Door
let urls = 0

beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.close())
beforeEach(async () => {
  await door.runtime.db.query("delete from amazon_pay_notification")
  door.serve(answer(200, validCertificate()))
  door.answerSns(answer(200))
})

/** A certificate nobody has fetched yet. */
function freshUrl(): string {
  urls += 1
  return CERTIFICATE_URL.replace("1111111111", `fresh${urls}`)
}

/** The verdict on a body, with what it made us do. */
async function judged(body: Buffer | string) {
  const before = door.certificates.received.length + door.sns.received.length
  const verdict = await deliver(door.runtime, body)
  return {
    verdict,
    fetched: door.certificates.received.length + door.sns.received.length - before,
    stored: (await door.rows()).length,
  }
}

const REFUSED = { verdict: "sns_refused", fetched: 0, stored: 0 }
const MALFORMED = { verdict: "sns_malformed", fetched: 0, stored: 0 }

describe("1: a body that is no message", () => {
  it.each(["null", "42", '"x"', "[]", "{}", "", "   ", "not json", '{"Type":"Notification"', "[[[[", "true", "\u0000"])(
    "is malformed: '%s'",
    async (body) => {
      expect(await judged(body)).toEqual(MALFORMED)
    },
  )

  it.each([
    ["lists", "["],
    ["objects", '{"a":'],
  ])("is malformed when it is nothing but %s in each other", async (_, opening) => {
    expect(await judged(opening.repeat(50_000))).toEqual(MALFORMED)
  })
})

describe("2: a field that is not a text", () => {
  const fields = Object.keys(JSON.parse(bodyOf(ipn()).toString()) as object)
  const wrong = (value: unknown) => [[value], { value }, 7, true, null]

  it.each(fields)("is malformed: %s", async (field) => {
    const body = bodyOf(ipn({ SigningCertURL: freshUrl() })).toString()
    const original = (JSON.parse(body) as Record<string, unknown>)[field]
    for (const value of wrong(original)) expect(await judged(altered(body, { [field]: value }))).toEqual(MALFORMED)
    const { [field]: _, ...without } = JSON.parse(body) as Record<string, unknown>
    expect(await judged(JSON.stringify(without))).toEqual(MALFORMED)
  })
})

describe("3: a message of one's own topic that is read in another way", () => {
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
    expect(await judged(JSON.stringify({ ...reread, Type: "Notification" }))).toMatchObject({ verdict: "sns_refused" })
    expect(await judged(bodyOf(attack))).toEqual(REFUSED)
  })

  it.each(["MessageId", "TopicArn", "Timestamp", "Type", "SigningCertURL", "SignatureVersion", "Signature"])(
    "is malformed with a line break or control character in %s",
    async (field) => {
      const body = bodyOf(ipn({ SigningCertURL: freshUrl() })).toString()
      const value = String((JSON.parse(body) as Record<string, unknown>)[field])
      for (const character of ["\n", "\r", "\u0000", "\u2028", "\t"]) {
        expect(await judged(altered(body, { [field]: value + character }))).toEqual(MALFORMED)
      }
    },
  )
})

describe("4: a message that was changed after it was signed", () => {
  const signedFields = ["Message", "MessageId", "Timestamp", "TopicArn", "Type"] as const

  it("is refused, whichever byte of whichever signed field is changed", async () => {
    const envelope = ipn({ Subject: "About your wallet" })
    const body = bodyOf(envelope).toString()
    const members = JSON.parse(body) as Record<string, string>
    let changed = 0
    for (const field of [...signedFields, "Subject", "Signature"]) {
      const text = members[field] ?? ""
      const step = Math.max(Math.floor(text.length / 40), 1)
      for (let at = 0; at < text.length; at += step) {
        const other = text[at] === "a" ? "b" : "a"
        const verdict = await deliver(
          door.runtime,
          altered(body, { [field]: text.slice(0, at) + other + text.slice(at + 1) }),
        )
        expect([field, at, verdict]).toEqual([field, at, expect.stringMatching(/^sns_(refused|malformed)$/)])
        changed += 1
      }
    }
    expect(changed).toBeGreaterThan(150)
    expect(await door.rows()).toEqual([])
    expect(await deliver(door.runtime, body)).toBe("stored")
  })

  it.each([
    ["empty", ""],
    ["not Base64", "!!!!"],
    ["Base64 of another length", Buffer.alloc(255).toString("base64")],
    ["Base64 of zeros", Buffer.alloc(256).toString("base64")],
  ])("is refused when its signature is %s", async (_, Signature) => {
    const { verdict, stored } = await judged(altered(bodyOf(ipn()).toString(), { Signature }))
    expect({ verdict, stored }).toEqual({ verdict: "sns_refused", stored: 0 })
  })

  it("is refused when its Base64 is only written differently", async () => {
    const body = bodyOf(ipn()).toString()
    const { Signature } = JSON.parse(body) as { Signature: string }
    for (const other of [`${Signature}\n`.trimEnd() + " ", ` ${Signature}`, Signature.replace(/=+$/, "")]) {
      expect(await deliver(door.runtime, altered(body, { Signature: other }))).toMatch(/^sns_(refused|malformed)$/)
    }
    expect(await door.rows()).toEqual([])
  })
})

describe("5 and 6: a certificate that lies elsewhere", () => {
  const file = "/SimpleNotificationService-elsewhere.pem"
  it.each([
    `https://sns.s3-us-west-2.amazonaws.com${file}`,
    `https://sns.execute-api.eu-west-1.amazonaws.com${file}`,
    `https://sns.eu-west-1.amazonaws.com@evil.example${file}`,
    `https://user@sns.eu-west-1.amazonaws.com${file}`,
    `https://sns.eu-west-1.amazonaws.com:8443${file}`,
    `https://sns.eu-west-1.amazonaws.com${file}?x=1`,
    `https://sns.eu-west-1.amazonaws.com${file}#x`,
    `https:\\\\sns.eu-west-1.amazonaws.com${file}`,
    `https://sns.eu-west-1.amazonaws.com/%2e%2e${file}`,
    `https://sns.eu-west-1.amazonaws.com/../evil.pem`,
    `https://sns。eu-west-1.amazonaws.com${file}`,
    `https://sns.eu-west-1.amazonaws.com.${file}`,
    `https://SNS.eu-west-1.amazonaws.com${file}`,
    `https://127.0.0.1${file}`,
    `https://[::1]${file}`,
    `https://169.254.169.254${file}`,
    `http://sns.eu-west-1.amazonaws.com${file}`,
    `file:///etc/passwd`,
    `https://sns.eu-west-1.amazonaws.com/evil.pem`,
    `https://sns.eu-west-1.amazonaws.com${file}/`,
    `https://sns.eu-west-1.amazonaws.com.cn${file}`,
    `https://sns.us-east-1.amazonaws.com${file}`,
    `https://sns.eu-west-2.amazonaws.com${file}`,
    `https:`,
    `x`,
  ])("is refused and not fetched: %s", async (SigningCertURL) => {
    const ports = await connectionsDuring(async () => {
      expect(await judged(bodyOf(ipn({ SigningCertURL })))).toEqual(REFUSED)
    })
    expect(ports.filter((port) => !isDatabase(port))).toEqual([])
  })
})

function isDatabase(port: number): boolean {
  return port === Number(process.env.DB_PORT)
}

describe("7: an honest message of another topic", () => {
  it.each([
    "arn:aws:sns:eu-west-1:999999999999:AmazonPayIpn-Door",
    TOPIC.slice(0, -1),
    `${TOPIC}2`,
    TOPIC.toUpperCase(),
    TOPIC.replace("AmazonPay", "amazonpay"),
    TOPIC.replace("eu-west-1", "us-east-1"),
    TOPIC.replace("arn:aws:", "arn:aws-cn:"),
    `${TOPIC}:suffix`,
    ` ${TOPIC}`,
    "",
  ])("is refused before anything is fetched: %s", async (TopicArn) => {
    const host = TopicArn.includes("us-east-1") ? "us-east-1" : "eu-west-1"
    const SigningCertURL = freshUrl().replace("eu-west-1", host)
    expect(await judged(bodyOf(ipn({ TopicArn, SigningCertURL })))).toEqual(REFUSED)
  })

  it("is refused when the topic is ours and the merchant is not", async () => {
    const { verdict, stored } = await judged(bodyOf(ipn({}, { MerchantID: "A2SOMEBODYELSE" })))
    expect({ verdict, stored }).toEqual({ verdict: "sns_refused", stored: 0 })
  })
})

describe("8: a certificate host that misbehaves", () => {
  const misbehaviour: Record<string, Step> = {
    redirect: answer(302, "", { location: "http://127.0.0.1:1/" }),
    forbidden: answer(403),
    missing: answer(404),
    busy: answer(503),
    html: answer(200, "<html>Sign in</html>"),
    empty: answer(200),
    huge: answer(200, "x".repeat(5_000_000)),
    drip: drip(200, "-----BEGIN"),
    hang,
    reset,
  }

  it("makes us ask SNS to come back within five seconds, keeps nothing, and heals by itself", async () => {
    const names = Object.keys(misbehaviour)
    const urlOf = (name: string) => CERTIFICATE_URL.replace("1111111111", `bad${name}`)
    door.serve((request, response) => {
      const name = /bad(\w+)\.pem/.exec(request.url ?? "")?.[1] ?? ""
      const step = misbehaviour[name] ?? answer(404)
      step(request, response)
    })
    const started = Date.now()
    const verdicts = await Promise.all(
      names.map((name) => deliver(door.runtime, bodyOf(ipn({ SigningCertURL: urlOf(name) })))),
    )
    expect(verdicts).toEqual(names.map(() => "sns_certificate_unavailable"))
    expect(Date.now() - started).toBeLessThan(5_000)
    expect(await door.rows()).toEqual([])

    door.serve(answer(200, validCertificate()))
    for (const name of names) {
      expect(await judged(bodyOf(ipn({ SigningCertURL: urlOf(name) })))).toMatchObject({
        verdict: "stored",
        fetched: 1,
      })
    }
  })

  it("is asked once by fifty messages that come at the same time", async () => {
    const before = door.certificates.received.length
    const SigningCertURL = freshUrl()
    const verdicts = await Promise.all(
      Array.from({ length: 50 }, () => deliver(door.runtime, bodyOf(ipn({ SigningCertURL })))),
    )
    expect(verdicts).toEqual(Array.from({ length: 50 }, () => "stored"))
    expect(door.certificates.received.length - before).toBe(1)
  })
})

describe("9 and 10: a certificate that is not to be trusted", () => {
  const day = 86_400_000
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey
  const zeroModulus = Buffer.from("301c300d06092a864886f70d0101010500030b0030080201000203010001", "hex")
  const deep = Buffer.from("3080".repeat(2_000), "hex")

  it.each<[string, () => string]>([
    ["expired", () => validCertificate({ notAfter: new Date(Date.now() - day) })],
    ["not valid yet", () => validCertificate({ notBefore: new Date(Date.now() + day) })],
    ["somebody else's", () => validCertificate({ subject: "sns.amazonaws.com.evil.example" })],
    ["a CA", () => validCertificate({ ca: true })],
    ["of a 1024 bit key", () => validCertificate({ publicKey: rsaKeyPair("short", { bits: 1024 }).publicKey })],
    ["of a key with exponent 3", () => validCertificate({ publicKey: rsaKeyPair("e3", { exponent: 3 }).publicKey })],
    ["of an elliptic curve key", () => validCertificate({ publicKey: ec })],
    ["of a key with modulus zero", () => validCertificate({ publicKeyDer: zeroModulus })],
    ["of deeply nested ASN.1", () => validCertificate({ extensionBytes: deep, subject: "deep" })],
    ["no certificate inside", () => "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"],
  ])("is refused and remembered for a while: %s", async (_, certificate) => {
    door.serve(answer(200, certificate()))
    const SigningCertURL = freshUrl()
    expect(await judged(bodyOf(ipn({ SigningCertURL })))).toEqual({ verdict: "sns_refused", fetched: 1, stored: 0 })
    const started = Date.now()
    expect(await judged(bodyOf(ipn({ SigningCertURL })))).toEqual(REFUSED)
    expect(Date.now() - started).toBeLessThan(250)
  })

  it("does not verify with a key of exponent 3 that needs no private key to forge for", async () => {
    door.serve(answer(200, validCertificate({ publicKey: rsaKeyPair("e3", { exponent: 3 }).publicKey })))
    const forged = altered(bodyOf(ipn({ SigningCertURL: freshUrl() })).toString(), {
      Signature: Buffer.alloc(256, 1).toString("base64"),
    })
    expect(await judged(forged)).toMatchObject({ verdict: "sns_refused", stored: 0 })
  })

  it("has to chain to a trust anchor where the options give one", async () => {
    const strict = await openDoor({ topicArns: [TOPIC], trustAnchors: [anchor()] })
    try {
      strict.serve(answer(200, validCertificate({ issuer: { ...authority(), key: rsaKeyPair("rogue").privateKey } })))
      expect(await deliver(strict.runtime, bodyOf(ipn({ SigningCertURL: freshUrl() })))).toBe("sns_refused")
      strict.serve(answer(200, validCertificate()))
      expect(await deliver(strict.runtime, bodyOf(ipn({ SigningCertURL: freshUrl() })))).toBe("stored")
    } finally {
      await strict.close()
    }
  })

  function anchor(): string {
    return rootCertificate({ notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + day) })
  }
})

describe("11: the version of the signature", () => {
  it.each(["1", "2"] as const)("%s is accepted when it is honest", async (SignatureVersion) => {
    expect(await deliver(door.runtime, bodyOf(ipn({ SignatureVersion })))).toBe("stored")
  })

  it.each(["3", "0", "", "1.0", " 1"])("'%s' is malformed", async (SignatureVersion) => {
    expect(await judged(altered(bodyOf(ipn()).toString(), { SignatureVersion }))).toEqual(MALFORMED)
  })

  it.each([
    ["1", "2"],
    ["2", "1"],
  ] as const)("%s that is labelled %s is refused", async (real, label) => {
    const body = altered(bodyOf(ipn({ SignatureVersion: real })).toString(), { SignatureVersion: label })
    expect(await judged(body)).toMatchObject({ verdict: "sns_refused", stored: 0 })
  })
})

describe("12: the confirmation of a subscription", () => {
  const type = "SubscriptionConfirmation"
  const confirmations = () => door.sns.received.map(({ url }) => new URL(url, door.sns.url).searchParams)
  beforeEach(() => void door.sns.received.splice(0))

  it("is given once, at a URL that is built from the topic and the token", async () => {
    const body = bodyOf(aboutSubscription(type, { Token: "tok en&Action=Evil" }))
    expect(await deliver(door.runtime, body)).toBe("stored")
    expect(door.sns.received).toEqual([])
    await drainInbox(door.runtime)
    expect(await deliver(door.runtime, body)).toBe("known")
    await drainInbox(door.runtime)
    expect(door.sns.received.map(({ method }) => method)).toEqual(["GET"])
    const [asked] = confirmations()
    expect([...(asked ?? [])]).toEqual([
      ["Action", "ConfirmSubscription"],
      ["TopicArn", TOPIC],
      ["Token", "tok en&Action=Evil"],
    ])
    expect(await door.rows()).toMatchObject([{ status: "processed", no_visible_change: true }])
  })

  it("is not given for a message whose SubscribeURL or token was changed, and that URL is never fetched", async () => {
    const body = bodyOf(aboutSubscription(type)).toString()
    for (const change of [{ SubscribeURL: `${door.certificates.url}/steal` }, { Token: "another" }]) {
      expect(await judged(altered(body, change))).toMatchObject({ verdict: "sns_refused", fetched: 0, stored: 0 })
    }
  })

  it("is not given for an unsigned message or a foreign topic", async () => {
    const foreign = aboutSubscription(type, { TopicArn: "arn:aws:sns:eu-west-1:999999999999:Mine" })
    expect(await judged(bodyOf(foreign))).toEqual(REFUSED)
    const unsigned = altered(bodyOf(aboutSubscription(type)).toString(), { Signature: "" })
    expect(await judged(unsigned)).toMatchObject({ verdict: "sns_refused", fetched: 0, stored: 0 })
  })

  it("follows no redirect; what SNS refuses is dead with its reason", async () => {
    door.answerSns(answer(302, "", { location: `${door.certificates.url}/steal` }))
    const before = door.certificates.received.length
    await deliver(door.runtime, bodyOf(aboutSubscription(type)))
    await drainInbox(door.runtime)
    expect(door.certificates.received.length).toBe(before)
    expect(await door.rows()).toMatchObject([{ status: "dead", last_error: "SNS refused the confirmation with 302" }])
  })

  it("is tried again when SNS cannot be reached", async () => {
    door.answerSns(answer(503))
    await deliver(door.runtime, bodyOf(aboutSubscription(type)))
    await drainInbox(door.runtime)
    expect(await door.rows()).toMatchObject([{ status: "failed", attempts: 1 }])
    door.answerSns(answer(200))
    await door.runtime.db.query("update amazon_pay_notification set next_attempt_at = now()")
    await drainInbox(door.runtime)
    expect(await door.rows()).toMatchObject([{ status: "processed" }])
  })
})

describe("13: the end of a subscription", () => {
  it("is recorded and warned of, and nothing is fetched that could start it again or end another", async () => {
    const body = bodyOf(aboutSubscription("UnsubscribeConfirmation"))
    const notification = altered(bodyOf(ipn()).toString(), { UnsubscribeURL: `${door.certificates.url}/unsubscribe` })
    const before = [door.certificates.received.length, door.sns.received.length]
    expect(await deliver(door.runtime, body)).toBe("stored")
    expect(await deliver(door.runtime, notification)).toBe("stored")
    await drainInbox(door.runtime)
    expect([door.certificates.received.length, door.sns.received.length]).toEqual(before)
    const rows = await door.rows()
    expect(rows.find(({ type }) => type === "UnsubscribeConfirmation")).toMatchObject({ status: "processed" })
    expect(door.logs.filter(({ level, message }) => level === "warn" && message.includes("unsubscribed"))).toHaveLength(
      1,
    )
  })
})

describe("14: a body that can be read in more than one way", () => {
  it("is read in one, without touching any prototype", async () => {
    const body = bodyOf(ipn()).toString()
    const poisoned = body.replace(
      "{",
      '{"__proto__":{"Type":"Notification","polluted":1},"constructor":{"prototype":{"polluted":1}},',
    )
    expect(await deliver(door.runtime, poisoned)).toBe("stored")
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    const inherited = JSON.parse(body) as Record<string, unknown>
    delete inherited.TopicArn
    const onPrototype = JSON.stringify(inherited).replace("{", `{"__proto__":{"TopicArn":"${TOPIC}"},`)
    expect(await deliver(door.runtime, onPrototype)).toBe("sns_malformed")
  })

  it("takes the last of two equal keys, as it is signed", async () => {
    const body = bodyOf(ipn()).toString()
    const first = (member: string) => body.replace("{", `{${member},`)
    const last = (member: string) => body.replace(/}$/, `,${member}}`)
    expect(await deliver(door.runtime, last('"TopicArn":"arn:aws:sns:eu-west-1:999999999999:X"'))).toBe("sns_refused")
    expect(await deliver(door.runtime, last('"Message":"{}"'))).toBe("sns_refused")
    expect(await deliver(door.runtime, first('"Message":"{}"'))).toBe("stored")
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
  ])("is malformed with %s", async (_, change) => {
    expect(await judged(change(bodyOf(ipn()).toString()))).toEqual(MALFORMED)
  })

  it("is malformed when it is not UTF-8", async () => {
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
})

it("nobody was taught a topic by any of this", async () => {
  expect((await listTopics(door.runtime)).map(({ arn, status }) => [arn, status])).toEqual([[TOPIC, "configured"]])
  expect(await rowsOf(door.runtime)).toEqual([])
})

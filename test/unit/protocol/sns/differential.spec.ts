import { EventEmitter } from "node:events"
import https from "node:https"
import fc from "fast-check"
import MessageValidator from "sns-validator"
import PayloadValidator from "sns-payload-validator"
import { verifyDelivery } from "../../../../src/protocol"
import { makeCertificate } from "../../support/certificates"
import { altered, confirmation, notification, SENT_AT, signed, snsKey } from "../../support/sns"

const pem = makeCertificate()

beforeEach(() => {
  const serve = (...given: unknown[]) => {
    const callback = given.at(-1) as (response: EventEmitter) => void
    const response = Object.assign(new EventEmitter(), { statusCode: 200 })
    process.nextTick(() => {
      callback(response)
      response.emit("data", Buffer.from(pem))
      response.emit("end")
    })
    return new EventEmitter()
  }
  jest.spyOn(https, "get").mockImplementation(serve as unknown as typeof https.get)
})

afterEach(() => jest.restoreAllMocks())

function snsValidator(body: string): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      new MessageValidator().validate(body, (error: Error | null) => resolve(!error))
    } catch {
      resolve(false)
    }
  })
}

async function payloadValidator(body: string): Promise<boolean> {
  try {
    await new PayloadValidator({ useCache: false } as ConstructorParameters<typeof PayloadValidator>[0]).validate(body)
    return true
  } catch {
    return false
  }
}

async function ours(body: string): Promise<boolean> {
  const policy = {
    now: new Date(SENT_AT),
    maxAgeSeconds: 1e12,
    isTopicAccepted: () => true,
    signingKey: () => Promise.resolve(snsKey()),
  }
  return verifyDelivery(Buffer.from(body), policy).then(
    () => true,
    () => false,
  )
}

const HONEST: [string, Parameters<typeof signed>[0]][] = [
  ["a notification of version 1", notification()],
  ["a notification of version 2", notification({ SignatureVersion: "2" })],
  ["a notification with a subject", notification({ Subject: "Grüße\n2" })],
  ["a notification with every kind of text", notification({ Message: '{"a":"\u2028 </script> \\u0041 日本 💳"}' })],
  ["a subscription confirmation", confirmation("SubscriptionConfirmation")],
  ["a subscription confirmation of version 2", confirmation("SubscriptionConfirmation", { SignatureVersion: "2" })],
]

describe("the two well-known validators and ours agree that", () => {
  it.each(HONEST)("%s is authentic", async (_, envelope) => {
    const body = signed(envelope)
    expect([await ours(body), await snsValidator(body), await payloadValidator(body)]).toEqual([true, true, true])
  })

  it.each(HONEST)("%s with another message is not", async (_, envelope) => {
    const body = altered(signed(envelope), { Message: "x" })
    expect([await ours(body), await snsValidator(body), await payloadValidator(body)]).toEqual([false, false, false])
  })
})

it("an honest unsubscribe confirmation is accepted by us, which sns-validator wrongly refuses", async () => {
  const body = signed(confirmation("UnsubscribeConfirmation"))
  expect(await ours(body)).toBe(true)
  expect(await payloadValidator(body)).toBe(true)
  expect(await snsValidator(body)).toBe(false)
})

it("a list instead of a topic is refused by us, which both accept", async () => {
  const body = signed()
  const { TopicArn } = JSON.parse(body) as { TopicArn: string }
  const confused = altered(body, { TopicArn: [TopicArn] })
  expect([await ours(confused), await snsValidator(confused), await payloadValidator(confused)]).toEqual([
    false,
    true,
    true,
  ])
})

it("a certificate in a bucket called sns is refused by us, which both accept", async () => {
  const body = signed()
  const { SigningCertURL } = JSON.parse(body) as { SigningCertURL: string }
  const bucket = altered(body, { SigningCertURL: SigningCertURL.replace("eu-west-1", "s3-us-west-2") })
  expect([await ours(bucket), await snsValidator(bucket), await payloadValidator(bucket)]).toEqual([false, true, true])
})

it("nothing that we accept is refused by sns-payload-validator", async () => {
  const body = signed(notification({ Subject: "Amazon Pay" }))
  const fields = ["Type", "Message", "MessageId", "Subject", "Timestamp", "TopicArn", "SignatureVersion", "Signature"]
  const change = fc.dictionary(
    fc.constantFrom(...fields),
    fc.oneof(fc.string(), fc.constantFrom("1", "2", ""), fc.jsonValue()),
    {
      maxKeys: 2,
    },
  )
  await fc.assert(
    fc.asyncProperty(change, async (changes) => {
      const changed = altered(body, changes)
      if (await ours(changed)) expect(await payloadValidator(changed)).toBe(true)
    }),
    { numRuns: 200 },
  )
})

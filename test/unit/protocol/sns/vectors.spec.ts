import { parseIpnMessage, verifyDelivery, type SnsEnvelope, type SnsPolicy } from "../../../../src/protocol"
import { parseEnvelope, readSigningCertificate, snsStringToSign } from "../../../../src/protocol"
import { AmazonPayError } from "../../../../src/protocol"
import { readVector, snsVectors, type SnsVector } from "../../support/vectors"

const { topicArn, merchantId, now, certUrl, cases } = snsVectors()
const trustAnchors = [readVector("sns/ca.pem")]

type Seen = { topics: string[]; fetched: string[] }

/** Trusts every topic and every time, so that only the signature can refuse. */
const TRUSTING: Partial<SnsPolicy> = {
  now: new Date("2100-01-01T00:00:00Z"),
  maxAgeSeconds: 1e12,
  isTopicAccepted: () => true,
}

/** The policy that the vectors assume, noting how far a message came. */
function policyFor(vector: SnsVector, seen: Seen): SnsPolicy {
  return {
    now: new Date(now),
    maxAgeSeconds: 14 * 86_400,
    isTopicAccepted(arn) {
      seen.topics.push(arn)
      return arn === topicArn
    },
    signingKey(url) {
      seen.fetched.push(url)
      const pem = readVector(vector.cert)
      return Promise.resolve().then(() => readSigningCertificate(pem, { now: new Date(now), trustAnchors }).publicKey)
    },
  }
}

/** What a store accepts: an authentic message of an approved topic that is an IPN for this merchant. */
async function receive(vector: SnsVector, seen: Seen, more: Partial<SnsPolicy> = {}): Promise<SnsEnvelope> {
  const envelope = await verifyDelivery(Buffer.from(vector.body), { ...policyFor(vector, seen), ...more })
  if (envelope.Type !== "Notification") return envelope
  if (parseIpnMessage(envelope.Message).merchantId !== merchantId) throw new AmazonPayError("sns_refused", "foreign")
  return envelope
}

const named = (expectation: SnsVector["expect"]) => cases.filter(({ expect: wanted }) => wanted === expectation)

describe("the published SNS deliveries", () => {
  it("are all used here", () => {
    const used = [...named("accept"), ...named("refuse"), ...named("duplicate")]
    expect(used).toHaveLength(cases.length)
    expect(named("accept").length).toBeGreaterThanOrEqual(13)
    expect(named("refuse").length).toBeGreaterThanOrEqual(27)
  })

  it.each(named("accept"))("$name is accepted after one look at its certificate", async (vector) => {
    const seen: Seen = { topics: [], fetched: [] }
    const envelope = await receive(vector, seen)
    expect(envelope.TopicArn).toBe(topicArn)
    expect(seen).toEqual({ topics: [topicArn], fetched: [certUrl] })
  })

  it.each(cases.filter((vector) => vector.stringToSign !== undefined))(
    "$name has the same string to sign",
    (vector) => {
      expect(snsStringToSign(parseEnvelope(Buffer.from(vector.body)))).toBe(vector.stringToSign)
    },
  )

  it.each(named("duplicate"))("$name is authentic again, with the id that tells it was here before", async (vector) => {
    const [first] = named("accept")
    const envelope = await receive(vector, { topics: [], fetched: [] })
    expect(envelope.MessageId).toBe(parseEnvelope(Buffer.from(first?.body ?? "")).MessageId)
  })

  const atStage = (stage: SnsVector["stage"]) => named("refuse").filter((vector) => vector.stage === stage)

  it.each(atStage("structure"))("$name is refused as malformed, before its topic is looked at", async (vector) => {
    const seen: Seen = { topics: [], fetched: [] }
    await expect(receive(vector, seen)).rejects.toMatchObject({ code: "sns_malformed" })
    expect(seen).toEqual({ topics: [], fetched: [] })
  })

  it.each(atStage("certurl"))("$name is refused for its certificate URL, and nothing is fetched", async (vector) => {
    const seen: Seen = { topics: [], fetched: [] }
    await expect(receive(vector, seen)).rejects.toMatchObject({ code: "sns_refused", message: /SigningCertURL/ })
    expect(seen).toEqual({ topics: [topicArn], fetched: [] })
  })

  it.each(atStage("certificate"))("$name is refused for its certificate", async (vector) => {
    const seen: Seen = { topics: [], fetched: [] }
    const refusal = expect.objectContaining({
      code: "sns_refused",
      message: expect.stringMatching(/^Signing certificate/),
    })
    await expect(receive(vector, seen)).rejects.toEqual(refusal)
    expect(seen.fetched).toEqual([certUrl])
  })

  it.each(atStage("signature"))(
    "$name is refused for its signature, even by somebody who trusts every topic and time",
    async (vector) => {
      const seen: Seen = { topics: [], fetched: [] }
      const refusal = { code: "sns_refused", message: "The signature does not match" }
      await expect(receive(vector, seen, TRUSTING)).rejects.toMatchObject(refusal)
      await expect(receive(vector, seen)).rejects.toMatchObject({ code: "sns_refused" })
    },
  )

  it.each(atStage("policy"))("$name is refused although SNS signed it", async (vector) => {
    await expect(receive(vector, { topics: [], fetched: [] })).rejects.toBeInstanceOf(AmazonPayError)
  })

  it("a foreign topic and an old message are refused before anything is fetched", async () => {
    for (const name of ["policy-topic-not-allowlisted", "policy-stale-timestamp"]) {
      const vector = cases.find((candidate) => candidate.name === name)
      const seen: Seen = { topics: [], fetched: [] }
      await expect(receive(vector as SnsVector, seen)).rejects.toMatchObject({ code: "sns_refused" })
      expect(seen.fetched).toEqual([])
    }
  })

  it("a certificate for another name is refused", () => {
    const pem = readVector("sns/wrongcn.pem")
    const policy = { now: new Date(now), trustAnchors }
    expect(() => readSigningCertificate(pem, policy)).toThrow("the certificate is for somebody else")
  })
})

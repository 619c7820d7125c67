import { createPublicKey, verify } from "node:crypto"
import https from "node:https"
import tls from "node:tls"
import PayloadValidator from "sns-payload-validator"
import MessageValidator from "sns-validator"
import { built } from "../lib/built.mjs"
import { newMerchant } from "../lib/merchant.mjs"
import { inTurns, WARM_UP } from "../lib/rounds.mjs"
import { pairedRow } from "../lib/row.mjs"

const VERSIONS = ["1", "2"]
/** Different messages, so that nothing is the same twice in a row. */
const MESSAGES = 200
const DIGESTS = { 1: "sha1", 2: "sha256" }

const beside = {
  node: (version) => `verify v${version}: of node:crypto`,
  aws: (version) => `verify v${version}: of sns-validator`,
  payload: (version) => `verify v${version}: of sns-payload-validator`,
}

/**
 * Verifying one notification from the exact body, with the certificate's key at hand: beside what node:crypto alone takes
 * for it (JSON.parse, the text that was signed, one verification), and beside the two well-known validators, whose
 * certificates are cached by their own means.
 */
export const verification = {
  names: VERSIONS.flatMap((version) => [beside.node(version), beside.aws(version), beside.payload(version)]),

  async measure({ quick }) {
    const merchant = newMerchant("sandbox")
    const amazon = await built("simulator").startSimulator({ merchants: [merchant.setup] })
    const ownAgent = https.globalAgent
    https.globalAgent = agentTo(amazon)
    try {
      const rows = []
      for (const version of VERSIONS) rows.push(...(await measureVersion(version, amazon, merchant, quick)))
      return rows
    } finally {
      https.globalAgent = ownAgent
      await amazon.close()
    }
  },
}

async function measureVersion(version, amazon, merchant, quick) {
  const bodies = await publishedBodies(version, amazon, merchant)
  const candidates = {
    ours: over(bodies, await ourVerification(amazon, merchant, bodies[0])),
    node: over(bodies, bareVerification(DIGESTS[version], await signingKey(amazon, bodies[0]))),
    aws: over(bodies, awsValidation()),
    payload: over(bodies, payloadValidation()),
  }
  await inTurns(candidates, WARM_UP)
  const measured = await inTurns(candidates, quick ? { rounds: 5, ms: 150 } : { rounds: 21, ms: 300 })
  const row = (name, against, yardsticks, atLeast) =>
    pairedRow({ name, unit: "verifications/s", figures: measured.ours, yardsticks, against, atLeast })
  return [
    row(beside.node(version), "JSON.parse + crypto.verify, cached KeyObject", measured.node, 0.85),
    row(beside.aws(version), "sns-validator 0.3.5, cached certificate", measured.aws, 6),
    row(beside.payload(version), "sns-payload-validator 2.1.0, cached certificate", measured.payload, 6),
  ]
}

/** Works on one body after the other. */
function over(bodies, work) {
  let next = 0
  return () => work(bodies[next++ % bodies.length])
}

/** @returns {Promise<Buffer[]>} as they come from the network */
async function publishedBodies(version, { control }, merchant) {
  await control.reset()
  await control.addMerchant({ ...merchant.setup, snsSignatureVersion: version })
  const { buyerId } = await control.createBuyer({ email: "buyer@example.com" })
  const wallet = await control.createWallet({ merchantId: merchant.merchantId, buyerId, productType: "PayOnly" })
  for (let number = 0; number < MESSAGES; number++) {
    const change = { type: "payment_descriptor", descriptor: `Visa ****${number}` }
    await control.changeWallet(wallet.chargePermissionId, change)
  }
  return (await control.deliveries()).map(({ body }) => Buffer.from(body))
}

/** With the certificate source that the store has, which holds the certificate after the first message. */
async function ourVerification(amazon, merchant, first) {
  const { verifyDelivery } = built("protocol")
  const certificates = built("client/certificate-source").createCertificateSource({
    baseUrl: amazon.url,
    trustAnchors: [],
  })
  const topicArn = amazon.topicArn(merchant.merchantId)
  const signingKey = (url) => certificates.signingKey(url)
  const isTopicAccepted = (arn) => arn === topicArn
  const work = (raw) =>
    verifyDelivery(raw, { now: new Date(), maxAgeSeconds: 14 * 86_400, signingKey, isTopicAccepted })
  await work(first)
  return work
}

const SIGNED = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]

function bareVerification(digest, key) {
  return (raw) => {
    const envelope = JSON.parse(raw.toString("utf8"))
    let text = ""
    for (const name of SIGNED) if (envelope[name] !== undefined) text += `${name}\n${envelope[name]}\n`
    if (!verify(digest, Buffer.from(text), key, Buffer.from(envelope.Signature, "base64"))) throw new Error("refused")
  }
}

async function signingKey(amazon, body) {
  const { pathname } = new URL(JSON.parse(body.toString("utf8")).SigningCertURL)
  return createPublicKey(await (await fetch(amazon.url + pathname)).text())
}

function awsValidation() {
  const validator = new MessageValidator()
  return (raw) =>
    new Promise((resolve, reject) => {
      validator.validate(raw.toString("utf8"), (error, message) => (error ? reject(error) : resolve(message)))
    })
}

function payloadValidation() {
  const validator = new PayloadValidator({ requestAgent: https.globalAgent })
  return (raw) => validator.validate(raw.toString("utf8"))
}

/** Both validators fetch the certificate from SNS's own host: this agent leads there, with TLS checked as ever. */
function agentTo({ tlsUrl, tlsCaPem }) {
  const agent = new https.Agent({ keepAlive: false })
  const port = Number(new URL(tlsUrl).port)
  agent.createConnection = (options) => tls.connect({ ...options, host: "127.0.0.1", port, ca: tlsCaPem })
  return agent
}

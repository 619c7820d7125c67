import { AmazonPayError } from "../errors"

export const ENVELOPE_TYPES = ["Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"] as const
export type EnvelopeType = (typeof ENVELOPE_TYPES)[number]

/** One SNS delivery, read and not yet believed. */
export type SnsEnvelope = Readonly<{
  Type: EnvelopeType
  MessageId: string
  TopicArn: string
  Message: string
  Timestamp: string
  SignatureVersion: "1" | "2"
  Signature: string
  SigningCertURL: string
  /** Only on notifications, and only signed when present. */
  Subject?: string
  /** Only on confirmations. */
  Token?: string
  SubscribeURL?: string
}>

const REQUIRED = [
  "Type",
  "MessageId",
  "TopicArn",
  "Message",
  "Timestamp",
  "SignatureVersion",
  "Signature",
  "SigningCertURL",
] as const
const OPTIONAL = ["Subject", "Token", "SubscribeURL"] as const
const CONFIRMATION = ["Token", "SubscribeURL"] as const
const KNOWN: ReadonlyMap<string, string> = new Map(
  [...REQUIRED, ...OPTIONAL].map((name) => [name.toLowerCase(), name]),
)

/** Fields whose text may contain line breaks; anywhere else one could shift the signed text's borders. */
const FREE_TEXT: ReadonlySet<string> = new Set(["Message", "Subject"])
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f\u2028\u2029]/
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/
const MAX_FIELD_LENGTH = 4096

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/**
 * Reads a delivery in the one way it can be read: UTF-8 JSON, every field a text of its own name, no control characters
 * where AWS's signed text has none. AWS joins fields by line breaks without lengths, so a line break in the wrong place
 * would let one message's text be read as another's.
 *
 * @param raw the exact body of the request
 * @throws AmazonPayError `sns_malformed`
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function parseEnvelope(raw: Uint8Array): SnsEnvelope {
  const fields = readFields(raw)
  for (const name of REQUIRED) requireText(fields, name)
  for (const name of OPTIONAL) if (fields.has(name)) requireText(fields, name)

  const type = fields.get("Type")
  if (!ENVELOPE_TYPES.includes(type as EnvelopeType)) throw malformed("Type is not one that SNS sends")
  if (type !== "Notification") for (const name of CONFIRMATION) requireText(fields, name)
  const version = fields.get("SignatureVersion")
  if (version !== "1" && version !== "2") throw malformed("SignatureVersion is neither 1 nor 2")
  const timestamp = String(fields.get("Timestamp"))
  if (!TIMESTAMP.test(timestamp) || Number.isNaN(Date.parse(timestamp))) throw malformed("Timestamp is not a time")
  return Object.fromEntries(fields) as SnsEnvelope
}

function readFields(raw: Uint8Array): Map<string, unknown> {
  const json = parseJson(raw)
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw malformed("the body is not an object")
  const fields = new Map<string, unknown>()
  for (const [name, value] of Object.entries(json)) {
    const known = KNOWN.get(name.toLowerCase())
    if (known === undefined) continue
    if (known !== name) throw malformed(`${known} is spelled differently`)
    fields.set(name, value)
  }
  return fields
}

function parseJson(raw: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(raw))
  } catch {
    throw malformed("the body is not JSON in UTF-8")
  }
}

function requireText(fields: ReadonlyMap<string, unknown>, name: string): void {
  const value = fields.get(name)
  if (typeof value !== "string") throw malformed(`${name} is not a text`)
  if (FREE_TEXT.has(name)) return
  if (value.length > MAX_FIELD_LENGTH) throw malformed(`${name} is too long`)
  if (CONTROL_CHARACTER.test(value)) throw malformed(`${name} contains control characters`)
}

function malformed(why: string): AmazonPayError {
  return new AmazonPayError("sns_malformed", `Not an SNS message: ${why}`)
}

import { AmazonPayError } from "../errors"
import { objectOrNull, type JsonObject } from "../read-json"

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
  /** Only on notifications, and only where the publisher gave one. */
  Subject?: string
  /** Only on confirmations. */
  Token?: string
  SubscribeURL?: string
}>

const FIELDS: ReadonlySet<string> = new Set([
  ...["Type", "MessageId", "TopicArn", "Message", "Timestamp", "SignatureVersion", "Signature", "SigningCertURL"],
  ...["Subject", "Token", "SubscribeURL", "UnsubscribeURL"],
])
const SPELLINGS: ReadonlyMap<string, string> = new Map([...FIELDS].map((name) => [name.toLowerCase(), name]))

const NO_CONTROL_CHARACTERS = /^[^\u0000-\u001f\u007f\u2028\u2029]*$/
const TIMESTAMP = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?Z$/
const MAX_FIELD_LENGTH = 4096

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/**
 * Reads a delivery in the one way it can be read: UTF-8 JSON, every field a text of its own name, no control characters
 * where AWS's signed text has none. AWS joins fields by line breaks without lengths, so a line break in the wrong place
 * would let one message's text be read as another's. A field that SNS does not sign on messages of this type is left
 * out: anybody could have added it.
 *
 * @param raw the exact body of the request
 * @throws AmazonPayError `sns_malformed`
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function parseEnvelope(raw: Uint8Array): SnsEnvelope {
  const fields = readFields(raw)
  const Type = parseType(fields.Type)
  const common = {
    Type,
    MessageId: lineOf(fields, "MessageId"),
    TopicArn: lineOf(fields, "TopicArn"),
    Message: textOf(fields, "Message"),
    Timestamp: parseTimestamp(fields.Timestamp),
    SignatureVersion: parseVersion(fields.SignatureVersion),
    Signature: lineOf(fields, "Signature"),
    SigningCertURL: lineOf(fields, "SigningCertURL"),
  }
  if (Type !== "Notification") {
    return { ...common, Token: lineOf(fields, "Token"), SubscribeURL: lineOf(fields, "SubscribeURL") }
  }
  return fields.Subject === undefined ? common : { ...common, Subject: textOf(fields, "Subject") }
}

function parseType(type: unknown): EnvelopeType {
  const known = ENVELOPE_TYPES.find((candidate) => candidate === type)
  if (known) return known
  throw malformed("Type is not one that SNS sends")
}

function parseVersion(version: unknown): "1" | "2" {
  if (version === "1" || version === "2") return version
  throw malformed("SignatureVersion is neither 1 nor 2")
}

function parseTimestamp(timestamp: unknown): string {
  if (typeof timestamp === "string" && TIMESTAMP.test(timestamp)) return timestamp
  throw malformed("Timestamp is not a time")
}

/** @throws AmazonPayError `sns_malformed` also when a name is one of ours in other letters */
function readFields(raw: Uint8Array): JsonObject {
  const fields = objectOrNull(parseJson(raw))
  if (!fields) throw malformed("the body is not an object")
  for (const name of Object.keys(fields)) {
    const meant = FIELDS.has(name) ? undefined : SPELLINGS.get(name.toLowerCase())
    if (meant !== undefined) throw malformed(`${meant} is spelled differently`)
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

/** Half a character has no UTF-8: every one of them would be signed as the same replacement character. */
function textOf(fields: JsonObject, name: string): string {
  const value = fields[name]
  if (typeof value !== "string") throw malformed(`${name} is not a text`)
  if (!value.isWellFormed()) throw malformed(`${name} contains half a character`)
  return value
}

/** A text without line breaks: one of them could shift the signed text's borders. */
function lineOf(fields: JsonObject, name: string): string {
  const value = textOf(fields, name)
  if (value.length > MAX_FIELD_LENGTH) throw malformed(`${name} is too long`)
  if (!NO_CONTROL_CHARACTERS.test(value)) throw malformed(`${name} contains control characters`)
  return value
}

function malformed(why: string): AmazonPayError {
  return new AmazonPayError("sns_malformed", `Not an SNS message: ${why}`)
}

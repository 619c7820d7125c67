import { AmazonPayError } from "../errors"

/** What an Instant Payment Notification says: which object to read again, and nothing about its state. */
export type IpnMessage = Readonly<{
  merchantId: string
  /** `CHARGE_PERMISSION`, `CHARGE`, `REFUND`, `CHARGEBACK`, or something newer. */
  objectType: string
  objectId: string
  chargePermissionId: string | null
  /** `STATE_CHANGE`, `ATTRIBUTE_CHANGE`, or something newer. */
  notificationType: string | null
  notificationId: string | null
  /** `V2`, or something newer, of which nobody knows what the other members mean. */
  version: string
}>

/** The one version that Amazon's page describes; a message that names none is taken for it. */
const VERSION = "V2"

/** Whether the message is of a version that is described. */
export function isUnderstood({ version }: Pick<IpnMessage, "version">): boolean {
  return version === VERSION
}

/**
 * Reads the text inside a notification. Amazon's page spells the members in two ways; both are read. What a message of
 * another version says is not to be acted on: see {@link isUnderstood}.
 *
 * @throws AmazonPayError `sns_malformed`
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/set-up-instant-payment-notifications.html
 */
export function parseIpnMessage(message: string): IpnMessage {
  const members = readMembers(message)
  const plain = (name: string) => plainText(members.get(name))
  const objectType = plain("objecttype")
  const objectId = plain("objectid")
  const merchantId = plain("merchantid")
  if (!objectType || !objectId || !merchantId) throw notAnIpn()
  const permission = plain("chargepermissionid") ?? (objectType === "CHARGE_PERMISSION" ? objectId : null)
  const version = members.get("notificationversion") ?? VERSION
  return {
    merchantId,
    objectType,
    objectId,
    chargePermissionId: permission,
    notificationType: plain("notificationtype"),
    notificationId: plain("notificationid"),
    version: plainText(version) ?? "unreadable",
  }
}

/** Amazon's ids and words: no spaces, no control characters, and short enough to be stored. */
const PLAIN = /^[\x21-\x7e]{1,256}$/

function plainText(value: unknown): string | null {
  return typeof value === "string" && PLAIN.test(value) ? value : null
}

function readMembers(message: string): ReadonlyMap<string, unknown> {
  const members = new Map<string, unknown>()
  for (const [name, value] of Object.entries(parse(message))) {
    const member = name.toLowerCase()
    if (members.has(member)) throw notAnIpn()
    members.set(member, value)
  }
  return members
}

function parse(message: string): object {
  try {
    const json: unknown = JSON.parse(message)
    if (typeof json === "object" && json !== null) return json
  } catch {
    // The same refusal as for JSON that is no object.
  }
  throw new AmazonPayError("sns_malformed", "The notification's text is not JSON")
}

function notAnIpn(): AmazonPayError {
  return new AmazonPayError("sns_malformed", "The notification is not an Amazon Pay IPN")
}

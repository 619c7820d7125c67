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
}>

/**
 * Reads the text inside a notification. Amazon's page spells the members in two ways; both are read.
 *
 * @throws AmazonPayError `sns_malformed`
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/set-up-instant-payment-notifications.html
 */
export function parseIpnMessage(message: string): IpnMessage {
  const members = readMembers(message)
  const objectType = members.get("objecttype")
  const objectId = members.get("objectid")
  const merchantId = members.get("merchantid")
  if (!objectType || !objectId || !merchantId) throw notAnIpn()
  const permission = members.get("chargepermissionid") ?? (objectType === "CHARGE_PERMISSION" ? objectId : null)
  return {
    merchantId,
    objectType,
    objectId,
    chargePermissionId: permission,
    notificationType: members.get("notificationtype") ?? null,
    notificationId: members.get("notificationid") ?? null,
  }
}

/** Amazon's ids and words: no spaces, no control characters, and short enough to be stored. */
const PLAIN = /^[\x21-\x7e]{1,256}$/

function readMembers(message: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>()
  for (const [name, value] of Object.entries(parse(message))) {
    const member = name.toLowerCase()
    if (members.has(member)) throw notAnIpn()
    if (typeof value === "string" && PLAIN.test(value)) members.set(member, value)
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

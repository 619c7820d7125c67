import type { MerchantAccount } from "../../../options/resolved"
import { AmazonPayError, parseIpnMessage, verifyDelivery, type IpnMessage, type SnsEnvelope } from "../../../protocol"
import { inTime } from "../persistence/in-time"
import type { Runtime } from "../runtime"
import { holdNotification } from "./hold"
import { insertOnce, type NewNotification } from "./insert-once"
import { noteTrustedTopic, trustOf, type TopicTrust } from "./topics"

export type Received = {
  messageId: string
  /** Whether there is new work; `false` for a repeated or a held message. */
  fresh: boolean
}

/** A database that has not answered by then is away: SNS is told to send the message again. */
const LONGEST_MS = 900

/**
 * Verifies one delivery and stores it in one statement. When this returns, the message is committed: now, before, or as
 * one that waits for an admin to approve its topic.
 *
 * @param raw the exact body of the request
 * @throws AmazonPayError `sns_malformed`, `sns_refused`, `sns_certificate_unavailable`, or `throttled` when too much of
 * unknown topics waits already
 * @throws Error within two seconds when the database is away
 */
export async function receiveNotification(runtime: Runtime, raw: Buffer): Promise<Received> {
  let trust: TopicTrust = { trust: "refused" }
  const envelope = await verifyDelivery(raw, {
    now: runtime.now(),
    maxAgeSeconds: runtime.options.ipn.maxAgeSeconds,
    signingKey: (url) => runtime.certificates.signingKey(url),
    isTopicAccepted: async (arn) => {
      trust = await inTime("Looking up the topic", LONGEST_MS, trustOf(runtime, arn))
      return trust.trust !== "refused"
    },
  })
  const row = rowOf(envelope, trust, raw)
  const fresh = await inTime("Storing the notification", LONGEST_MS, store(runtime, row, trust))
  return { messageId: row.message_id, fresh }
}

async function store(runtime: Runtime, row: NewNotification, trust: TopicTrust): Promise<boolean> {
  if (row.status === "held") return holdNotification(runtime, row)
  if (trust.trust === "approved" && trust.unseen) {
    await noteTrustedTopic(runtime.db.manager, row.topic_arn, row.merchant_account ?? "")
  }
  return insertOnce(runtime.db, row)
}

function rowOf(envelope: SnsEnvelope, trust: TopicTrust, raw: Buffer): NewNotification {
  if (trust.trust === "refused") throw new AmazonPayError("sns_refused", "The topic is not trusted")
  const message = readMessage(envelope)
  const account = message ? accountOfMessage(message, trust.accounts) : trust.accounts[0]
  if (!account) throw new AmazonPayError("sns_refused", "The notification is for another merchant")
  const learning = trust.trust === "learning"
  if (learning && envelope.Type === "Notification" && !message) {
    throw new AmazonPayError("sns_refused", "The notification is not an IPN")
  }
  return {
    message_id: envelope.MessageId,
    notification_id: message?.notificationId ?? null,
    topic_arn: envelope.TopicArn,
    type: envelope.Type,
    merchant_account: account.id,
    notification_type: message?.notificationType ?? null,
    object_type: message?.objectType ?? null,
    object_id: message?.objectId ?? null,
    charge_permission_id: message?.chargePermissionId ?? "",
    sent_at: new Date(envelope.Timestamp),
    status: learning ? "held" : "received",
    last_error: null,
    raw_message: raw.toString("utf8"),
  }
}

/** What the notification says, or `null` for a text that cannot be understood; the worker buries it with the reason. */
function readMessage(envelope: SnsEnvelope): IpnMessage | null {
  if (envelope.Type !== "Notification") return null
  try {
    return parseIpnMessage(envelope.Message)
  } catch (error) {
    if (error instanceof AmazonPayError) return null
    throw error
  }
}

function accountOfMessage(message: IpnMessage, accounts: readonly MerchantAccount[]): MerchantAccount | undefined {
  return accounts.find(({ merchantId }) => merchantId === message.merchantId)
}

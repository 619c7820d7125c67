import type { MerchantAccount } from "../../../options/resolved"
import { AmazonPayError, parseIpnMessage, verifyDelivery, type IpnMessage, type SnsEnvelope } from "../../../protocol"
import { NotificationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { learnTopic, trustOf, type TopicTrust } from "./topics"

export type Received = {
  messageId: string
  /** Whether there is new work; `false` for a repeated or a held message. */
  fresh: boolean
}

/**
 * Verifies one delivery and stores it in one statement. When this returns, the message is committed: now, before, or as
 * one that waits for an admin to approve its topic.
 *
 * @param raw the exact body of the request
 * @throws AmazonPayError `sns_malformed`, `sns_refused`, `sns_certificate_unavailable`, or `throttled` when too many
 * unknown topics speak to us
 */
export async function receiveNotification(runtime: Runtime, raw: Buffer): Promise<Received> {
  let trust: TopicTrust = { trust: "refused" }
  const envelope = await verifyDelivery(raw, {
    now: runtime.now(),
    maxAgeSeconds: runtime.options.ipn.maxAgeSeconds,
    signingKey: (url) => runtime.certificates.signingKey(url),
    isTopicAccepted: async (arn) => {
      trust = await trustOf(runtime, arn)
      return trust.trust !== "refused"
    },
  })
  const row = rowOf(envelope, trust, raw)
  if (row.status === "held" && !(await learnTopic(runtime.db, row.topic_arn, row.merchant_account ?? ""))) {
    throw new AmazonPayError("throttled", "Too many topics wait for approval")
  }
  const fresh = await insertOnce(runtime, row)
  return { messageId: row.message_id, fresh: fresh && row.status === "received" }
}

type Row = Omit<
  NotificationEntity,
  "received_at" | "attempts" | "next_attempt_at" | "lease_until" | "update_id" | "no_visible_change"
>

function rowOf(envelope: SnsEnvelope, trust: TopicTrust, raw: Buffer): Row {
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

async function insertOnce(runtime: Runtime, row: Row): Promise<boolean> {
  const result = await runtime.db
    .createQueryBuilder()
    .insert()
    .into(NotificationEntity)
    .values(row)
    .orIgnore()
    .returning("message_id")
    .execute()
  return Array.isArray(result.raw) && result.raw.length > 0
}

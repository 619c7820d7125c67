import type { CertificateSource } from "../../../client/certificate-source"
import type { MerchantAccount } from "../../../options/resolved"
import { AmazonPayError, snsRefused, verifyDelivery, type SnsEnvelope } from "../../../protocol"
import { inTime } from "../persistence/in-time"
import type { Runtime } from "../runtime"
import type { Taken } from "../telemetry/notifications"
import { holdNotification } from "./hold"
import { insertOnce, type NewNotification } from "./insert-once"
import { readIpn } from "./read-ipn"
import { noteTrustedTopic, trustOf, type TopicTrust } from "./topics"

export type Received = Taken & {
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
  const { envelope, trust } = await verify(runtime, raw)
  const row = rowOf(envelope, trust, raw)
  const outcome = await inTime("Storing the notification", LONGEST_MS, store(runtime, row, trust))
  const { message_id: messageId, type, merchant_account } = row
  return { messageId, type, merchantAccount: merchant_account ?? "", outcome, fresh: outcome === "received" }
}

type AcceptedTopic = Exclude<TopicTrust, { trust: "refused" }>

/** Accounts that trust a topic and have certificates from the same place. */
type Place = { certificates: CertificateSource; trust: AcceptedTopic }

/**
 * Verifies with the certificates of the accounts that trust the topic. Where these come from several places, one after the
 * other is asked, and the message is for the accounts of the first whose certificate proves it.
 */
async function verify(runtime: Runtime, raw: Buffer, tried = 0): Promise<{ envelope: SnsEnvelope } & Place> {
  let places: Place[] = []
  const place = () => {
    const next = places[tried]
    if (next) return next
    throw snsRefused("topic", "The topic is not trusted")
  }
  const accept = (trust: TopicTrust) => {
    places = trust.trust === "refused" ? [] : placesOf(runtime, trust)
    return places.length > 0
  }
  try {
    const envelope = await verifyDelivery(raw, {
      now: runtime.now(),
      maxAgeSeconds: runtime.options.ipn.maxAgeSeconds,
      signingKey: (url) => place().certificates.signingKey(url),
      isTopicAccepted: (arn) => {
        const trust = trustOf(runtime, arn)
        return "then" in trust ? trust.then(accept) : accept(trust)
      },
    })
    return { envelope, ...place() }
  } catch (error) {
    if (tried + 1 >= places.length) throw error
    return verify(runtime, raw, tried + 1).catch((later: unknown) => {
      throw mayPass(error) ? error : later
    })
  }
}

function placesOf({ certificatesFor }: Runtime, trust: AcceptedTopic): Place[] {
  const sources = new Set(trust.accounts.map(certificatesFor))
  return [...sources].map((certificates) => {
    const accounts = trust.accounts.filter((account) => certificatesFor(account) === certificates)
    return { certificates, trust: { ...trust, accounts } }
  })
}

function mayPass(error: unknown): boolean {
  return error instanceof AmazonPayError && error.retryable
}

async function store(runtime: Runtime, row: NewNotification, trust: AcceptedTopic): Promise<Taken["outcome"]> {
  if (row.status === "held") return holdNotification(runtime, row)
  if (trust.trust === "approved" && trust.unseen) {
    await noteTrustedTopic(runtime.db.manager, row.topic_arn, row.merchant_account ?? "")
  }
  return (await insertOnce(runtime.db, row)) ? "received" : "duplicate"
}

function rowOf(envelope: SnsEnvelope, trust: AcceptedTopic, raw: Buffer): NewNotification {
  const { merchantId, said } = readIpn(envelope.Type === "Notification" ? envelope.Message : "")
  const account = merchantId ? accountOfMerchant(merchantId, trust.accounts) : trust.accounts[0]
  if (!account) throw snsRefused("merchant", "The notification is for another merchant")
  const learning = trust.trust === "learning"
  if (learning && envelope.Type === "Notification" && !merchantId) {
    throw snsRefused("content", "The notification is not an IPN")
  }
  return {
    ...said,
    message_id: envelope.MessageId,
    topic_arn: envelope.TopicArn,
    type: envelope.Type,
    merchant_account: account.id,
    sent_at: new Date(envelope.Timestamp),
    status: learning ? "held" : "received",
    last_error: null,
    raw_message: raw.toString("utf8"),
  }
}

function accountOfMerchant(merchantId: string, accounts: readonly MerchantAccount[]): MerchantAccount | undefined {
  return accounts.find((account) => account.merchantId === merchantId)
}

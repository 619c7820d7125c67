import { AmazonPayError } from "../../../protocol"
import { EVENTS } from "../events/names"
import { writeEvent } from "../events/outbox"
import { NotificationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { refreshWallet } from "../wallets/refresh"
import { backoffSeconds, MAX_ATTEMPTS } from "./backoff"
import { claimDue, type ClaimedMessages } from "./claim"
import { confirmTopic } from "./confirm-topic"
import { corroboratedUpdate } from "./corroborate"
import { walletOfMessage } from "./wallet-of-message"
import { In } from "typeorm"

/**
 * Works off everything that is due, one charge permission at a time: any number of messages about one wallet cause one
 * reading. A message that cannot be processed is put off and does not hold up the others.
 *
 * @returns how many messages were taken
 */
export async function drainInbox(runtime: Runtime): Promise<number> {
  let taken = 0
  for (;;) {
    const claimed = await claimDue(runtime.db)
    if (!claimed) return taken
    taken += claimed.messages.length
    await processClaimed(runtime, claimed)
  }
}

async function processClaimed(runtime: Runtime, claimed: ClaimedMessages): Promise<void> {
  try {
    await handle(runtime, claimed)
  } catch (error) {
    await putOff(runtime, claimed, error)
  }
}

async function handle(runtime: Runtime, { messages }: ClaimedMessages): Promise<void> {
  const [first] = messages
  if (first.type === "SubscriptionConfirmation") {
    await confirmTopic(runtime, first)
    return settle(runtime, messages, { status: "processed", no_visible_change: true })
  }
  if (first.type === "UnsubscribeConfirmation") {
    runtime.logger.warn(`amazon-pay: SNS says topic ${first.topic_arn} was unsubscribed; check the IPN settings`)
    return settle(runtime, messages, { status: "processed", no_visible_change: true })
  }
  const { wallet, unused, unknown } = sortByObject(messages)
  if (unknown.length) await quarantine(runtime, unknown)
  if (unused.length) await settle(runtime, unused, { status: "processed", no_visible_change: true })
  if (wallet.length) await refreshFor(runtime, wallet)
}

/** Objects that a later version acts on. Known, stored, and of no consequence yet. */
const UNUSED_OBJECTS: ReadonlySet<string> = new Set(["CHARGE", "REFUND", "CHARGEBACK"])

function sortByObject(messages: readonly NotificationEntity[]) {
  const of = (fits: (objectType: string) => boolean) => messages.filter(({ object_type }) => fits(object_type ?? ""))
  return {
    wallet: of((type) => type === "CHARGE_PERMISSION"),
    unused: of((type) => UNUSED_OBJECTS.has(type)),
    unknown: of((type) => type !== "CHARGE_PERMISSION" && !UNUSED_OBJECTS.has(type)),
  }
}

/** Trying again cannot help before there is a version that understands these; an admin may replay them then. */
async function quarantine(runtime: Runtime, messages: readonly NotificationEntity[]): Promise<void> {
  for (const message of messages) {
    const reason = message.object_type
      ? `unknown object type ${message.object_type}`
      : "the text is not an Amazon Pay IPN"
    await bury(runtime, message, reason)
  }
}

async function refreshFor(runtime: Runtime, messages: NotificationEntity[]): Promise<void> {
  const [first] = messages
  const wallet = first && (await walletOfMessage(runtime, first))
  if (!wallet) return settle(runtime, messages, { status: "unmatched" })
  const { applied } = await refreshWallet(runtime, wallet.id, { source: "ipn" })
  const [caused] = applied?.updateIds ?? []
  for (const message of messages) {
    const updateId = caused ?? (await corroboratedUpdate(runtime, wallet.id, message))
    await settle(runtime, [message], {
      status: "processed",
      update_id: updateId,
      no_visible_change: updateId === null,
    })
  }
}

async function settle(
  runtime: Runtime,
  messages: readonly NotificationEntity[],
  result: Partial<Pick<NotificationEntity, "status" | "update_id" | "no_visible_change">>,
): Promise<void> {
  await runtime.db
    .getRepository(NotificationEntity)
    .update({ message_id: In(idsOf(messages)) }, { ...result, lease_until: null, last_error: null })
}

async function putOff(runtime: Runtime, { messages }: ClaimedMessages, error: unknown): Promise<void> {
  const reason = reasonOf(error)
  runtime.logger.warn(`amazon-pay: notifications ${idsOf(messages).join(", ")} could not be processed: ${reason}`)
  for (const message of messages) {
    if (message.attempts >= MAX_ATTEMPTS) await bury(runtime, message, reason)
    else await retryLater(runtime, message, reason)
  }
}

async function retryLater(runtime: Runtime, message: NotificationEntity, reason: string): Promise<void> {
  const wait = backoffSeconds(message.attempts, Math.random())
  await runtime.db.getRepository(NotificationEntity).update(message.message_id, {
    status: "failed",
    last_error: reason,
    lease_until: null,
    next_attempt_at: new Date(Date.now() + wait * 1000),
  })
}

/** A dead letter: kept with its reason until an admin replays it. */
async function bury(runtime: Runtime, message: NotificationEntity, reason: string): Promise<void> {
  const wallet = await walletOfMessage(runtime, message)
  await runtime.db.transaction(async (db) => {
    await db.update(NotificationEntity, message.message_id, { status: "dead", last_error: reason, lease_until: null })
    await writeEvent(db, EVENTS.notificationDead, {
      id: message.message_id,
      wallet_id: wallet?.id ?? null,
      customer_id: wallet?.customer_id ?? null,
      charge_permission_id: message.charge_permission_id || null,
      reason,
    })
  })
}

function idsOf(messages: readonly NotificationEntity[]): string[] {
  return messages.map(({ message_id }) => message_id)
}

function reasonOf(error: unknown): string {
  if (error instanceof AmazonPayError) return [error.code, error.reasonCode, error.requestId].filter(Boolean).join(" ")
  return error instanceof Error ? error.message : "unknown error"
}

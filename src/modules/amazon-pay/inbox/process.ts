import { AmazonPayError } from "../../../protocol"
import { EVENTS } from "../events/names"
import { writeEvent } from "../events/outbox"
import { NotificationEntity, WalletUpdateEntity } from "../persistence/entities"
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
  const aboutWallet = messages.filter(({ object_type }) => object_type === "CHARGE_PERMISSION")
  const unused = messages.filter(({ object_type }) => object_type !== "CHARGE_PERMISSION")
  if (unused.length) await settle(runtime, unused, { status: "processed", no_visible_change: true })
  if (aboutWallet.length) await refreshFor(runtime, aboutWallet)
}

async function refreshFor(runtime: Runtime, messages: NotificationEntity[]): Promise<void> {
  const [first] = messages
  const wallet = first && (await walletOfMessage(runtime.db, first))
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
    const dead = message.attempts >= MAX_ATTEMPTS
    const wait = backoffSeconds(message.attempts, Math.random())
    await runtime.db.transaction(async (db) => {
      await db.update(NotificationEntity, message.message_id, {
        status: dead ? "dead" : "failed",
        last_error: reason,
        lease_until: null,
        next_attempt_at: new Date(Date.now() + wait * 1000),
      })
      if (!dead) return
      const update = message.update_id ? await db.findOneBy(WalletUpdateEntity, { id: message.update_id }) : null
      await writeEvent(db, EVENTS.notificationDead, {
        id: message.message_id,
        wallet_id: update?.wallet_id ?? null,
        customer_id: update?.customer_id ?? null,
        charge_permission_id: message.charge_permission_id || null,
        reason,
      })
    })
  }
}

function idsOf(messages: readonly NotificationEntity[]): string[] {
  return messages.map(({ message_id }) => message_id)
}

function reasonOf(error: unknown): string {
  if (error instanceof AmazonPayError) return [error.code, error.reasonCode, error.requestId].filter(Boolean).join(" ")
  return error instanceof Error ? error.message : "unknown error"
}

import type { EntityManager } from "typeorm"
import { AmazonPayError } from "../../../protocol"
import { EVENTS } from "../events/names"
import { writeEvent } from "../events/outbox"
import { NotificationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { backoffSeconds, isGivenUp } from "./backoff"
import { walletOfMessage } from "./wallet-of-message"

type Outcome = Partial<Pick<NotificationEntity, "status" | "update_id" | "no_visible_change" | "last_error">>

/** Writes what became of messages, unless somebody else has already. */
export async function settle(
  db: Pick<EntityManager, "createQueryBuilder">,
  messages: readonly NotificationEntity[],
  outcome: Outcome,
): Promise<void> {
  if (messages.length) await whereWaiting(db, messages, { last_error: null, ...outcome, lease_until: null })
}

/** Processed, and nothing a customer or merchant could see was different. */
export async function settleWithoutChange(runtime: Runtime, messages: readonly NotificationEntity[]): Promise<void> {
  await settle(runtime.db, messages, { status: "processed", update_id: null, no_visible_change: true })
}

/** Gives messages back that could not even be tried: it counts as no attempt. */
export async function giveBack(runtime: Runtime, messages: readonly NotificationEntity[], seconds: number) {
  await whereWaiting(runtime.db, messages, {
    lease_until: null,
    attempts: () => "attempts - 1",
    next_attempt_at: () => `now() + make_interval(secs => ${Number(seconds)})`,
  })
}

/**
 * Puts messages off that failed together, to come back together; those that were tried often enough are dead.
 */
export async function putOff(runtime: Runtime, messages: readonly NotificationEntity[], error: unknown): Promise<void> {
  const reason = reasonOf(error)
  const passing = error instanceof AmazonPayError && error.retryable
  const givenUp = messages.filter((message) => isGivenUp(message, { passing, now: runtime.now() }))
  const others = messages.filter((message) => !givenUp.includes(message))
  runtime.logger.warn(`amazon-pay: notifications ${idsOf(messages)} could not be processed: ${reason}`)
  if (others.length) await retryLater(runtime, others, reason)
  for (const message of givenUp) await bury(runtime, message, reason)
}

async function retryLater(runtime: Runtime, messages: readonly NotificationEntity[], reason: string): Promise<void> {
  const wait = backoffSeconds(Math.max(...messages.map(({ attempts }) => attempts)), Math.random())
  await whereWaiting(runtime.db, messages, {
    status: "failed",
    last_error: reason,
    lease_until: null,
    next_attempt_at: () => `now() + make_interval(secs => ${wait})`,
  })
}

/** A dead letter: kept with its reason until an admin replays it. */
export async function bury(runtime: Runtime, message: NotificationEntity, reason: string): Promise<void> {
  const wallet = await walletOfMessage(runtime, message)
  await runtime.db.transaction(async (db) => {
    const buried = await whereWaiting(db, [message], { status: "dead", last_error: reason, lease_until: null })
    if (!buried) return
    await writeEvent(db, EVENTS.notificationDead, {
      id: message.message_id,
      wallet_id: wallet?.id ?? null,
      customer_id: wallet?.customer_id ?? null,
      charge_permission_id: message.charge_permission_id || null,
      reason,
    })
  })
}

type Values = { [Column in keyof NotificationEntity]?: NotificationEntity[Column] | (() => string) }

/** @returns how many were still waiting */
async function whereWaiting(
  db: Pick<EntityManager, "createQueryBuilder">,
  messages: readonly NotificationEntity[],
  values: Values,
): Promise<number> {
  const { affected } = await db
    .createQueryBuilder()
    .update(NotificationEntity)
    .set(values)
    .where("message_id = any(:ids) and status in ('received', 'failed')", {
      ids: messages.map(({ message_id }) => message_id),
    })
    .execute()
  return affected ?? 0
}

const MOST_IDS = 10

function idsOf(messages: readonly NotificationEntity[]): string {
  const ids = messages.slice(0, MOST_IDS).map(({ message_id }) => message_id)
  const more = messages.length - ids.length
  return ids.join(", ") + (more ? ` and ${more} more` : "")
}

function reasonOf(error: unknown): string {
  if (error instanceof AmazonPayError) return [error.code, error.reasonCode, error.requestId].filter(Boolean).join(" ")
  return error instanceof Error ? error.message : "unknown error"
}

import type { EntityManager } from "typeorm"
import { AmazonPayError } from "../../../protocol"
import { EVENTS } from "../events/names"
import { writeEvent } from "../events/outbox"
import { NotificationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { failureInWords } from "../telemetry/failures"
import { countSettled } from "../telemetry/notifications"
import { say } from "../telemetry/say"
import { backoffSeconds, isGivenUp } from "./backoff"
import type { Said } from "./read-ipn"
import { walletOfMessage } from "./wallet-of-message"

type Outcome = Partial<Pick<NotificationEntity, "status" | "update_id" | "no_visible_change" | "last_error">>

/**
 * Writes what became of messages, unless somebody else has already.
 *
 * @returns those that were still waiting, to be counted once this is committed
 */
export async function settle(
  db: Pick<EntityManager, "createQueryBuilder">,
  messages: readonly NotificationEntity[],
  outcome: Outcome,
): Promise<NotificationEntity[]> {
  return whereWaiting(db, messages, { last_error: null, ...outcome, lease_until: null })
}

/** Processed, and nothing a customer or merchant could see was different. */
export async function settleWithoutChange(runtime: Runtime, messages: readonly NotificationEntity[]): Promise<void> {
  const outcome = { status: "processed", update_id: null, no_visible_change: true } as const
  countSettled(await settle(runtime.db, messages, outcome), "processed", runtime.now())
}

/** Gives messages back that could not even be tried: it counts as no attempt. */
export async function giveBack(runtime: Runtime, messages: readonly NotificationEntity[], seconds: number) {
  await whereWaiting(runtime.db, messages, {
    lease_until: null,
    attempts: () => "attempts - 1",
    next_attempt_at: () => `now() + make_interval(secs => ${Number(seconds)})`,
  })
}

/** Keeps claimed messages from everybody for a while: they are claimed again with what comes about the same until then. */
export async function keepFor(runtime: Runtime, messages: readonly NotificationEntity[], ms: number): Promise<void> {
  await whereWaiting(runtime.db, messages, {
    attempts: () => "attempts - 1",
    lease_until: () => `now() + make_interval(secs => ${Number(ms) / 1000})`,
  })
}

/** Notes what a message turned out to say and gives it back: it is claimed again as what it is. */
export async function fillIn(
  runtime: Runtime,
  message: NotificationEntity,
  said: Said & Pick<NotificationEntity, "merchant_account">,
): Promise<void> {
  await whereWaiting(runtime.db, [message], { ...said, lease_until: null, attempts: () => "attempts - 1" })
}

/**
 * Puts messages off that failed together, to come back together; those that were tried often enough are dead.
 */
export async function putOff(runtime: Runtime, messages: readonly NotificationEntity[], error: unknown): Promise<void> {
  const reason = reasonOf(error)
  const passing = error instanceof AmazonPayError && error.retryable
  const givenUp = messages.filter((message) => isGivenUp(message, { passing, now: runtime.now() }))
  const others = messages.filter((message) => !givenUp.includes(message))
  say(runtime.logger, "warn", "notifications could not be processed", {
    message_ids: messages.map(({ message_id }) => message_id),
    messages: messages.length,
    charge_permission_id: messages[0]?.charge_permission_id,
    given_up: givenUp.length,
    ...failureInWords(error),
  })
  if (others.length) await retryLater(runtime, others, reason)
  for (const message of givenUp) await bury(runtime, message, reason)
}

async function retryLater(runtime: Runtime, messages: readonly NotificationEntity[], reason: string): Promise<void> {
  const wait = backoffSeconds(Math.max(...messages.map(({ attempts }) => attempts)), Math.random())
  const failed = await whereWaiting(runtime.db, messages, {
    status: "failed",
    last_error: reason,
    lease_until: null,
    next_attempt_at: () => `now() + make_interval(secs => ${wait})`,
  })
  countSettled(failed, "failed", runtime.now())
}

/** A dead letter: kept with its reason until an admin replays it. */
export async function bury(runtime: Runtime, message: NotificationEntity, reason: string): Promise<void> {
  const wallet = await walletOfMessage(runtime, message)
  const buried = await runtime.db.transaction(async (db) => {
    const waiting = await whereWaiting(db, [message], { status: "dead", last_error: reason, lease_until: null })
    if (!waiting.length) return waiting
    await writeEvent(db, EVENTS.notificationDead, {
      id: message.message_id,
      wallet_id: wallet?.id ?? null,
      customer_id: wallet?.customer_id ?? null,
      charge_permission_id: message.charge_permission_id || null,
      reason,
    })
    return waiting
  })
  countSettled(buried, "dead", runtime.now())
  for (const { message_id, charge_permission_id } of buried) {
    say(runtime.logger, "warn", "notification is dead", { message_id, charge_permission_id, reason })
  }
}

type Values = { [Column in keyof NotificationEntity]?: NotificationEntity[Column] | (() => string) }

/** @returns those that were still waiting */
async function whereWaiting(
  db: Pick<EntityManager, "createQueryBuilder">,
  messages: readonly NotificationEntity[],
  values: Values,
): Promise<NotificationEntity[]> {
  if (!messages.length) return []
  const { raw: rows }: { raw: { message_id: string }[] } = await db
    .createQueryBuilder()
    .update(NotificationEntity)
    .set(values)
    .where("message_id = any(:ids) and status in ('received', 'failed')", {
      ids: messages.map(({ message_id }) => message_id),
    })
    .returning("message_id")
    .execute()
  const written = new Set(rows.map(({ message_id }) => message_id))
  return messages.filter(({ message_id }) => written.has(message_id))
}

function reasonOf(error: unknown): string {
  if (error instanceof AmazonPayError) return [error.code, error.reasonCode, error.requestId].filter(Boolean).join(" ")
  return error instanceof Error ? error.message : "unknown error"
}

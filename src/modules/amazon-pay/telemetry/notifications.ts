import type { NotificationEntity } from "../persistence/entities"
import { count, measure } from "./meters"

/** An authentic message as the door takes it: new, there already, or waiting for its topic. */
export type Taken = { outcome: "received" | "duplicate" | "held"; type: string; merchantAccount: string }

/** Counts an authentic message. */
export function countTaken({ outcome, type, merchantAccount }: Taken): void {
  count(outcome, { merchant_account: merchantAccount, type })
}

/**
 * Counts a message that is not stored.
 *
 * @param reason one of few words
 * @param limited whether its sender was over the limit
 */
export function countRefused(reason: string, limited: boolean): void {
  count("refused", { reason, limited })
}

/** Counts a message that SNS is told to send again. */
export function countDeferred(reason: string): void {
  count("deferred", { reason })
}

/**
 * Counts what became of messages, once that is committed, and how long those that came to an end took.
 *
 * @param now by the plugin's clock
 */
export function countSettled(
  messages: readonly Pick<NotificationEntity, "sent_at" | "received_at">[],
  status: "processed" | "unmatched" | "dead" | "failed",
  now: Date,
): void {
  count("settled", { status }, messages.length)
  if (status === "failed") return
  for (const { sent_at, received_at } of messages) {
    measure("lag", secondsBetween(sent_at, now), { status })
    measure("wait", secondsBetween(received_at, now), { status })
  }
}

function secondsBetween(earlier: Date, later: Date): number {
  return (later.getTime() - earlier.getTime()) / 1000
}

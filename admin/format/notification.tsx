import type { AdminNotification, NotificationStatus } from "../../src/contracts"

/** A notification in Amazon's own terms, e.g. `CHARGE_PERMISSION · STATE_CHANGE`. */
export function notificationTitle({ object_type, notification_type, message_id }: AdminNotification): string {
  return [object_type, notification_type].filter(Boolean).join(" · ") || message_id
}

const REPLAYABLE: ReadonlySet<NotificationStatus> = new Set(["failed", "dead", "unmatched"])

/** Whether trying it again is possible; the store decides the same way. */
export function canReplay({ status }: Pick<AdminNotification, "status">): boolean {
  return REPLAYABLE.has(status)
}

/** What SNS sent, to be read; Amazon's own message inside is laid out as well. */
export function envelopeText({ Message, ...envelope }: Readonly<Record<string, string>>): string {
  return JSON.stringify({ ...envelope, Message: laidOut(Message ?? "") }, null, 2)
}

function laidOut(message: string): unknown {
  try {
    return JSON.parse(message)
  } catch {
    return message
  }
}

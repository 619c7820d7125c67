import { Brackets, type EntityManager } from "typeorm"
import { WalletUpdateEntity, type NotificationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { countSettled } from "../telemetry/notifications"
import { withSource } from "../updates/sources"
import type { Applied } from "../wallets/apply-reading"
import { settle } from "./settle"

/** How long after its completion a notification still speaks of an update. */
const WINDOW_MS = 15 * 60_000

/**
 * Settles messages whose wallet was read: each with the history entry that it stands behind, or as one without a visible
 * change. That is the entry the reading wrote; else a customer's update that was recorded when the buyer came back; else,
 * when somebody else's reading answered or an earlier try was cut off, the entry that was written since the message came.
 *
 * @param applied what the reading wrote, `null` when another process read for us
 */
export async function settleBehind(
  runtime: Runtime,
  walletId: string,
  messages: readonly NotificationEntity[],
  applied: Applied | null,
): Promise<void> {
  const settled = await runtime.db.transaction(async (db) => {
    const [caused] = applied?.updateIds ?? []
    const entries = caused ? [] : await entriesAround(db, walletId, messages)
    const behind = new Map<string | null, NotificationEntity[]>()
    for (const message of messages) {
      const retold = applied === null || message.attempts > 1
      const id = caused ?? entryBehind(entries, message, retold)?.id ?? null
      behind.set(id, [...(behind.get(id) ?? []), message])
    }
    for (const entry of entries.filter(({ id }) => behind.has(id))) {
      await db.update(WalletUpdateEntity, entry.id, { sources: withSource(entry.sources, "ipn") })
    }
    const written: NotificationEntity[] = []
    for (const [id, group] of behind) {
      written.push(...(await settle(db, group, { status: "processed", update_id: id, no_visible_change: id === null })))
    }
    return written
  })
  countSettled(settled, "processed", runtime.now())
}

/** The wallet's entries that messages may stand behind, newest first, locked. */
async function entriesAround(
  db: EntityManager,
  walletId: string,
  messages: readonly NotificationEntity[],
): Promise<WalletUpdateEntity[]> {
  const earliest = (times: Date[]) => new Date(Math.min(...times.map((time) => time.getTime())))
  const received = earliest(messages.map(({ received_at }) => received_at))
  const completed = earliest(messages.map(({ sent_at }) => sent_at)).getTime() - WINDOW_MS
  return db
    .createQueryBuilder(WalletUpdateEntity, "u")
    .where("u.wallet_id = :walletId and u.status in ('completed', 'pending')", { walletId })
    .andWhere(
      new Brackets((around) =>
        around
          .where("u.completed_at is null or u.completed_at >= :completed", { completed: new Date(completed) })
          .orWhere("u.created_at > :received", { received }),
      ),
    )
    .orderBy("u.created_at", "DESC")
    .setLock("pessimistic_write")
    .getMany()
}

function entryBehind(
  entries: readonly WalletUpdateEntity[],
  message: NotificationEntity,
  retold: boolean,
): WalletUpdateEntity | undefined {
  const started = entries.filter((entry) => isCustomersAround(entry, message.sent_at))
  const [latest] = started.sort((a, b) => timeOf(b.started_at) - timeOf(a.started_at))
  if (latest || !retold) return latest
  return entries.find((entry) => isOfItself(entry) && entry.created_at > message.received_at)
}

/** A change that nobody started from here; that a wallet was attached is none. */
function isOfItself({ update_type, initiated_by }: WalletUpdateEntity): boolean {
  return update_type === null && initiated_by !== "admin"
}

function isCustomersAround({ update_type, started_at, completed_at }: WalletUpdateEntity, sentAt: Date): boolean {
  if (update_type === null || started_at === null || started_at > sentAt) return false
  return completed_at === null || completed_at.getTime() >= sentAt.getTime() - WINDOW_MS
}

function timeOf(date: Date | null): number {
  return date?.getTime() ?? 0
}

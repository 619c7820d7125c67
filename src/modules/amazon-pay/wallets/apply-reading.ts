import type { EntityManager } from "typeorm"
import type { WalletChange } from "../../../contracts"
import type { ChargePermission } from "../../../protocol"
import { EVENTS } from "../events/names"
import { writeEvent, type WalletEventData } from "../events/outbox"
import { newUpdateId } from "../ids"
import { WalletEntity, WalletUpdateEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { nextStatus } from "../updates/ranks"
import { withSource } from "../updates/sources"
import { attribute } from "./attribution"
import { releaseOrRenew } from "./read-lease"
import type { RefreshCause } from "./refresh"
import { becameStatus, differences, joinChanges, snapshotAfter } from "./snapshot"

export type Applied = { updateIds: string[]; changes: WalletChange[] }

/** How long after a completed update a difference may still belong to it, because Amazon's read lagged behind. */
const LAG_MINUTES = 15

/**
 * Writes one reading: the snapshot, the history, the events and the end of the lease, in one transaction. A reading
 * whose ticket is no longer the wallet's latest is thrown away.
 *
 * @returns `null` when it was thrown away
 */
export async function applyReading(
  runtime: Runtime,
  walletId: string,
  ticket: string,
  reading: ChargePermission,
  cause: RefreshCause,
): Promise<{ applied: Applied; nextTicket: string | null } | null> {
  return runtime.db.transaction(async (db) => {
    const wallet = await db.findOne(WalletEntity, { where: { id: walletId }, lock: { mode: "pessimistic_write" } })
    if (!wallet || wallet.erased_at || wallet.read_ticket !== ticket) return null

    const now = runtime.now()
    const after = snapshotAfter(wallet, reading)
    const changes = differences(wallet, after)
    await db.update(WalletEntity, walletId, {
      ...after,
      last_checked_at: now,
      applied_ticket: ticket,
      closed_at: after.status === "closed" ? (wallet.closed_at ?? now) : null,
    })
    const updateIds = changes.length ? await writeHistory(db, wallet, changes, cause, now) : []
    const nextTicket = await releaseOrRenew(db, walletId, ticket)
    return { applied: { updateIds, changes }, nextTicket }
  })
}

async function writeHistory(
  db: EntityManager,
  wallet: WalletEntity,
  changes: WalletChange[],
  cause: RefreshCause,
  now: Date,
): Promise<string[]> {
  const update = await customersUpdate(db, wallet, changes, cause, now)
  const { fitting, others } = update?.update_type
    ? attribute(changes, update.update_type)
    : { fitting: [], others: changes }

  const ids: string[] = []
  if (update && fitting.length) ids.push(await addToUpdate(db, update, fitting, cause))
  if (others.length) ids.push(await addOwnEntry(db, wallet, others, cause, now))
  await writeWalletEvents(db, wallet, changes, ids)
  return ids
}

/** The update of a customer that these changes can belong to, locked; `null` when nobody started a fitting one. */
async function customersUpdate(
  db: EntityManager,
  wallet: WalletEntity,
  changes: readonly WalletChange[],
  cause: RefreshCause,
  now: Date,
): Promise<WalletUpdateEntity | null> {
  const candidates = await db
    .createQueryBuilder(WalletUpdateEntity, "u")
    .where("u.wallet_id = :walletId and u.update_type is not null", { walletId: wallet.id })
    .andWhere(
      `(u.id = :updateId or u.status in ('started', 'pending')
        or (u.status = 'completed' and u.changes = '[]'::jsonb and u.completed_at > :lagged))`,
      { updateId: cause.updateId ?? "", lagged: new Date(now.getTime() - LAG_MINUTES * 60_000) },
    )
    .orderBy("u.created_at", "DESC")
    .setLock("pessimistic_write")
    .getMany()
  const fits = (update: WalletUpdateEntity) =>
    update.update_type !== null && attribute(changes, update.update_type).fitting.length > 0
  return candidates.find((u) => u.id === cause.updateId && fits(u)) ?? candidates.find(fits) ?? null
}

async function addToUpdate(
  db: EntityManager,
  update: WalletUpdateEntity,
  changes: WalletChange[],
  cause: RefreshCause,
): Promise<string> {
  await db.update(WalletUpdateEntity, update.id, {
    changes: joinChanges(update.changes, changes),
    sources: withSource(update.sources, cause.source),
    status: nextStatus(update.status, "pending"),
  })
  return update.id
}

async function addOwnEntry(
  db: EntityManager,
  wallet: WalletEntity,
  changes: WalletChange[],
  cause: RefreshCause,
  now: Date,
): Promise<string> {
  const reasons = changes.find(({ field }) => field === "reasons")?.after
  const id = newUpdateId()
  await db.insert(WalletUpdateEntity, {
    id,
    wallet_id: wallet.id,
    customer_id: wallet.customer_id,
    merchant_account: wallet.merchant_account,
    update_type: null,
    initiated_by: cause.initiatedBy ?? "amazon",
    status: "completed",
    sources: [cause.source],
    changes,
    reason_code: Array.isArray(reasons) && typeof reasons[0] === "string" ? reasons[0] : null,
    completed_at: now,
    created_at: now,
  })
  return id
}

async function writeWalletEvents(
  db: EntityManager,
  wallet: WalletEntity,
  changes: readonly WalletChange[],
  updateIds: string[],
): Promise<void> {
  const data: WalletEventData = {
    id: wallet.id,
    wallet_id: wallet.id,
    customer_id: wallet.customer_id,
    merchant_account: wallet.merchant_account,
    update_ids: updateIds,
    fields: changes.map(({ field }) => field),
  }
  await writeEvent(db, EVENTS.walletUpdated, data)
  if (becameStatus(changes, "non_chargeable")) {
    await writeEvent(db, EVENTS.walletNeedsAttention, { ...data, reason: "non_chargeable" })
  }
  if (becameStatus(changes, "closed")) await writeEvent(db, EVENTS.walletClosed, data)
}

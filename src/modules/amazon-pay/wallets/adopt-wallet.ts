import type { UpdateSource } from "../../../contracts"
import { walletStatus } from "../../../protocol"
import { EVENTS } from "../events/names"
import { writeEvent } from "../events/outbox"
import { newWalletId } from "../ids"
import { NotificationEntity, WalletEntity, WalletUpdateEntity } from "../persistence/entities"
import { accountOf, type Runtime } from "../runtime"
import { assertReadingOf } from "./refresh"
import { snapshotOf, type Snapshot } from "./snapshot"

/** What a wallet looks like before there is one; only here as the `before` of its first history entry. */
const NOTHING: Pick<Snapshot, "payment_descriptor" | "shipping_address"> = {
  payment_descriptor: null,
  shipping_address: null,
}

/**
 * Makes a charge permission that Amazon confirmed a customer's wallet: reads it, stores it, and fills the history entry
 * that led to it. Safe to repeat.
 *
 * @returns the wallet's id, or `null` when the charge permission is another customer's wallet
 * @throws AmazonPayError when it cannot be read or is not a saved wallet
 */
export async function adoptWallet(
  runtime: Runtime,
  input: {
    customerId: string
    merchantAccount: string
    chargePermissionId: string
    updateId: string
    source: UpdateSource
  },
): Promise<string | null> {
  const { account, client } = accountOf(runtime, input.merchantAccount)
  const reading = await client.getChargePermission(input.chargePermissionId, { priority: "buyer" })
  assertReadingOf(reading, { charge_permission_id: input.chargePermissionId, environment: account.environment })
  const snapshot = snapshotOf(reading, "pay_only")
  const identity = {
    merchant_account: account.id,
    environment: account.environment,
    charge_permission_id: input.chargePermissionId,
  }

  return runtime.db.transaction(async (db) => {
    const now = runtime.now()
    const inserted = await db
      .createQueryBuilder()
      .insert()
      .into(WalletEntity)
      .values({
        ...snapshot,
        ...identity,
        id: newWalletId(),
        customer_id: input.customerId,
        last_checked_at: now,
        closed_at: walletStatus(reading.state) === "closed" ? now : null,
      })
      .orIgnore()
      .returning("id")
      .execute()
    const isNew = Array.isArray(inserted.raw) && inserted.raw.length > 0
    const wallet = await db.findOneByOrFail(WalletEntity, identity)
    if (wallet.customer_id !== input.customerId) return null
    if (!isNew) return wallet.id

    const fields = ["payment_descriptor", "shipping_address"] as const
    const changes = fields
      .filter((field) => snapshot[field] !== null)
      .map((field) => ({ field, before: NOTHING[field], after: snapshot[field] }))
    await db.update(WalletUpdateEntity, input.updateId, { changes, wallet_id: wallet.id })
    await db.update(
      NotificationEntity,
      { charge_permission_id: input.chargePermissionId, merchant_account: account.id, status: "unmatched" },
      { status: "received", next_attempt_at: now },
    )
    await writeEvent(db, EVENTS.walletCreated, {
      id: wallet.id,
      wallet_id: wallet.id,
      customer_id: wallet.customer_id,
      merchant_account: account.id,
    })
    return wallet.id
  })
}

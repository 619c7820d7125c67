import { In, type EntityManager } from "typeorm"
import type { Priority } from "../../../client/turns"
import type { OwnReasonCode, WalletChange } from "../../../contracts"
import { walletStatus, type ChargePermission } from "../../../protocol"
import { EVENTS } from "../events/names"
import { writeEvent, writeInboxWake } from "../events/outbox"
import { newUpdateId, newWalletId } from "../ids"
import { ErasedCustomerEntity, NotificationEntity, WalletEntity, WalletUpdateEntity } from "../persistence/entities"
import { accountOf, accountsOfSameMerchant, type Runtime } from "../runtime"
import { lockChargePermission } from "./charge-permission-lock"
import { lockCustomer } from "./customer-lock"
import { whyNotSavedWallet } from "./saved-wallet"
import { NOTHING_OF_THE_BUYER, snapshotOf, type Snapshot } from "./snapshot"

/**
 * Whose doing a new wallet is: a customer's set-up, whose entry is filled; an admin's, or a customer's who paid with it,
 * which get an entry.
 */
export type AdoptionCause = { setUpId: string } | { initiatedBy: "admin" | "customer" }

/** The customer's wallet, or why the charge permission does not become one. */
export type Adopted =
  | { walletId: string }
  | {
      refused: Extract<OwnReasonCode, "not_a_saved_wallet" | "wallet_of_another_customer">
    }
  /** The customer was erased meanwhile. */
  | { erased: true }

/** What is written in the transaction in which a charge permission is the customer's wallet; when it throws, nothing is. */
export type Alongside = (db: EntityManager, wallet: { walletId: string; isNew: boolean }) => Promise<void>

/**
 * Makes a charge permission that Amazon knows a customer's wallet: reads it, stores it, and writes the history entry that
 * led to it. Safe to repeat. What a customer who is gone had begun to save is closed at Amazon and never theirs.
 *
 * @throws AmazonPayError when it cannot be read
 */
export async function adoptWallet(
  runtime: Runtime,
  input: {
    customerId: string
    merchantAccount: string
    chargePermissionId: string
    cause: AdoptionCause
    priority: Priority
    alongside?: Alongside
  },
): Promise<Adopted> {
  const { account, client } = accountOf(runtime, input.merchantAccount)
  const reading = await client.getChargePermission(input.chargePermissionId, { priority: input.priority })
  if (whyNotSavedWallet(reading, account.environment)) return { refused: "not_a_saved_wallet" }
  const identity = {
    merchant_account: account.id,
    environment: account.environment,
    charge_permission_id: input.chargePermissionId,
  }

  return runtime.db.transaction<Adopted>(async (db) => {
    await lockCustomer(db, input.customerId)
    await lockChargePermission(db, input.chargePermissionId)
    const now = runtime.now()
    const mine = { ...identity, customer_id: input.customerId }
    if (await db.existsBy(ErasedCustomerEntity, { customer_id: input.customerId })) {
      if ("setUpId" in input.cause) await insertToErase(db, mine, reading, now)
      return { erased: true }
    }
    const isNew = await insertWallet(db, mine, reading, now)
    const wallet = await db.findOneByOrFail(WalletEntity, identity)
    if (wallet.customer_id !== input.customerId) return { refused: "wallet_of_another_customer" }
    await input.alongside?.(db, { walletId: wallet.id, isNew })
    if (!isNew) return { walletId: wallet.id }
    await writeFirstEntry(db, wallet, input.cause, now)
    await takeUpUnmatched(db, wallet, accountsOfSameMerchant(runtime, account.id), now)
    await writeEvent(db, EVENTS.walletCreated, {
      id: wallet.id,
      wallet_id: wallet.id,
      customer_id: wallet.customer_id,
      merchant_account: account.id,
    })
    return { walletId: wallet.id }
  })
}

type Identity = Pick<WalletEntity, "merchant_account" | "environment" | "charge_permission_id" | "customer_id">

/** @returns whether there was no such wallet yet */
async function insertWallet(
  db: EntityManager,
  identity: Identity,
  reading: ChargePermission,
  now: Date,
  more: Partial<WalletEntity> = {},
): Promise<boolean> {
  const inserted = await db
    .createQueryBuilder()
    .insert()
    .into(WalletEntity)
    .values({
      ...snapshotOf(reading, "pay_only"),
      ...identity,
      id: newWalletId(),
      last_checked_at: now,
      closed_at: walletStatus(reading.state) === "closed" ? now : null,
      ...more,
    })
    .orIgnore()
    .returning("id")
    .execute()
  return Array.isArray(inserted.raw) && inserted.raw.length > 0
}

/** Nothing but the wish to have it closed at Amazon, where the buyer has just opened it. */
async function insertToErase(
  db: EntityManager,
  identity: Identity,
  reading: ChargePermission,
  now: Date,
): Promise<void> {
  await insertWallet(db, identity, reading, now, { ...NOTHING_OF_THE_BUYER, erase_requested_at: now })
}

async function writeFirstEntry(
  db: EntityManager,
  wallet: WalletEntity,
  cause: AdoptionCause,
  now: Date,
): Promise<void> {
  const changes = firstChanges(wallet)
  if ("setUpId" in cause) {
    await db.update(WalletUpdateEntity, cause.setUpId, { changes, wallet_id: wallet.id })
    return
  }
  await db.insert(WalletUpdateEntity, {
    id: newUpdateId(),
    wallet_id: wallet.id,
    customer_id: wallet.customer_id,
    merchant_account: wallet.merchant_account,
    update_type: null,
    initiated_by: cause.initiatedBy,
    status: "completed",
    sources: [cause.initiatedBy === "admin" ? "admin" : "return"],
    changes,
    completed_at: now,
    created_at: now,
  })
}

/** What a wallet has from its beginning, told as changes from nothing. */
function firstChanges(snapshot: Snapshot): WalletChange[] {
  return (["payment_descriptor", "shipping_address"] as const)
    .filter((field) => snapshot[field] !== null)
    .map((field) => ({ field, before: null, after: snapshot[field] }))
}

/** Notifications that named this charge permission before anybody knew it are worked off once this is committed. */
async function takeUpUnmatched(
  db: EntityManager,
  wallet: WalletEntity,
  accounts: readonly string[],
  now: Date,
): Promise<void> {
  const { affected } = await db.update(
    NotificationEntity,
    {
      charge_permission_id: wallet.charge_permission_id,
      merchant_account: In([...accounts]),
      status: "unmatched",
    },
    { status: "received", next_attempt_at: now },
  )
  if (affected) await writeInboxWake(db)
}

import { In, IsNull, type EntityManager } from "typeorm"
import { AmazonPayError } from "../../../protocol"
import { forgetImportRows } from "../imports/forget-rows"
import {
  CheckoutAttemptEntity,
  ErasedCustomerEntity,
  UpdateLinkEntity,
  WalletEntity,
  WalletUpdateEntity,
} from "../persistence/entities"
import { priorityOf } from "../priority"
import { accountOf, type Runtime } from "../runtime"
import { failureInWords } from "../telemetry/failures"
import { say } from "../telemetry/say"
import { clearedSecrets } from "../updates/open-update"
import { lockCustomer } from "../wallets/customer-lock"
import { NOTHING_OF_THE_BUYER } from "../wallets/snapshot"
import { tryAgainAt } from "./try-again-at"

const BATCH = 50
/** Whoever took a wallet for closing has so long before another process tries. */
const TAKEN_MINUTES = 10
const RETRY_HOURS = 6
/** After so many failures that may pass, Amazon is left alone until the next run. */
const OUTAGE_AFTER = 3

/**
 * Notes that a customer is gone and forgets at once what is known of the buyer; nothing they started can be finished any
 * more. What has to be done at Amazon is committed as a wish, so that it is not forgotten when Amazon is away.
 *
 * @returns how many wallets are to be closed
 */
export async function requestErasure(runtime: Runtime, customerId: string): Promise<number> {
  return runtime.db.transaction(async (db) => {
    await lockCustomer(db, customerId)
    await rememberErased(db, customerId, runtime.now())
    const wallets = await db.find(WalletEntity, {
      select: { id: true },
      where: { customer_id: customerId, erase_requested_at: IsNull() },
      order: { id: "ASC" },
      lock: { mode: "pessimistic_write" },
    })
    for (const { id } of wallets) {
      await db.update(WalletEntity, id, {
        ...NOTHING_OF_THE_BUYER,
        erase_requested_at: runtime.now(),
        next_check_at: null,
      })
    }
    await endWhatIsOpen(db, customerId, runtime.now())
    await forgetHistory(db, { customer_id: customerId })
    await db.delete(UpdateLinkEntity, { customer_id: customerId })
    await forgetImportRows(db, customerId)
    return wallets.length
  })
}

/** What is under way asks for this before it makes a wallet. */
async function rememberErased(db: EntityManager, customerId: string, now: Date): Promise<void> {
  const row = { customer_id: customerId, requested_at: now }
  await db.createQueryBuilder().insert().into(ErasedCustomerEntity).values(row).orIgnore().execute()
}

async function endWhatIsOpen(db: EntityManager, customerId: string, now: Date): Promise<void> {
  const updates = await db.find(WalletUpdateEntity, { select: { id: true }, where: { customer_id: customerId } })
  await db.update(
    CheckoutAttemptEntity,
    { update_id: In(updates.map(({ id }) => id)), outcome: "pending" },
    { outcome: "expired", lease_until: null },
  )
  await db.update(
    WalletUpdateEntity,
    { customer_id: customerId, status: In(["started", "pending"]) },
    { status: "expired", message: null, completed_at: now },
  )
}

async function forgetHistory(
  db: EntityManager,
  of: Partial<Pick<WalletUpdateEntity, "customer_id" | "wallet_id">>,
): Promise<void> {
  await db.update(WalletUpdateEntity, of, { changes: [], ...clearedSecrets, token_hash: null })
}

/**
 * Closes the wallets of customers who are gone at Amazon; that there was a wallet, and when what happened to it, stays. A
 * wallet that Amazon will not close just now is tried again by a later run, and holds up no other.
 *
 * @returns how many wallets are closed and empty now
 */
export async function eraseRequested(runtime: Runtime): Promise<number> {
  const wallets = await takeWallets(runtime)
  const away: string[] = []
  let erased = 0
  for (const wallet of wallets) {
    const outcome = away.length < OUTAGE_AFTER ? await closeAtAmazon(runtime, wallet) : "away"
    if (outcome === "away") away.push(wallet.id)
    if (outcome !== "closed") continue
    await erase(runtime, wallet)
    erased += 1
  }
  await tryAgainAt(runtime, away, null)
  return erased
}

/** Those that nobody is closing at the moment, the longest waiting first. */
async function takeWallets(runtime: Runtime): Promise<WalletEntity[]> {
  const now = runtime.now()
  const [rows] = await runtime.db.query<[{ id: string }[], number]>(
    `update amazon_pay_wallet set next_check_at = $1::timestamptz + make_interval(mins => $2)
     where id in (select id from amazon_pay_wallet
       where erase_requested_at is not null and erased_at is null and (next_check_at is null or next_check_at <= $1)
       order by erase_requested_at limit $3 for update skip locked)
     returning id`,
    [now, TAKEN_MINUTES, BATCH],
  )
  return runtime.db.getRepository(WalletEntity).find({
    where: { id: In(rows.map(({ id }) => id)) },
    order: { erase_requested_at: "ASC" },
  })
}

async function closeAtAmazon(runtime: Runtime, wallet: WalletEntity): Promise<"closed" | "away" | "refused"> {
  if (wallet.status === "closed") return "closed"
  try {
    const { client } = accountOf(runtime, wallet.merchant_account)
    await client.closeChargePermission(wallet.charge_permission_id, {
      closureReason: "The customer's account in the store was deleted.",
      priority: priorityOf("reconciliation"),
    })
    return "closed"
  } catch (error) {
    const known = error instanceof AmazonPayError ? error : null
    if (known && isGone(known)) return "closed"
    say(runtime.logger, "warn", "a wallet is not closed for erasure yet", {
      wallet_id: wallet.id,
      charge_permission_id: wallet.charge_permission_id,
      ...failureInWords(error),
    })
    if (known?.retryable) return "away"
    await tryAgainAt(runtime, [wallet.id], new Date(runtime.now().getTime() + RETRY_HOURS * 3_600_000))
    return "refused"
  }
}

/** Amazon does not know it any more, or it is closed already. */
function isGone({ status, reasonCode }: AmazonPayError): boolean {
  return status === 404 || reasonCode === "InvalidChargePermissionStatus"
}

/** A reading that was under way when the customer left may have written once more; this is the end of it. */
async function erase(runtime: Runtime, wallet: WalletEntity): Promise<void> {
  const now = runtime.now()
  await runtime.db.transaction(async (db) => {
    await db.update(WalletEntity, wallet.id, {
      ...NOTHING_OF_THE_BUYER,
      status: "closed",
      closed_at: wallet.closed_at ?? now,
      erased_at: now,
    })
    await forgetHistory(db, { wallet_id: wallet.id })
  })
  say(runtime.logger, "info", "wallet erased", { wallet_id: wallet.id })
}

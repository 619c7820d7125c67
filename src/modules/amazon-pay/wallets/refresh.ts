import { setTimeout as delay } from "node:timers/promises"
import type { UpdateInitiator, UpdateSource } from "../../../contracts"
import { AmazonPayError, type ChargePermission } from "../../../protocol"
import { refusal } from "../errors"
import { WalletEntity } from "../persistence/entities"
import { priorityOf } from "../priority"
import { accountOf, type Runtime } from "../runtime"
import { traced } from "../telemetry/spans"
import { applyReading, type Applied } from "./apply-reading"
import { dropReadLease, readingAfter, takeFreeReadLease, takeReadLease } from "./read-lease"
import { whyNotSavedWallet } from "./saved-wallet"

/** Why a wallet is read: through what we learned that it may have changed. */
export type RefreshCause = {
  source: UpdateSource
  /** The customer's update whose checkout session was just verified. */
  updateId?: string
  /** Whose doing a change is that belongs to no update; Amazon's unless said otherwise. */
  initiatedBy?: UpdateInitiator
}

const WAIT_STEP_MS = 50
const WAIT_LIMIT_MS = 15_000

export type Refreshed = {
  wallet: WalletEntity
  /** What was written; `null` when another process did it for us. */
  applied: Applied | null
}

/**
 * Reads a wallet at Amazon and records what is different: the only place where a wallet changes. Readings of one wallet
 * never overlap, in any process; a request that arrives during a reading is served by one trailing reading. A wallet that
 * was erased is not read.
 *
 * @throws MedusaError `wallet_not_found`
 * @throws AmazonPayError when Amazon cannot be asked, or answers about something else; nothing is written then
 */
export function refreshWallet(runtime: Runtime, walletId: string, cause: RefreshCause): Promise<Refreshed> {
  return traced("refresh wallet", { wallet_id: walletId, source: cause.source }, async (tell) => {
    const refreshed = await refresh(runtime, walletId, cause)
    tell({
      charge_permission_id: refreshed.wallet.charge_permission_id,
      outcome: refreshed.applied ? "read" : "read by another",
      changes: refreshed.applied?.changes.length,
    })
    return refreshed
  })
}

async function refresh(runtime: Runtime, walletId: string, cause: RefreshCause): Promise<Refreshed> {
  const lease = await takeReadLease(runtime.db, walletId)
  if (!lease) return { wallet: await existing(runtime, walletId), applied: NOTHING }
  if (!lease.taken) return awaitReadingAfter(runtime, walletId, lease.ticket, cause)
  return readOn(runtime, walletId, lease.ticket, cause, readAtAmazon)
}

/** A call that shows a wallet as it is at Amazon. */
type Reader = (runtime: Runtime, wallet: WalletEntity, cause: RefreshCause) => Promise<ChargePermission>

/**
 * The same through a call that changes the wallet at Amazon and answers what became of it. It waits until nobody else
 * reads the wallet, for its answer counts however far Amazon's reads lag behind.
 *
 * @throws MedusaError `wallet_not_found`
 * @throws AmazonPayError as the call does; `timeout` when others do not stop reading
 */
export async function refreshBy(
  runtime: Runtime,
  walletId: string,
  cause: RefreshCause,
  call: Reader,
): Promise<Refreshed> {
  const wallet = await existing(runtime, walletId)
  if (wallet.erased_at) return { wallet, applied: NOTHING }
  for (let waited = 0; waited < WAIT_LIMIT_MS; waited += WAIT_STEP_MS) {
    const ticket = await takeFreeReadLease(runtime.db, walletId)
    if (ticket) return readOn(runtime, walletId, ticket, cause, call)
    await delay(WAIT_STEP_MS)
  }
  throw stillReading()
}

/** Reads with a lease that is ours, and again as long as somebody asked meanwhile. */
async function readOn(
  runtime: Runtime,
  walletId: string,
  firstTicket: string,
  cause: RefreshCause,
  firstReader: Reader,
): Promise<Refreshed> {
  let applied = NOTHING
  let ticket: string | null = firstTicket
  let reader = firstReader
  while (ticket) {
    const outcome = await readAndApply(runtime, walletId, ticket, cause, reader)
    if (!outcome) {
      const later = await refresh(runtime, walletId, cause)
      return { ...later, applied: later.applied && joined(applied, later.applied) }
    }
    applied = joined(applied, outcome.applied)
    ticket = outcome.nextTicket
    reader = readAtAmazon
  }
  return { wallet: await existing(runtime, walletId), applied }
}

const NOTHING: Applied = { updateIds: [], changes: [] }

function joined(earlier: Applied, later: Applied): Applied {
  return {
    updateIds: [...earlier.updateIds, ...later.updateIds],
    changes: [...earlier.changes, ...later.changes],
  }
}

/** @throws MedusaError `wallet_not_found` */
async function existing(runtime: Runtime, id: string): Promise<WalletEntity> {
  const wallet = await runtime.db.getRepository(WalletEntity).findOneBy({ id })
  if (!wallet) throw refusal("wallet_not_found")
  return wallet
}

/** @returns `null` when the lease was lost meanwhile and the answer thrown away */
async function readAndApply(runtime: Runtime, walletId: string, ticket: string, cause: RefreshCause, reader: Reader) {
  try {
    const reading = await reader(runtime, await existing(runtime, walletId), cause)
    return await applyReading(runtime, walletId, ticket, reading, cause)
  } catch (error) {
    await dropReadLease(runtime.db, walletId, ticket).catch(() => undefined)
    throw error
  }
}

/** @throws AmazonPayError also when the answer is not about a saved wallet of this environment */
export async function readAtAmazon(
  runtime: Runtime,
  wallet: WalletEntity,
  cause: RefreshCause,
): Promise<ChargePermission> {
  const { client } = accountOf(runtime, wallet.merchant_account)
  const priority = priorityOf(cause.source)
  const reading = await client.getChargePermission(wallet.charge_permission_id, { priority })
  const objection = whyNotSavedWallet(reading, wallet.environment)
  if (objection) throw new AmazonPayError("invalid_response", objection)
  return reading
}

async function awaitReadingAfter(
  runtime: Runtime,
  walletId: string,
  ticket: string,
  cause: RefreshCause,
): Promise<Refreshed> {
  for (let waited = 0; waited < WAIT_LIMIT_MS; waited += WAIT_STEP_MS) {
    await delay(WAIT_STEP_MS)
    const state = await readingAfter(runtime.db, walletId, ticket)
    if (state === "applied") return { wallet: await existing(runtime, walletId), applied: null }
    if (state === "abandoned") return refresh(runtime, walletId, cause)
  }
  throw stillReading()
}

function stillReading(): AmazonPayError {
  return new AmazonPayError("timeout", "Another process is still reading this wallet at Amazon")
}

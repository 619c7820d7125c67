import { setTimeout as delay } from "node:timers/promises"
import type { UpdateInitiator, UpdateSource } from "../../../contracts"
import { AmazonPayError, type ChargePermission } from "../../../protocol"
import { refusal } from "../errors"
import { WalletEntity } from "../persistence/entities"
import { accountOf, type Runtime } from "../runtime"
import { applyReading, type Applied } from "./apply-reading"
import { dropReadLease, takeReadLease } from "./read-lease"

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

/**
 * Reads a wallet at Amazon and records what is different: the only place where a wallet changes. Readings of one wallet
 * never overlap, in any process; a request that arrives during a reading is served by one trailing reading.
 *
 * @returns what was applied; `applied: null` when another process did it for us
 * @throws MedusaError `wallet_not_found`
 * @throws AmazonPayError when Amazon cannot be asked, or answers about something else; nothing is written then
 */
export async function refreshWallet(
  runtime: Runtime,
  walletId: string,
  cause: RefreshCause,
): Promise<{ wallet: WalletEntity; applied: Applied | null }> {
  const lease = await takeReadLease(runtime.db, walletId)
  if (!lease) throw refusal("wallet_not_found")
  if (!lease.taken) return { wallet: await awaitReadingAfter(runtime, walletId, lease.ticket, cause), applied: null }

  let ticket: string | null = lease.ticket
  let applied: Applied = { updateIds: [], changes: [] }
  while (ticket) {
    const outcome = await readAndApply(runtime, walletId, ticket, cause)
    applied = {
      updateIds: [...applied.updateIds, ...outcome.applied.updateIds],
      changes: [...applied.changes, ...outcome.applied.changes],
    }
    ticket = outcome.nextTicket
  }
  const wallet = await runtime.db.getRepository(WalletEntity).findOneByOrFail({ id: walletId })
  return { wallet, applied }
}

async function readAndApply(runtime: Runtime, walletId: string, ticket: string, cause: RefreshCause) {
  try {
    const wallet = await runtime.db.getRepository(WalletEntity).findOneByOrFail({ id: walletId })
    const reading = await readAtAmazon(runtime, wallet, cause)
    return await applyReading(runtime, walletId, ticket, reading, cause)
  } catch (error) {
    await dropReadLease(runtime.db, walletId, ticket).catch(() => undefined)
    throw error
  }
}

async function readAtAmazon(runtime: Runtime, wallet: WalletEntity, cause: RefreshCause): Promise<ChargePermission> {
  const { client } = accountOf(runtime, wallet.merchant_account)
  const priority = cause.source === "ipn" ? "notification" : cause.source === "reconciliation" ? "reconcile" : "buyer"
  const reading = await client.getChargePermission(wallet.charge_permission_id, { priority })
  assertReadingOf(reading, wallet)
  return reading
}

/** @throws AmazonPayError `invalid_response` when the reading is not about this wallet */
export function assertReadingOf(
  reading: ChargePermission,
  wallet: Pick<WalletEntity, "charge_permission_id" | "environment">,
): void {
  const environment = reading.releaseEnvironment?.toLowerCase()
  if (reading.chargePermissionId !== wallet.charge_permission_id) {
    throw new AmazonPayError(
      "invalid_response",
      "Amazon answered with another charge permission than the one asked for",
    )
  }
  if (reading.chargePermissionType && reading.chargePermissionType !== "PaymentMethodOnFile") {
    throw new AmazonPayError("invalid_response", "The charge permission is not a saved wallet (PaymentMethodOnFile)")
  }
  if (environment && environment !== wallet.environment) {
    throw new AmazonPayError("invalid_response", "The charge permission is of another environment (sandbox or live)")
  }
}

async function awaitReadingAfter(
  runtime: Runtime,
  walletId: string,
  ticket: string,
  cause: RefreshCause,
): Promise<WalletEntity> {
  for (let waited = 0; waited < WAIT_LIMIT_MS; waited += WAIT_STEP_MS) {
    await delay(WAIT_STEP_MS)
    const wallet = await runtime.db.getRepository(WalletEntity).findOneByOrFail({ id: walletId })
    if (BigInt(wallet.applied_ticket) > BigInt(ticket)) return wallet
    const abandoned = !wallet.read_lease_until || wallet.read_lease_until.getTime() < Date.now()
    if (abandoned) return (await refreshWallet(runtime, walletId, cause)).wallet
  }
  throw new AmazonPayError("timeout", "Another process is still reading this wallet at Amazon")
}

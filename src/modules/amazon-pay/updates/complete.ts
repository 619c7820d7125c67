import type { UpdateSource } from "../../../contracts"
import { AmazonPayError, idempotencyKey, parseCheckoutSessionId, type CheckoutSession } from "../../../protocol"
import { refusal } from "../errors"
import { hashToken } from "../ids"
import { WalletEntity, WalletUpdateEntity, type CheckoutAttemptEntity } from "../persistence/entities"
import { priorityOf } from "../priority"
import { accountOf, type Runtime } from "../runtime"
import { failureInWords } from "../telemetry/failures"
import { say } from "../telemetry/say"
import { refreshWallet } from "../wallets/refresh"
import { claimAttempt, forgetAttempt, markVerified, releaseAttempt } from "./attempts"
import type { Claimed } from "./claimed"
import { finishSetUp } from "./finish-set-up"
import { recordMismatch } from "./mismatch"
import { recordOutcome } from "./record-outcome"
import { belongsToUpdate } from "./session-binding"
import { settleSession } from "./settle-session"

const RETURN_HOURS = 48

/**
 * The update a return token stands for, while returns are accepted.
 *
 * @returns `null` for a token nobody was given
 */
export async function findByReturnToken(runtime: Runtime, token: string): Promise<WalletUpdateEntity | null> {
  return runtime.db.getRepository(WalletUpdateEntity).findOneBy({ token_hash: hashToken(token) })
}

/** Whether Amazon may still send the buyer back for this update: until 48 hours after it was last handed out. */
export function acceptsReturns(runtime: Runtime, update: WalletUpdateEntity): boolean {
  if (!update.handed_out_at) return false
  return runtime.now().getTime() - update.handed_out_at.getTime() <= RETURN_HOURS * 3_600_000
}

/**
 * Completes a checkout session for the logged-in customer who started the update.
 *
 * @throws MedusaError `update_not_found`, `invalid_checkout_session_id`, `update_ended`, `update_not_yours`
 */
export async function completeForCustomer(
  runtime: Runtime,
  input: { customerId: string; updateId: string; checkoutSessionId: unknown },
): Promise<WalletUpdateEntity> {
  const update = await runtime.db
    .getRepository(WalletUpdateEntity)
    .findOneBy({ id: input.updateId, customer_id: input.customerId })
  if (!update?.update_type) throw refusal("update_not_found")
  const checkoutSessionId = parseCheckoutSessionId(input.checkoutSessionId)
  if (!checkoutSessionId) throw refusal("invalid_checkout_session_id")
  if (!acceptsReturns(runtime, update)) throw refusal("update_ended")
  return completeUpdate(runtime, update, checkoutSessionId, "return")
}

/**
 * Settles one checkout session of an update, refreshes the wallet and records the outcome once, however often and from
 * wherever it is called.
 *
 * @returns the update as it stands afterwards; `pending` when Amazon could not be asked
 * @throws MedusaError `update_not_yours` when the session belongs to something else; Complete is not called then
 */
export async function completeUpdate(
  runtime: Runtime,
  update: WalletUpdateEntity,
  checkoutSessionId: string,
  source: UpdateSource,
): Promise<WalletUpdateEntity> {
  const { account, client } = accountOf(runtime, update.merchant_account)
  const key = idempotencyKey(account.merchantId, account.environment, checkoutSessionId, "complete")
  const attempt = await claimAttempt(runtime.db, { checkoutSessionId, updateId: update.id, idempotencyKey: key })
  if (!attempt) return reload(runtime, update.id)
  try {
    return await settleClaimed(runtime, { account, client, update, attempt, source, priority: priorityOf(source) })
  } catch (error) {
    if (!(error instanceof AmazonPayError)) throw error
    return await leavePending(runtime, update, attempt, source, error)
  } finally {
    await releaseAttempt(runtime.db, checkoutSessionId, update.id).catch(() => undefined)
  }
}

async function settleClaimed(runtime: Runtime, claimed: Claimed): Promise<WalletUpdateEntity> {
  const { client, update, attempt, source, priority } = claimed
  const id = attempt.checkout_session_id
  const wallet = await walletOf(runtime, update)
  const session = await getSession(claimed)
  if (!session && attempt.verified) {
    return recordOutcome(runtime, update.id, { checkoutSessionId: id, source, attempt: FORGOTTEN })
  }
  if (!session || !(await isOurs(runtime, claimed, session, wallet))) return refuse(runtime, attempt, update)
  if (session.state !== "Canceled") await markVerified(runtime.db, id)
  const settled = await settleSession(client, session, { idempotencyKey: attempt.idempotency_key, priority })

  if (settled.status !== "completed") {
    return recordOutcome(runtime, update.id, { checkoutSessionId: id, source, attempt: settled })
  }
  if (!wallet) return finishSetUp(runtime, claimed, session, settled)
  const expected = wallet.charge_permission_id
  const named = settled.chargePermissionId ?? expected
  const isAnother = named !== expected
  if (isAnother) await recordMismatch(runtime, claimed, [expected, named])
  else await recordOutcome(runtime, update.id, { checkoutSessionId: id, source, attempt: settled })
  await refreshAfter(runtime, wallet.id, isAnother ? undefined : update.id, source)
  return reload(runtime, update.id)
}

/** Amazon deletes sessions after 30 days. */
const FORGOTTEN = { status: "failed", reasonCode: "ResourceNotFound" } as const

async function isOurs(
  runtime: Runtime,
  { account, update, attempt }: Claimed,
  session: CheckoutSession,
  wallet: WalletEntity | null,
): Promise<boolean> {
  const tokenHash = await tokenHashOf(runtime, update.id)
  return belongsToUpdate(session, {
    account,
    chargePermissionId: wallet?.charge_permission_id ?? null,
    isOurReturnUrl: (url) => hashToken(lastPathSegment(url)) === tokenHash,
    verifiedBefore: attempt.verified,
  })
}

/** @throws MedusaError `update_not_yours`, always */
async function refuse(runtime: Runtime, attempt: CheckoutAttemptEntity, update: WalletUpdateEntity): Promise<never> {
  await forgetAttempt(runtime.db, attempt.checkout_session_id)
  say(runtime.logger, "warn", "a checkout session does not belong to its update; not completed", {
    checkout_session_id: attempt.checkout_session_id,
    update_id: update.id,
    wallet_id: update.wallet_id,
  })
  throw refusal("update_not_yours")
}

/** The session, or `null` when Amazon does not know it for this merchant. */
async function getSession({ client, attempt, priority }: Claimed): Promise<CheckoutSession | null> {
  try {
    return await client.getCheckoutSession(attempt.checkout_session_id, { priority })
  } catch (error) {
    if (error instanceof AmazonPayError && error.status === 404) return null
    throw error
  }
}

async function tokenHashOf(runtime: Runtime, updateId: string): Promise<string | null> {
  const update = await runtime.db
    .getRepository(WalletUpdateEntity)
    .findOne({ where: { id: updateId }, select: { id: true, token_hash: true } })
  return update?.token_hash ?? null
}

function lastPathSegment(url: string): string {
  return URL.canParse(url) ? (new URL(url).pathname.split("/").at(-1) ?? "") : ""
}

/** The session's outcome stands already; when Amazon cannot be read now, a notification or reconciliation will. */
async function refreshAfter(
  runtime: Runtime,
  walletId: string,
  updateId: string | undefined,
  source: UpdateSource,
): Promise<void> {
  try {
    await refreshWallet(runtime, walletId, { source, updateId })
  } catch (error) {
    say(runtime.logger, "warn", "a wallet could not be read after its update; it will be later", {
      wallet_id: walletId,
      update_id: updateId,
      ...failureInWords(error),
    })
  }
}

async function leavePending(
  runtime: Runtime,
  update: WalletUpdateEntity,
  attempt: CheckoutAttemptEntity,
  source: UpdateSource,
  error: AmazonPayError,
): Promise<WalletUpdateEntity> {
  const sessionId = attempt.checkout_session_id
  say(runtime.logger, "warn", "a checkout session is not settled; reconciliation goes on", {
    checkout_session_id: sessionId,
    update_id: update.id,
    wallet_id: update.wallet_id,
    ...failureInWords(error),
  })
  const pending = { status: "pending", reasonCode: error.reasonCode ?? error.code } as const
  return recordOutcome(runtime, update.id, { checkoutSessionId: sessionId, source, attempt: pending })
}

async function walletOf(runtime: Runtime, update: WalletUpdateEntity): Promise<WalletEntity | null> {
  if (update.update_type === "set_up" || !update.wallet_id) return null
  return runtime.db.getRepository(WalletEntity).findOneByOrFail({ id: update.wallet_id })
}

function reload(runtime: Runtime, updateId: string): Promise<WalletUpdateEntity> {
  return runtime.db.getRepository(WalletUpdateEntity).findOneByOrFail({ id: updateId })
}

import { AmazonPayError, isSameMoney, type CheckoutSession } from "../../../protocol"
import { refusal } from "../errors"
import { OperationEntity } from "../persistence/entities"
import { accountOf, type Runtime } from "../runtime"
import { adoptWallet } from "../wallets/adopt-wallet"
import { say } from "../telemetry/say"
import type { Authorized } from "./authorize"
import type { Paying } from "./charge-wallet"
import { asking } from "./in-medusas-words"
import { doOnce, readCharge } from "./known-charge"
import { purchaseReturnUrls } from "./initiate"
import { settleOperation, type Asked } from "./send"

/** Answers to Complete that only a second look at the session can explain. */
const LOOK_AGAIN: ReadonlySet<string | null> = new Set(["InvalidCheckoutSessionStatus", "CheckoutSessionCanceled"])

/**
 * Completes what the buyer confirmed on Amazon's page, if it is this payment and this amount, and saves the wallet where
 * that was wanted. A session that came to nothing leaves the payment open: the buyer can go to Amazon's page again.
 *
 * @throws MedusaError `checkout_not_of_this_payment`, and what {@link doOnce} throws
 */
export async function authorizePurchase(runtime: Runtime, paying: Paying): Promise<Authorized> {
  const { account, money, data } = paying
  const id = data.checkout_session_id
  if (!id) return { requiresMore: { decline: data.decline } }
  const session = await lookAt(runtime, paying, id)
  if (session.state === "Canceled") return cameToNothing(session.reasonCode)

  const outcome = await doOnce(runtime, {
    merchantAccount: account.id,
    paymentSessionId: data.session_id,
    customerId: data.customer_id,
    walletId: null,
    chargePermissionId: null,
    kind: "charge",
    target: id,
    money,
    call: "completeCheckoutSession",
    request: { chargeAmount: money },
  })
  if ("done" in outcome) return finishPurchase(runtime, paying, outcome.done)
  if ("answered" in outcome) return finishPurchase(runtime, paying, outcome.operation)

  const { operation, refused } = outcome
  if (refused.reasonCode === "AmountMismatch") throw refusal("checkout_not_of_this_payment")
  const after = await asking("reading", lookAgain(runtime, operation))
  if (after?.state !== "Completed") return cameToNothing(after ? after.reasonCode : operation.reason_code)
  return finishPurchase(runtime, paying, await settleCompleted(runtime, operation, after))
}

/**
 * Settles a purchase that Amazon would not complete because it is completed.
 *
 * @returns `null` where it is not
 * @throws AmazonPayError when Amazon cannot be asked
 */
export async function completedAnyway(
  runtime: Runtime,
  operation: OperationEntity,
  asked: Asked,
): Promise<OperationEntity | null> {
  const after = await lookAgain(runtime, operation)
  return after?.state === "Completed" ? settleCompleted(runtime, operation, after, asked) : null
}

async function lookAgain(
  runtime: Runtime,
  { call, reason_code, merchant_account, target }: OperationEntity,
): Promise<CheckoutSession | null> {
  if (call !== "completeCheckoutSession" || !LOOK_AGAIN.has(reason_code)) return null
  return accountOf(runtime, merchant_account).client.getCheckoutSession(target)
}

function settleCompleted(
  runtime: Runtime,
  operation: OperationEntity,
  { chargeId: amazonId, chargePermissionId }: CheckoutSession,
  asked?: Asked,
): Promise<OperationEntity> {
  return settleOperation(runtime, operation, { amazonId, amazonState: null, chargePermissionId }, asked)
}

/** The session, if all that Amazon shows of it is this payment's. */
async function lookAt(runtime: Runtime, paying: Paying, id: string): Promise<CheckoutSession> {
  const { account, data } = paying
  const session = await asking("reading", accountOf(runtime, account.id).client.getCheckoutSession(id))
  const isKnown = await runtime.db
    .getRepository(OperationEntity)
    .existsBy({ payment_session_id: data.session_id, kind: "charge", target: id })
  if (belongsToPayment(session, runtime, paying, isKnown)) return session
  say(runtime.logger, "warn", "a checkout session does not belong to its payment; not completed", {
    checkout_session_id: id,
    payment_session_id: data.session_id,
  })
  throw refusal("checkout_not_of_this_payment")
}

/**
 * An open session shows whose it is and what it costs, and must say so. A completed one shows almost nothing: it is ours
 * if we asked Amazon to complete it. Nothing it shows may contradict.
 */
function belongsToPayment(session: CheckoutSession, runtime: Runtime, paying: Paying, isKnown: boolean): boolean {
  const { account, money, data } = paying
  const { returnUrl } = purchaseReturnUrls(runtime.options, data.session_id)
  const shown: (boolean | null)[] = [
    session.merchantReferenceId && session.merchantReferenceId === data.session_id,
    session.storeId && session.storeId === account.storeId,
    session.checkoutResultReturnUrl && session.checkoutResultReturnUrl === returnUrl,
    session.releaseEnvironment && session.releaseEnvironment.toLowerCase() === account.environment,
    session.chargeAmount && isSameMoney(session.chargeAmount, money),
  ].map((each) => (each === null || each === "" ? null : Boolean(each)))
  if (shown.includes(false)) return false
  if (session.state !== "Open") return isKnown || session.merchantReferenceId !== null || session.state === "Canceled"
  return session.merchantReferenceId !== null && session.chargeAmount !== null
}

/** Reads the charge of a completed session, and saves the wallet where that was wanted. Safe to repeat. */
export async function finishPurchase(
  runtime: Runtime,
  paying: Paying,
  operation: OperationEntity,
): Promise<Authorized> {
  const charge = await asking("money", readCharge(runtime, await named(runtime, operation)))
  if (paying.data.save_wallet) await saveWallet(runtime, paying, charge.chargePermissionId)
  return { charge, operation }
}

/** The operation with its charge's name, which Amazon may have kept to itself at first. */
async function named(runtime: Runtime, operation: OperationEntity): Promise<OperationEntity> {
  if (operation.amazon_id) return operation
  const { client } = accountOf(runtime, operation.merchant_account)
  const { chargeId, chargePermissionId } = await asking("money", client.getCheckoutSession(operation.target))
  if (!chargeId) throw refusal("payment_outcome_unknown")
  return settleOperation(runtime, operation, { amazonId: chargeId, amazonState: null, chargePermissionId })
}

/** The payment stands whatever becomes of the wallet. */
async function saveWallet(runtime: Runtime, { account, data }: Paying, chargePermissionId: string): Promise<void> {
  if (!data.customer_id) return
  try {
    const adopted = await adoptWallet(runtime, {
      customerId: data.customer_id,
      merchantAccount: account.id,
      chargePermissionId,
      cause: { initiatedBy: "customer" },
      priority: "buyer",
    })
    if ("walletId" in adopted) return
    say(runtime.logger, "warn", "a wallet was paid with and not saved", {
      payment_session_id: data.session_id,
      charge_permission_id: chargePermissionId,
      reason: "refused" in adopted ? adopted.refused : "erased",
    })
  } catch (error) {
    if (!(error instanceof AmazonPayError)) throw error
    say(runtime.logger, "warn", "a wallet was paid with and could not be saved yet", {
      payment_session_id: data.session_id,
      charge_permission_id: chargePermissionId,
      reason: error.code,
    })
  }
}

const HELP: ReadonlyMap<string | null, string> = new Map([
  ["BuyerCanceled", "pay_again"],
  ["Expired", "pay_again"],
])

function cameToNothing(reasonCode: string | null): Authorized {
  const action = HELP.get(reasonCode) ?? "pay_otherwise"
  return { requiresMore: { decline: { reason_code: reasonCode ?? "unknown", action } } }
}

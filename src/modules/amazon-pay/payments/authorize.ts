import type { AuthorizePaymentOutput } from "@medusajs/framework/types"
import { PaymentSessionStatus } from "@medusajs/framework/utils"
import { isSameMoney, type Charge } from "../../../protocol"
import type { OperationEntity } from "../persistence/entities"
import { accountOf, type Runtime } from "../runtime"
import { toMoney } from "./amounts"
import { authorizePurchase, finishPurchase } from "./authorize-purchase"
import { chargeWallet, type Paying } from "./charge-wallet"
import { asking, sessionStatus } from "./in-medusas-words"
import { readCharge, undoCharge } from "./known-charge"
import { recordCaptureByAuthorization } from "./movements"
import { isLiveCharge, moneyOfOperation } from "./operations"
import type { Decline, PaymentData } from "./payment-data"
import { readPayment } from "./read-payment"

/** How an attempt to charge a buyer ended. */
export type Authorized =
  | { charge: ChargeNow; operation: OperationEntity }
  /** Amazon said no for good, as far as this session goes. */
  | { declined: Decline }
  /** The buyer has to go to Amazon's page, or back to it. */
  | { requiresMore: { decline: Decline | null; redirectUrl?: string | null } }

/** What has to be known of a charge to tell Medusa. */
export type ChargeNow = Pick<Charge, "chargeId" | "chargePermissionId" | "state"> &
  Partial<Pick<Charge, "captureAmount" | "redirectUrl">>

/**
 * Authorises a payment with a saved wallet or with what the buyer confirmed on Amazon's page, once, for exactly the amount
 * of Medusa's session. Called again it says how the charge stands; after a decline it tries anew.
 *
 * @throws MedusaError `payment_session_not_found`, `wallet_not_chargeable`, `wallet_limit_reached`,
 * `checkout_not_of_this_payment`, `charge_captured`, `payment_in_progress`, `payment_outcome_unknown`,
 * `amazon_not_available`
 */
export async function authorizePayment(
  runtime: Runtime,
  merchantAccount: string,
  data: PaymentData,
): Promise<AuthorizePaymentOutput> {
  const { account } = accountOf(runtime, merchantAccount)
  const { amount, currency_code, wallet, operations } = await readPayment(runtime, data)
  const money = toMoney(account, amount, currency_code)
  const payment = { account, money, data, wallet, operations }
  const known = await chargeSoFar(runtime, payment, operations)
  return output(runtime, data, await (known ? standing(runtime, payment, known) : begin(runtime, payment)))
}

/** The charge that stands. One of an amount that the session had before, which became known only then, is let go. */
async function chargeSoFar(
  runtime: Runtime,
  { money }: Paying,
  operations: readonly OperationEntity[],
): Promise<OperationEntity | null> {
  const known = operations.find(isLiveCharge)
  if (!known) return null
  if (isSameMoney(moneyOfOperation(known), money)) return known
  await undoCharge(runtime, known)
  return null
}

function begin(runtime: Runtime, payment: Paying): Promise<Authorized> {
  return payment.data.wallet_id ? chargeWallet(runtime, payment) : authorizePurchase(runtime, payment)
}

/** The charge that was made before. Of a purchase whose answer was lost, the wallet is saved now. */
async function standing(runtime: Runtime, payment: Paying, operation: OperationEntity): Promise<Authorized> {
  if (!payment.data.wallet_id) return finishPurchase(runtime, payment, operation)
  return { charge: await asking("reading", readCharge(runtime, operation)), operation }
}

async function output(runtime: Runtime, data: PaymentData, authorized: Authorized): Promise<AuthorizePaymentOutput> {
  if ("declined" in authorized) {
    return { status: PaymentSessionStatus.ERROR, data: { ...data, decline: authorized.declined } }
  }
  if ("requiresMore" in authorized) {
    const { decline, redirectUrl = null } = authorized.requiresMore
    return { status: PaymentSessionStatus.REQUIRES_MORE, data: { ...data, decline, redirect_url: redirectUrl } }
  }
  const { charge, operation } = authorized
  const redirectUrl = charge.state === "AuthorizationInitiated" ? (charge.redirectUrl ?? null) : null
  const status = redirectUrl ? PaymentSessionStatus.REQUIRES_MORE : sessionStatus(charge.state)
  return {
    status: status === PaymentSessionStatus.CAPTURED ? await capturedStatus(runtime, operation, charge) : status,
    data: { ...withCharge(data, charge), redirect_url: redirectUrl },
  }
}

/** Medusa takes `captured` for the whole amount. Where only a part was captured, that part is recorded afterwards. */
async function capturedStatus(runtime: Runtime, operation: OperationEntity, charge: ChargeNow) {
  const { captureAmount } = charge
  const isWhole = !captureAmount || isSameMoney(captureAmount, moneyOfOperation(operation))
  await recordCaptureByAuthorization(runtime, operation, charge, isWhole ? null : captureAmount)
  return isWhole ? PaymentSessionStatus.CAPTURED : PaymentSessionStatus.AUTHORIZED
}

/** What stays with the payment: what was signed for the page is of no more use. */
export function withCharge(data: PaymentData, charge: ChargeNow): PaymentData {
  return {
    ...data,
    checkout: null,
    charge_id: charge.chargeId,
    charge_permission_id: charge.chargePermissionId,
    charge_state: charge.state,
    decline: null,
  }
}

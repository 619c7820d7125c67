import type { MerchantAccount } from "../../../options/resolved"
import {
  afterDecline,
  chargeRequest,
  minorUnits,
  walletStatus,
  type ChargePermission,
  type Money,
} from "../../../protocol"
import { refusal } from "../errors"
import type { OperationEntity } from "../persistence/entities"
import { accountOf, type Runtime } from "../runtime"
import type { Authorized, ChargeNow } from "./authorize"
import { asking } from "./in-medusas-words"
import { doOnce, hasOpen, readCharge } from "./known-charge"
import { noteDecline } from "./note-decline"
import type { Decline, PaymentData } from "./payment-data"
import type { ChargedWallet } from "./read-payment"

export type Paying = {
  account: MerchantAccount
  money: Money
  data: PaymentData
  wallet: ChargedWallet | null
  /** What was asked of Amazon for it before. */
  operations: readonly OperationEntity[]
}

/** A decline that may pass is followed by one more try with a new key. */
const TRIES = 2

/**
 * Charges a saved wallet: one read of its charge permission, one write. A decline that may pass is tried once more after
 * the permission was read again; one that the buyer has to mend is noted with the wallet.
 *
 * @throws MedusaError `wallet_not_found`, `wallet_not_chargeable`, `wallet_limit_reached`, and what {@link doOnce} throws
 */
export async function chargeWallet(runtime: Runtime, paying: Paying): Promise<Authorized> {
  const { wallet } = paying
  if (!wallet) throw refusal("wallet_not_found")
  let decline: Decline | null = null
  for (let tries = 0; tries < TRIES; tries++) {
    const outcome = await (tries || paying.operations.length
      ? chargeAgain(runtime, wallet, paying, tries)
      : chargeFirst(runtime, wallet, paying))
    if ("done" in outcome) return standing(runtime, outcome.done)
    const { operation } = outcome
    if ("answered" in outcome) return { charge: chargeOf(operation, outcome.answered.redirectUrl), operation }
    decline = await declineOf(runtime, wallet, operation)
    if (decline.action !== "try_again") break
  }
  return { declined: decline ?? { reason_code: "unknown", action: "pay_otherwise" } }
}

function chargeFirst(runtime: Runtime, wallet: ChargedWallet, paying: Paying) {
  return doOnce(runtime, wanted(wallet, paying), (whileWaiting) =>
    assertChargeableAtAmazon(runtime, wallet, paying.money, { whileWaiting }),
  )
}

/** Of a charge whose answer is still out nothing is asked but that answer. */
async function chargeAgain(runtime: Runtime, wallet: ChargedWallet, paying: Paying, tries: number) {
  const isUnsettled = !tries && hasOpen(paying.operations)
  if (!isUnsettled) await assertChargeableAtAmazon(runtime, wallet, paying.money)
  return doOnce(runtime, wanted(wallet, paying))
}

async function standing(runtime: Runtime, operation: OperationEntity): Promise<Authorized> {
  return { charge: await asking("reading", readCharge(runtime, operation)), operation }
}

function chargeOf(operation: OperationEntity, redirectUrl: string | null | undefined): ChargeNow {
  const { amazon_id, charge_permission_id, amazon_state } = operation
  return {
    chargeId: amazon_id ?? "",
    chargePermissionId: charge_permission_id ?? "",
    state: amazon_state as ChargeNow["state"],
    redirectUrl,
  }
}

function wanted(wallet: ChargedWallet, { account, money, data }: Paying) {
  return {
    merchantAccount: account.id,
    paymentSessionId: data.session_id,
    customerId: wallet.customer_id,
    walletId: wallet.id,
    chargePermissionId: wallet.charge_permission_id,
    kind: "charge" as const,
    target: wallet.charge_permission_id,
    money,
    call: "createCharge" as const,
    request: chargeRequest({
      chargePermissionId: wallet.charge_permission_id,
      chargeAmount: money,
      captureNow: account.capture,
      canHandlePendingAuthorization: account.pendingAuthorizations,
      initiator: data.initiator,
      merchantReferenceId: data.session_id,
    }),
  }
}

/**
 * Asks Amazon whether a wallet can be charged so much now.
 *
 * @throws MedusaError `wallet_not_chargeable`, `wallet_limit_reached`, `amazon_not_available`
 */
async function assertChargeableAtAmazon(
  runtime: Runtime,
  wallet: ChargedWallet,
  money: Money,
  how: { whileWaiting?: () => void } = {},
): Promise<void> {
  const { client } = accountOf(runtime, wallet.merchant_account)
  const permission = await asking("reading", client.getChargePermission(wallet.charge_permission_id, how))
  if (walletStatus(permission.state) !== "chargeable") {
    throw refusal("wallet_not_chargeable", `(${[permission.state, ...permission.reasonCodes].join(", ")})`)
  }
  if (isOverLimit(permission, money)) throw refusal("wallet_limit_reached")
}

function isOverLimit({ amountBalance }: ChargePermission, money: Money): boolean {
  if (!amountBalance || amountBalance.currencyCode !== money.currencyCode) return false
  return minorUnits(money) > minorUnits(amountBalance)
}

/** @throws MedusaError `amazon_refused` when Amazon's no is no decline but a mistake of ours */
async function declineOf(runtime: Runtime, wallet: ChargedWallet, operation: OperationEntity): Promise<Decline> {
  const reasonCode = operation.reason_code ?? ""
  if (reasonCode === "InvalidChargePermissionStatus") throw refusal("wallet_not_chargeable")
  const action = afterDecline(reasonCode)
  if (!action) throw refusal("amazon_refused", `(${reasonCode})`)
  if (action === "update_wallet" || action === "set_up_again") await noteDecline(runtime, wallet, operation)
  return { reason_code: reasonCode, action }
}

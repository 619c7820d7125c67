import { In } from "typeorm"
import type { AdminPayment, MovementState, PaymentDecline, PaymentMovement, PaymentState } from "../../../contracts"
import type { MerchantAccount } from "../../../options/resolved"
import { afterDecline, fromMinorUnits, minorUnits, sellerCentralUrl, type ChargeState } from "../../../protocol"
import { OperationEntity, type ChargebackEntity } from "../persistence/entities"
import { toChargeback } from "../presentation"
import type { Runtime } from "../runtime"
import { chargebacksOn } from "./list-chargebacks"
import { isOpen, moneyOfOperation } from "./operations"
import type { PaymentData } from "./payment-data"

/** A payment session of this provider as Medusa has it, with its payment if there is one. */
export type SessionInMedusa = {
  id: string
  merchant_account: string
  data: Record<string, unknown> | null
  payment: { id: string; data: Record<string, unknown> | null } | null
}

const STATES: Readonly<Record<ChargeState, PaymentState>> = {
  AuthorizationInitiated: "authorization_pending",
  Authorized: "authorized",
  CaptureInitiated: "capture_pending",
  Captured: "captured",
  Canceled: "canceled",
  Declined: "declined",
}

/** How payments stand at Amazon, as far as was heard. Amazon is not asked. */
export async function listPayments(
  runtime: Runtime,
  sessions: readonly SessionInMedusa[],
  accountShown: (id: string) => MerchantAccount,
): Promise<AdminPayment[]> {
  const operations = await runtime.db.getRepository(OperationEntity).find({
    where: { payment_session_id: In(sessions.map(({ id }) => id)) },
    order: { created_at: "ASC", id: "ASC" },
  })
  const chargebacks = await chargebacksOn(runtime, operations)
  return sessions.map((session) => {
    const own = operations.filter(({ payment_session_id }) => payment_session_id === session.id)
    const permissions = new Set(own.map(({ charge_permission_id }) => charge_permission_id))
    const isAbout = ({ payment_session_id, charge_permission_id }: ChargebackEntity) =>
      payment_session_id === null ? permissions.has(charge_permission_id) : payment_session_id === session.id
    return toAdminPayment(session, own, chargebacks.filter(isAbout), accountShown)
  })
}

function toAdminPayment(
  { id, merchant_account, data, payment }: SessionInMedusa,
  operations: readonly OperationEntity[],
  chargebacks: readonly ChargebackEntity[],
  accountShown: (id: string) => MerchantAccount,
): AdminPayment {
  const known = (payment?.data ?? data ?? {}) as Partial<PaymentData>
  const charge = chargeShown(operations)
  const account = accountShown(merchant_account)
  const { currency_code = charge?.currency_code ?? account.ledgerCurrency } = known
  const permission = charge?.charge_permission_id ?? known.charge_permission_id ?? null
  const sum = (kind: OperationEntity["kind"]) =>
    sumOf(
      operations.filter((each) => counts(each, kind)),
      currency_code,
    )
  return {
    id,
    payment_id: payment?.id ?? null,
    merchant_account: account.id,
    environment: account.environment,
    initiator: known.initiator ?? "customer",
    customer_id: charge?.customer_id ?? known.customer_id ?? null,
    wallet_id: charge?.wallet_id ?? known.wallet_id ?? null,
    payment_descriptor: known.payment_descriptor ?? null,
    charge_permission_id: permission,
    charge_id: charge?.amazon_id ?? null,
    state: stateOf(charge, operations),
    reason_code: charge?.reason_code ?? null,
    expires_at: stateOf(charge, operations) === "authorized" ? (charge?.expires_at?.toISOString() ?? null) : null,
    decline: known.decline ?? declineOf(charge),
    currency_code,
    authorized_amount: sum("charge"),
    captured_amount: sum("capture"),
    refunded_amount: sum("refund"),
    movements: operations.flatMap((each) => (each.kind === "charge" ? [] : [toMovement(each, each.kind)])),
    chargebacks: chargebacks.map(toChargeback),
    seller_central_url: permission && sellerCentralUrl(account.region, permission),
  }
}

/** The charge a payment lives on, one that may be, or the last that was tried. */
function chargeShown(operations: readonly OperationEntity[]): OperationEntity | undefined {
  const charges = operations.filter(({ kind }) => kind === "charge")
  return charges.find((each) => counts(each, "charge")) ?? charges.find(isOpen) ?? charges.at(-1)
}

/** Whether money was moved, or is about to be. */
function counts({ kind, state, amazon_state }: OperationEntity, wanted: OperationEntity["kind"]): boolean {
  if (kind !== wanted || state !== "succeeded") return false
  return amazon_state !== "Declined" && amazon_state !== "Canceled"
}

function declineOf(charge: OperationEntity | undefined): PaymentDecline | null {
  const action = afterDecline(charge?.reason_code)
  return charge?.reason_code && action ? { reason_code: charge.reason_code, action } : null
}

/** Our own capture knows more of its charge than the charge, until Amazon tells of it. */
function stateOf(charge: OperationEntity | undefined, operations: readonly OperationEntity[]): PaymentState {
  if (!charge) return "waiting_for_buyer"
  if (isOpen(charge)) return "outcome_unknown"
  if (charge.state === "declined") return "declined"
  const capture = operations.find((each) => counts(each, "capture") && each.amazon_id === charge.amazon_id)
  const state = capture?.amazon_state ?? charge.amazon_state
  return state === null ? "authorization_pending" : STATES[state as ChargeState]
}

function sumOf(operations: readonly OperationEntity[], currency: string): string {
  const units = operations.reduce((sum, each) => sum + minorUnits(moneyOfOperation(each)), 0n)
  return fromMinorUnits(units, currency).amount
}

const PENDING: ReadonlySet<string | null> = new Set(["CaptureInitiated", "RefundInitiated"])

function toMovement(operation: OperationEntity, kind: PaymentMovement["kind"]): PaymentMovement {
  const { id, amount, currency_code, amazon_id, reason_code, call, needs_recording, medusa_id, created_at } = operation
  return {
    id,
    kind,
    amount,
    currency_code,
    state: movementState(operation),
    amazon_id,
    reason_code,
    made_in: call === null && medusa_id !== operation.payment_session_id ? "amazon" : "store",
    is_recorded: medusa_id !== null && !needs_recording,
    created_at: created_at.toISOString(),
  }
}

function movementState(operation: OperationEntity): MovementState {
  if (isOpen(operation)) return "unknown"
  if (operation.state === "declined" || operation.amazon_state === "Declined") return "declined"
  return PENDING.has(operation.amazon_state) ? "pending" : "done"
}

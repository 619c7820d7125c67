import type { BigNumberInput } from "@medusajs/framework/types"
import { refusal } from "../errors"
import type { OperationEntity, WalletEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { operationsOf } from "./known-charge"
import type { PaymentData } from "./payment-data"

/** A saved wallet, as far as a charge needs it. */
export type ChargedWallet = Pick<
  WalletEntity,
  "id" | "customer_id" | "merchant_account" | "charge_permission_id" | "status"
>

/** What is known here of a payment before Amazon is asked. */
export type KnownPayment = {
  /** As Medusa stored it with the session, the only place from which amount and currency come. */
  amount: BigNumberInput
  currency_code: string
  /** The wallet that the session names, if it is still the customer's who chose it. */
  wallet: ChargedWallet | null
  /** What was asked of Amazon for it before, in that order. */
  operations: OperationEntity[]
}

type Row = Omit<KnownPayment, "operations"> & { has_operations: boolean }

const STATEMENT = `select s.raw_amount as amount, s.currency_code,
    (select json_build_object('id', w.id, 'customer_id', w.customer_id, 'merchant_account', w.merchant_account,
       'charge_permission_id', w.charge_permission_id, 'status', w.status)
     from amazon_pay_wallet w where w.id = $2 and w.customer_id = $3) as wallet,
    exists (select 1 from amazon_pay_operation o where o.payment_session_id = s.id) as has_operations
  from payment_session s where s.id = $1 and s.deleted_at is null`

/**
 * Reads all of it in one statement where nothing was asked of Amazon yet: a buyer waits.
 *
 * @throws MedusaError `payment_session_not_found`
 */
export async function readPayment(
  runtime: Runtime,
  { session_id, wallet_id, customer_id }: PaymentData,
): Promise<KnownPayment> {
  const [row] = await runtime.db.query<Row[]>(STATEMENT, [session_id, wallet_id, customer_id])
  if (!row) throw refusal("payment_session_not_found")
  const { has_operations, ...known } = row
  return { ...known, operations: has_operations ? await operationsOf(runtime, session_id) : [] }
}

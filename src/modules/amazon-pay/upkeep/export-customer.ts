import type { QueryRunner } from "typeorm"
import type { Runtime } from "../runtime"

/** Rows in memory at a time. */
const BATCH = 500

const OWN_UPDATES = "select id from amazon_pay_wallet_update where customer_id = $1"

const OWN_PERMISSIONS = `
  select charge_permission_id from amazon_pay_wallet where customer_id = $1
  union select charge_permission_id from amazon_pay_operation where customer_id = $1`

/** About a wallet of the customer or a payment of theirs: two people who share an Amazon wallet see their own payments only. */
const OWN_NOTIFICATIONS = `
  n.charge_permission_id in (${OWN_PERMISSIONS})
  and (exists (select 1 from amazon_pay_operation o where o.amazon_id = n.object_id and o.customer_id = $1)
    or not exists (select 1 from amazon_pay_operation o where o.amazon_id = n.object_id)
      and exists (select 1 from amazon_pay_wallet w where w.charge_permission_id = n.charge_permission_id and w.customer_id = $1)
      and not exists (select 1 from amazon_pay_wallet w where w.charge_permission_id = n.charge_permission_id and w.customer_id <> $1))`

/**
 * What is stored about a customer, each kind with its statement. Only what is named here leaves the database: nothing that
 * was signed, no token, no idempotency key.
 */
const STATEMENTS = {
  wallets: `
    select id, charge_permission_id, merchant_account, environment, status, reasons, product_type, payment_descriptor,
      shipping_address, billing_address, created_at, updated_at, last_checked_at, closed_at, erase_requested_at, erased_at
    from amazon_pay_wallet where customer_id = $1 order by created_at, id`,
  updates: `
    select id, wallet_id, merchant_account, update_type, initiated_by, status, sources, changes, reason_code, message,
      checkout_session_id, started_at, completed_at, created_at
    from amazon_pay_wallet_update where customer_id = $1 order by created_at, id`,
  checkout_sessions: `
    select checkout_session_id, update_id, outcome, reason_code, created_at, updated_at
    from amazon_pay_checkout_attempt where update_id in (${OWN_UPDATES}) order by created_at, checkout_session_id`,
  update_links: `
    select id, wallet_id, update_type, expires_at, used_at, revoked_at, update_id, created_at
    from amazon_pay_update_link where customer_id = $1 order by created_at, id`,
  payments: `
    select id, payment_session_id, wallet_id, merchant_account, kind, amount, currency_code, state, amazon_id, amazon_state,
      charge_permission_id, reason_code, created_at, updated_at
    from amazon_pay_operation where customer_id = $1 order by created_at, id`,
  chargebacks: `
    select id, charge_permission_id, wallet_id, merchant_account, payment_session_id, charge_id, amount, currency_code,
      opened_at, created_at
    from amazon_pay_chargeback where customer_id = $1 order by opened_at, id`,
  notifications: `
    select message_id, notification_type, object_type, object_id, charge_permission_id, status, update_id, sent_at, received_at
    from amazon_pay_notification n where ${OWN_NOTIFICATIONS} order by received_at, message_id`,
  import_rows: `
    select import_id, line, charge_permission_id, status, code, wallet_id
    from amazon_pay_import_row where customer_id = $1 order by import_id, line`,
  erasures: `select requested_at from amazon_pay_erased_customer where customer_id = $1`,
} as const

export type CustomerDataKind = keyof typeof STATEMENTS

/** All of one kind; to be taken before the next kind is asked for. */
export type CustomerData = { kind: CustomerDataKind; rows: AsyncIterable<Record<string, unknown>> }

/**
 * Everything the plugin has stored about one customer, as it was at one moment, kind by kind, read in small batches while it
 * is taken. Whoever stops taking stops the reading. It has no row of another customer, and nothing that could be used to act.
 */
export async function* exportCustomer(runtime: Runtime, customerId: string): AsyncGenerator<CustomerData, void> {
  const runner = runtime.db.createQueryRunner()
  try {
    await runner.startTransaction("REPEATABLE READ")
    for (const [kind, statement] of Object.entries(STATEMENTS) as [CustomerDataKind, string][]) {
      yield { kind, rows: rowsOf(runner, statement, customerId) }
    }
  } finally {
    await runner.rollbackTransaction().catch(() => undefined)
    await runner.release()
  }
}

/** Whether anything is stored about a customer, be they in the store still or not. */
export async function hasDataOf(runtime: Runtime, customerId: string): Promise<boolean> {
  for await (const { rows } of exportCustomer(runtime, customerId)) {
    for await (const _ of rows) return true
  }
  return false
}

async function* rowsOf(
  runner: QueryRunner,
  statement: string,
  customerId: string,
): AsyncGenerator<Record<string, unknown>, void> {
  await runner.query(`declare customer_data no scroll cursor for ${statement}`, [customerId])
  for (;;) {
    const rows = (await runner.query(`fetch ${BATCH} from customer_data`)) as Record<string, unknown>[]
    yield* rows
    if (rows.length < BATCH) break
  }
  await runner.query("close customer_data")
}

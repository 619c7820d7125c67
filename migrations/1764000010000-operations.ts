import type { MigrationInterface, QueryRunner } from "typeorm"

const OPEN = `state in ('sent', 'unknown')`

export class Operations1764000010000 implements MigrationInterface {
  readonly name = "Operations1764000010000"

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table "amazon_pay_operation" (
      "id" text primary key,
      "merchant_account" text not null,
      "payment_session_id" text not null,
      "customer_id" text,
      "wallet_id" text,
      "kind" text not null,
      "target" text not null,
      "amount" text not null,
      "currency_code" text not null,
      "attempt" integer not null,
      "idempotency_key" text not null,
      "call" text,
      "request" text,
      "state" text not null,
      "amazon_id" text,
      "amazon_state" text,
      "charge_permission_id" text,
      "reason_code" text,
      "medusa_id" text,
      "needs_recording" boolean not null default false,
      "lease_until" timestamptz,
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now()
    )`)
    await db.query(`create unique index "amazon_pay_operation_open" on "amazon_pay_operation"
      ("payment_session_id", "kind", "target", "amount") where ${OPEN}`)
    await db.query(`create unique index "amazon_pay_operation_open_charge" on "amazon_pay_operation"
      ("payment_session_id") where kind = 'charge' and ${OPEN}`)
    await db.query(`create unique index "amazon_pay_operation_charges" on "amazon_pay_operation"
      ("payment_session_id", "attempt") where kind = 'charge'`)
    await db.query(`create unique index "amazon_pay_operation_by_key" on "amazon_pay_operation" ("idempotency_key")`)
    await db.query(`create unique index "amazon_pay_operation_by_amazon_id" on "amazon_pay_operation"
      ("amazon_id", "kind", "merchant_account") where amazon_id is not null`)
    await db.query(`create index "amazon_pay_operation_by_session" on "amazon_pay_operation"
      ("payment_session_id", "created_at", "id")`)
    await db.query(`create index "amazon_pay_operation_by_permission" on "amazon_pay_operation"
      ("charge_permission_id")`)
    await db.query(`create index "amazon_pay_operation_by_open" on "amazon_pay_operation" ("updated_at")
      where ${OPEN}`)
    await db.query(`create index "amazon_pay_operation_to_record" on "amazon_pay_operation" ("updated_at")
      where needs_recording`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table "amazon_pay_operation"`)
  }
}

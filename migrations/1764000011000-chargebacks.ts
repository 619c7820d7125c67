import type { MigrationInterface, QueryRunner } from "typeorm"

export class Chargebacks1764000011000 implements MigrationInterface {
  readonly name = "Chargebacks1764000011000"

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table "amazon_pay_chargeback" (
      "id" text not null,
      "merchant_account" text not null,
      "charge_permission_id" text not null,
      "wallet_id" text,
      "customer_id" text,
      "payment_session_id" text,
      "charge_id" text,
      "amount" text,
      "currency_code" text,
      "opened_at" timestamptz not null,
      "created_at" timestamptz not null default now(),
      primary key ("id", "merchant_account")
    )`)
    await db.query(`create index "amazon_pay_chargeback_by_permission" on "amazon_pay_chargeback"
      ("charge_permission_id", "opened_at")`)
    await db.query(`create index "amazon_pay_chargeback_by_wallet" on "amazon_pay_chargeback" ("wallet_id", "opened_at")
      where wallet_id is not null`)
    await db.query(`create index "amazon_pay_chargeback_by_opening" on "amazon_pay_chargeback" ("opened_at")`)
    await db.query(`alter table "amazon_pay_operation" add column "expires_at" timestamptz`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`alter table "amazon_pay_operation" drop column "expires_at"`)
    await db.query(`drop table "amazon_pay_chargeback"`)
  }
}

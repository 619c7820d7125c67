import type { MigrationInterface, QueryRunner } from "typeorm"

export class Wallets1764000000000 implements MigrationInterface {
  readonly name = "Wallets1764000000000"

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table "amazon_pay_wallet" (
      "id" text primary key,
      "customer_id" text not null,
      "merchant_account" text not null,
      "environment" text not null,
      "charge_permission_id" text not null,
      "status" text not null,
      "reasons" text[] not null default '{}',
      "product_type" text not null,
      "payment_descriptor" text,
      "shipping_address" jsonb,
      "billing_address" jsonb,
      "closed_at" timestamptz,
      "last_checked_at" timestamptz,
      "read_ticket" bigint not null default 0,
      "applied_ticket" bigint not null default 0,
      "read_lease_until" timestamptz,
      "read_again" boolean not null default false,
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now(),
      constraint "amazon_pay_wallet_charge_permission"
        unique ("merchant_account", "environment", "charge_permission_id")
    )`)
    await db.query(
      `create index "amazon_pay_wallet_by_customer" on "amazon_pay_wallet" ("customer_id", "created_at", "id")`,
    )
    await db.query(`create index "amazon_pay_wallet_by_check" on "amazon_pay_wallet" ("last_checked_at")`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table "amazon_pay_wallet"`)
  }
}

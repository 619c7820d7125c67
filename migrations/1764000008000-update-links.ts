import type { MigrationInterface, QueryRunner } from "typeorm"

export class UpdateLinks1764000008000 implements MigrationInterface {
  readonly name = "UpdateLinks1764000008000"

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table "amazon_pay_update_link" (
      "id" text primary key,
      "wallet_id" text not null,
      "customer_id" text not null,
      "update_type" text not null,
      "token_hash" text not null,
      "expires_at" timestamptz not null,
      "used_at" timestamptz,
      "revoked_at" timestamptz,
      "update_id" text,
      "created_by" text,
      "created_at" timestamptz not null default now()
    )`)
    await db.query(`create unique index "amazon_pay_link_by_token" on "amazon_pay_update_link" ("token_hash")`)
    await db.query(`create unique index "amazon_pay_link_live" on "amazon_pay_update_link"
      ("wallet_id", "update_type") where used_at is null and revoked_at is null`)
    await db.query(`create index "amazon_pay_link_by_time" on "amazon_pay_update_link" ("created_at", "id")`)
    await db.query(`create index "amazon_pay_link_by_wallet" on "amazon_pay_update_link"
      ("wallet_id", "created_at", "id")`)
    await db.query(`create index "amazon_pay_link_by_customer" on "amazon_pay_update_link"
      ("customer_id", "created_at", "id")`)
    await db.query(`create index "amazon_pay_link_by_expiry" on "amazon_pay_update_link" ("expires_at")`)
    await db.query(`alter table "amazon_pay_wallet_update" add "update_link_id" text`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`alter table "amazon_pay_wallet_update" drop "update_link_id"`)
    await db.query(`drop table "amazon_pay_update_link"`)
  }
}

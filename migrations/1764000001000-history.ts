import type { MigrationInterface, QueryRunner } from "typeorm"

export class History1764000001000 implements MigrationInterface {
  readonly name = "History1764000001000"

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table "amazon_pay_wallet_update" (
      "id" text primary key,
      "wallet_id" text,
      "customer_id" text not null,
      "merchant_account" text not null,
      "update_type" text,
      "initiated_by" text not null,
      "status" text not null,
      "sources" text[] not null default '{}',
      "changes" jsonb not null default '[]',
      "reason_code" text,
      "message" text,
      "checkout_session_id" text,
      "started_at" timestamptz,
      "handed_out_at" timestamptz,
      "completed_at" timestamptz,
      "token_hash" text,
      "token" text,
      "payload_json" text,
      "signature" text,
      "public_key_id" text,
      "algorithm" text,
      "created_at" timestamptz not null default now(),
      constraint "amazon_pay_update_wallet" foreign key ("wallet_id")
        references "amazon_pay_wallet" ("id") on delete cascade
    )`)
    await db.query(`create unique index "amazon_pay_update_open" on "amazon_pay_wallet_update"
      ("wallet_id", "update_type") where status = 'started' and wallet_id is not null`)
    await db.query(`create unique index "amazon_pay_update_open_set_up" on "amazon_pay_wallet_update"
      ("customer_id", "merchant_account") where status = 'started' and update_type = 'set_up'`)
    await db.query(`create unique index "amazon_pay_update_by_token" on "amazon_pay_wallet_update"
      ("token_hash") where token_hash is not null`)
    for (const [name, columns] of LIST_INDEXES) {
      await db.query(`create index "${name}" on "amazon_pay_wallet_update" (${columns})`)
    }
    await db.query(`create table "amazon_pay_checkout_attempt" (
      "checkout_session_id" text primary key,
      "update_id" text not null,
      "outcome" text not null default 'pending',
      "reason_code" text,
      "idempotency_key" text not null,
      "verified" boolean not null default false,
      "lease_until" timestamptz,
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now()
    )`)
    await db.query(`create index "amazon_pay_attempt_by_update" on "amazon_pay_checkout_attempt" ("update_id")`)
    await db.query(`create index "amazon_pay_attempt_pending" on "amazon_pay_checkout_attempt"
      ("created_at") where outcome = 'pending'`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table "amazon_pay_checkout_attempt"`)
    await db.query(`drop table "amazon_pay_wallet_update"`)
  }
}

const LIST_INDEXES = [
  ["amazon_pay_update_by_time", `"created_at", "id"`],
  ["amazon_pay_update_by_customer", `"customer_id", "created_at", "id"`],
  ["amazon_pay_update_by_wallet", `"wallet_id", "created_at", "id"`],
  ["amazon_pay_update_by_status", `"status", "created_at", "id"`],
] as const

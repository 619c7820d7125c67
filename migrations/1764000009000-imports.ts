import type { MigrationInterface, QueryRunner } from "typeorm"

export class Imports1764000009000 implements MigrationInterface {
  readonly name = "Imports1764000009000"

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table "amazon_pay_import" (
      "id" text primary key,
      "status" text not null default 'waiting',
      "fingerprint" text not null,
      "total" integer not null,
      "outcome" jsonb,
      "created_by" text,
      "started_at" timestamptz,
      "completed_at" timestamptz,
      "created_at" timestamptz not null default now()
    )`)
    await db.query(`create unique index "amazon_pay_import_open" on "amazon_pay_import" ("fingerprint")
      where status in ('waiting', 'running')`)
    await db.query(`create index "amazon_pay_import_by_time" on "amazon_pay_import" ("created_at", "id")`)
    await db.query(`create table "amazon_pay_import_row" (
      "import_id" text not null,
      "line" integer not null,
      "customer_id" text,
      "charge_permission_id" text,
      "status" text not null,
      "code" text,
      "same_as_line" integer,
      "wallet_id" text,
      "attempts" integer not null default 0,
      "next_attempt_at" timestamptz not null default now(),
      "lease_until" timestamptz,
      primary key ("import_id", "line")
    )`)
    await db.query(`create index "amazon_pay_import_row_due" on "amazon_pay_import_row"
      ("next_attempt_at", "import_id", "line") where status = 'waiting'`)
    await db.query(`create index "amazon_pay_import_row_by_status" on "amazon_pay_import_row"
      ("import_id", "status", "line")`)
    await db.query(`create index "amazon_pay_import_row_by_customer" on "amazon_pay_import_row"
      ("customer_id") where customer_id is not null`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table "amazon_pay_import_row"`)
    await db.query(`drop table "amazon_pay_import"`)
  }
}

import type { MigrationInterface, QueryRunner } from "typeorm"

export class Upkeep1764000004000 implements MigrationInterface {
  readonly name = "Upkeep1764000004000"

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table "amazon_pay_job_run" (
      "name" text primary key,
      "started_at" timestamptz not null,
      "finished_at" timestamptz,
      "error" text,
      "result" jsonb
    )`)
    await db.query(`alter table "amazon_pay_wallet" add "erase_requested_at" timestamptz, add "erased_at" timestamptz`)
    await db.query(`create index "amazon_pay_wallet_to_erase" on "amazon_pay_wallet" ("erase_requested_at")
      where erase_requested_at is not null and erased_at is null`)
    await db.query(`create index "amazon_pay_notification_by_status" on "amazon_pay_notification"
      ("status", "received_at", "message_id")`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop index "amazon_pay_notification_by_status"`)
    await db.query(`drop index "amazon_pay_wallet_to_erase"`)
    await db.query(`alter table "amazon_pay_wallet" drop "erase_requested_at", drop "erased_at"`)
    await db.query(`drop table "amazon_pay_job_run"`)
  }
}

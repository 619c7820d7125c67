import type { MigrationInterface, QueryRunner } from "typeorm"

export class Inbox1764000002000 implements MigrationInterface {
  readonly name = "Inbox1764000002000"

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table "amazon_pay_notification" (
      "message_id" text primary key,
      "notification_id" text,
      "topic_arn" text not null,
      "type" text not null,
      "merchant_account" text,
      "notification_type" text,
      "object_type" text,
      "object_id" text,
      "charge_permission_id" text not null default '',
      "sent_at" timestamptz not null,
      "received_at" timestamptz not null default now(),
      "status" text not null,
      "attempts" integer not null default 0,
      "next_attempt_at" timestamptz not null default now(),
      "lease_until" timestamptz,
      "last_error" text,
      "update_id" text,
      "no_visible_change" boolean not null default false,
      "raw_message" text not null
    )`)
    await db.query(`create index "amazon_pay_notification_due" on "amazon_pay_notification"
      ("next_attempt_at") where status in ('received', 'failed')`)
    await db.query(`create index "amazon_pay_notification_by_permission" on "amazon_pay_notification"
      ("charge_permission_id", "received_at")`)
    await db.query(`create index "amazon_pay_notification_by_update" on "amazon_pay_notification" ("update_id")`)
    await db.query(`create index "amazon_pay_notification_by_time" on "amazon_pay_notification"
      ("received_at", "message_id")`)
    await db.query(`create unique index "amazon_pay_notification_held" on "amazon_pay_notification"
      ("topic_arn", "charge_permission_id", "type") where status = 'held'`)
    await db.query(`create table "amazon_pay_topic" (
      "arn" text primary key,
      "merchant_account" text not null,
      "status" text not null default 'learning',
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now()
    )`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table "amazon_pay_topic"`)
    await db.query(`drop table "amazon_pay_notification"`)
  }
}

import type { MigrationInterface, QueryRunner } from "typeorm"

export class Outbox1764000003000 implements MigrationInterface {
  readonly name = "Outbox1764000003000"

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table "amazon_pay_outbox" (
      "id" bigserial primary key,
      "name" text not null,
      "data" jsonb not null,
      "lease_until" timestamptz,
      "emitted_at" timestamptz,
      "created_at" timestamptz not null default now()
    )`)
    await db.query(`create index "amazon_pay_outbox_waiting" on "amazon_pay_outbox" ("id") where emitted_at is null`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table "amazon_pay_outbox"`)
  }
}

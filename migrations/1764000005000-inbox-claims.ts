import type { MigrationInterface, QueryRunner } from "typeorm"

export class InboxClaims1764000005000 implements MigrationInterface {
  readonly name = "InboxClaims1764000005000"

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create index "amazon_pay_notification_waiting" on "amazon_pay_notification"
      ("charge_permission_id") where status in ('received', 'failed')`)
    await db.query(`create index "amazon_pay_notification_leased" on "amazon_pay_notification"
      ("charge_permission_id") where lease_until is not null`)
    await db.query(`alter table "amazon_pay_wallet" add "next_check_at" timestamptz`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`alter table "amazon_pay_wallet" drop "next_check_at"`)
    await db.query(`drop index "amazon_pay_notification_leased"`)
    await db.query(`drop index "amazon_pay_notification_waiting"`)
  }
}

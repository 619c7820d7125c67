import type { MigrationInterface, QueryRunner } from "typeorm"

/** Whether a wallet is being worked on is asked once for each of its waiting messages while another process claims them. */
export class InboxLeases1764000012000 implements MigrationInterface {
  readonly name = "InboxLeases1764000012000"

  async up(db: QueryRunner): Promise<void> {
    await db.query(`drop index "amazon_pay_notification_leased"`)
    await db.query(`create index "amazon_pay_notification_leased" on "amazon_pay_notification"
      ("charge_permission_id", "lease_until") where lease_until is not null`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop index "amazon_pay_notification_leased"`)
    await db.query(`create index "amazon_pay_notification_leased" on "amazon_pay_notification"
      ("charge_permission_id") where lease_until is not null`)
  }
}

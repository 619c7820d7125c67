import type { MigrationInterface, QueryRunner } from "typeorm"

/** Charges of which nobody has looked yet whether Medusa has a payment for them. */
export class ChargesToLookAt1764000013000 implements MigrationInterface {
  readonly name = "ChargesToLookAt1764000013000"

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create index "amazon_pay_operation_to_look_at" on "amazon_pay_operation" ("updated_at")
      where kind = 'charge' and state = 'succeeded' and medusa_id is null`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop index "amazon_pay_operation_to_look_at"`)
  }
}

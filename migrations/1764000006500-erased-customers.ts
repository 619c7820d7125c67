import type { MigrationInterface, QueryRunner } from "typeorm"

/** Who is gone: what was under way when they left must not make a wallet for them. */
export class ErasedCustomers1764000006500 implements MigrationInterface {
  readonly name = "ErasedCustomers1764000006500"

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create table "amazon_pay_erased_customer" (
      "customer_id" text primary key,
      "requested_at" timestamptz not null
    )`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table "amazon_pay_erased_customer"`)
  }
}

import type { MigrationInterface, QueryRunner } from "typeorm"

/**
 * What all processes have used of Amazon's limits: a handful of rows that rate-limiter-flexible writes. Unlogged, for a
 * count that is seconds old is worth no disk write; after a crash of the server it starts at zero.
 */
export class SharedBudget1764000006000 implements MigrationInterface {
  readonly name = "SharedBudget1764000006000"

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create unlogged table "amazon_pay_budget" (
      "key" varchar(255) primary key,
      "points" integer not null default 0,
      "expire" bigint
    ) with (fillfactor = 50)`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table "amazon_pay_budget"`)
  }
}

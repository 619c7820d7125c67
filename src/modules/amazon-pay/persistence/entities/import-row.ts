import { Column, Entity, Index, PrimaryColumn } from "typeorm"
import type { ImportRowCode, ImportRowStatus } from "../../../../contracts"

/** One line of an imported file. E-mail addresses are looked up when it comes and not kept. */
@Entity({ name: "amazon_pay_import_row" })
@Index("amazon_pay_import_row_due", ["next_attempt_at", "import_id", "line"], { where: "status = 'waiting'" })
@Index("amazon_pay_import_row_by_status", ["import_id", "status", "line"])
@Index("amazon_pay_import_row_by_customer", ["customer_id"], { where: "customer_id is not null" })
export class ImportRowEntity {
  @PrimaryColumn({ type: "text" })
  import_id!: string

  @PrimaryColumn({ type: "integer" })
  line!: number

  @Column({ type: "text", nullable: true })
  customer_id!: string | null

  @Column({ type: "text", nullable: true })
  charge_permission_id!: string | null

  @Column({ type: "text" })
  status!: ImportRowStatus

  @Column({ type: "text", nullable: true })
  code!: ImportRowCode | null

  @Column({ type: "integer", nullable: true })
  same_as_line!: number | null

  @Column({ type: "text", nullable: true })
  wallet_id!: string | null

  @Column({ type: "integer", default: 0 })
  attempts!: number

  @Column({ type: "timestamptz", default: () => "now()" })
  next_attempt_at!: Date

  @Column({ type: "timestamptz", nullable: true })
  lease_until!: Date | null
}

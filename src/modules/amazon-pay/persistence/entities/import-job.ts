import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from "typeorm"
import type { ImportProgress, ImportStatus } from "../../../../contracts"

/** A file whose charge permissions are attached in the background. */
@Entity({ name: "amazon_pay_import" })
@Index("amazon_pay_import_open", ["fingerprint"], { unique: true, where: "status in ('waiting', 'running')" })
@Index("amazon_pay_import_by_time", ["created_at", "id"])
export class ImportJobEntity {
  @PrimaryColumn({ type: "text" })
  id!: string

  @Column({ type: "text", default: "waiting" })
  status!: ImportStatus

  /** SHA-256 of the file: the same one is not worked off twice at the same time. */
  @Column({ type: "text" })
  fingerprint!: string

  @Column({ type: "integer" })
  total!: number

  /** How it ended; until then its rows are counted. */
  @Column({ type: "jsonb", nullable: true })
  outcome!: ImportProgress | null

  /** Id of the admin. */
  @Column({ type: "text", nullable: true })
  created_by!: string | null

  @Column({ type: "timestamptz", nullable: true })
  started_at!: Date | null

  @Column({ type: "timestamptz", nullable: true })
  completed_at!: Date | null

  @CreateDateColumn({ type: "timestamptz" })
  created_at!: Date
}

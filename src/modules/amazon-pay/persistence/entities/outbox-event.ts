import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from "typeorm"

/** An event written in the same transaction as what it tells, to be emitted after the commit. */
@Entity({ name: "amazon_pay_outbox" })
@Index("amazon_pay_outbox_waiting", ["id"], { where: "emitted_at is null" })
export class OutboxEventEntity {
  @PrimaryGeneratedColumn({ type: "bigint" })
  id!: string

  @Column({ type: "text" })
  name!: string

  @Column({ type: "jsonb" })
  data!: Record<string, unknown>

  @Column({ type: "timestamptz", nullable: true })
  lease_until!: Date | null

  @Column({ type: "timestamptz", nullable: true })
  emitted_at!: Date | null

  @CreateDateColumn({ type: "timestamptz" })
  created_at!: Date
}

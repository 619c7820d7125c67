import { Column, CreateDateColumn, Entity, Index, PrimaryColumn, UpdateDateColumn } from "typeorm"

export type AttemptOutcome = "pending" | "completed" | "canceled" | "declined" | "failed" | "expired"

/** One checkout session at Amazon. Several clicks or tabs on one update make several. */
@Entity({ name: "amazon_pay_checkout_attempt" })
@Index("amazon_pay_attempt_by_update", ["update_id"])
@Index("amazon_pay_attempt_pending", ["created_at"], { where: "outcome = 'pending'" })
export class CheckoutAttemptEntity {
  @PrimaryColumn({ type: "text" })
  checkout_session_id!: string

  @Column({ type: "text" })
  update_id!: string

  @Column({ type: "text", default: "pending" })
  outcome!: AttemptOutcome

  @Column({ type: "text", nullable: true })
  reason_code!: string | null

  @Column({ type: "text" })
  idempotency_key!: string

  /** Whether Amazon's own data tied this session to the update. Before that another update may claim it. */
  @Column({ type: "boolean", default: false })
  verified!: boolean

  /** Whoever is settling this session, until when. */
  @Column({ type: "timestamptz", nullable: true })
  lease_until!: Date | null

  @CreateDateColumn({ type: "timestamptz" })
  created_at!: Date

  @UpdateDateColumn({ type: "timestamptz" })
  updated_at!: Date
}

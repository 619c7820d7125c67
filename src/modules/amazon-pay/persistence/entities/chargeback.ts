import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from "typeorm"

/** A buyer's dispute, as far as Amazon's notification tells: whose it is, and when it was opened. */
@Entity({ name: "amazon_pay_chargeback" })
@Index("amazon_pay_chargeback_by_permission", ["charge_permission_id", "opened_at"])
@Index("amazon_pay_chargeback_by_wallet", ["wallet_id", "opened_at"], { where: "wallet_id is not null" })
@Index("amazon_pay_chargeback_by_opening", ["opened_at"])
export class ChargebackEntity {
  /** Amazon's. */
  @PrimaryColumn({ type: "text" })
  id!: string

  @PrimaryColumn({ type: "text" })
  merchant_account!: string

  @Column({ type: "text" })
  charge_permission_id!: string

  @Column({ type: "text", nullable: true })
  wallet_id!: string | null

  @Column({ type: "text", nullable: true })
  customer_id!: string | null

  /** The payment it is about, where its charge permission paid for one only: Amazon names no charge. */
  @Column({ type: "text", nullable: true })
  payment_session_id!: string | null

  @Column({ type: "text", nullable: true })
  charge_id!: string | null

  /** What was paid with that charge. */
  @Column({ type: "text", nullable: true })
  amount!: string | null

  @Column({ type: "text", nullable: true })
  currency_code!: string | null

  @Column({ type: "timestamptz" })
  opened_at!: Date

  @CreateDateColumn({ type: "timestamptz" })
  created_at!: Date
}

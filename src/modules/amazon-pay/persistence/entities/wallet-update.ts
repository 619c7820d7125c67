import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from "typeorm"
import type { UpdateInitiator, UpdateSource, UpdateStatus, UpdateType, WalletChange } from "../../../../contracts"
import { WalletEntity } from "./wallet"

/** One line of a wallet's history; while open it also carries what was signed for it. */
@Entity({ name: "amazon_pay_wallet_update" })
@Index("amazon_pay_update_open", ["wallet_id", "update_type"], {
  unique: true,
  where: "status = 'started' and wallet_id is not null",
})
@Index("amazon_pay_update_open_set_up", ["customer_id", "merchant_account"], {
  unique: true,
  where: "status = 'started' and update_type = 'set_up'",
})
@Index("amazon_pay_update_by_token", ["token_hash"], { unique: true, where: "token_hash is not null" })
@Index("amazon_pay_update_by_time", ["created_at", "id"])
@Index("amazon_pay_update_by_customer", ["customer_id", "created_at", "id"])
@Index("amazon_pay_update_by_wallet", ["wallet_id", "created_at", "id"])
@Index("amazon_pay_update_by_status", ["status", "created_at", "id"])
@Index("amazon_pay_update_by_facet", ["facet", "created_at", "id"])
@Index("amazon_pay_update_by_customer_facet", ["customer_id", "facet", "created_at", "id"])
@Index("amazon_pay_update_by_wallet_facet", ["wallet_id", "facet", "created_at", "id"])
export class WalletUpdateEntity {
  @PrimaryColumn({ type: "text" })
  id!: string

  @Column({ type: "text", nullable: true })
  wallet_id!: string | null

  @ManyToOne(() => WalletEntity, (wallet) => wallet.updates, { onDelete: "CASCADE", nullable: true })
  @JoinColumn({ name: "wallet_id", foreignKeyConstraintName: "amazon_pay_update_wallet" })
  wallet?: Relation<WalletEntity> | null

  @Column({ type: "text" })
  customer_id!: string

  @Column({ type: "text" })
  merchant_account!: string

  @Column({ type: "text", nullable: true })
  update_type!: UpdateType | null

  @Column({ type: "text" })
  initiated_by!: UpdateInitiator

  @Column({ type: "text" })
  status!: UpdateStatus

  @Column({ type: "text", array: true, default: () => "'{}'" })
  sources!: UpdateSource[]

  @Column({ type: "jsonb", default: () => "'[]'" })
  changes!: WalletChange[]

  @Column({ type: "text", nullable: true })
  reason_code!: string | null

  @Column({ type: "text", nullable: true })
  message!: string | null

  /** The session that decided the outcome. */
  @Column({ type: "text", nullable: true })
  checkout_session_id!: string | null

  @Column({ type: "timestamptz", nullable: true })
  started_at!: Date | null

  /** Returns are accepted until 48 hours after this. */
  @Column({ type: "timestamptz", nullable: true })
  handed_out_at!: Date | null

  @Column({ type: "timestamptz", nullable: true })
  completed_at!: Date | null

  /** SHA-256 of the token in the return URL; kept so that late returns are recognised. */
  @Column({ type: "text", nullable: true, select: false })
  token_hash!: string | null

  @Column({ type: "text", nullable: true, select: false })
  token!: string | null

  @Column({ type: "text", nullable: true, select: false })
  payload_json!: string | null

  @Column({ type: "text", nullable: true, select: false })
  signature!: string | null

  @Column({ type: "text", nullable: true, select: false })
  public_key_id!: string | null

  @Column({ type: "text", nullable: true, select: false })
  algorithm!: string | null

  /** The link whose customer is at it; completing this update uses it up. */
  @Column({ type: "text", nullable: true, select: false })
  update_link_id!: string | null

  /** Status, type, initiator and sources as one number, which a trigger of the database keeps; lists are read by it. */
  @Column({ type: "smallint", default: 0, select: false, insert: false, update: false })
  facet?: number

  @CreateDateColumn({ type: "timestamptz" })
  created_at!: Date
}

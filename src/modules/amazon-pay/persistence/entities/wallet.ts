import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  OneToMany,
  PrimaryColumn,
  Unique,
  UpdateDateColumn,
  type Relation,
} from "typeorm"
import type { Environment, ProductType, WalletAddress, WalletStatus } from "../../../../contracts"
import { WalletUpdateEntity } from "./wallet-update"

/** Cannot be charged for reasons that all pass by themselves; to PostgreSQL the text of an index. */
export const ONLY_WAITING = "status = 'non_chargeable' and reasons <> '{}' and reasons <@ array['ChargeInProgress']"

/** Cannot be charged until the customer does something. */
export const NEEDS_ATTENTION =
  "status = 'non_chargeable' and not (reasons <> '{}' and reasons <@ array['ChargeInProgress'])"

/** A customer's saved wallet, and at the same time the snapshot against which changes are found. */
@Entity({ name: "amazon_pay_wallet" })
@Unique("amazon_pay_wallet_charge_permission", ["merchant_account", "environment", "charge_permission_id"])
@Index("amazon_pay_wallet_by_customer", ["customer_id", "created_at", "id"])
@Index("amazon_pay_wallet_by_time", ["created_at", "id"])
@Index("amazon_pay_wallet_by_status", ["status", "created_at", "id"])
@Index("amazon_pay_wallet_by_permission", ["charge_permission_id"])
@Index("amazon_pay_wallet_needs_attention", ["created_at", "id"], { where: NEEDS_ATTENTION })
@Index("amazon_pay_wallet_waiting", ["created_at", "id"], { where: ONLY_WAITING })
@Index("amazon_pay_wallet_by_check", ["last_checked_at"])
@Index("amazon_pay_wallet_to_erase", ["erase_requested_at"], {
  where: "erase_requested_at is not null and erased_at is null",
})
export class WalletEntity {
  @PrimaryColumn({ type: "text" })
  id!: string

  @Column({ type: "text" })
  customer_id!: string

  @Column({ type: "text" })
  merchant_account!: string

  @Column({ type: "text" })
  environment!: Environment

  @Column({ type: "text" })
  charge_permission_id!: string

  @Column({ type: "text" })
  status!: WalletStatus

  @Column({ type: "text", array: true, default: () => "'{}'" })
  reasons!: string[]

  /** Stored at set-up and raised when an address appears; never guessed from an address at start. */
  @Column({ type: "text" })
  product_type!: ProductType

  @Column({ type: "text", nullable: true })
  payment_descriptor!: string | null

  @Column({ type: "jsonb", nullable: true })
  shipping_address!: WalletAddress | null

  @Column({ type: "jsonb", nullable: true })
  billing_address!: WalletAddress | null

  @Column({ type: "timestamptz", nullable: true })
  closed_at!: Date | null

  @Column({ type: "timestamptz", nullable: true })
  last_checked_at!: Date | null

  /** Upkeep does not try this wallet again before: another process is at it, or Amazon could not be asked. */
  @Column({ type: "timestamptz", nullable: true })
  next_check_at!: Date | null

  /** Counted up by PostgreSQL for every reading begun; only the latest may be applied. */
  @Column({ type: "bigint", default: 0 })
  read_ticket!: string

  /** The ticket of the last reading that was applied. */
  @Column({ type: "bigint", default: 0 })
  applied_ticket!: string

  @Column({ type: "timestamptz", nullable: true })
  read_lease_until!: Date | null

  /** Somebody asked for a reading while one was in flight. */
  @Column({ type: "boolean", default: false })
  read_again!: boolean

  /** The customer is gone: the wallet is to be closed at Amazon and emptied here. */
  @Column({ type: "timestamptz", nullable: true })
  erase_requested_at!: Date | null

  /** Since then nothing of the buyer is here and nothing is read any more. */
  @Column({ type: "timestamptz", nullable: true })
  erased_at!: Date | null

  /** Its history; loaded only where it is asked for. */
  @OneToMany(() => WalletUpdateEntity, (update) => update.wallet)
  updates?: Relation<WalletUpdateEntity[]>

  @CreateDateColumn({ type: "timestamptz" })
  created_at!: Date

  @UpdateDateColumn({ type: "timestamptz" })
  updated_at!: Date
}

import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from "typeorm"
import type { WalletUpdateType } from "../../../../contracts"

/** A link that asks a customer to update a saved wallet. Of its token only the hash is here. */
@Entity({ name: "amazon_pay_update_link" })
@Index("amazon_pay_link_by_token", ["token_hash"], { unique: true })
@Index("amazon_pay_link_live", ["wallet_id", "update_type"], {
  unique: true,
  where: "used_at is null and revoked_at is null",
})
@Index("amazon_pay_link_by_time", ["created_at", "id"])
@Index("amazon_pay_link_by_wallet", ["wallet_id", "created_at", "id"])
@Index("amazon_pay_link_by_customer", ["customer_id", "created_at", "id"])
@Index("amazon_pay_link_by_expiry", ["expires_at"])
export class UpdateLinkEntity {
  @PrimaryColumn({ type: "text" })
  id!: string

  @Column({ type: "text" })
  wallet_id!: string

  @Column({ type: "text" })
  customer_id!: string

  @Column({ type: "text" })
  update_type!: WalletUpdateType

  @Column({ type: "text", select: false })
  token_hash!: string

  @Column({ type: "timestamptz" })
  expires_at!: Date

  /** When an update that was started from it was completed. */
  @Column({ type: "timestamptz", nullable: true })
  used_at!: Date | null

  /** When an admin revoked it, or a newer link took its place. */
  @Column({ type: "timestamptz", nullable: true })
  revoked_at!: Date | null

  /** The latest update that was started from it. */
  @Column({ type: "text", nullable: true })
  update_id!: string | null

  /** The admin user or API key that made it. */
  @Column({ type: "text", nullable: true })
  created_by!: string | null

  @CreateDateColumn({ type: "timestamptz" })
  created_at!: Date
}

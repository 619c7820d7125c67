import { Column, Entity, Index, PrimaryColumn } from "typeorm"
import type { NotificationStatus } from "../../../../contracts"

/** The inbox: every authentic message, stored before it is answered. */
@Entity({ name: "amazon_pay_notification" })
@Index("amazon_pay_notification_due", ["next_attempt_at"], { where: "status in ('received', 'failed')" })
@Index("amazon_pay_notification_waiting", ["charge_permission_id"], { where: "status in ('received', 'failed')" })
@Index("amazon_pay_notification_leased", ["charge_permission_id", "lease_until"], { where: "lease_until is not null" })
@Index("amazon_pay_notification_by_permission", ["charge_permission_id", "received_at", "message_id"])
@Index("amazon_pay_notification_by_update", ["update_id", "received_at", "message_id"])
@Index("amazon_pay_notification_by_topic", ["topic_arn", "status", "received_at", "message_id"])
@Index("amazon_pay_notification_by_object_type", ["object_type", "status", "received_at", "message_id"])
@Index("amazon_pay_notification_by_notification_id", ["notification_id"])
@Index("amazon_pay_notification_by_time", ["received_at", "message_id"])
@Index("amazon_pay_notification_by_status", ["status", "received_at", "message_id"])
@Index("amazon_pay_notification_held", ["topic_arn", "charge_permission_id", "type"], {
  unique: true,
  where: "status = 'held'",
})
export class NotificationEntity {
  @PrimaryColumn({ type: "text" })
  message_id!: string

  @Column({ type: "text", nullable: true })
  notification_id!: string | null

  @Column({ type: "text" })
  topic_arn!: string

  /** SNS's message type. */
  @Column({ type: "text" })
  type!: string

  @Column({ type: "text", nullable: true })
  merchant_account!: string | null

  @Column({ type: "text", nullable: true })
  notification_type!: string | null

  @Column({ type: "text", nullable: true })
  object_type!: string | null

  @Column({ type: "text", nullable: true })
  object_id!: string | null

  @Column({ type: "text", default: "" })
  charge_permission_id!: string

  @Column({ type: "timestamptz" })
  sent_at!: Date

  @Column({ type: "timestamptz", default: () => "now()" })
  received_at!: Date

  @Column({ type: "text" })
  status!: NotificationStatus

  @Column({ type: "integer", default: 0 })
  attempts!: number

  @Column({ type: "timestamptz", default: () => "now()" })
  next_attempt_at!: Date

  @Column({ type: "timestamptz", nullable: true })
  lease_until!: Date | null

  @Column({ type: "text", nullable: true })
  last_error!: string | null

  /** The history entry this message stands behind. */
  @Column({ type: "text", nullable: true })
  update_id!: string | null

  /** Processed, and nothing a customer or merchant could see was different. */
  @Column({ type: "boolean", default: false })
  no_visible_change!: boolean

  @Column({ type: "text", select: false })
  raw_message!: string
}

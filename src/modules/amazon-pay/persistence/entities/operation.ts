import { Column, CreateDateColumn, Entity, Index, PrimaryColumn, UpdateDateColumn } from "typeorm"

/** What an operation does for a payment session. */
export const OPERATION_KINDS = ["charge", "capture", "refund"] as const
export type OperationKind = (typeof OPERATION_KINDS)[number]

/**
 * `sent` before the request goes out; `succeeded` and `declined` (refused for any reason) once Amazon has answered;
 * `unknown` when the answer did not come.
 */
export type OperationState = "sent" | "succeeded" | "declined" | "unknown"

/** The call at Amazon by which an operation is done; `null` for what was done elsewhere and only seen. */
export type OperationCall = "createCharge" | "completeCheckoutSession" | "captureCharge" | "createRefund"

/** To PostgreSQL the text of indexes: operations of which it is not known how they end. */
export const OPEN = "state in ('sent', 'unknown')"
/** The same: charges of which nobody has looked yet whether Medusa has a payment for them. */
export const TO_LOOK_AT = "kind = 'charge' and state = 'succeeded' and medusa_id is null"
const NEEDS_RECORDING = "needs_recording"

/**
 * One write of money at Amazon, stored before it is sent. It maps charges, captures and refunds to Medusa's payment
 * sessions, captures and refunds, those included that were made in Seller Central.
 */
@Entity({ name: "amazon_pay_operation" })
@Index("amazon_pay_operation_open", ["payment_session_id", "kind", "target", "amount"], { unique: true, where: OPEN })
@Index("amazon_pay_operation_open_charge", ["payment_session_id"], {
  unique: true,
  where: "kind = 'charge' and state in ('sent', 'unknown')",
})
@Index("amazon_pay_operation_charges", ["payment_session_id", "attempt"], { unique: true, where: "kind = 'charge'" })
@Index("amazon_pay_operation_by_key", ["idempotency_key"], { unique: true })
@Index("amazon_pay_operation_by_amazon_id", ["amazon_id", "kind", "merchant_account"], {
  unique: true,
  where: "amazon_id is not null",
})
@Index("amazon_pay_operation_by_session", ["payment_session_id", "created_at", "id"])
@Index("amazon_pay_operation_by_permission", ["charge_permission_id"])
@Index("amazon_pay_operation_by_open", ["updated_at"], { where: OPEN })
@Index("amazon_pay_operation_to_record", ["updated_at"], { where: NEEDS_RECORDING })
@Index("amazon_pay_operation_to_look_at", ["updated_at"], { where: TO_LOOK_AT })
export class OperationEntity {
  @PrimaryColumn({ type: "text" })
  id!: string

  @Column({ type: "text" })
  merchant_account!: string

  /** Medusa's, and at Amazon the `merchantReferenceId`. */
  @Column({ type: "text" })
  payment_session_id!: string

  @Column({ type: "text", nullable: true })
  customer_id!: string | null

  @Column({ type: "text", nullable: true })
  wallet_id!: string | null

  @Column({ type: "text" })
  kind!: OperationKind

  /** What it is done to: a charge permission, a checkout session or a charge. */
  @Column({ type: "text" })
  target!: string

  /** A decimal text with the digits of its currency. */
  @Column({ type: "text" })
  amount!: string

  @Column({ type: "text" })
  currency_code!: string

  /** Which charge of its payment it is; of captures and refunds, which of the same amount from the same charge. From 1. */
  @Column({ type: "integer" })
  attempt!: number

  @Column({ type: "text" })
  idempotency_key!: string

  @Column({ type: "text", nullable: true })
  call!: OperationCall | null

  /** What was sent, word for word: the same key with anything else is refused by Amazon. */
  @Column({ type: "text", nullable: true })
  request!: string | null

  @Column({ type: "text" })
  state!: OperationState

  /** The charge or refund it made; of a capture the charge that was captured. */
  @Column({ type: "text", nullable: true })
  amazon_id!: string | null

  /** The state of that charge or refund when it was last seen. */
  @Column({ type: "text", nullable: true })
  amazon_state!: string | null

  /** Until when an authorised charge can be captured, as Amazon said it. */
  @Column({ type: "timestamptz", nullable: true })
  expires_at!: Date | null

  @Column({ type: "text", nullable: true })
  charge_permission_id!: string | null

  @Column({ type: "text", nullable: true })
  reason_code!: string | null

  /** The capture or refund in Medusa that stands for it. Of a charge its payment session, once that was looked at. */
  @Column({ type: "text", nullable: true })
  medusa_id!: string | null

  /** Amazon knows something of it that Medusa does not know yet. */
  @Column({ type: "boolean", default: false })
  needs_recording!: boolean

  /** Whoever is asking Amazon for it, until when. */
  @Column({ type: "timestamptz", nullable: true })
  lease_until!: Date | null

  @CreateDateColumn({ type: "timestamptz" })
  created_at!: Date

  @UpdateDateColumn({ type: "timestamptz" })
  updated_at!: Date
}

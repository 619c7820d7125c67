/** Events on Medusa's bus. Payloads: `{ id, wallet_id, customer_id, ... }`. */
export const EVENTS = {
  walletCreated: "amazon-pay.wallet.created",
  walletUpdated: "amazon-pay.wallet.updated",
  walletUpdateFailed: "amazon-pay.wallet.update_failed",
  walletNeedsAttention: "amazon-pay.wallet.needs_attention",
  walletClosed: "amazon-pay.wallet.closed",
  chargeDeclined: "amazon-pay.charge.declined",
  refundDeclined: "amazon-pay.refund.declined",
  chargebackCreated: "amazon-pay.chargeback.created",
  updateLinkCreated: "amazon-pay.update_link.created",
  notificationDead: "amazon-pay.notification.dead",
} as const

export type EventName = (typeof EVENTS)[keyof typeof EVENTS]

/** Wakes whichever process works the inbox. Internal: not part of the public surface. */
export const INBOX_WAKE_EVENT = "amazon-pay.inbox.wake"

/** Wakes whichever process works imports off. Internal, as above. */
export const IMPORT_WAKE_EVENT = "amazon-pay.import.wake"

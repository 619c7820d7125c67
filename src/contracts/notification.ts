export const NOTIFICATION_STATUSES = ["received", "held", "processed", "unmatched", "failed", "dead"] as const
export type NotificationStatus = (typeof NOTIFICATION_STATUSES)[number]

/** A notification in the inbox, as the admin sees it. */
export type AdminNotification = {
  /** SNS's id of the message, the same for every repetition. */
  message_id: string
  /** SNS's type: `Notification`, `SubscriptionConfirmation` or `UnsubscribeConfirmation`. */
  type: string
  topic_arn: string
  merchant_account: string | null
  notification_type: string | null
  object_type: string | null
  object_id: string | null
  charge_permission_id: string | null
  status: NotificationStatus
  attempts: number
  /** Why it could not be processed, as a stable code or in words. */
  last_error: string | null
  next_attempt_at: string | null
  /** The history entry it stands behind. */
  update_id: string | null
  /** Processed, and nothing a customer or merchant could see was different. */
  no_visible_change: boolean
  sent_at: string | null
  received_at: string
}

/** The same with SNS's envelope as it came, without its signature, its token and the URL that takes it. */
export type AdminNotificationDetail = AdminNotification & { envelope: Record<string, string> }

/** Answers `GET /admin/amazon-pay/notifications/:message_id`. */
export type AdminNotificationDetailResponse = { notification: AdminNotificationDetail }

/** Answers SNS once a notification is stored, now or before. */
export type NotificationReceivedResponse = { received: true }

export const TOPIC_STATUSES = ["configured", "approved", "learning", "rejected"] as const
export type TopicStatus = (typeof TOPIC_STATUSES)[number]

/** An SNS topic that spoke to us, or that the options name. */
export type AdminTopic = {
  arn: string
  merchant_account: string
  /** `learning` waits for an admin; `configured` comes from the options and can only be changed there. */
  status: TopicStatus
  /** Messages that wait for the topic to be approved. */
  held: number
  first_seen_at: string | null
}

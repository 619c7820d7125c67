import { z } from "@medusajs/framework/zod"
import {
  NOTIFICATION_STATUSES,
  UPDATE_INITIATORS,
  UPDATE_SOURCES,
  UPDATE_STATUSES,
  UPDATE_TYPES,
  WALLET_STATUSES,
  WALLET_UPDATE_TYPES,
} from "../contracts"
import { REPLAYABLE } from "../modules/amazon-pay/inbox/replay"

/** Bodies are strict: a storefront never names a charge permission, an amount, a product type or a URL. */
export const StartUpdateBody = z.strictObject({ update_type: z.enum(WALLET_UPDATE_TYPES) })
export type StartUpdateBody = z.infer<typeof StartUpdateBody>

export const StartSetUpBody = z.strictObject({ merchant_account: z.string().min(1).max(64).optional() })
export type StartSetUpBody = z.infer<typeof StartSetUpBody>

export const CompleteUpdateBody = z.strictObject({ checkout_session_id: z.string().max(200) })
export type CompleteUpdateBody = z.infer<typeof CompleteUpdateBody>

export const AttachWalletBody = z.strictObject({
  customer_id: z.string().min(1).max(200),
  charge_permission_id: z.string().min(1).max(64),
})
export type AttachWalletBody = z.infer<typeof AttachWalletBody>

export const EmptyBody = z.strictObject({}).optional()

const page = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
}

/** One value or several of the same name: `status=a` and `status[]=a&status[]=b`. */
function several<const T extends readonly [string, ...string[]]>(values: T) {
  const value = z.enum(values)
  return z.union([value.transform((one) => [one]), z.array(value)]).optional()
}

const text = z.string().min(1).max(200).optional()

export const PageQuery = z.strictObject(page)
export type PageQuery = z.infer<typeof PageQuery>

export const AdminWalletsQuery = z.strictObject({ ...page, customer_id: text, status: several(WALLET_STATUSES) })
export type AdminWalletsQuery = z.infer<typeof AdminWalletsQuery>

export const AdminNotificationsQuery = z.strictObject({
  ...page,
  status: several(NOTIFICATION_STATUSES),
  topic_arn: text,
  charge_permission_id: text,
  update_id: text,
})
export type AdminNotificationsQuery = z.infer<typeof AdminNotificationsQuery>

/** Either the messages by name, or everything in one state. */
export const ReplayBody = z.union([
  z.strictObject({ message_ids: z.array(z.string().min(1).max(100)).min(1).max(1_000) }),
  z.strictObject({ status: z.enum(REPLAYABLE) }),
])
export type ReplayBody = z.infer<typeof ReplayBody>

export const TopicBody = z.strictObject({ arn: z.string().min(1).max(400) })
export type TopicBody = z.infer<typeof TopicBody>

export const AdminUpdatesQuery = z.strictObject({
  ...page,
  customer_id: text,
  wallet_id: text,
  status: several(UPDATE_STATUSES),
  update_type: several(UPDATE_TYPES),
  source: several(UPDATE_SOURCES),
  initiated_by: several(UPDATE_INITIATORS),
  created_at: z.strictObject({ $gte: z.coerce.date().optional(), $lte: z.coerce.date().optional() }).optional(),
})
export type AdminUpdatesQuery = z.infer<typeof AdminUpdatesQuery>

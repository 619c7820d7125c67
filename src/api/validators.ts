import { z } from "@medusajs/framework/zod"
import {
  IMPORT_ROW_STATUSES,
  NOTIFICATION_STATUSES,
  STATISTICS_INTERVALS,
  UPDATE_INITIATORS,
  UPDATE_LINK_HOURS,
  UPDATE_SOURCES,
  UPDATE_STATUSES,
  UPDATE_TYPE_FILTERS,
  WALLET_ORDERS,
  WALLET_STATUSES,
  WALLET_UPDATE_TYPES,
} from "../contracts"
import { REPLAYABLE } from "../modules/amazon-pay/inbox/replay"

/** A text that a statement can be given: PostgreSQL stores none with a NUL in it, and stumbles over one. */
function storable(longest: number) {
  return z
    .string()
    .min(1)
    .max(longest)
    .refine((value) => !value.includes("\0"), "must not contain NUL")
}

/** Bodies are strict: a storefront never names a charge permission, an amount, a product type or a URL. */
export const StartUpdateBody = z.strictObject({ update_type: z.enum(WALLET_UPDATE_TYPES) })
export type StartUpdateBody = z.infer<typeof StartUpdateBody>

export const StartSetUpBody = z.strictObject({ merchant_account: z.string().min(1).max(64).optional() })
export type StartSetUpBody = z.infer<typeof StartSetUpBody>

export const CompleteUpdateBody = z.strictObject({ checkout_session_id: z.string().max(200) })
export type CompleteUpdateBody = z.infer<typeof CompleteUpdateBody>

export const ReturnFromCheckoutBody = z.strictObject({ checkout_session_id: z.string().max(200) })
export type ReturnFromCheckoutBody = z.infer<typeof ReturnFromCheckoutBody>

export const AttachWalletBody = z.strictObject({
  customer_id: storable(200),
  charge_permission_id: z.string().min(1).max(64),
})
export type AttachWalletBody = z.infer<typeof AttachWalletBody>

/** Without a body: a link for the payment method that expires after a week. */
export const UpdateLinkBody = z.strictObject({
  update_type: z.enum(WALLET_UPDATE_TYPES).default("payment_method"),
  expires_in_hours: z.number().int().min(1).max(UPDATE_LINK_HOURS.max).default(UPDATE_LINK_HOURS.default),
})
export type UpdateLinkBody = z.infer<typeof UpdateLinkBody>

export const ImportQuery = z.strictObject({
  preview: z
    .enum(["true", "false"])
    .default("false")
    .describe("With `true` nothing is stored: the answer is what an import would do."),
})
export type ImportQuery = z.infer<typeof ImportQuery>

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

const text = storable(200).optional()

const ISO_8601 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/

/** ISO 8601 and nothing else that `Date` would make something of. A date alone is its first moment, in UTC. */
const time = z.preprocess(
  (value) => (typeof value === "string" && ISO_8601.test(value) ? new Date(value) : value),
  z.date(),
)

/** Pages are asked for by offset, or by cursor: empty for the first one, then the `next_cursor` of the page before. */
const adminPage = {
  limit: page.limit,
  offset: z.coerce.number().int().min(0).max(10_000).optional(),
  cursor: z.string().max(500).optional(),
}

type PageWanted = { offset?: number; cursor?: string }

const isOneWay = ({ offset, cursor }: PageWanted) => offset === undefined || cursor === undefined
const ONE_WAY = { path: ["offset"], message: "Invalid request: offset and cursor exclude each other" }

export const PageQuery = z.strictObject(page)
export type PageQuery = z.infer<typeof PageQuery>

/** Lines are PostgreSQL's `integer`. */
const MOST_LINES = 2 ** 31 - 1

export const ImportReportQuery = z.strictObject({
  status: several(IMPORT_ROW_STATUSES),
  limit: page.limit,
  cursor: z.coerce.number().int().min(0).max(MOST_LINES).default(0).describe("The `next_cursor` of the page before."),
  format: z.enum(["json", "csv"]).optional().describe("As `csv` all rows come at once."),
})
export type ImportReportQuery = z.infer<typeof ImportReportQuery>

export const AdminWalletsQuery = z
  .strictObject({
    ...adminPage,
    customer_id: text,
    status: several(WALLET_STATUSES),
    q: text,
    order: z.enum(WALLET_ORDERS).default("newest"),
  })
  .refine(isOneWay, ONE_WAY)
export type AdminWalletsQuery = z.infer<typeof AdminWalletsQuery>

export const AdminNotificationsQuery = z
  .strictObject({
    ...adminPage,
    status: several(NOTIFICATION_STATUSES),
    topic_arn: text,
    charge_permission_id: text,
    update_id: text,
    object_type: text,
    q: text,
  })
  .refine(isOneWay, ONE_WAY)
export type AdminNotificationsQuery = z.infer<typeof AdminNotificationsQuery>

export const AdminPaymentsQuery = z.strictObject({ order_id: storable(200) })
export type AdminPaymentsQuery = z.infer<typeof AdminPaymentsQuery>

export const AdminUpdateLinksQuery = z.strictObject({ ...page, customer_id: text, wallet_id: text })
export type AdminUpdateLinksQuery = z.infer<typeof AdminUpdateLinksQuery>

/** Either the messages by name, or everything in one state. */
export const ReplayBody = z.union([
  z.strictObject({ message_ids: z.array(storable(100)).min(1).max(1_000) }),
  z.strictObject({ status: z.enum(REPLAYABLE) }),
])
export type ReplayBody = z.infer<typeof ReplayBody>

export const TopicBody = z.strictObject({ arn: storable(400) })
export type TopicBody = z.infer<typeof TopicBody>

const updateFilters = {
  customer_id: text,
  wallet_id: text,
  status: several(UPDATE_STATUSES),
  update_type: several(UPDATE_TYPE_FILTERS),
  source: several(UPDATE_SOURCES),
  initiated_by: several(UPDATE_INITIATORS),
  q: text,
}

const createdAt = z.strictObject({ $gte: time.optional(), $lte: time.optional() }).optional()

export const AdminUpdatesQuery = z
  .strictObject({ ...adminPage, ...updateFilters, created_at: createdAt })
  .refine(isOneWay, ONE_WAY)
export type AdminUpdatesQuery = z.infer<typeof AdminUpdatesQuery>

export const AdminExportQuery = z.strictObject({ ...updateFilters, created_at: createdAt })
export type AdminExportQuery = z.infer<typeof AdminExportQuery>

export const AdminStatisticsQuery = z.strictObject({
  ...updateFilters,
  from: time.optional(),
  to: time.optional(),
  interval: z.enum(STATISTICS_INTERVALS).default("day"),
  tz: z.string().min(1).max(64).default("UTC"),
})
export type AdminStatisticsQuery = z.infer<typeof AdminStatisticsQuery>

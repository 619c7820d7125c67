import type { AdminNotification, AdminTopic, NotificationStatus } from "./notification"
import type { Chargeback } from "./payment"
import type { UpdateInitiator, UpdateSource, UpdateStatus, UpdateType, WalletUpdate } from "./update"
import type { AdminWallet, Wallet, WalletStatus } from "./wallet"

/** A page by offset. `count` stops at 10,001 where counting further would cost too much. */
export type OffsetPage = { count: number; limit: number; offset: number }

/** A page by cursor, which costs the same wherever it is; `next_cursor` is `null` on the last one. */
export type CursorPage = { limit: number; next_cursor: string | null }

type Limit = {
  /** Entries of one page, 1 to 100; 20 when left out. */
  limit?: number
}

/** Asks for a page by offset. */
export type OffsetQuery = Limit & {
  /** How many entries to leave out, up to 10,000. */
  offset?: number
  cursor?: never
}

/** Asks for a page by cursor. */
export type CursorQuery = Limit & {
  /** Empty for the first page, then what the page before answered as `next_cursor`; not together with `offset`. */
  cursor: string
  offset?: never
}

export type PageQuery = OffsetQuery | CursorQuery

/** In a filter `none` asks for entries without a type: what Amazon, an admin or the system changed by themselves. */
export const UPDATE_TYPE_FILTERS = ["set_up", "payment_method", "shipping_address", "none"] as const
export type UpdateTypeFilter = UpdateType | "none"

/** Which history entries are asked for. Values of one filter are alternatives; filters narrow each other. */
export type AdminUpdateFilters = {
  customer_id?: string
  wallet_id?: string
  status?: UpdateStatus[]
  update_type?: UpdateTypeFilter[]
  source?: UpdateSource[]
  initiated_by?: UpdateInitiator[]
  /** Both ends are included. ISO 8601. */
  created_at?: { $gte?: string; $lte?: string }
  /** An exact wallet, update, checkout session or charge permission id, or a customer's e-mail. */
  q?: string
}

/** `GET /admin/amazon-pay/updates`, newest first. */
export type AdminUpdateListQuery = AdminUpdateFilters & PageQuery

/** `GET /admin/amazon-pay/updates/export` answers CSV: all that match, newest first. */
export type AdminUpdateExportQuery = AdminUpdateFilters

export const WALLET_ORDERS = ["newest", "attention"] as const
/** `attention`: first the wallets that cannot be charged until their customer does something, each part newest first. */
export type WalletOrder = (typeof WALLET_ORDERS)[number]

/** `GET /admin/amazon-pay/wallets`. */
export type AdminWalletListQuery = {
  customer_id?: string
  status?: WalletStatus[]
  /** An exact wallet or charge permission id, or a customer's e-mail. */
  q?: string
  /** `newest` when left out. */
  order?: WalletOrder
} & PageQuery

/** `GET /admin/amazon-pay/notifications`, newest first. */
export type AdminNotificationListQuery = {
  status?: NotificationStatus[]
  topic_arn?: string
  charge_permission_id?: string
  update_id?: string
  /** Amazon's kind of object, e.g. `CHARGE_PERMISSION`. */
  object_type?: string
  /** An exact message, notification or charge permission id. */
  q?: string
} & PageQuery

export type WalletListResponse = { wallets: Wallet[] } & OffsetPage
export type WalletResponse = { wallet: Wallet }
export type UpdateListResponse = { updates: WalletUpdate[] } & OffsetPage
export type UpdateResponse = { update: WalletUpdate }

/** Of whom something is, as the admin recognises them; `null` when Medusa knows no such customer any more. */
type OfCustomer = { customer_email: string | null }

/** A history entry as the admin sees it. */
export type AdminUpdate = WalletUpdate & OfCustomer

/** By offset; see {@link AdminUpdateCursorResponse} for the answer to a `cursor`. */
export type AdminUpdateListResponse = { updates: AdminUpdate[] } & OffsetPage
export type AdminUpdateCursorResponse = { updates: AdminUpdate[] } & CursorPage

/** A wallet in the admin's list, with what its buyer disputed lately, newest first. */
export type AdminListedWallet = AdminWallet & OfCustomer & { chargebacks: Chargeback[] }

export type AdminWalletListResponse = { wallets: AdminListedWallet[] } & OffsetPage
export type AdminWalletCursorResponse = { wallets: AdminListedWallet[] } & CursorPage
export type AdminWalletResponse = { wallet: AdminWallet }

/** `{ type, message, code? }`, as Medusa answers errors. */
export type ApiError = { type: string; message: string; code?: string }

/** One history entry as the admin opens it. */
export type AdminUpdateResponse = { update: AdminUpdate & { notifications: AdminNotification[] } }

export type AdminNotificationListResponse = { notifications: AdminNotification[] } & OffsetPage
export type AdminNotificationCursorResponse = { notifications: AdminNotification[] } & CursorPage
export type AdminNotificationResponse = { notification: AdminNotification }
/** How many messages were put back into the queue. */
export type ReplayResponse = { replayed: number }
export type AdminTopicListResponse = { topics: AdminTopic[] }
export type AdminTopicResponse = { topic: AdminTopic }

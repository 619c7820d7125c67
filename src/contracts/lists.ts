import type { AdminWallet, Wallet } from "./wallet"
import type { AdminNotification, AdminTopic } from "./notification"
import type { WalletUpdate } from "./update"

/** `count` stops at 10,001 where counting further would cost too much. */
type Page = { count: number; limit: number; offset: number }

export type WalletListResponse = { wallets: Wallet[] } & Page
export type WalletResponse = { wallet: Wallet }
export type UpdateListResponse = { updates: WalletUpdate[] } & Page
export type UpdateResponse = { update: WalletUpdate }

export type AdminWalletListResponse = { wallets: AdminWallet[] } & Page
export type AdminWalletResponse = { wallet: AdminWallet }

/** `{ type, message, code? }`, as Medusa answers errors. */
export type ApiError = { type: string; message: string; code?: string }

/** One history entry as the admin opens it. */
export type AdminUpdateResponse = { update: WalletUpdate & { notifications: AdminNotification[] } }

export type AdminNotificationListResponse = { notifications: AdminNotification[] } & Page
export type AdminNotificationResponse = { notification: AdminNotification }
/** How many messages were put back into the queue. */
export type ReplayResponse = { replayed: number }
export type AdminTopicListResponse = { topics: AdminTopic[] }
export type AdminTopicResponse = { topic: AdminTopic }

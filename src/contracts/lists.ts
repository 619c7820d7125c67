import type { AdminWallet, Wallet } from "./wallet"
import type { WalletUpdate } from "./update"

type Page = { count: number; limit: number; offset: number }

export type WalletListResponse = { wallets: Wallet[] } & Page
export type WalletResponse = { wallet: Wallet }
export type UpdateListResponse = { updates: WalletUpdate[] } & Page
export type UpdateResponse = { update: WalletUpdate }

export type AdminWalletListResponse = { wallets: AdminWallet[] } & Page
export type AdminWalletResponse = { wallet: AdminWallet }

/** A notification behind a history entry, as the admin sees it. */
export type AdminNotification = {
  message_id: string
  notification_type: string | null
  object_type: string | null
  object_id: string | null
  charge_permission_id: string | null
  status: string
  sent_at: string | null
  received_at: string
}

/** `{ type, message, code? }`, as Medusa answers errors. */
export type ApiError = { type: string; message: string; code?: string }

/** One history entry as the admin opens it. */
export type AdminUpdateResponse = { update: WalletUpdate & { notifications: AdminNotification[] } }

import type { WalletUpdateType } from "./update"
import type { AdminWallet, Wallet } from "./wallet"

/** What has become of a link that asks a customer to update a saved wallet. Only an `open` one starts anything. */
export const UPDATE_LINK_STATUSES = ["open", "used", "expired", "revoked", "wallet_closed"] as const
export type UpdateLinkStatus = (typeof UPDATE_LINK_STATUSES)[number]

/** How long a link may be opened when nothing else is said, and at most. */
export const UPDATE_LINK_HOURS = { default: 168, max: 720 } as const

/** What an admin asks for; without a type the link is for the payment method. */
export type CreateUpdateLinkRequest = {
  update_type?: WalletUpdateType
  /** Whole hours until the link expires, 1 to 720. */
  expires_in_hours?: number
}

/** A link as the admin sees it. Its token is known to nobody but whoever has the link. */
export type AdminUpdateLink = {
  id: string
  wallet_id: string
  customer_id: string
  update_type: WalletUpdateType
  status: UpdateLinkStatus
  expires_at: string
  /** When an update that was started from it was completed. */
  used_at: string | null
  /** When an admin revoked it, or a newer link took its place. */
  revoked_at: string | null
  /** The latest update that was started from it; the completed one once it is used. */
  update_id: string | null
  /** The admin user or API key that made it. */
  created_by: string | null
  created_at: string
}

/** A link that was just made: the only time its URL can be seen. */
export type CreatedUpdateLink = AdminUpdateLink & { url: string }

/** A link as the customer it was made for sees it. */
export type UpdateLink = {
  id: string
  status: UpdateLinkStatus
  /** What the link is for, or why it does nothing any more, in words a buyer can read. */
  message: string
  update_type: WalletUpdateType
  wallet: Wallet
  expires_at: string
  used_at: string | null
  created_at: string
}

export type UpdateLinkResponse = { update_link: UpdateLink }
export type AdminCreatedUpdateLinkResponse = { update_link: CreatedUpdateLink }
export type AdminUpdateLinkListResponse = {
  update_links: AdminUpdateLink[]
  count: number
  limit: number
  offset: number
}
/** Medusa's answer to a DELETE. */
export type AdminUpdateLinkDeletedResponse = { id: string; object: "update_link"; deleted: true }
/** One wallet with its latest links, newest first, at most 20. */
export type AdminWalletDetailResponse = { wallet: AdminWallet; update_links: AdminUpdateLink[] }

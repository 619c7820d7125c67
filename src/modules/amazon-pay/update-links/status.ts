import type { UpdateLinkStatus } from "../../../contracts"
import type { RefusalCode } from "../errors"
import type { UpdateLinkEntity, WalletEntity } from "../persistence/entities"

type Times = Pick<UpdateLinkEntity, "used_at" | "revoked_at" | "expires_at">

/**
 * What has become of a link. That an update was completed outlives everything else: one that was started in time may be
 * completed after the link has expired or was revoked.
 *
 * @param wallet the wallet it is for
 */
export function statusOfLink(link: Times, wallet: Pick<WalletEntity, "status">, now: Date): UpdateLinkStatus {
  if (link.used_at) return "used"
  if (link.revoked_at && link.revoked_at < link.expires_at) return "revoked"
  if (wallet.status === "closed") return "wallet_closed"
  return link.expires_at <= now ? "expired" : "open"
}

/** The refusal of whoever wants to start something with a link in this status; `null` for an open one. */
export const REFUSED_START = {
  open: null,
  used: "update_link_used",
  expired: "update_link_expired",
  revoked: "update_link_revoked",
  wallet_closed: "wallet_closed",
} as const satisfies Record<UpdateLinkStatus, RefusalCode | null>

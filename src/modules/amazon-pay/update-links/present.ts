import type { AdminUpdateLink, UpdateLink } from "../../../contracts"
import type { MerchantAccount } from "../../../options/resolved"
import type { UpdateLinkEntity, WalletEntity } from "../persistence/entities"
import { toWallet } from "../presentation"
import type { FoundLink } from "./find-for-customer"
import { messageOfLink } from "./messages"
import { statusOfLink } from "./status"

/** A link as the customer it was made for sees it. */
export function toUpdateLink(
  { link, wallet, status }: FoundLink,
  account: Pick<MerchantAccount, "region">,
): UpdateLink {
  return {
    id: link.id,
    status,
    message: messageOfLink(status, link.update_type),
    update_type: link.update_type,
    wallet: toWallet(wallet, account),
    expires_at: link.expires_at.toISOString(),
    used_at: link.used_at?.toISOString() ?? null,
    created_at: link.created_at.toISOString(),
  }
}

/** A link as the admin sees it: nothing that opens it is in it. */
export function toAdminUpdateLink(
  link: UpdateLinkEntity,
  wallet: Pick<WalletEntity, "status">,
  now: Date,
): AdminUpdateLink {
  return {
    id: link.id,
    wallet_id: link.wallet_id,
    customer_id: link.customer_id,
    update_type: link.update_type,
    status: statusOfLink(link, wallet, now),
    expires_at: link.expires_at.toISOString(),
    used_at: link.used_at?.toISOString() ?? null,
    revoked_at: link.revoked_at?.toISOString() ?? null,
    update_id: link.update_id,
    created_by: link.created_by,
    created_at: link.created_at.toISOString(),
  }
}

import type { UpdateLinkStatus, WalletUpdateType } from "../../../contracts"

const REQUESTS: Readonly<Record<WalletUpdateType, string>> = {
  payment_method: "The store asks you to choose the payment method of your saved wallet again.",
  shipping_address: "The store asks you to choose the delivery address of your saved wallet again.",
}

const ENDS: Readonly<Record<Exclude<UpdateLinkStatus, "open">, string>> = {
  used: "You have completed the update that this link asked for. There is nothing more to do.",
  expired: "This link has expired. You can update your wallet in your account at any time.",
  revoked:
    "This link is not valid any more. If the store sent you a newer one, use that. You can also update your wallet in your account.",
  wallet_closed: "The saved wallet of this link is closed. You can save a new one in your account.",
}

/** English words for the buyer; a storefront translates by status and update type. */
export function messageOfLink(status: UpdateLinkStatus, updateType: WalletUpdateType): string {
  return status === "open" ? REQUESTS[updateType] : ENDS[status]
}

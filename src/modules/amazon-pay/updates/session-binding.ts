import type { MerchantAccount } from "../../../options/resolved"
import type { CheckoutSession } from "../../../protocol"

/** What a session must be for an update to be allowed to settle it. */
export type ExpectedSession = {
  account: MerchantAccount
  /** `null` for a set-up, whose charge permission does not exist yet. */
  chargePermissionId: string | null
  /** Recognises the return URL that was signed for this update. */
  isOurReturnUrl: (url: string) => boolean
  /** Whether an earlier look already tied the session to the update. */
  verifiedBefore: boolean
}

/**
 * Whether a session belongs to an update. While a session is open Amazon shows the store and the return URL, which
 * carries the update's token; nothing it shows may contradict. A session that is completed shows almost nothing: it is
 * ours if we saw it open before, or if it names the wallet.
 */
export function belongsToUpdate(session: CheckoutSession, expected: ExpectedSession): boolean {
  if (contradicts(session, expected)) return false
  if (expected.verifiedBefore || session.state === "Canceled") return true
  if (session.state === "Completed") {
    return expected.chargePermissionId !== null && session.chargePermissionId === expected.chargePermissionId
  }
  return session.storeId === expected.account.storeId
}

function contradicts(session: CheckoutSession, { account, chargePermissionId, isOurReturnUrl }: ExpectedSession) {
  const { chargePermissionType, storeId, releaseEnvironment, checkoutResultReturnUrl } = session
  if (chargePermissionType && chargePermissionType !== "PaymentMethodOnFile") return true
  if (storeId && storeId !== account.storeId) return true
  if (releaseEnvironment && releaseEnvironment.toLowerCase() !== account.environment) return true
  if (checkoutResultReturnUrl && !isOurReturnUrl(checkoutResultReturnUrl)) return true
  const named = session.chargePermissionId
  return session.state !== "Completed" && chargePermissionId !== null && named !== null && named !== chargePermissionId
}

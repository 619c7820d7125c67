import type { Environment } from "../../../contracts"
import type { ChargePermission } from "../../../protocol"

/**
 * Why a charge permission is no saved wallet of an environment, or `null` when it is one. What Amazon does not say is not
 * held against it.
 */
export function whyNotSavedWallet(reading: ChargePermission, environment: Environment): string | null {
  const { chargePermissionType, releaseEnvironment } = reading
  if (chargePermissionType && chargePermissionType !== "PaymentMethodOnFile") {
    return "The charge permission is not a saved wallet (PaymentMethodOnFile)"
  }
  if (releaseEnvironment && releaseEnvironment.toLowerCase() !== environment) {
    return "The charge permission is of another environment (sandbox or live)"
  }
  return null
}

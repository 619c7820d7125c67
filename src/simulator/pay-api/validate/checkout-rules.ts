import { invalid } from "../../schema"
import { REGION_FACTS } from "../../regions"
import type { CheckoutRequest } from "../../state/checkout-sessions"
import type { ProductType } from "../../state/charge-permissions"
import type { Environment, Merchant } from "../../state/merchants"
import type { World } from "../../world"
import { ApiError } from "../errors"
import { assertPayable } from "./payment-details"

export type Opening = Readonly<{
  merchant: Merchant
  environment: Environment
  productType: ProductType
  request: CheckoutRequest
}>

/**
 * The rules between a session and what it names: the merchant's store, and the wallet to update.
 *
 * @throws ApiError, Violation
 */
export function assertMayOpen(world: World, opening: Opening): void {
  const { merchant, request } = opening
  if (!merchant.storeIds.has(request.storeId)) throw invalid("storeId", "is not a store of this merchant")
  assertPayable(merchant, request)
  if (request.chargePermissionId !== null) assertUpdate(world, opening, request.chargePermissionId)
}

function assertUpdate(world: World, opening: Opening, chargePermissionId: string): void {
  const { merchant, environment, productType, request } = opening
  if (!REGION_FACTS[merchant.region].hostedUpdatePage) {
    throw new ApiError("RequestNotSupported", "The hosted update page is not supported in Japan")
  }
  const wallet = permissionOf(world, { merchant, environment }, chargePermissionId)
  if (wallet.chargePermissionType !== "PaymentMethodOnFile") {
    throw invalid("chargePermissionId", "is not a saved wallet")
  }
  if (wallet.state === "Closed") {
    throw new ApiError("InvalidChargePermissionStatus", `Charge permission ${chargePermissionId} is closed`)
  }
  if (wallet.productType === "PayAndShip" && productType === "PayOnly") {
    throw new ApiError("InvalidParameterCombination", "A wallet that has an address has to be opened as PayAndShip")
  }
  const accepted = world.modes.updateSetupOnly
  if (accepted !== "any" && accepted !== String(request.setupOnly)) {
    throw invalid("paymentMethodOnFileMetadata.setupOnly", `has to be ${accepted} in the update flow`)
  }
}

/**
 * A charge permission of this merchant in this environment. Anybody else's is as unknown as one that does not exist.
 *
 * @throws ApiError `ResourceNotFound`
 */
export function permissionOf(
  world: World,
  { merchant, environment }: { merchant: Merchant; environment: Environment },
  id: string,
) {
  const permission = world.permissions.get(id)
  const isTheirs = permission?.merchantId === merchant.merchantId && permission.environment === environment
  if (permission && isTheirs) return permission
  throw new ApiError("ResourceNotFound", `Charge permission ${id} does not exist`)
}

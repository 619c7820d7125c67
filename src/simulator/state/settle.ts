import type { World } from "../world"
import type { SavedAddress } from "./addresses"
import type { Card } from "./cards"
import type { ChargePermission } from "./charge-permissions"
import type { CheckoutSession } from "./checkout-sessions"
import { notifyOfChange } from "./notify"
import { CHARGEABLE } from "./wallet-changes"

/** What a buyer chose, if it is still in her account. */
export function chosen(world: World, { choice }: CheckoutSession): { card: Card; address: SavedAddress | null } | null {
  const buyer = choice ? world.buyers.get(choice.buyerId) : undefined
  const card = buyer?.cards.find(({ cardId }) => cardId === choice?.cardId)
  if (!card) return null
  return { card, address: buyer?.addresses.find(({ addressId }) => addressId === choice?.addressId) ?? null }
}

/**
 * Makes an update effective: the wallet gets the chosen payment method and address and is chargeable again.
 *
 * @returns `false` when it cannot be any more, e.g. because the wallet was closed
 */
export function applyUpdate(world: World, session: CheckoutSession): boolean {
  const before = world.permissions.get(session.request.chargePermissionId ?? "")
  const choice = chosen(world, session)
  if (!before || before.state === "Closed" || !choice) return false
  const ships = session.productType === "PayAndShip"
  const after = world.permissions.change(before.chargePermissionId, {
    ...CHARGEABLE,
    card: choice.card,
    descriptor: choice.card.cardId === before.card.cardId ? before.descriptor : null,
    productType: ships ? "PayAndShip" : before.productType,
    shippingAddress: ships ? choice.address : before.shippingAddress,
  })
  notifyOfChange(world, before, after)
  return true
}

/** Opens the wallet a set-up was about; `null` when it cannot be any more. */
export function openWallet(world: World, session: CheckoutSession): ChargePermission | null {
  const choice = chosen(world, session)
  if (!choice || !session.choice) return null
  const { merchantId, environment, region, productType, request } = session
  const permission = world.permissions.open({
    merchantId,
    environment,
    region,
    productType,
    storeId: request.storeId,
    buyerId: session.choice.buyerId,
    card: choice.card,
    shippingAddress: choice.address,
    scopes: request.scopes,
    merchantMetadata: request.merchantMetadata,
  })
  notifyOfChange(world, null, permission)
  return permission
}

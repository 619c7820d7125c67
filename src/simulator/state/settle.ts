import type { World } from "../world"
import type { SavedAddress } from "./addresses"
import type { Card } from "./cards"
import { CHARGEABLE, type ChargePermission } from "./charge-permissions"
import type { CheckoutSession } from "./checkout-sessions"
import { notifyOfChange } from "./notify"

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

/** Opens the charge permission that a set-up or a purchase is about; `null` when it cannot be any more. */
export function openPermission(world: World, session: CheckoutSession): ChargePermission | null {
  const choice = chosen(world, session)
  if (!choice || !session.choice) return null
  const { merchantId, environment, region, productType, ledgerCurrency, request } = session
  const { chargeAmount, totalOrderAmount, presentmentCurrency } = request.paymentDetails
  const permission = world.permissions.open({
    chargePermissionType: request.chargePermissionType,
    merchantId,
    environment,
    region,
    productType,
    storeId: request.storeId,
    buyerId: session.choice.buyerId,
    card: choice.card,
    shippingAddress: choice.address,
    scopes: request.scopes,
    presentmentCurrency: chargeAmount?.currencyCode ?? presentmentCurrency ?? ledgerCurrency,
    amountLimit: request.chargePermissionType === "OneTime" ? (totalOrderAmount ?? chargeAmount ?? null) : null,
    setupOnly: request.setupOnly,
    merchantMetadata: request.merchantMetadata,
  })
  notifyOfChange(world, null, permission)
  return permission
}

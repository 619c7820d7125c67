import { whyRestricted } from "../pay-api/validate/delivery-specifications"
import type { SavedAddress } from "../state/addresses"
import type { Buyer } from "../state/buyers"
import type { Card } from "../state/cards"
import type { CheckoutSession } from "../state/checkout-sessions"
import type { World } from "../world"

/** The card the page has chosen already: the wallet's, or the first for a new wallet. */
export function preselectedCard(world: World, session: CheckoutSession, buyer: Buyer): Card | undefined {
  const wallet = walletOf(world, session)
  const usable = buyer.cards.filter(({ expired }) => !expired)
  return wallet ? usable.find(({ cardId }) => cardId === wallet.card.cardId) : usable[0]
}

/** The address the page has chosen already: the wallet's if the shop delivers there, or the first it delivers to. */
export function preselectedAddress(world: World, session: CheckoutSession, buyer: Buyer): SavedAddress | undefined {
  const { deliverySpecifications } = session.request
  const usable = buyer.addresses.filter(({ address }) => !whyRestricted(address, deliverySpecifications))
  const current = walletOf(world, session)?.shippingAddress?.addressId
  return usable.find(({ addressId }) => addressId === current) ?? usable[0]
}

function walletOf(world: World, { request }: CheckoutSession) {
  return world.permissions.get(request.chargePermissionId ?? "")
}

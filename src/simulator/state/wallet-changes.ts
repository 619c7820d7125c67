import { check, flag, invalid, object, oneOf, optional, text, type Check } from "../schema"
import { cancelOpenCharges } from "../payments/close-permission"
import type { World } from "../world"
import { addressChoice, type AddressChoice } from "./addresses"
import { cardChoice, type CardChoice } from "./cards"
import { CHARGEABLE, NON_CHARGEABLE_REASONS } from "./charge-permissions"
import type { ChargePermission, NonChargeableReason } from "./charge-permissions"
import { notifyOfChange } from "./notify"

const CLOSERS = {
  merchant: "MerchantClosed",
  buyer: "BuyerClosed",
  amazon: "AmazonCanceled",
  expiry: "Expired",
} as const

/** What the buyer does at pay.amazon.com, or Amazon on its own. */
export type WalletChange =
  | { type: "payment_method"; card: CardChoice }
  | { type: "shipping_address"; address: AddressChoice }
  /** Amazon shows another text for the same payment method. */
  | { type: "payment_descriptor"; descriptor: string }
  /** The payment method expired, was removed, was declined, ... */
  | { type: "non_chargeable"; reason: NonChargeableReason }
  /** What made it non-chargeable is repaired without choosing another payment method. */
  | { type: "healed" }
  /** The merchant does it in Seller Central. */
  | { type: "closed"; by: keyof typeof CLOSERS; cancelPendingCharges?: boolean }

const SHAPES: { [Type in WalletChange["type"]]: Check<Extract<WalletChange, { type: Type }>> } = {
  payment_method: object({ type: oneOf(["payment_method"]), card: cardChoice }),
  shipping_address: object({ type: oneOf(["shipping_address"]), address: addressChoice }),
  payment_descriptor: object({ type: oneOf(["payment_descriptor"]), descriptor: text({ max: 200 }) }),
  non_chargeable: object({ type: oneOf(["non_chargeable"]), reason: oneOf(NON_CHARGEABLE_REASONS) }),
  healed: object({ type: oneOf(["healed"]) }),
  closed: object({
    type: oneOf(["closed"]),
    by: oneOf(["merchant", "buyer", "amazon", "expiry"]),
    cancelPendingCharges: optional(flag()),
  }),
}

/** A change as a caller asks for it. */
export const walletChange: Check<WalletChange> = (value, path) => {
  if (typeof value !== "object" || value === null) throw invalid(path, "has to be an object")
  const types = [
    "payment_method",
    "shipping_address",
    "payment_descriptor",
    "non_chargeable",
    "healed",
    "closed",
  ] as const
  const type = oneOf(types)("type" in value ? value.type : undefined, `${path}.type`)
  return SHAPES[type](value, path)
}

/**
 * Changes a wallet behind the merchant's back and sends the notifications of the current mode.
 *
 * @throws TypeError for a wallet that does not exist or is closed
 * @throws Violation for a change that does not exist
 */
export function changeWallet(world: World, chargePermissionId: string, given: WalletChange): ChargePermission {
  const change = check(walletChange, given, "change")
  const before = world.permissions.get(chargePermissionId)
  if (!before) throw new TypeError(`There is no charge permission ${chargePermissionId}`)
  if (before.state === "Closed") throw new TypeError(`Charge permission ${chargePermissionId} is closed for good`)
  const after = world.permissions.change(chargePermissionId, effectOf(world, before, change))
  notifyOfChange(world, before, after)
  if (change.type === "closed" && change.cancelPendingCharges) cancelOpenCharges(world, chargePermissionId)
  return after
}

function effectOf(world: World, wallet: ChargePermission, change: WalletChange): Partial<ChargePermission> {
  switch (change.type) {
    case "payment_method":
      return { ...CHARGEABLE, card: world.buyers.chooseCard(wallet.buyerId, change.card), descriptor: null }
    case "shipping_address": {
      const shippingAddress = world.buyers.chooseAddress(wallet.buyerId, change.address)
      return { shippingAddress, productType: "PayAndShip" }
    }
    case "payment_descriptor":
      return { descriptor: change.descriptor }
    case "non_chargeable":
      return withoutPaymentMethod(world, wallet, change.reason)
    case "healed":
      return { ...CHARGEABLE, card: renewed(world, wallet) }
    case "closed":
      return { state: "Closed", reason: CLOSERS[change.by], reasonDescription: null }
  }
}

function withoutPaymentMethod(
  world: World,
  wallet: ChargePermission,
  reason: NonChargeableReason,
): Partial<ChargePermission> {
  const { buyerId, card } = wallet
  const lost = { state: "NonChargeable", reason, reasonDescription: null } as const
  const isOwned = world.buyers.get(buyerId)?.cards.some(({ cardId }) => cardId === card.cardId)
  if (reason === "PaymentMethodExpired" && isOwned) {
    return { ...lost, card: world.buyers.setCardExpired(buyerId, card.cardId, true) }
  }
  if (reason === "PaymentMethodDeleted") world.buyers.removeCard(buyerId, card.cardId)
  return lost
}

function renewed(world: World, { buyerId, card }: ChargePermission) {
  const isOwned = world.buyers.get(buyerId)?.cards.some(({ cardId }) => cardId === card.cardId)
  return isOwned ? world.buyers.setCardExpired(buyerId, card.cardId, false) : { ...card, expired: false }
}

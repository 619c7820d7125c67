import { beginCapture, endCharge, withdrawCharge } from "../payments/change-charge"
import { check, invalid, object, oneOf, optional, text, type Check } from "../schema"
import { DECLINE_REASONS, type Charge, type DeclineReason } from "../state/charges"
import { minorUnitsIn, moneyOf, type Money } from "../state/money"
import type { World } from "../world"

const CANCELERS = { merchant: "MerchantCanceled", buyer: "BuyerCanceled", amazon: "AmazonCanceled" } as const

/** What the merchant does in Seller Central, or Amazon on its own. */
export type ChargeChange =
  /** In Seller Central: all, or a decimal amount of the charge's currency. */
  | { type: "capture"; amount?: string }
  /** By the merchant in Seller Central, by the buyer, or by Amazon. */
  | { type: "cancel"; by: keyof typeof CANCELERS }
  /** A pending authorization succeeds now. */
  | { type: "authorize" }
  /** A pending authorization fails now. */
  | { type: "decline"; reason: DeclineReason }
  /** A capture that was begun is done now. */
  | { type: "settle_capture" }

const TYPES = ["capture", "cancel", "authorize", "decline", "settle_capture"] as const

const SHAPES: { [Type in ChargeChange["type"]]: Check<Extract<ChargeChange, { type: Type }>> } = {
  capture: object({ type: oneOf(["capture"]), amount: optional(text()) }),
  cancel: object({ type: oneOf(["cancel"]), by: oneOf(["merchant", "buyer", "amazon"]) }),
  authorize: object({ type: oneOf(["authorize"]) }),
  decline: object({ type: oneOf(["decline"]), reason: oneOf(DECLINE_REASONS) }),
  settle_capture: object({ type: oneOf(["settle_capture"]) }),
}

/** A change as a caller asks for it. */
export const chargeChange: Check<ChargeChange> = (value, path) => {
  if (typeof value !== "object" || value === null) throw invalid(path, "has to be an object")
  const type = oneOf(TYPES)("type" in value ? value.type : undefined, `${path}.type`)
  return SHAPES[type](value, path)
}

/**
 * Changes a charge behind the shop's back and notifies it.
 *
 * @throws ApiError for a change the charge's state or amount does not allow
 */
export function changeCharge(world: World, charge: Charge, given: ChargeChange): Charge {
  const change = check(chargeChange, given, "change")
  switch (change.type) {
    case "capture":
      return beginCapture(world, charge, captureAmount(charge, change.amount))
    case "cancel":
      return withdrawCharge(world, charge, CANCELERS[change.by])
    case "authorize":
      return endCharge(world, charge, "Authorized")
    case "decline":
      return endCharge(world, charge, change.reason)
    case "settle_capture":
      return endCharge(world, charge, "Captured")
  }
}

function captureAmount({ chargeAmount }: Charge, amount: string | undefined): Money {
  return amount === undefined ? chargeAmount : amountIn(chargeAmount.currencyCode, amount)
}

/** A decimal amount of a currency. */
export function amountIn(currencyCode: string, amount: string): Money {
  return moneyOf(minorUnitsIn(amount, currencyCode, "amount"), currencyCode)
}

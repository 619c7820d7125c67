import { beginRefund, endRefund } from "../payments/refund"
import { CHARGE_REFUSALS, type ChargeRefusal } from "../payments/declines"
import { showCharge } from "../pay-api/show-charge"
import { showRefund } from "../pay-api/show-refund"
import { check, number, object, oneOf, optional, type Check } from "../schema"
import type { Charge } from "../state/charges"
import { newOpaqueId } from "../state/ids"
import type { Money } from "../state/money"
import { notifyOfChargeback } from "../state/notify"
import { REFUND_DECLINE_REASONS, type Refund, type RefundDeclineReason } from "../state/refunds"
import type { World } from "../world"
import { amountIn, changeCharge } from "./charge-changes"
import type { PaymentControl, SimulatedCharge, SimulatedRefund } from "./payment-control"
import { refusedAsError } from "./refused"

/** How a refund ends. */
export type RefundChange = { type: "refunded" } | { type: "declined"; reason: RefundDeclineReason }

/** A refund's end as a caller asks for it. */
export const refundChange: Check<RefundChange> = (value, path) => {
  const { type, reason } = object({
    type: oneOf(["refunded", "declined"]),
    reason: optional(oneOf(REFUND_DECLINE_REASONS)),
  })(value, path)
  if (type === "refunded") return { type }
  return { type, reason: check(oneOf(REFUND_DECLINE_REASONS), reason, `${path}.reason`) }
}

/** What the next charges of a wallet come to. */
export type DeclineInput = { reasonCode: ChargeRefusal; times?: number }

export const declineInput = object({
  reasonCode: oneOf(CHARGE_REFUSALS),
  times: optional(number({ min: 1 })),
})

/** @param stage where the current world is */
export function createPaymentControl(stage: { world: World }): PaymentControl {
  const world = () => stage.world
  return {
    charges: async ({ chargePermissionId } = {}) => {
      const found = chargePermissionId === undefined ? world().charges.list() : world().charges.of(chargePermissionId)
      return found.map((charge) => simulatedCharge(world(), charge))
    },
    charge: async (id) => simulatedCharge(world(), chargeOf(world(), id)),
    refunds: async ({ chargeId } = {}) => {
      const found = chargeId === undefined ? world().refunds.list() : world().refunds.of(chargeId)
      return found.map(simulatedRefund)
    },
    refund: async (id) => simulatedRefund(refundOf(world(), id)),
    changeCharge: async (id, change) => {
      const changed = refusedAsError(() => changeCharge(world(), chargeOf(world(), id), change))
      return simulatedCharge(world(), changed)
    },
    refundCharge: async (id, amount) => {
      const charge = chargeOf(world(), id)
      return simulatedRefund(refusedAsError(() => beginRefund(world(), charge, refundAmount(charge, amount))))
    },
    changeRefund: async (id, given) => {
      const change = check(refundChange, given, "change")
      const reason = change.type === "declined" ? change.reason : null
      return simulatedRefund(refusedAsError(() => endRefund(world(), refundOf(world(), id), reason)))
    },
    declineCharges: async (chargePermissionId, given) => {
      const { reasonCode, times = 1 } = check(declineInput, given, "decline")
      world().declines.add(permissionOf(world(), chargePermissionId).chargePermissionId, reasonCode, times)
    },
    setMonthlyLimit: async (chargePermissionId, amount) => {
      const { presentmentCurrency: currencyCode } = permissionOf(world(), chargePermissionId)
      const amountLimit = amount === null ? null : amountIn(currencyCode, amount)
      world().permissions.change(chargePermissionId, { amountLimit })
    },
    raiseChargeback: async (chargeId) => {
      const charge = chargeOf(world(), chargeId)
      const disputeId = newOpaqueId()
      notifyOfChargeback(world(), disputeId, charge)
      return { disputeId, chargeId, chargePermissionId: charge.chargePermissionId }
    },
  }
}

function refundAmount({ chargeAmount, captureAmount }: Charge, amount: string | undefined): Money {
  return amount === undefined ? (captureAmount ?? chargeAmount) : amountIn(chargeAmount.currencyCode, amount)
}

function simulatedCharge(world: World, charge: Charge): SimulatedCharge {
  const { merchantId, environment, chargeInitiator, channel } = charge
  return { ...showCharge(world, charge), merchantId, environment, chargeInitiator, channel }
}

function simulatedRefund(refund: Refund): SimulatedRefund {
  const { merchantId, environment, chargePermissionId } = refund
  return { ...showRefund(refund), merchantId, environment, chargePermissionId }
}

function chargeOf(world: World, id: string): Charge {
  const charge = world.charges.get(id)
  if (charge) return charge
  throw new TypeError(`There is no charge ${id}`)
}

function refundOf(world: World, id: string): Refund {
  const refund = world.refunds.get(id)
  if (refund) return refund
  throw new TypeError(`There is no refund ${id}`)
}

function permissionOf(world: World, id: string) {
  const permission = world.permissions.get(id)
  if (permission) return permission
  throw new TypeError(`There is no charge permission ${id}`)
}

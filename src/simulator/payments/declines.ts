import { DECLINE_REASONS } from "../state/charges"

/** Why Create Charge fails although the request is right. */
export const CHARGE_REFUSALS = [...DECLINE_REASONS, "PaymentMethodNotAllowed", "MFANotCompleted"] as const
export type ChargeRefusal = (typeof CHARGE_REFUSALS)[number]

/** Charges that are told to fail, by charge permission. */
export type Declines = Readonly<{
  add(chargePermissionId: string, reasonCode: ChargeRefusal, times: number): void
  /** The refusal of the next charge, counted as used. */
  take(chargePermissionId: string): ChargeRefusal | null
}>

export function createDeclines(): Declines {
  const waiting: { chargePermissionId: string; reasonCode: ChargeRefusal; left: number }[] = []
  return {
    add: (chargePermissionId, reasonCode, times) => waiting.push({ chargePermissionId, reasonCode, left: times }),
    take(chargePermissionId) {
      const next = waiting.find((decline) => decline.left > 0 && decline.chargePermissionId === chargePermissionId)
      if (!next) return null
      next.left -= 1
      return next.reasonCode
    },
  }
}

import { nullable, object, oneOf, stored, text, time, type Check, type Stored } from "../schema"
import type { Charge } from "./charges"
import type { Clock } from "./clock"
import { newPaymentId } from "./ids"
import { ENVIRONMENTS, type Environment } from "./merchants"
import { storedMoney, type Money } from "./money"
import { createRecords, type Records } from "./records"

const REFUND_STATES = ["RefundInitiated", "Refunded", "Declined"] as const

export const REFUND_DECLINE_REASONS = ["AmazonRejected", "ProcessingFailure"] as const
export type RefundDeclineReason = (typeof REFUND_DECLINE_REASONS)[number]

/** Money back on a captured charge. */
export type Refund = Readonly<{
  refundId: string
  chargeId: string
  chargePermissionId: string
  merchantId: string
  environment: Environment
  refundAmount: Money
  softDescriptor: string | null
  state: (typeof REFUND_STATES)[number]
  reasonCode: RefundDeclineReason | null
  /** When it ends by itself. */
  endsAt: Date | null
  createdAt: Date
  lastUpdatedAt: Date
}>

/** A refund as a snapshot holds it. */
export const storedRefund: Check<Refund> = object({
  refundId: text(),
  chargeId: text(),
  chargePermissionId: text(),
  merchantId: text(),
  environment: oneOf(ENVIRONMENTS),
  refundAmount: storedMoney,
  softDescriptor: nullable(text()),
  state: oneOf(REFUND_STATES),
  reasonCode: nullable(oneOf(REFUND_DECLINE_REASONS)),
  endsAt: nullable(time()),
  createdAt: time(),
  lastUpdatedAt: time(),
})

export type NewRefund = Pick<Refund, "refundAmount" | "softDescriptor" | "endsAt">

export type Refunds = Pick<Records<Refund>, "get" | "list" | "of" | "restore"> &
  Readonly<{
    open(charge: Charge, given: NewRefund): Refund
    change(id: string, change: Partial<Refund>): Refund
    snapshot(): Stored<Refund>[]
  }>

export function createRefunds(clock: Clock): Refunds {
  const refunds = createRecords<Refund>(
    ({ refundId }) => refundId,
    ({ chargeId }) => chargeId,
  )
  const { get, list, of, restore, save } = refunds
  return {
    get,
    list,
    of,
    restore,
    open({ chargeId, chargePermissionId, merchantId, environment }, given) {
      const now = clock.now()
      return save({
        ...given,
        refundId: newPaymentId(chargePermissionId, "R", refunds.has),
        chargeId,
        chargePermissionId,
        merchantId,
        environment,
        state: "RefundInitiated",
        reasonCode: null,
        createdAt: now,
        lastUpdatedAt: now,
      })
    },
    change(id, change) {
      const refund = get(id)
      if (!refund) throw new TypeError(`There is no refund ${id}`)
      return save({ ...refund, ...change, lastUpdatedAt: clock.now() })
    },
    snapshot: () => list().map(stored),
  }
}

import { check, flag, number, object, oneOf, optional, type Check } from "./schema"

const SHOWN = ["always", "never", "another"] as const
export type ShownChargePermission = (typeof SHOWN)[number]

const NOTIFICATIONS = ["STATE_CHANGE", "ATTRIBUTE_CHANGE", "both", "none"] as const
const EFFECTIVE = ["confirm", "complete"] as const
const SETUP_ONLY = ["any", "true", "false"] as const

/** How long Get Charge Permission still shows the old state after a change: for some reads, or for some seconds. */
export type ReadLag = Readonly<{ reads: number }> | Readonly<{ seconds: number }>

/**
 * Everything Amazon's documents leave open, each with every answer it may have. Nothing here is known to be right: a
 * client has to work in all of them.
 */
export type Modes = Readonly<{
  /** Whether the answer of Complete Checkout Session names the charge permission, does not, or names another. */
  completeShowsChargePermission: ShownChargePermission
  /** The same for Get Checkout Session. */
  getShowsChargePermission: ShownChargePermission
  /** `null`: Get Charge Permission shows a change at once. */
  readLag: ReadLag | null
  /** Which notification an update that changes no state sends. A change of state is a `STATE_CHANGE`, but for `none`. */
  updateNotifications: (typeof NOTIFICATIONS)[number]
  /** Whether an update holds when the buyer confirms on the hosted page, or only after Complete Checkout Session. */
  updateEffective: (typeof EFFECTIVE)[number]
  /** Which `setupOnly` the hosted page accepts for an update. */
  updateSetupOnly: (typeof SETUP_ONLY)[number]
  /** How far `x-amz-pay-date` may be from the wall clock. Amazon documents none; 15 minutes is an assumption. */
  maxDateSkewSeconds: number
  /** Whether Amazon's limits per operation are kept. */
  throttling: boolean
  /** Whether a saved wallet is `NonChargeable` with `ChargeInProgress` while one of its authorizations is pending. */
  pendingChargeBlocksWallet: boolean
  /** Whether a charge that is declined at once, which is an error, exists afterwards and is notified of. */
  declineLeavesCharge: boolean
  /** Whether `refundedAmount` of a charge counts a refund when it ends, or from its beginning. */
  refundedAmountCounts: "refunded" | "initiated"
}>

/** The modes a simulator starts in. */
export const DEFAULT_MODES: Modes = {
  completeShowsChargePermission: "always",
  getShowsChargePermission: "always",
  readLag: null,
  updateNotifications: "ATTRIBUTE_CHANGE",
  updateEffective: "confirm",
  updateSetupOnly: "any",
  maxDateSkewSeconds: 15 * 60,
  throttling: false,
  pendingChargeBlocksWallet: false,
  declineLeavesCharge: false,
  refundedAmountCounts: "refunded",
}

const readLag: Check<ReadLag | null> = (value, path) => {
  if (value === null) return null
  const lag = object({ reads: optional(number({ min: 0 })), seconds: optional(number({ min: 0 })) })(value, path)
  if (lag.seconds !== undefined) return { seconds: lag.seconds }
  return { reads: lag.reads ?? 0 }
}

/** Some modes, as a caller sets them or a snapshot holds them. */
export const modesInput = object({
  completeShowsChargePermission: optional(oneOf(SHOWN)),
  getShowsChargePermission: optional(oneOf(SHOWN)),
  readLag: optional(readLag),
  updateNotifications: optional(oneOf(NOTIFICATIONS)),
  updateEffective: optional(oneOf(EFFECTIVE)),
  updateSetupOnly: optional(oneOf(SETUP_ONLY)),
  maxDateSkewSeconds: optional(number({ min: 0 })),
  throttling: optional(flag()),
  pendingChargeBlocksWallet: optional(flag()),
  declineLeavesCharge: optional(flag()),
  refundedAmountCounts: optional(oneOf(["refunded", "initiated"])),
})

/**
 * The modes after a change.
 *
 * @throws Violation for a name or value that does not exist
 */
export function withModes(current: Modes, change: Partial<Modes>): Modes {
  return { ...current, ...check(modesInput, change) }
}

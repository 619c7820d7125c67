import { storedVisit, type Visit } from "./hosted-page/visits"
import { modesInput, type Modes } from "./modes"
import { storedAnswer, type StoredAnswer } from "./pay-api/idempotency"
import { check, invalid, list, number, object, type Check, type Stored } from "./schema"
import { storedBuyer, type Buyer } from "./state/buyers"
import { storedChargePermission, type ChargePermission } from "./state/charge-permissions"
import { storedCharge, type Charge } from "./state/charges"
import { storedCheckoutSession, type CheckoutSession } from "./state/checkout-sessions"
import { storedRefund, type Refund } from "./state/refunds"
import type { World } from "./world"

/** Goes up whenever an older simulator could not read what is written, or the other way round. */
const VERSION = 2

/**
 * What Amazon knows about buyers, their wallets and payments, as JSON. Merchants, faults, declines to come, the log of
 * requests and the deliveries are not in it: they belong to one run.
 */
export type Snapshot = Readonly<{
  version: typeof VERSION
  clockAheadMs: number
  modes: Modes
  buyers: readonly Buyer[]
  chargePermissions: readonly Stored<ChargePermission>[]
  checkoutSessions: readonly Stored<CheckoutSession>[]
  charges: readonly Stored<Charge>[]
  refunds: readonly Stored<Refund>[]
  /** Hosted pages that are open. */
  visits: readonly Visit[]
  idempotency: readonly StoredAnswer[]
}>

export function takeSnapshot(world: World): Snapshot {
  return structuredClone({
    version: VERSION,
    clockAheadMs: world.clock.snapshot(),
    modes: world.modes,
    buyers: world.buyers.list(),
    chargePermissions: world.permissions.snapshot(),
    checkoutSessions: world.sessions.snapshot(),
    charges: world.charges.snapshot(),
    refunds: world.refunds.snapshot(),
    visits: world.visits.list(),
    idempotency: world.idempotency.list(),
  })
}

/**
 * Puts a snapshot in the place of what the world knows. Everything is read before anything is changed.
 *
 * @throws Violation that names what is wrong with the snapshot
 */
export function restoreSnapshot(world: World, given: unknown): void {
  const stored = check(storedSnapshot, given, "snapshot")
  world.clock.restore(stored.clockAheadMs)
  world.throttle.clear()
  world.setModes(stored.modes)
  world.buyers.restore(stored.buyers)
  world.permissions.restore(stored.chargePermissions)
  world.sessions.restore(stored.checkoutSessions)
  world.charges.restore(stored.charges)
  world.refunds.restore(stored.refunds)
  world.visits.restore(stored.visits)
  world.idempotency.restore(stored.idempotency)
}

const shape = object({
  version: number(),
  clockAheadMs: number({ min: 0 }),
  modes: modesInput,
  buyers: list(storedBuyer),
  chargePermissions: list(storedChargePermission),
  checkoutSessions: list(storedCheckoutSession),
  charges: list(storedCharge),
  refunds: list(storedRefund),
  visits: list(storedVisit),
  idempotency: list(storedAnswer),
})

const storedSnapshot: Check<ReturnType<typeof shape>> = (value, path) => {
  const version = typeof value === "object" && value !== null && "version" in value ? value.version : VERSION
  if (version !== VERSION) {
    throw invalid(`${path}.version`, `is ${JSON.stringify(version)}; this simulator reads version ${VERSION}`)
  }
  const stored = shape(value, path)
  const buyerIds = new Set(stored.buyers.map(({ buyerId }) => buyerId))
  for (const [index, { buyerId }] of stored.chargePermissions.entries()) {
    if (buyerIds.has(buyerId)) continue
    throw invalid(`${path}.chargePermissions[${index}].buyerId`, "names no buyer of the snapshot")
  }
  return stored
}

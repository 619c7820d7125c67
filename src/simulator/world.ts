import { createDeclines, type Declines } from "./payments/declines"
import { createFaults, type Faults } from "./faults/faults"
import { DEFAULT_MODES, withModes, type Modes } from "./modes"
import { createIdempotencyStore, type IdempotencyStore } from "./pay-api/idempotency"
import { createRequestLog, type RequestLog } from "./pay-api/request-log"
import { createThrottle, type Throttle } from "./pay-api/throttle"
import { createNotifications, type Notifications } from "./sns/notifications"
import type { SnsAuthority } from "./sns/authority"
import { createBuyers, type Buyers } from "./state/buyers"
import { createChargePermissions, type ChargePermissions } from "./state/charge-permissions"
import { createCharges, type Charges } from "./state/charges"
import { createCheckoutSessions, type CheckoutSessions } from "./state/checkout-sessions"
import { createClock, type Clock } from "./state/clock"
import { createMerchants, type Merchants, type MerchantSetup } from "./state/merchants"
import { createRefunds, type Refunds } from "./state/refunds"
import { createVisits, type Visits } from "./hosted-page/visits"

/** Everything Amazon knows in one simulator. A reset is a new world. */
export type World = {
  readonly clock: Clock
  readonly merchants: Merchants
  readonly buyers: Buyers
  readonly permissions: ChargePermissions
  readonly sessions: CheckoutSessions
  readonly charges: Charges
  readonly refunds: Refunds
  readonly declines: Declines
  readonly visits: Visits
  readonly idempotency: IdempotencyStore
  readonly throttle: Throttle
  readonly faults: Faults
  readonly requests: RequestLog
  readonly notifications: Notifications
  readonly modes: Modes
  setModes(change: Partial<Modes>): Modes
}

export type WorldOptions = {
  merchants: readonly MerchantSetup[]
  throttling: boolean
  snsAuthority: SnsAuthority
  snsRetryDelaysMs: readonly number[]
  log: (line: string) => void
}

export function createWorld(options: WorldOptions): World {
  let modes: Modes = { ...DEFAULT_MODES, throttling: options.throttling }
  const clock = createClock()
  const merchants = createMerchants()
  const faults = createFaults()
  for (const merchant of options.merchants) merchants.add(merchant)

  return {
    clock,
    merchants,
    faults,
    buyers: createBuyers(),
    permissions: createChargePermissions(clock, () => modes.readLag),
    sessions: createCheckoutSessions(clock),
    charges: createCharges(clock),
    refunds: createRefunds(clock),
    declines: createDeclines(),
    visits: createVisits(),
    idempotency: createIdempotencyStore(),
    throttle: createThrottle(clock),
    requests: createRequestLog(options.log),
    notifications: createNotifications({ ...options, merchants, faults }),
    get modes() {
      return modes
    },
    setModes(change) {
      modes = withModes(modes, change)
      return modes
    },
  }
}

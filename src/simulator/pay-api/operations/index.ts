import type { Operation } from "../operation"
import { closeChargePermission, getChargePermission, updateChargePermission } from "./charge-permissions"
import { createCheckoutSession, getCheckoutSession, updateCheckoutSession } from "./checkout-sessions"
import { completeCheckoutSession } from "./complete-checkout-session"

/** What this Amazon can do. */
export const OPERATIONS: readonly Operation[] = [
  createCheckoutSession,
  getCheckoutSession,
  updateCheckoutSession,
  completeCheckoutSession,
  getChargePermission,
  updateChargePermission,
  closeChargePermission,
]

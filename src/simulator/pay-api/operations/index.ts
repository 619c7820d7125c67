import type { Operation } from "../operation"
import { closeChargePermission, getChargePermission, updateChargePermission } from "./charge-permissions"
import { cancelCharge, captureCharge, createCharge, getCharge } from "./charges"
import { createCheckoutSession, getCheckoutSession, updateCheckoutSession } from "./checkout-sessions"
import { completeCheckoutSession } from "./complete-checkout-session"
import { createRefund, getRefund } from "./refunds"

/** What this Amazon can do. */
export const OPERATIONS: readonly Operation[] = [
  createCheckoutSession,
  getCheckoutSession,
  updateCheckoutSession,
  completeCheckoutSession,
  getChargePermission,
  updateChargePermission,
  closeChargePermission,
  createCharge,
  getCharge,
  captureCharge,
  cancelCharge,
  createRefund,
  getRefund,
]

import { mayBePending, type Outcome } from "../payments/begin-charge"
import type { ChargeRequest } from "../state/charges"
import { ApiError } from "./errors"
import type { Call } from "./operation"
import { simulationCode } from "./simulation-code"

const AT_ONCE = ["SoftDeclined", "HardDeclined", "AmazonRejected", "TransactionTimedOut", "CaptureInitiated"] as const

/** How Amazon spells these is not documented. */
const PENDING = [
  { code: "PendingAuthorized", end: "Authorized" },
  { code: "PendingSoftDeclined", end: "SoftDeclined" },
  { code: "PendingHardDeclined", end: "HardDeclined" },
  { code: "PendingAmazonRejected", end: "AmazonRejected" },
  { code: "PendingProcessingFailure", end: "ProcessingFailure" },
  { code: "PendingTransactionTimedOut", end: "TransactionTimedOut" },
] as const

/**
 * How the request wants the charge to end; `null` when it says nothing.
 *
 * @throws ApiError `InvalidSandboxSimulationSpecified` for a code that does not fit the request
 * @see https://developer.amazon.com/docs/amazon-pay-checkout/sandbox-simulations.html
 */
export function simulatedCharge(call: Call, request: ChargeRequest): Outcome | null {
  const wanted = simulationCode(call, [...AT_ONCE, ...PENDING.map(({ code }) => code)])
  if (wanted === null) return null
  const pending = PENDING.find(({ code }) => code === wanted)
  if (pending && mayBePending(request)) return { isPending: true, end: pending.end }
  if (pending) throw misused(wanted, "canHandlePendingAuthorization without captureNow")
  if (wanted === "CaptureInitiated" && !request.captureNow) throw misused(wanted, "captureNow")
  const end = AT_ONCE.find((code) => code === wanted)
  return end === undefined ? null : { isPending: false, end }
}

function misused(code: string, needed: string): ApiError {
  return new ApiError("InvalidSandboxSimulationSpecified", `The simulation code ${code} needs ${needed}`)
}

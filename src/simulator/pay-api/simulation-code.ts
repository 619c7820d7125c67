import type { Call } from "./operation"
import { ApiError } from "./errors"

/**
 * What `x-amz-pay-simulation-code` asks for.
 *
 * @param known the codes that mean something to this operation
 * @throws ApiError `InvalidSandboxSimulationSpecified` outside Sandbox and for other codes
 * @see https://developer.amazon.com/docs/amazon-pay-checkout/sandbox-simulations.html
 */
export function simulationCode<const T extends string>({ request, caller }: Call, known: readonly T[]): T | null {
  const header = request.headers["x-amz-pay-simulation-code"]
  if (header === undefined) return null
  const code = known.find((candidate) => candidate === header.trim())
  if (code !== undefined && caller.environment === "sandbox") return code
  throw new ApiError(
    "InvalidSandboxSimulationSpecified",
    `The simulation code ${header} cannot be used here; known in Sandbox: ${known.join(", ") || "none"}`,
  )
}

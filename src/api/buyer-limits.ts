import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"
import { say } from "../modules/amazon-pay/telemetry/say"
import type { ResolvedOptions } from "../options/resolved"
import { amazonPayOf } from "./module"
import { createRequestLimit, type Overrun, type RequestLimit } from "./request-limit"
import { networkOf } from "./senders"

/** What a buyer is told who asks too often. */
export const TOO_MANY_REQUESTS = {
  type: "not_allowed",
  code: "too_many_requests",
  message: "You asked too often. Nothing was changed; try again in a minute.",
} as const

type BuyerLimits = Readonly<Record<"customer" | "update" | "address", RequestLimit>>

/** The limits of each store in this process. */
const stores = new WeakMap<ResolvedOptions, BuyerLimits>()

function limitsOf(req: MedusaRequest): BuyerLimits {
  const { options } = amazonPayOf(req)
  const { requestsPerCustomer, returnsPerUpdate, returnsPerAddress } = options.limits
  const limits = stores.get(options) ?? {
    customer: createRequestLimit(requestsPerCustomer),
    update: createRequestLimit(returnsPerUpdate),
    address: createRequestLimit(returnsPerAddress),
  }
  stores.set(options, limits)
  return limits
}

const networkOfSender = (req: MedusaRequest) => networkOf(req.ip ?? "")

/**
 * Lets a buyer start, complete and close only so much in a minute: what that costs is a signature here, and a call out of
 * Amazon's limit, which all buyers of the store share. A guest is known by the address.
 */
export function limitBuyer(
  req: MedusaRequest & Partial<Pick<AuthenticatedMedusaRequest, "auth_context">>,
  res: MedusaResponse,
  next: MedusaNextFunction,
): void {
  const customerId = req.auth_context?.actor_id
  limitsOf(req)
    .customer.count(customerId || networkOfSender(req))
    .then((overrun) => (overrun ? refuse(req, res, { ...overrun, customerId }) : next()))
    .catch(next)
}

function refuse(req: MedusaRequest, res: MedusaResponse, overrun: Overrun & { customerId: string | undefined }): void {
  if (overrun.isFirst) {
    say(req.scope.resolve("logger"), "warn", "a buyer asked too often in a minute and was told to wait", {
      customer_id: overrun.customerId,
    })
  }
  res.setHeader("retry-after", String(overrun.retryAfterSeconds))
  res.status(429).json(TOO_MANY_REQUESTS)
}

/**
 * Whether Amazon is to be asked about a return. A token is good for many returns, and each can name another session: who
 * makes up sessions would use up Amazon's limit for all buyers.
 *
 * @param of what is returned from, e.g. the id of an update
 */
export async function isReturnLimited(req: MedusaRequest, of: string): Promise<boolean> {
  const { update, address } = limitsOf(req)
  const overruns = await Promise.all([update.count(of), address.count(networkOfSender(req))])
  if (overruns.some((overrun) => overrun?.isFirst)) {
    say(req.scope.resolve("logger"), "warn", "too many returns in a minute; the buyer's page asks instead", {
      update_id: of,
    })
  }
  return overruns.some(Boolean)
}

import type { MedusaRequest } from "@medusajs/framework/http"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type AmazonPayModuleService from "../modules/amazon-pay/service"

/** The module that a request works with. */
export function amazonPayOf(req: MedusaRequest): AmazonPayModuleService {
  return req.scope.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
}

/**
 * One path parameter; the router always fills it. PostgreSQL stumbles over a NUL, which no id has: in its place stands a
 * character that no id has either, so that nothing is found.
 */
export function parameter(req: MedusaRequest, name: string): string {
  return (req.params[name] ?? "").replaceAll("\0", "\ufffd")
}

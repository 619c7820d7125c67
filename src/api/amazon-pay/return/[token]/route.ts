import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import type { ReturnOutcome } from "../../../../contracts"
import { failureInWords } from "../../../../modules/amazon-pay/telemetry/failures"
import { say } from "../../../../modules/amazon-pay/telemetry/say"
import { accountPageUrl } from "../../../../modules/amazon-pay/updates/return-urls"
import { returnOutcome } from "../../../../modules/amazon-pay/updates/outcomes"
import { parseCheckoutSessionId } from "../../../../protocol"
import { emitCommittedEvents } from "../../../../workflows/emit-committed-events"
import { isReturnLimited } from "../../../buyer-limits"
import { amazonPayOf, parameter } from "../../../module"

type Destination = {
  outcome: ReturnOutcome
  updateId?: string
  /** Only for what the storefront completes as the logged-in customer: a set-up, and a return too many. */
  checkoutSessionId?: string
}

/**
 * Where Amazon sends the buyer. Whatever happens, the buyer ends on the store's own account page with the outcome. No
 * workflow stands in between: Medusa's Redis engine asks Redis before the first step, and a buyer's return needs PostgreSQL
 * and Amazon only.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/steps-to-integrate-with-amazon-pay-hosted-update-page.html step 5
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { outcome, ...details } = await settleReturn(req)
  res.redirect(303, accountPageUrl(amazonPayOf(req).options, outcome, details))
}

async function settleReturn(req: MedusaRequest): Promise<Destination> {
  const token = parameter(req, "token")
  const update = await amazonPayOf(req)
    .findReturning(token)
    .catch(() => null)
  if (!update) return { outcome: "failed" }
  const updateId = update.id
  const checkoutSessionId = parseCheckoutSessionId(req.query.amazonCheckoutSessionId)
  if (!checkoutSessionId) return { outcome: "failed", updateId }
  if (update.update_type === "set_up" || (await isReturnLimited(req, updateId))) {
    return { outcome: "pending", updateId, checkoutSessionId }
  }
  try {
    const completed = await amazonPayOf(req).completeReturned(update, checkoutSessionId)
    await emitCommittedEvents(req.scope)
    return { outcome: returnOutcome(completed.status), updateId }
  } catch (error) {
    return { outcome: outcomeOfError(req, updateId, error), updateId }
  }
}

/** A refusal is final for the buyer; anything else may still turn out well and is settled by reconciliation. */
function outcomeOfError(req: MedusaRequest, updateId: string, error: unknown): ReturnOutcome {
  if (MedusaError.isMedusaError(error)) return "failed"
  say(req.scope.resolve("logger"), "error", "the return of an update failed; reconciliation settles it", {
    update_id: updateId,
    ...failureInWords(error),
  })
  return "pending"
}

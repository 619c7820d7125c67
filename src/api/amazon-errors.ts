import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { AmazonPayError } from "../protocol"

type Route<Req extends MedusaRequest> = (req: Req, res: MedusaResponse) => Promise<void>

/**
 * Answers for a route that has to ask Amazon: 503 when asking again can help, 502 when Amazon refused or made no sense.
 * What went wrong is logged with Amazon's request id; the caller gets the code and what to do.
 */
export function answeringAmazonErrors<Req extends MedusaRequest>(route: Route<Req>): Route<Req> {
  return async (req, res) => {
    try {
      await route(req, res)
    } catch (error) {
      if (!(error instanceof AmazonPayError)) throw error
      req.scope
        .resolve("logger")
        .warn(`amazon-pay: ${error.code} ${error.reasonCode ?? ""} request ${error.requestId ?? "-"}: ${error.message}`)
      if (error.retryAfterSeconds) res.setHeader("retry-after", String(Math.ceil(error.retryAfterSeconds)))
      res.status(error.retryable ? 503 : 502).json({
        type: "unexpected_state",
        code: error.code,
        message: error.retryable
          ? "Amazon Pay is not available just now. Nothing was changed; try again in a moment."
          : "Amazon Pay refused this request. Nothing was changed; the store's log says why.",
      })
    }
  }
}

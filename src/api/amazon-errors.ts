import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { failureInWords } from "../modules/amazon-pay/telemetry/failures"
import { say } from "../modules/amazon-pay/telemetry/say"
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
    } catch (thrown) {
      const error = amazonPayErrorOf(thrown)
      if (!error) throw thrown
      say(
        req.scope.resolve("logger"),
        "warn",
        "a request could not be answered by asking Amazon",
        failureInWords(error),
      )
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

/** A workflow throws a copy of its step's error, which has lost its class and keeps its members. */
function amazonPayErrorOf(thrown: unknown): AmazonPayError | null {
  if (thrown instanceof AmazonPayError) return thrown
  if (!isCopy(thrown)) return null
  return new AmazonPayError(thrown.code, thrown.message, thrown)
}

function isCopy(thrown: unknown): thrown is Pick<AmazonPayError, "code" | "message" | "status" | "reasonCode"> {
  return typeof thrown === "object" && thrown !== null && "name" in thrown && thrown.name === "AmazonPayError"
}

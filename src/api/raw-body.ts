import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import express from "express"
import { refuse } from "./refuse-notification"

const readRaw = express.raw({ type: () => true, limit: "256kb", inflate: false })

/**
 * The exact bytes of a notification, whatever content type it claims: SNS says `text/plain` and sends JSON. Too large is
 * 413, anything else that cannot be read is 400.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function rawBody(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  readRaw(req, res, (error?: unknown) => {
    if (!error) return next()
    const tooLarge = typeof error === "object" && error !== null && "status" in error && error.status === 413
    const [status, reason] = tooLarge ? ([413, "too_large"] as const) : ([400, "unreadable"] as const)
    refuse(req, res, { status, reason, error }).catch(next)
  })
}

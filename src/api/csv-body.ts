import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import express from "express"

/** 100,000 rows of ids and e-mail addresses need about half of it. */
const MOST_BYTES = 10 * 1024 * 1024
/** What browsers call a CSV file; on Windows with Excel it is the last but one. */
export const CSV_TYPES = ["text/csv", "application/csv", "application/vnd.ms-excel", "text/plain"]

const readText = express.raw({ type: CSV_TYPES, limit: MOST_BYTES, inflate: false })

/** What whoever sends something else is told, by status. */
export const CSV_REFUSALS = {
  400: "The file could not be read.",
  413: `The file is larger than ${MOST_BYTES / 1024 / 1024} MB. Import it in parts.`,
  415: "Send the file itself as the body, with the content type text/csv.",
} as const

/**
 * The file in the body, as bytes. One that is said to be too large is refused before any of it is read; then the
 * connection ends, for the rest is not waited for.
 */
export function csvBody(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const refuse = (status: keyof typeof CSV_REFUSALS) => {
    res.status(status).json({ type: "invalid_data", message: CSV_REFUSALS[status] })
  }
  if (Number(req.headers["content-length"]) > MOST_BYTES) {
    res.setHeader("connection", "close")
    return refuse(413)
  }
  readText(req, res, (error?: unknown) => {
    if (error) return refuse(statusOf(error) === 413 ? 413 : 400)
    return Buffer.isBuffer(req.body) ? next() : refuse(415)
  })
}

function statusOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "status" in error ? error.status : undefined
}

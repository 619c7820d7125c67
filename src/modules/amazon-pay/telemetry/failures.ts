import type { AmazonPayErrorDetails } from "../../../protocol"

/** What an error's own code looks like: a word of Amazon's, of Medusa's, of PostgreSQL's or of the operating system's. */
const CODE = /^[\w.-]{1,64}$/

export type Failure = {
  /** Stable, and of few values. */
  code: string
  /** Why, more closely: Amazon's reason code, or what about a notification was refused. */
  reason?: string
  /** HTTP status of Amazon's answer, if there was one. */
  status?: number
  /** Amazon's id of the request, to name in a support case. */
  request_id?: string
}

/**
 * What may be told of an error to whoever watches: codes and ids, and nothing of its text, which can quote anything. Read
 * by its members: what a workflow throws is a copy of its step's error that has lost its class.
 */
export function failureOf(error: unknown): Failure {
  const { code, name, reasonCode, status, requestId } = membersOf(error)
  const known = [code, name].find((word) => typeof word === "string" && CODE.test(word)) ?? "unknown"
  return name === "AmazonPayError"
    ? { code: known, reason: reasonCode, status, request_id: requestId }
    : { code: known }
}

/** The same for the log of the store, with the text. */
export function failureInWords(error: unknown): Failure & { error: string } {
  const { message } = membersOf(error)
  return { ...failureOf(error), error: typeof message === "string" && message ? message : "unknown error" }
}

type Members = { code?: string; name?: string; message?: string } & AmazonPayErrorDetails

function membersOf(error: unknown): Members {
  return typeof error === "object" && error !== null ? error : {}
}

import type { Answer } from "../answer"
import { sha256Hex } from "../pss"
import { number, object, record, text, type Check } from "../schema"
import { ApiError } from "./errors"

const KEY = /^[A-Za-z0-9_-]{1,32}$/

/** An answer with the key and the request it was given for. */
export type StoredAnswer = Readonly<{ key: string; fingerprint: string; answer: Answer }>

/** A stored answer as a snapshot holds it. */
export const storedAnswer: Check<StoredAnswer> = object({
  key: text(),
  fingerprint: text(),
  answer: object({ status: number(), headers: record(text({ min: 0 })), body: text({ min: 0 }) }),
})

/** Answers by key, kept for ever. */
export type IdempotencyStore = Readonly<{
  /**
   * The stored answer of the same request, or `undefined` for a new one.
   *
   * @param owner who the key belongs to: one merchant account in one environment
   * @throws ApiError `DuplicateIdempotencyKey` when the key was used for another path or body
   */
  recall(owner: string, key: string, request: IdempotentRequest): Answer | undefined
  /** Keeps what was decided. Failures of ours are not decisions. */
  keep(owner: string, key: string, request: IdempotentRequest, answer: Answer): void
  list(): StoredAnswer[]
  /** Puts these answers in the place of all others. */
  restore(stored: readonly StoredAnswer[]): void
}>

type IdempotentRequest = Readonly<{ path: string; body: Buffer }>

/** @see https://developer.amazon.com/docs/amazon-pay-api-v2/idempotency.html */
export function createIdempotencyStore(): IdempotencyStore {
  const answers = new Map<string, StoredAnswer>()
  return {
    recall(owner, key, request) {
      const found = answers.get(keyOf(owner, key))
      if (!found) return undefined
      if (found.fingerprint === fingerprint(request)) return found.answer
      throw new ApiError("DuplicateIdempotencyKey", "The idempotency key was used for a different request before")
    },
    keep(owner, key, request, answer) {
      if (!isDecision(answer)) return
      const owned = keyOf(owner, key)
      answers.set(owned, { key: owned, fingerprint: fingerprint(request), answer })
    },
    list: () => [...answers.values()],
    restore(stored) {
      answers.clear()
      for (const answer of stored) answers.set(answer.key, answer)
    },
  }
}

/** Whether an answer would not change by trying again: a decline is kept, and of 500 only `ProcessingFailure` gets here. */
function isDecision({ status }: Answer): boolean {
  return status < 300 || status === 422 || status === 500
}

/** @throws ApiError for a key Amazon would not take, e.g. a UUID with its dashes */
export function assertIdempotencyKey(key: string): void {
  if (KEY.test(key)) return
  throw new ApiError("InvalidHeaderValue", "x-amz-pay-idempotency-key has to be 1 to 32 characters of A-Z a-z 0-9 _ -")
}

function keyOf(owner: string, key: string): string {
  return `${owner}/${key}`
}

function fingerprint({ path, body }: IdempotentRequest): string {
  return `${path} ${sha256Hex(body)}`
}

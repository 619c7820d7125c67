/** What kept the store from answering, as far as the person in front of it can act on it. */
export type Problem = "forbidden" | "signed_out" | "not_found" | "unavailable" | "refused" | "offline" | "unexpected"

const BY_STATUS: ReadonlyMap<number, Problem> = new Map([
  [401, "signed_out"],
  [403, "forbidden"],
  [404, "not_found"],
  [429, "unavailable"],
  [502, "refused"],
  [503, "unavailable"],
])

/** The problem behind an error of a request. An error without a status never reached the store. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof Error)) return "unexpected"
  const status = "status" in error && typeof error.status === "number" ? error.status : undefined
  if (status === undefined) return error instanceof TypeError ? "offline" : "unexpected"
  return BY_STATUS.get(status) ?? "unexpected"
}

/** Whether asking again can help. */
export function canRetry(problem: Problem): boolean {
  return problem !== "forbidden" && problem !== "signed_out"
}

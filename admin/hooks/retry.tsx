import { problemOf } from "../format/problem"

const WORTH_RETRYING: ReadonlySet<string> = new Set(["offline", "unavailable", "unexpected"])

/** One silent second try, where it can help. */
export function retryOnce(failures: number, error: Error): boolean {
  return failures < 1 && WORTH_RETRYING.has(problemOf(error))
}

/**
 * Why a connection failed, in one word of the operating system or of Node, e.g. `ECONNREFUSED`. What fetch itself tells
 * is not passed on: it can hold parts of the request or of the answer.
 */
export function networkFailure(error: unknown): string {
  for (let current = error; isObject(current); current = current.cause) {
    const { code } = current
    if (typeof code === "string" && /^[A-Z][A-Z0-9_]*$/.test(code)) return code
  }
  return isTimeout(error) ? "timeout" : "no connection"
}

export function isTimeout(error: unknown): boolean {
  return isObject(error) && (error.name === "TimeoutError" || error.name === "AbortError")
}

function isObject(value: unknown): value is { name?: unknown; code?: unknown; cause?: unknown } {
  return typeof value === "object" && value !== null
}

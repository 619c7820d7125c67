/** 0: all is well. 1: something is wrong and was named. 2: the command was not used as it is meant. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Why a command cannot do what it was asked: one line that says what to do. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure"

  constructor(message: string, more: { cause?: unknown } = {}) {
    super(message, more)
  }
}

const PEM = /-----BEGIN [A-Z ]+-----[\s\S]*?(-----END [A-Z ]+-----|$)/g
const URL_CREDENTIALS = /([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*(?::[^\s@]*)?@/gi

/** A text of somebody else's without what must not be printed: keys, and user and password in URLs. */
export function withoutSecrets(text: string): string {
  return text.replace(PEM, "[key]").replace(URL_CREDENTIALS, "$1")
}

/** A failure in one line, whoever threw it. */
export function inOneLine(error: unknown): string {
  const message = error instanceof Error ? error.message || codeOf(error) || error.name : String(error)
  return withoutSecrets(message)
    .trim()
    .replace(/:\s*\n\s*- /, ": ")
    .replace(/\s*\n\s*- /g, "; ")
    .replace(/\s*\n\s*/g, " ")
}

/** Node's or PostgreSQL's code of an error, or "". */
export function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : ""
}

/** The stack of an error and of what caused it, for `--verbose`. */
export function inFull(error: unknown): string {
  if (!(error instanceof Error)) return withoutSecrets(String(error))
  const own = withoutSecrets(error.stack ?? error.message)
  return error.cause === undefined ? own : `${own}\ncaused by ${inFull(error.cause)}`
}

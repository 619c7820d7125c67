import { styleText } from "node:util"

/** Where a command writes and what ends it. Comes in from outside, so that a test can read what a person would see. */
export type Terminal = Readonly<{
  /** Results: one line, or several. */
  out: (text: string) => void
  /** Failures and what is worth knowing: for people only. */
  err: (text: string) => void
  /** How far a long command is: one line that takes the place of the one before. */
  progress: (text: string) => void
  /** Whether `out` may have colours. */
  hasColours: boolean
  /** Aborted when a person presses Ctrl-C. */
  interrupted: AbortSignal
}>

type Colour = "green" | "yellow" | "red" | "bold" | "dim"

/** The text in a colour, where there are colours. */
export function coloured({ hasColours }: Pick<Terminal, "hasColours">, colour: Colour, text: string): string {
  return hasColours ? styleText(colour, text, { validateStream: false }) : text
}

/** The terminal of this process. A second Ctrl-C ends it at once. */
export function processTerminal(): Terminal {
  const interruption = new AbortController()
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interruption.abort())
  const wantsColours = !process.env.NO_COLOR && process.env.TERM !== "dumb"
  const { progress, clear } = progressOn(process.stderr)
  const writeTo = (stream: NodeJS.WriteStream) => (text: string) => {
    clear()
    stream.write(`${text}\n`)
  }
  return {
    out: writeTo(process.stdout),
    err: writeTo(process.stderr),
    progress,
    hasColours: process.stdout.isTTY === true && wantsColours,
    interrupted: interruption.signal,
  }
}

/** In a file or a pipe nothing can be overwritten: a line now and then will do. */
const MS_BETWEEN_LINES = 10_000
const CLEAR_LINE = "\r\u001B[K"

function progressOn(stream: NodeJS.WriteStream): { progress: (text: string) => void; clear: () => void } {
  let [isShown, lastLineAt] = [false, -Infinity]
  return {
    progress(text) {
      if (stream.isTTY) {
        stream.write(CLEAR_LINE + text)
        isShown = true
      } else if (performance.now() - lastLineAt >= MS_BETWEEN_LINES) {
        stream.write(`${text}\n`)
        lastLineAt = performance.now()
      }
    },
    clear() {
      if (isShown) stream.write(CLEAR_LINE)
      isShown = false
    },
  }
}

/** Resolves when a person ends the command. */
export function untilInterrupted({ interrupted }: Pick<Terminal, "interrupted">): Promise<void> {
  return new Promise((resolve) => {
    if (interrupted.aborted) return resolve()
    interrupted.addEventListener("abort", () => resolve(), { once: true })
  })
}

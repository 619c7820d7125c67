#!/usr/bin/env node
import { inOneLine } from "./failure"
import { runCli } from "./program"
import { processTerminal } from "./terminal"

/** What libraries leave open (pools, timers) does not keep a finished command from ending. */
async function end(code: number): Promise<never> {
  await Promise.all([written(process.stdout), written(process.stderr)])
  process.exit(code)
}

/** A pipe takes what was written when its reader does. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write("", () => resolve()))
}

/** Who reads a pipe may stop reading, as `head` does. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 1)
})

runCli(process.argv.slice(2), processTerminal()).then(end, (error: unknown) => {
  process.stderr.write(`${inOneLine(error)}\n`)
  return end(1)
})

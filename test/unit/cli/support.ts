import { mkdtemp, rm } from "node:fs/promises"
import os from "node:os"
import path from "node:path"
import type { ExitCode } from "../../../src/cli/failure"
import { runCli } from "../../../src/cli/program"

export type Ran = { code: ExitCode; out: string; err: string }

/** A folder that goes away again. */
export async function temporaryFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "amazon-pay-cli-"))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Runs a command in this process, and remembers what a person would see. */
export async function run(args: readonly string[], more: { hasColours?: boolean } = {}): Promise<Ran> {
  return (await begin(args, more)).ended
}

/** The same for a command that runs until it is interrupted. */
export async function begin(
  args: readonly string[],
  { hasColours = false }: { hasColours?: boolean } = {},
): Promise<{ firstOutput: Promise<string>; interrupt: () => void; ended: Promise<Ran> }> {
  const [out, err]: [string[], string[]] = [[], []]
  const interruption = new AbortController()
  let told: (text: string) => void = () => undefined
  const firstOutput = new Promise<string>((resolve) => (told = resolve))
  const terminal = {
    out: (text: string) => {
      out.push(text)
      told(text)
    },
    err: (text: string) => void err.push(text),
    progress: () => undefined,
    hasColours,
    interrupted: interruption.signal,
  }
  const ended = runCli(args, terminal).then((code) => ({ code, out: out.join("\n"), err: err.join("\n") }))
  return { firstOutput, interrupt: () => interruption.abort(), ended }
}

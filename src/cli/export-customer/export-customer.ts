import { createWriteStream } from "node:fs"
import { rm } from "node:fs/promises"
import path from "node:path"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { exportCustomer } from "../../modules/amazon-pay/upkeep/export-customer"
import { codeOf, CommandFailure } from "../failure"
import { inStore } from "../store/in-store"
import type { Terminal } from "../terminal"
import { asJson } from "./as-json"
import { findCustomer } from "./find-customer"

export type ExportOptions = { directory: string; out?: string; json?: boolean }

type Counts = Record<string, number>

/** Personal data is for whoever asked for it. */
const FOR_ITS_OWNER_ALONE = 0o600

/**
 * Writes what is stored about a customer as one JSON document: to the terminal, or into a file that was not there before.
 *
 * @param customer an id or an e-mail address
 */
export async function exportToJson(terminal: Terminal, customer: string, options: ExportOptions): Promise<void> {
  const file = options.out === undefined ? undefined : path.resolve(options.out)
  return inStore(options.directory, async (store, config) => {
    const customer_id = await findCustomer(store, config, customer)
    const about = { customer_id, exported_at: store.runtime.now().toISOString() }
    const counts: Counts = {}
    const lines = asJson(about, exportCustomer(store.runtime, customer_id), counts)
    if (file === undefined) {
      for await (const line of lines) terminal.out(line)
      return
    }
    await write(file, lines)
    terminal.out(options.json ? JSON.stringify({ ...about, file, counts }) : inWords(file, counts))
  })
}

async function write(file: string, lines: AsyncIterable<string>): Promise<void> {
  try {
    const target = createWriteStream(file, { flags: "wx", mode: FOR_ITS_OWNER_ALONE })
    await pipeline(Readable.from(ended(lines)), target)
  } catch (error) {
    if (codeOf(error) !== "EEXIST") await rm(file, { force: true })
    throw new CommandFailure(whyNotWritten(file, codeOf(error)), { cause: error })
  }
}

async function* ended(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`
}

function whyNotWritten(file: string, code: string): string {
  if (code === "EEXIST") return `${file} is there already and is not written over. Give the file another name.`
  if (code === "ENOENT") return `${file} cannot be made: its folder does not exist.`
  return `${file} could not be written (${code || "unknown reason"}). Nothing of it is left.`
}

function inWords(file: string, counts: Counts): string {
  const each = Object.entries(counts).map(([kind, count]) => `${kind.replaceAll("_", " ")}: ${count}`)
  return [`Written to ${file}.`, ...each].join("\n  ")
}

import { createWriteStream, existsSync } from "node:fs"
import path from "node:path"
import { pipeline } from "node:stream/promises"
import type { ImportPreview, WalletImport } from "../../contracts"
import { createImport } from "../../modules/amazon-pay/imports/create-import"
import { planImport } from "../../modules/amazon-pay/imports/plan"
import { previewOf } from "../../modules/amazon-pay/imports/preview"
import { readImport } from "../../modules/amazon-pay/imports/list-imports"
import { reportAsCsv } from "../../modules/amazon-pay/imports/report"
import type { Runtime } from "../../modules/amazon-pay/runtime"
import { findCustomers } from "../../workflows/find-customers"
import { codeOf, CommandFailure, EXIT, type ExitCode } from "../failure"
import { containerWithCustomers } from "../store/customers"
import { inStore } from "../store/in-store"
import type { Terminal } from "../terminal"
import { readImportFile } from "./read-file"
import { hasEnded, linesOf, workOff } from "./work-off"

export type ImportOptions = { directory: string; check?: boolean; report?: string; json?: boolean }

/**
 * Attaches the saved wallets of a CSV file to customers. The file is stored whole or not at all, then worked off; the same
 * file again, while it is worked off, goes on where it was.
 */
export async function importWallets(terminal: Terminal, file: string, options: ImportOptions): Promise<ExitCode> {
  const { text, parsed } = await readImportFile(file)
  const report = options.report === undefined ? undefined : path.resolve(options.report)
  if (report !== undefined && existsSync(report)) {
    throw new CommandFailure(`${report} is there already and is not written over. Give the report another name.`)
  }
  if (parsed.ignoredColumns.length) terminal.err(`These columns are not used: ${parsed.ignoredColumns.join(", ")}.`)
  return inStore(options.directory, async ({ runtime, connection }, config) => {
    const customers = await findCustomers(await containerWithCustomers(config, connection), parsed.rows)
    const rows = await planImport(runtime, parsed.rows, customers)
    if (options.check) return tellPreview(terminal, previewOf(parsed, rows), options)
    const id = await createImport(runtime, { file: text, rows, createdBy: null })
    const { created_at } = await readImport(runtime, id)
    terminal.err(`Import ${id} of ${created_at}: ${linesOf(rows.length)}. Ctrl-C leaves it to the store.`)
    const ended = await workOff(terminal, runtime, id)
    if (report !== undefined && hasEnded(ended)) await writeReport(runtime, id, report)
    return tellEnd(terminal, ended, options)
  })
}

function tellPreview(terminal: Terminal, preview: ImportPreview, { json }: ImportOptions): ExitCode {
  const { total, attachable, skipped, refused, problems, problem_count } = preview
  const lines = problems.map(({ line, message }) => `  line ${line}: ${message}`)
  const more = problem_count > problems.length ? [`  and ${problem_count - problems.length} more`] : []
  const head = `${linesOf(total)}: ${attachable} to be looked up at Amazon, ${skipped} attached before, ${refused} refused.`
  terminal.out(json ? JSON.stringify(preview) : [head, ...lines, ...more, "Nothing was changed."].join("\n"))
  return refused ? EXIT.failed : EXIT.ok
}

function tellEnd(terminal: Terminal, ended: WalletImport, { json }: ImportOptions): ExitCode {
  terminal.out(json ? JSON.stringify(ended) : inWords(ended))
  const isWhole = ended.status === "completed" && ended.refused + ended.failed === 0
  return isWhole ? EXIT.ok : EXIT.failed
}

function inWords(ended: WalletImport): string {
  const { id, status, total, attached, skipped, refused, failed, canceled, remaining } = ended
  const counts = `${attached} attached, ${skipped} attached before, ${refused} refused, ${failed} failed`
  if (status === "canceled") return `Import ${id} was canceled: ${counts}, ${canceled} not done.`
  if (status === "completed") return `Import ${id} is complete, ${linesOf(total)}: ${counts}.`
  return `Import ${id} was left with ${remaining} of ${linesOf(total)} to do (${counts}). A running store goes on with it; so does the same command.`
}

async function writeReport(runtime: Runtime, importId: string, file: string): Promise<void> {
  try {
    await pipeline(reportAsCsv(runtime, { importId }), createWriteStream(file, { flags: "wx" }))
  } catch (error) {
    const why = codeOf(error) === "EEXIST" ? "it is there already" : codeOf(error) || "unknown reason"
    const advice = "Everything was imported; the report is in the admin as well, below Amazon Pay, Import."
    throw new CommandFailure(`The report could not be written to ${file}: ${why}. ${advice}`, { cause: error })
  }
}

import { readFile, stat } from "node:fs/promises"
import { ImportFileProblem } from "../../modules/amazon-pay/imports/file-problem"
import { parseImportFile, type ParsedFile } from "../../modules/amazon-pay/imports/parse-file"
import { codeOf, CommandFailure } from "../failure"

/** As many as the admin takes; 100,000 rows need about half of it. */
const MOST_BYTES = 10 * 1024 * 1024

/**
 * Reads a CSV file of charge permissions. One that is too large is refused before any of it is read.
 *
 * @returns the text, and its rows
 * @throws CommandFailure that names the line, where there is one, and what to do
 */
export async function readImportFile(file: string): Promise<{ text: string; parsed: ParsedFile }> {
  const text = await readText(file)
  try {
    return { text, parsed: await parseImportFile(text) }
  } catch (error) {
    if (!(error instanceof ImportFileProblem)) throw error
    throw new CommandFailure(`${file}, line ${error.line}: ${error.message} Nothing was imported.`, { cause: error })
  }
}

async function readText(file: string): Promise<string> {
  try {
    const facts = await stat(file)
    if (!facts.isFile()) throw new CommandFailure(`${file} is not a file. Name a CSV file.`)
    if (facts.size > MOST_BYTES) {
      throw new CommandFailure(`${file} is larger than ${MOST_BYTES / 1024 / 1024} MB. Import it in parts.`)
    }
    return await readFile(file, "utf8")
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure(whyUnreadable(file, codeOf(error)), { cause: error })
  }
}

function whyUnreadable(file: string, code: string): string {
  if (code === "ENOENT") return `${file} does not exist. Check the path.`
  if (code === "EACCES") return `This user may not read ${file}. Check its owner and mode.`
  return `${file} cannot be read (${code || "unknown reason"}).`
}

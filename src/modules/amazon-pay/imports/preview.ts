import type { ImportPreview, ImportProblem } from "../../../contracts"
import type { ImportFileProblem } from "./file-problem"
import type { ParsedFile } from "./parse-file"
import type { PlannedRow } from "./plan"
import { progressOf } from "./progress"
import { rowMessage } from "./row-messages"

const ROWS_SHOWN = 20
const PROBLEMS_SHOWN = 1_000

/** What an import of these rows would do. */
export function previewOf(file: ParsedFile, rows: readonly PlannedRow[]): ImportPreview {
  const { total, remaining, skipped, refused } = progressOf(count(rows))
  const bad = rows.filter(({ status }) => status === "refused")
  return {
    importable: true,
    delimiter: file.delimiter,
    columns: [...file.columns],
    ignored_columns: [...file.ignoredColumns],
    total,
    attachable: remaining,
    skipped,
    refused,
    rows: rows.slice(0, ROWS_SHOWN).map(shown),
    problems: bad.slice(0, PROBLEMS_SHOWN).flatMap(problemOf),
    problem_count: bad.length,
  }
}

/** Why a file cannot be imported at all, as a preview. */
export function previewOfProblem({ code, line, message }: ImportFileProblem): ImportPreview {
  return {
    importable: false,
    delimiter: null,
    columns: [],
    ignored_columns: [],
    total: 0,
    attachable: 0,
    skipped: 0,
    refused: 0,
    rows: [],
    problems: [{ line, code, message }],
    problem_count: 1,
  }
}

function* count(rows: readonly PlannedRow[]) {
  for (const { status } of rows) yield [status, 1] as const
}

function shown({ line, customer_id, charge_permission_id, status, code, same_as_line }: PlannedRow) {
  return { line, customer_id, charge_permission_id, status, code, message: rowMessage(code, same_as_line) }
}

function problemOf({ line, code, same_as_line }: PlannedRow): ImportProblem[] {
  return code ? [{ line, code, message: rowMessage(code, same_as_line) ?? "" }] : []
}

import type { ImportFileCode } from "../../../contracts"

/** Rows of one file; the header is not counted. */
export const MOST_ROWS = 100_000

/** What is said about a file that cannot be imported, whatever its rows are. */
export const FILE_PROBLEMS: Readonly<Record<ImportFileCode, string>> = {
  file_empty: "The file has no rows.",
  file_not_utf8: "The file is not written in UTF-8. Save it as CSV UTF-8.",
  file_malformed: "From here on the file cannot be read as CSV: a quotation mark is not closed, or a line is too long.",
  column_missing: "The first line has to name the columns: charge_permission_id, and customer_id or customer_email.",
  column_twice: "Two columns have the same meaning. Remove one of them.",
  too_many_rows: `The file has more than ${MOST_ROWS.toLocaleString("en")} rows. Import it in parts.`,
}

/** A file that cannot be imported as it is. */
export class ImportFileProblem extends Error {
  override readonly name = "ImportFileProblem"

  /**
   * @param line of the file, from 1
   * @param detail what exactly, where the code does not say it
   */
  constructor(
    readonly code: ImportFileCode,
    readonly line: number,
    detail?: string,
  ) {
    super(detail ? `${FILE_PROBLEMS[code]} ${detail}` : FILE_PROBLEMS[code])
  }
}

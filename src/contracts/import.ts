export const IMPORT_STATUSES = ["waiting", "running", "completed", "canceled"] as const
export type ImportStatus = (typeof IMPORT_STATUSES)[number]

export const IMPORT_ROW_STATUSES = [
  /** Not looked at yet, or to be tried again. */
  "waiting",
  /** This import made it the customer's saved wallet. */
  "attached",
  /** It was this customer's saved wallet before; nothing was done. */
  "already_attached",
  /** It cannot be attached; `code` tells why. Nothing was changed. */
  "refused",
  /** Amazon could not be asked, however often, or made no sense. Another import may succeed. */
  "failed",
  /** The import was canceled before the row's turn came. */
  "canceled",
] as const
export type ImportRowStatus = (typeof IMPORT_ROW_STATUSES)[number]

/** Why a row was not attached. */
export const IMPORT_ROW_CODES = [
  /** The columns of the file have no value here. */
  "charge_permission_missing",
  "customer_missing",
  /** Not of the form `B01-1234567-1234567`. */
  "charge_permission_malformed",
  /** Longer than any id or e-mail address. */
  "value_too_long",
  /** Written in another encoding than UTF-8. */
  "value_not_utf8",
  /** More values than the header has columns: an unquoted delimiter. */
  "too_many_values",
  /** An earlier line of the file has the same charge permission: `same_as_line`. */
  "duplicate_in_file",
  "customer_not_found",
  /** `customer_id` and `customer_email` name two customers. */
  "customer_ambiguous",
  /** Amazon knows no such charge permission for this store's merchant accounts. */
  "charge_permission_not_found",
  "not_a_saved_wallet",
  "wallet_of_another_customer",
  /** The customer was deleted, before or after the row's turn came. */
  "customer_deleted",
  /** Amazon refused to tell about the charge permission. */
  "refused_by_amazon",
  /** Amazon could not be asked, however often. */
  "amazon_unavailable",
  /** It failed here; the log has the cause. */
  "internal_error",
] as const
export type ImportRowCode = (typeof IMPORT_ROW_CODES)[number]

/** How many rows had which end. They add up to `total`. */
export type ImportProgress = {
  total: number
  attached: number
  /** Already attached to the same customer. */
  skipped: number
  refused: number
  failed: number
  /** Not done, because the import was canceled. */
  canceled: number
  remaining: number
}

/** A file of charge permissions that are attached to customers in the background. */
export type WalletImport = ImportProgress & {
  id: string
  status: ImportStatus
  created_at: string
  /** When its first row was taken up. */
  started_at: string | null
  /** When nothing was left to do, or it was canceled. */
  completed_at: string | null
  /** Id of the admin who uploaded the file. */
  created_by: string | null
}

/** One line of the file, and what became of it. */
export type WalletImportRow = {
  /** Line of the file, the header being line 1. */
  line: number
  customer_id: string | null
  /** `null` when it is malformed, or the customer was deleted. */
  charge_permission_id: string | null
  status: ImportRowStatus
  code: ImportRowCode | null
  /** The code in words. */
  message: string | null
  same_as_line: number | null
  wallet_id: string | null
  /** How often Amazon was asked. */
  attempts: number
  /** When a waiting row is tried again, if it was tried before. */
  next_attempt_at: string | null
}

/** Why a file as a whole cannot be imported. */
export const IMPORT_FILE_CODES = [
  "file_empty",
  "file_not_utf8",
  "file_malformed",
  "column_missing",
  "column_twice",
  "too_many_rows",
] as const
export type ImportFileCode = (typeof IMPORT_FILE_CODES)[number]

/** What is wrong with one line, or with the file from there on. */
export type ImportProblem = { line: number; code: ImportRowCode | ImportFileCode; message: string }

/** What an import of a file would do, without doing it. Amazon is not asked. */
export type ImportPreview = {
  /** Whether the file can be imported at all; rows with problems would be refused, the others kept. */
  importable: boolean
  delimiter: string | null
  /** Columns that are understood, under our names, in the order of the file. */
  columns: string[]
  ignored_columns: string[]
  total: number
  /** Rows that would be looked up at Amazon and attached. */
  attachable: number
  /** Rows whose wallet is this customer's already. */
  skipped: number
  refused: number
  /** The first rows. */
  rows: Pick<WalletImportRow, "line" | "customer_id" | "charge_permission_id" | "status" | "code" | "message">[]
  /** The first 1,000 problems. */
  problems: ImportProblem[]
  problem_count: number
}

/** Answers `POST /admin/amazon-pay/wallets/import`. The same file again, while it is worked off, answers the same import. */
export type WalletImportResponse = { import: WalletImport }
/** Answers the same with `?preview=true`. */
export type ImportPreviewResponse = { preview: ImportPreview }
/** Answers `GET /admin/amazon-pay/wallets/import/:id?status&cursor&limit`; with `?format=csv` it is the whole report as a file. */
export type WalletImportReportResponse = {
  import: WalletImport
  rows: WalletImportRow[]
  /** To be given as `cursor` for the rows that follow, `null` on the last page. */
  next_cursor: string | null
}
/** Newest first. */
export type WalletImportListResponse = { imports: WalletImport[]; count: number; limit: number; offset: number }

import type { DataSource } from "typeorm"
import type { ChangeValue, WalletAddress, WalletChange, WalletUpdate } from "../../../contracts"
import { toWalletUpdate } from "../presentation"
import { listUpdatesAfter } from "./list-updates"
import type { UpdateFilters } from "./update-filters"

/** So many entries are in memory at a time. */
const PAGE = 1_000

export const EXPORT_COLUMNS = [
  "id",
  "created_at",
  "customer_id",
  "wallet_id",
  "update_type",
  "initiated_by",
  "status",
  "sources",
  "changes",
  "reason_code",
  "message",
  "checkout_session_id",
  "started_at",
  "completed_at",
] as const

/** One line of the export. */
export type ExportRow = Record<(typeof EXPORT_COLUMNS)[number], string>

/**
 * All entries that match, newest first, read page by page while they are taken. Whoever stops taking stops the reading.
 * Entries that are made meanwhile are not in it.
 */
export async function* exportUpdates(db: DataSource, filters: UpdateFilters): AsyncGenerator<ExportRow, void> {
  let cursor: string | null = ""
  while (cursor !== null) {
    const { updates, nextCursor }: Awaited<ReturnType<typeof listUpdatesAfter>> = await listUpdatesAfter(db, filters, {
      limit: PAGE,
      cursor,
    })
    for (const update of updates) yield toRow(toWalletUpdate(update))
    cursor = nextCursor
  }
}

function toRow(update: WalletUpdate): ExportRow {
  return {
    id: update.id,
    created_at: update.created_at,
    customer_id: plain(update.customer_id),
    wallet_id: update.wallet_id ?? "",
    update_type: update.update_type ?? "",
    initiated_by: update.initiated_by,
    status: update.status,
    sources: update.sources.join(", "),
    changes: update.changes.map(changeText).join("\n"),
    reason_code: plain(update.reason_code ?? ""),
    message: plain(update.message ?? ""),
    checkout_session_id: update.checkout_session_id ?? "",
    started_at: update.started_at ?? "",
    completed_at: update.completed_at ?? "",
  }
}

/** As the panel shows it: what was there, and what came instead. */
function changeText({ field, before, after }: WalletChange): string {
  return `${field}: ${valueText(before)} -> ${valueText(after)}`
}

const NOTHING = "(none)"

function valueText(value: ChangeValue): string {
  if (value === null) return NOTHING
  if (typeof value === "string") return plain(value) || NOTHING
  return plain(Array.isArray(value) ? value.join(", ") : addressText(value)) || NOTHING
}

/** On one line. The telephone number is left out: who looks through a list of changes needs no one's number. */
function addressText(address: WalletAddress): string {
  const { name, address_line_1, address_line_2, address_line_3, postal_code, city, state_or_region } = address
  const place = [postal_code, city].filter(Boolean).join(" ")
  const parts = [name, address_line_1, address_line_2, address_line_3, place]
  return [...parts, address.district, address.county, state_or_region, address.country_code].filter(Boolean).join(", ")
}

/** Control characters, and marks that turn the direction of the text that follows. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff]+/g

/**
 * Text that buyers or Amazon wrote, on one line. A spreadsheet set to semicolons would begin a new cell at one, and a formula
 * might stand behind it, so there is none.
 */
function plain(text: string): string {
  return text.replace(UNSAFE, " ").replaceAll(";", ",").replace(/\s+/g, " ").trim()
}

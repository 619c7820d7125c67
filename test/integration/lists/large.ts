import fs from "node:fs"
import path from "node:path"
import type { DataSource } from "typeorm"

/** No entry is newer than this. */
export const NEWEST = "2026-06-30T12:00:00.000Z"

const STATEMENTS = path.join(__dirname, "fill.sql")

/**
 * Fills the tables of the lists. What with is said in fill.sql.
 *
 * @param given.rare a rare value stands once among so many entries
 */
export async function fillLists(db: DataSource, given: { entries: number; rare: number }): Promise<void> {
  const statements = fs.readFileSync(STATEMENTS, "utf8")
  await db.query(statements.replaceAll(":entries", String(given.entries)).replaceAll(":rare", String(given.rare)))
}

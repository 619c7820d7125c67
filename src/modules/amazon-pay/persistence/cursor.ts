import type { DataSource } from "typeorm"
import { refusal } from "../errors"
import { readPositions, type Listing, type Position } from "./keyset"

/** The lists that hand out cursors. One list's cursor means nothing to another. */
export type CursorList = "updates" | "wallets" | "wallets-attention" | "wallets-rest" | "notifications"

const POSITION = /^([\w-]+)\|(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)\|([\x21-\x7e]{1,200})$/

/** What a caller gets to ask for the next page with: opaque, and fit for a URL. */
export function encodeCursor(list: CursorList, { at, id }: Position): string {
  return Buffer.from(`${list}|${at}|${id}`).toString("base64url")
}

/**
 * Where a page begins.
 *
 * @param cursor as it was handed out; empty for the first page
 * @param lists the lists whose cursors are taken here
 * @returns `null` for the first page
 * @throws MedusaError `invalid_cursor` for anything that was not handed out by one of these lists
 */
export function decodeCursor<List extends CursorList>(
  cursor: string,
  ...lists: readonly List[]
): (Position & { list: List }) | null {
  if (cursor === "") return null
  const text = Buffer.from(cursor, "base64url").toString()
  const [, named, at = "", id = ""] = POSITION.exec(text) ?? []
  const list = lists.find((known) => known === named)
  if (!list || !isTime(at) || encodeCursor(list, { at, id }) !== cursor) throw refusal("invalid_cursor")
  return { list, at, id }
}

/** There is no 30th of February; PostgreSQL would stumble over it. */
function isTime(text: string): boolean {
  const time = new Date(text)
  return !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 19) === text.slice(0, 19)
}

/** What asks for a page by cursor: what the page before answered, or nothing for the first one. */
export type CursorPage = { limit: number; cursor: string }

/**
 * The positions of a page by cursor, and the cursor of the next one, `null` at the end.
 *
 * @throws MedusaError `invalid_cursor`
 */
export async function readPageAfter(
  db: DataSource,
  list: CursorList,
  listing: Listing,
  { limit, cursor }: CursorPage,
): Promise<{ positions: Position[]; nextCursor: string | null }> {
  const after = decodeCursor(cursor, list)
  return pageOf(list, await readPositions(db, listing, { limit: limit + 1, after }), limit)
}

/** A page of which one row too many was read, to see whether there is another page. */
function pageOf(list: CursorList, read: readonly Position[], limit: number) {
  const positions = read.slice(0, limit)
  const last = positions.at(-1)
  return { positions, nextCursor: last && read.length > limit ? encodeCursor(list, last) : null }
}

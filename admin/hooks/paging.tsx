import type { Page } from "../api/customer"

/** What is shown at once, and what each "show more" adds. */
export const FIRST_PAGE: Page = { limit: 5, offset: 0 }
const MORE = 20

/** The server pages by offset up to here. */
const LAST_OFFSET = 10_000

type Listed = Page & { count: number }

/** The page after the given one, or `undefined` at the end. */
export function nextPage({ count, limit, offset }: Listed): Page | undefined {
  const next = offset + limit
  return next < count && next <= LAST_OFFSET ? { limit: MORE, offset: next } : undefined
}

/** Items in order, each once: an entry that arrives between two requests shifts the pages. */
export function withoutRepeats<Item extends { id: string }>(pages: readonly (readonly Item[])[]): Item[] {
  return [...new Map(pages.flat().map((item) => [item.id, item])).values()]
}

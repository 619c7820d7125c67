/** Longest text from outside that is shown at once. */
export const SHOWN_CHARACTERS = 160
const TITLE_CHARACTERS = 1000

/** Control characters, and marks that turn the direction of the text that follows. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff]+/g

/**
 * Text that buyers or Amazon wrote, made fit for one line: nothing invisible, nothing that reorders its neighbours, no
 * more than `limit` characters.
 */
export function foreignText(text: string, limit = SHOWN_CHARACTERS): string {
  const plain = text
    .slice(0, limit * 4)
    .replace(UNSAFE, " ")
    .replace(/\s+/g, " ")
    .trim()
  const characters = Array.from(plain)
  const cut = characters.length > limit || text.length > limit * 4
  return cut ? `${characters.slice(0, limit - 1).join("")}…` : plain
}

/** More of a shortened text, for its tooltip; `undefined` when all of it is shown already. */
export function foreignTitle(text: string, limit = SHOWN_CHARACTERS): string | undefined {
  const whole = foreignText(text, TITLE_CHARACTERS)
  return whole === foreignText(text, limit) ? undefined : whole
}

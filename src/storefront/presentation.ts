import type { ChangeValue, ReturnOutcome, Wallet, WalletAddress, WalletChange, WalletUpdate } from "../contracts"
import { statusOf, WalletUpdateError } from "./index"
import type { StorefrontWords } from "./words/words"

/** What a wallet's state means for its customer: why it is so, and the one thing to do about it. */
export type Guidance = {
  /** The status in a word or two. */
  status: string
  tone: "good" | "warn" | "busy" | "muted"
  /** Why, where Amazon says it. */
  reasons: readonly string[]
  /** What to do. */
  advice: string
}

/** Guidance for a wallet by Amazon's reasons. Codes without words are left out. */
export function guidanceFor({ status, reasons, action }: Wallet, words: StorefrontWords): Guidance {
  const known = status === "chargeable" ? [] : reasons.map((code) => words.reasons[code] ?? "").filter(Boolean)
  return {
    status: action === "wait" ? words.waiting : words.walletStatuses[status],
    tone: toneOf(status, action),
    reasons: Array.from(new Set(known)),
    advice: words.walletActions[action],
  }
}

function toneOf(status: Wallet["status"], action: Wallet["action"]): Guidance["tone"] {
  if (status === "closed") return "muted"
  if (action === "wait") return "busy"
  return status === "chargeable" ? "good" : "warn"
}

/** What to tell a customer about an outcome. It says success for `completed` only, which the store has confirmed. */
export function resultText(
  outcome: ReturnOutcome,
  update: WalletUpdate | null,
  words: StorefrontWords,
): { title: string; text: string | null } {
  if (outcome === "completed") return { title: words.completed[update?.update_type ?? "other"], text: null }
  const notSaved = update?.update_type === "set_up" && (outcome === "failed" || outcome === "declined")
  return notSaved ? words.notSaved : words.outcomes[outcome]
}

/** Who changed something, and what else told of it: that the store did what it did needs no second word. */
export function originOf({ initiated_by, sources }: WalletUpdate, words: StorefrontWords): string {
  const others = sources.filter((source) => source !== initiated_by)
  return words.origin(
    words.initiators[initiated_by],
    others.map((source) => words.sources[source]),
  )
}

/** A recorded change in words; `before` is `null` where there was nothing. */
export function changeText(
  { field, before, after }: WalletChange,
  words: StorefrontWords,
): { name: string; before: string | null; after: string } {
  return {
    name: words.fields[field],
    before: isEmpty(before) ? null : valueText(field, before, words),
    after: valueText(field, after, words),
  }
}

function isEmpty(value: ChangeValue): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0)
}

/** A recorded value in words. What Amazon calls things is shown as it is, where there is no word for it. */
function valueText(field: WalletChange["field"], value: ChangeValue, words: StorefrontWords): string {
  if (value === null) return words.nothing
  if (Array.isArray(value)) return paragraph(...value.map((code) => words.reasons[code] ?? code)) || words.nothing
  if (typeof value === "object") return addressLine(value) || words.nothing
  if (field === "status") return isWalletStatus(value, words) ? words.walletStatuses[value] : value
  if (field === "product_type") return words.productTypes[value] ?? value
  return value || words.nothing
}

function isWalletStatus(value: string, words: StorefrontWords): value is Wallet["status"] {
  return Object.hasOwn(words.walletStatuses, value)
}

/** An address in one line; parts that are missing are left out. */
export function addressLine(address: WalletAddress): string {
  const { name, address_line_1, address_line_2, address_line_3, postal_code, city, state_or_region, country_code } =
    address
  const town = [postal_code, city].filter(Boolean).join(" ")
  return [name, address_line_1, address_line_2, address_line_3, town, state_or_region, country_code]
    .filter(Boolean)
    .join(", ")
}

/** A time as it is written in the language of the words, in the time zone of the browser. */
export function momentText(iso: string, { language }: StorefrontWords): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso))
}

/** Whether the store no longer knows who is asking. */
export function isLoggedOut(error: unknown): boolean {
  return statusOf(error instanceof WalletUpdateError ? error.cause : error) === 401
}

/** What did not work, what kept a customer from it, and what to try. */
export function failureText(
  failed: Exclude<keyof StorefrontWords["problems"], "loggedOut" | "unreachable">,
  error: unknown,
  words: StorefrontWords,
): string {
  return paragraph(words.problems[failed], problemText(error, words))
}

/** What kept a customer from what they wanted, and what to try. */
export function problemText(error: unknown, words: StorefrontWords): string {
  if (isLoggedOut(error)) return words.problems.loggedOut
  if (error instanceof WalletUpdateError) return words.failures[error.code]
  return statusOf(error) === null ? words.problems.unreachable : ""
}

/** Sentences in one text. The Japanese full stop brings its own room; after every other one there is a blank. */
export function paragraph(...sentences: readonly string[]): string {
  return sentences
    .filter(Boolean)
    .reduce((text, sentence) => text + (text.endsWith("。") ? "" : " ") + sentence, "")
    .trim()
}

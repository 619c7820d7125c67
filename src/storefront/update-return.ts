import type { ReturnOutcome, UpdateStatus, WalletUpdate } from "../contracts"
import { awaitOutcome } from "./await-outcome"
import { statusOf } from "./failure"
import { recallUpdateId, returnTokenOf, withoutReturnToken } from "./return-memory"

const CHECKOUT_SESSION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const UPDATE_ID = /^[\w-]{1,64}$/
const OUTCOME = "amazon_pay"
const UPDATE = "update"
const SESSION = "amazonCheckoutSessionId"

const OUTCOMES: readonly ReturnOutcome[] = ["completed", "canceled", "declined", "failed", "pending"]

/** What the URL says on which a buyer came back. Anybody can write a URL: {@link settleReturn} asks the store. */
export type WalletUpdateReturn = {
  outcome: ReturnOutcome
  /** The history entry the return belongs to. */
  updateId: string | null
  /**
   * Present when the storefront has to call `POST /store/customers/me/amazon-pay/updates/:id/complete` with it, as the
   * logged-in customer: a new wallet was saved, or Amazon returned straight to the storefront.
   */
  checkoutSessionId: string | null
  /**
   * Only where Amazon returned straight to the storefront (`<accountPath>/return/<token>`). When `updateId` is `null`
   * then (another tab, no storage), send the browser to {@link handOverUrl}.
   */
  returnToken: string | null
}

/**
 * Reads a URL of the account page.
 *
 * @param url the page's address, or a part of it that begins with a slash or a question mark
 * @returns `null` when it is no return, or not one the store could have written
 */
export function readReturn(url: string | URL): WalletUpdateReturn | null {
  const parsed = parse(url)
  if (!parsed) return null
  const only = (name: string) => {
    const values = parsed.searchParams.getAll(name)
    return values.length === 1 ? values[0] : null
  }
  const checkoutSessionId = matching(CHECKOUT_SESSION_ID, only(SESSION))
  const returnToken = returnTokenOf(parsed)
  if (returnToken && checkoutSessionId && !parsed.searchParams.has(OUTCOME)) {
    return { outcome: "pending", updateId: recallUpdateId(returnToken), checkoutSessionId, returnToken }
  }
  const outcome = OUTCOMES.find((known) => known === only(OUTCOME))
  if (!outcome) return null
  return {
    outcome,
    updateId: matching(UPDATE_ID, only(UPDATE)),
    checkoutSessionId: outcome === "pending" ? checkoutSessionId : null,
    returnToken: null,
  }
}

/**
 * The same address without what a return added, for `history.replaceState`: a reload then shows no old result.
 *
 * @returns path, query and fragment; always on the same site
 */
export function cleanReturnUrl(url: string | URL): string {
  const parsed = parse(url)
  if (!parsed) return "/"
  const isReturnPath = returnTokenOf(parsed) !== null && parsed.searchParams.has(SESSION)
  for (const name of [OUTCOME, UPDATE, SESSION]) parsed.searchParams.delete(name)
  const path = isReturnPath ? withoutReturnToken(parsed.pathname) : parsed.pathname
  return path.replace(/^\/+/, "/") + parsed.search + parsed.hash
}

/**
 * Where to send the browser with a return that only the store's own return handler can place: Amazon returned straight to
 * the storefront, in a tab that does not know which update that was.
 *
 * @returns `null` when {@link settleReturn} can do it
 */
export function handOverUrl(
  { returnToken, updateId, checkoutSessionId }: WalletUpdateReturn,
  backendUrl: string,
): string | null {
  if (!returnToken || updateId) return null
  return `${backendUrl.replace(/\/$/, "")}/amazon-pay/return/${returnToken}?${SESSION}=${checkoutSessionId}`
}

export type SettleReturnOptions = {
  /** `POST /store/customers/me/amazon-pay/updates/:id/complete` with `{ checkout_session_id }`. */
  complete: (updateId: string, checkoutSessionId: string) => Promise<WalletUpdate>
  /** `GET /store/customers/me/amazon-pay/updates/:id`. */
  load: (updateId: string) => Promise<WalletUpdate>
  signal?: AbortSignal
}

/** What is true about a return. `outcome` is `null` when there is nothing to tell: the store knows no such update. */
export type SettledReturn = { outcome: ReturnOutcome | null; update: WalletUpdate | null }

/**
 * Finds out what a return came to: completes what only the logged-in customer may complete, waits while Amazon has not
 * decided, and believes the store, not the URL.
 *
 * @returns `pending` when it is still not known after two minutes
 * @throws what `complete` and `load` throw, where trying again cannot help (a customer who is not logged in, say)
 */
export async function settleReturn(
  { outcome, updateId, checkoutSessionId }: WalletUpdateReturn,
  { complete, load, signal }: SettleReturnOptions,
): Promise<SettledReturn> {
  if (!updateId) return { outcome: outcome === "failed" || outcome === "canceled" ? outcome : null, update: null }
  const ask = () => (checkoutSessionId ? complete(updateId, checkoutSessionId) : load(updateId))
  try {
    const update = outcome === "pending" ? await awaitOutcome({ load: ask, signal }) : await ask()
    return { outcome: outcomeOf(update.status, outcome), update }
  } catch (error) {
    const status = statusOf(error)
    if (status === 404) return { outcome: null, update: null }
    if (status !== 400 || !checkoutSessionId) throw error
  }
  // This session was refused: too old, or another update's. Another one may have completed the update.
  const update = await load(updateId)
  return { outcome: outcomeOf(update.status, "failed"), update }
}

const SETTLED: Readonly<Partial<Record<UpdateStatus, ReturnOutcome>>> = {
  completed: "completed",
  canceled: "canceled",
  declined: "declined",
  failed: "failed",
  expired: "failed",
}

/** An update stays open when its buyer cancels on Amazon's page or comes back with nothing: then the URL knows better. */
function outcomeOf(status: UpdateStatus, told: ReturnOutcome): ReturnOutcome {
  return SETTLED[status] ?? (told === "canceled" || told === "failed" ? told : "pending")
}

function parse(url: string | URL): URL | null {
  try {
    return new URL(url, "http://localhost")
  } catch {
    return null
  }
}

function matching(pattern: RegExp, value: string | null | undefined): string | null {
  return value && pattern.test(value) ? value : null
}

import { AmazonPayError } from "../../../protocol"
import type { Runtime } from "../runtime"
import { failureInWords } from "../telemetry/failures"
import { say } from "../telemetry/say"
import { refreshWallet } from "../wallets/refresh"
import { tryAgainAt } from "./try-again-at"

const BATCH = 50
/** A run reads no more than this, however fast Amazon answers. */
const MOST_WALLETS = 1_000
/** Whoever took a wallet for checking has so long before another process tries. */
const TAKEN_MINUTES = 10
const RETRY_HOURS = 6
/** After so many failures in a row that may pass, Amazon is left alone until the next run. */
const OUTAGE_AFTER = 3
/** A wallet is read once a day: after 20 to 28 hours, each after its own time, so that wallets saved together drift apart. */
const FIRST_STALE_HOURS = 20
const STALE_SPREAD_HOURS = 8

/**
 * Reads wallets again that may have changed unnoticed: those with a completed update that was not read, those never read,
 * and those that were not read for a day. Oldest first; a wallet that cannot be read waits some hours for its next try.
 *
 * @returns how many were read
 */
export async function checkWallets(runtime: Runtime, isOver: () => boolean): Promise<number> {
  const left = new Set<string>()
  let read = 0
  let tried = 0
  let failuresInARow = 0
  const isEnough = () => isOver() || failuresInARow >= OUTAGE_AFTER || tried >= MOST_WALLETS
  while (!isEnough()) {
    const wallets = await takeWallets(runtime)
    if (!wallets.length) break
    for (const id of wallets) {
      const outcome = isEnough() ? "left" : await check(runtime, id)
      tried += 1
      if (outcome === "read") read += 1
      if (outcome === "away" || outcome === "left") left.add(id)
      failuresInARow = outcome === "away" || outcome === "left" ? failuresInARow + 1 : 0
    }
  }
  await tryAgainAt(runtime, [...left], null)
  return read
}

async function check(runtime: Runtime, walletId: string): Promise<"read" | "away" | "failed"> {
  try {
    await refreshWallet(runtime, walletId, { source: "reconciliation" })
    return "read"
  } catch (error) {
    const isAway = error instanceof AmazonPayError && error.retryable
    say(runtime.logger, "warn", "a wallet could not be checked", { wallet_id: walletId, ...failureInWords(error) })
    if (isAway) return "away"
    await tryAgainAt(runtime, [walletId], new Date(runtime.now().getTime() + RETRY_HOURS * 3_600_000))
    return "failed"
  }
}

/** Takes the next wallets to check, so that no other process checks them too. */
async function takeWallets(runtime: Runtime): Promise<string[]> {
  for (const [which, parameters] of DUE) {
    const [rows] = await runtime.db.query<[Taken[], number]>(
      `update amazon_pay_wallet set next_check_at = $1::timestamptz + make_interval(mins => ${TAKEN_MINUTES})
       where id in (select w.id from amazon_pay_wallet w
         where w.status <> 'closed' and w.erase_requested_at is null
           and (w.next_check_at is null or w.next_check_at <= $1) and ${which}
         limit ${BATCH} for update skip locked)
       returning id, last_checked_at`,
      [runtime.now(), ...parameters],
    )
    if (rows.length) return rows.sort((a, b) => timeOf(a) - timeOf(b)).map(({ id }) => id)
  }
  return []
}

type Taken = { id: string; last_checked_at: Date | null }

function timeOf({ last_checked_at }: Taken): number {
  return last_checked_at?.getTime() ?? 0
}

const WITH_UNREAD_UPDATE = `w.id in (
  select u.wallet_id from amazon_pay_wallet_update u join amazon_pay_wallet changed on changed.id = u.wallet_id
  where u.status = 'completed' and u.update_type is not null and u.created_at > $1::timestamptz - interval '4 days'
    and u.completed_at > changed.last_checked_at)`

const NEVER_READ = "w.last_checked_at is null"

const STALE = `w.last_checked_at < $1::timestamptz - make_interval(hours => $2)
  and w.last_checked_at < $1::timestamptz - make_interval(hours => $2)
    - (hashtext(w.id) & 255) / 255.0 * make_interval(hours => $3)
  order by w.last_checked_at`

const DUE: readonly (readonly [string, readonly unknown[]])[] = [
  [WITH_UNREAD_UPDATE, []],
  [NEVER_READ, []],
  [STALE, [FIRST_STALE_HOURS, STALE_SPREAD_HOURS]],
]

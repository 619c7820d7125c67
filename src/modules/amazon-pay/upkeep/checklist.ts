import type { AdminStatusResponse, AdminTopic, StatusCheck, StatusCheckCode } from "../../../contracts"
import { COUNTED_UP_TO } from "./backlog"

type Facts = Omit<AdminStatusResponse["status"], "checks">

/** The inbox is swept every minute: what waits longer than this is stuck. */
const STUCK_SECONDS = 15 * 60
/** Counted no further. */
const MOST_COUNTED = COUNTED_UP_TO - 1
/** Reconciliation runs every five minutes. */
const RECONCILE_LATE_MS = 20 * 60_000

/** What a merchant should know about the set-up, each with what to do. */
export function checklist(
  facts: Facts,
  topics: readonly AdminTopic[],
  mismatches: readonly string[],
  now: Date,
): StatusCheck[] {
  return [
    keys(facts),
    region(facts),
    urls(facts),
    topicsCheck(topics),
    notifications(facts),
    deadLetters(facts),
    mismatchesCheck(mismatches),
    payments(facts),
    chargebacks(facts),
  ].concat(reconciliation(facts, now))
}

function keys({ accounts }: Facts): StatusCheck {
  const rotating = accounts.filter(({ public_key_ids }) => public_key_ids.length > 1)
  if (!rotating.length) return ok("keys", "keys_ok", "Every account signs with one key.")
  return {
    id: "keys",
    level: "warning",
    code: "keys_rotating",
    params: { accounts: idsOf(rotating) },
    message: `A key rotation is under way in: ${idsOf(rotating)}.`,
    fix: "Once the old key is deleted at Amazon, take it out of the option keys.",
  }
}

function region({ accounts }: Facts): StatusCheck {
  const without = accounts.filter(({ update_page }) => !update_page)
  if (!without.length) return ok("region", "region_ok", "Amazon's update page is offered for every account.")
  return {
    id: "region",
    level: "warning",
    code: "region_without_update_page",
    params: { accounts: idsOf(without) },
    message: `Amazon offers no update page in the region of: ${idsOf(without)}.`,
    fix: "Show those buyers the wallet's manage_url, Amazon's own page.",
  }
}

function urls({ ipn_url, storefront_account_url }: Facts): StatusCheck {
  const local = [ipn_url, storefront_account_url].some((url) =>
    ["localhost", "127.0.0.1"].includes(new URL(url).hostname),
  )
  if (!local) return ok("urls", "urls_ok", "Amazon and buyers reach this store by public addresses.")
  return {
    id: "urls",
    level: "warning",
    code: "urls_local",
    params: {},
    message: "backendUrl or storefrontUrl is an address of this machine.",
    fix: "Amazon cannot send notifications there. Set public https addresses before going live.",
  }
}

function topicsCheck(topics: readonly AdminTopic[]): StatusCheck {
  const waiting = topics.filter(({ status }) => status === "learning")
  if (waiting.length) {
    return {
      id: "topics",
      level: "warning",
      code: "topics_waiting",
      params: { count: waiting.length },
      message: `${waiting.length} SNS topics wait for approval.`,
      fix: "Compare each ARN with the one in Seller Central, then approve or reject it.",
    }
  }
  if (topics.some(({ status }) => status === "configured" || status === "approved")) {
    return ok("topics", "topics_ok", "Notifications come from topics that are trusted.")
  }
  return {
    id: "topics",
    level: "warning",
    code: "topics_none",
    params: {},
    message: "No SNS topic is trusted yet.",
    fix: "Enter the IPN URL in Seller Central; the first notification shows its topic here.",
  }
}

function notifications({ notifications: { last_received_at, lag_seconds } }: Facts): StatusCheck {
  if (!last_received_at) {
    return {
      id: "notifications",
      level: "warning",
      code: "notifications_none",
      params: {},
      message: "No notification was ever received.",
      fix: "Enter the IPN URL in Seller Central. Until then changes at Amazon are found once a day.",
    }
  }
  if (lag_seconds > STUCK_SECONDS) {
    return {
      id: "notifications",
      level: "error",
      code: "notifications_stuck",
      params: { minutes: Math.round(lag_seconds / 60) },
      message: `Notifications have been waiting for ${Math.round(lag_seconds / 60)} minutes.`,
      fix: "Check that a Medusa worker runs and that Amazon Pay answers.",
    }
  }
  return ok("notifications", "notifications_ok", "Notifications arrive and are worked off.")
}

function deadLetters({ notifications: { by_status } }: Facts): StatusCheck {
  const dead = by_status.dead ?? 0
  if (!dead) return ok("dead_letters", "dead_letters_ok", "Every notification could be understood.")
  return {
    id: "dead_letters",
    level: "warning",
    code: "dead_letters_some",
    params: { count: dead },
    message: `${dead > MOST_COUNTED ? `More than ${MOST_COUNTED}` : dead} notifications could not be processed.`,
    fix: "Look at their reasons in the inbox, then replay them.",
  }
}

function mismatchesCheck(updateIds: readonly string[]): StatusCheck {
  if (!updateIds.length)
    return ok("mismatches", "mismatches_ok", "Amazon names the expected charge permission in every open update.")
  return {
    id: "mismatches",
    level: "warning",
    code: "mismatches_some",
    params: { updates: updateIds.join(", ") },
    message: `Amazon spoke of two charge permissions for one checkout session of: ${updateIds.join(", ")}.`,
    fix: "Nothing was changed. The log and the event amazon-pay.wallet.needs_attention name both: look at them in Seller Central.",
  }
}

function payments({ payments: { unknown, unrecorded } }: Facts): StatusCheck {
  if (unknown) {
    return {
      id: "payments",
      level: "warning",
      code: "payments_unknown",
      params: { count: unknown },
      message: `Charges, captures or refunds of which it is not known whether Amazon did them: ${unknown}.`,
      fix: "Reconciliation asks Amazon again every five minutes. The log says why it does not succeed.",
    }
  }
  if (unrecorded) {
    return {
      id: "payments",
      level: "warning",
      code: "payments_unrecorded",
      params: { count: unrecorded },
      message: `Charges, captures or refunds at Amazon that Medusa does not take: ${unrecorded}.`,
      fix: "Medusa is told again every minute. The log says why it does not take them.",
    }
  }
  return ok("payments", "payments_ok", "Amazon and Medusa agree on every payment.")
}

function chargebacks({ payments }: Facts): StatusCheck {
  if (!payments.chargebacks) return ok("chargebacks", "chargebacks_ok", "No payment was disputed in the last 30 days.")
  return {
    id: "chargebacks",
    level: "warning",
    code: "chargebacks_some",
    params: { count: payments.chargebacks },
    message: `Payments that buyers disputed in the last 30 days: ${payments.chargebacks}.`,
    fix: "Answer Amazon in Seller Central in time. The order shows which payment it is.",
  }
}

function reconciliation({ jobs }: Facts, now: Date): StatusCheck {
  const run = jobs.find(({ name }) => name === "reconcile")
  const late = !run || now.getTime() - Date.parse(run.started_at) > RECONCILE_LATE_MS
  if (late) {
    return {
      id: "reconciliation",
      level: "warning",
      code: run ? "reconciliation_late" : "reconciliation_never",
      params: run ? { last: run.started_at } : {},
      message: run ? `Reconciliation last ran at ${run.started_at}.` : "Reconciliation has not run yet.",
      fix: "It runs every five minutes in a Medusa process of worker mode `shared` or `worker`. Check that there is one.",
    }
  }
  if (!run.error) return ok("reconciliation", "reconciliation_ok", "Reconciliation runs every five minutes.")
  return {
    id: "reconciliation",
    level: "error",
    code: "reconciliation_failed",
    params: { error: run.error },
    message: `Reconciliation failed: ${run.error}`,
    fix: "See the log.",
  }
}

function ok(id: StatusCheck["id"], code: StatusCheckCode, message: string): StatusCheck {
  return { id, level: "ok", code, params: {}, message, fix: null }
}

function idsOf(accounts: Facts["accounts"]): string {
  return accounts.map(({ id }) => id).join(", ")
}

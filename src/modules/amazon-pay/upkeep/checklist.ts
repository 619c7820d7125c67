import type { AdminStatusResponse, AdminTopic, StatusCheck } from "../../../contracts"

type Facts = Omit<AdminStatusResponse["status"], "checks">

/** The inbox is swept every minute: what waits longer than this is stuck. */
const STUCK_SECONDS = 15 * 60
/** Reconciliation runs every five minutes. */
const RECONCILE_LATE_MS = 20 * 60_000

/** What a merchant should know about the set-up, each with what to do. */
export function checklist(facts: Facts, topics: readonly AdminTopic[], now: Date): StatusCheck[] {
  return [
    keys(facts),
    region(facts),
    urls(facts),
    topicsCheck(topics),
    notifications(facts),
    deadLetters(facts),
  ].concat(reconciliation(facts, now))
}

function keys({ accounts }: Facts): StatusCheck {
  const rotating = accounts.filter(({ public_key_ids }) => public_key_ids.length > 1)
  if (!rotating.length) return ok("keys", "Every account signs with one key.")
  return {
    id: "keys",
    level: "warning",
    message: `A key rotation is under way in: ${idsOf(rotating)}.`,
    fix: "Once the old key is deleted at Amazon, take it out of the option keys.",
  }
}

function region({ accounts }: Facts): StatusCheck {
  const without = accounts.filter(({ update_page }) => !update_page)
  if (!without.length) return ok("region", "Amazon's update page is offered for every account.")
  return {
    id: "region",
    level: "warning",
    message: `Amazon offers no update page in the region of: ${idsOf(without)}.`,
    fix: "Show those buyers the wallet's manage_url, Amazon's own page.",
  }
}

function urls({ ipn_url, storefront_account_url }: Facts): StatusCheck {
  const local = [ipn_url, storefront_account_url].some((url) =>
    ["localhost", "127.0.0.1"].includes(new URL(url).hostname),
  )
  if (!local) return ok("urls", "Amazon and buyers reach this store by public addresses.")
  return {
    id: "urls",
    level: "warning",
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
      message: `${waiting.length} SNS topics wait for approval.`,
      fix: "Compare each ARN with the one in Seller Central, then approve or reject it.",
    }
  }
  if (topics.some(({ status }) => status === "configured" || status === "approved")) {
    return ok("topics", "Notifications come from topics that are trusted.")
  }
  return {
    id: "topics",
    level: "warning",
    message: "No SNS topic is trusted yet.",
    fix: "Enter the IPN URL in Seller Central; the first notification shows its topic here.",
  }
}

function notifications({ notifications: { last_received_at, lag_seconds } }: Facts): StatusCheck {
  if (!last_received_at) {
    return {
      id: "notifications",
      level: "warning",
      message: "No notification was ever received.",
      fix: "Enter the IPN URL in Seller Central. Until then changes at Amazon are found once a day.",
    }
  }
  if (lag_seconds > STUCK_SECONDS) {
    return {
      id: "notifications",
      level: "error",
      message: `Notifications have been waiting for ${Math.round(lag_seconds / 60)} minutes.`,
      fix: "Check that a Medusa worker runs and that Amazon Pay answers.",
    }
  }
  return ok("notifications", "Notifications arrive and are worked off.")
}

function deadLetters({ notifications: { by_status } }: Facts): StatusCheck {
  const dead = by_status.dead ?? 0
  if (!dead) return ok("dead_letters", "Every notification could be understood.")
  return {
    id: "dead_letters",
    level: "warning",
    message: `${dead} notifications could not be processed.`,
    fix: "Look at their reasons in the inbox, then replay them.",
  }
}

function reconciliation({ jobs }: Facts, now: Date): StatusCheck {
  const run = jobs.find(({ name }) => name === "reconcile")
  const late = !run || now.getTime() - Date.parse(run.started_at) > RECONCILE_LATE_MS
  if (late) {
    return {
      id: "reconciliation",
      level: "warning",
      message: run ? `Reconciliation last ran at ${run.started_at}.` : "Reconciliation has not run yet.",
      fix: "It runs every five minutes in a Medusa process of worker mode `shared` or `worker`. Check that there is one.",
    }
  }
  if (!run.error) return ok("reconciliation", "Reconciliation runs every five minutes.")
  return { id: "reconciliation", level: "error", message: `Reconciliation failed: ${run.error}`, fix: "See the log." }
}

function ok(id: StatusCheck["id"], message: string): StatusCheck {
  return { id, level: "ok", message, fix: null }
}

function idsOf(accounts: Facts["accounts"]): string {
  return accounts.map(({ id }) => id).join(", ")
}

import ts from "typescript"
import { table } from "./markdown"
import { declaration } from "./source"

type Entry = readonly [what: string, file: string, constant: string, unit: Unit]
type Unit = "ms" | "seconds" | "minutes" | "hours" | "days" | "bytes" | ""

const INBOX = "src/modules/amazon-pay/inbox"
const UPKEEP = "src/modules/amazon-pay/upkeep"
const PAYMENTS = "src/modules/amazon-pay/payments"
const UPDATES = "src/modules/amazon-pay/updates"

/** The numbers an operator may want to know, and where each stands in the code. */
const NUMBERS: readonly (readonly [title: string, entries: readonly Entry[]])[] = [
  [
    "Notifications",
    [
      [
        "Wait before the first new try of a message that failed; doubles each time",
        `${INBOX}/backoff.ts`,
        "FIRST_SECONDS",
        "seconds",
      ],
      ["Longest wait between two tries", `${INBOX}/backoff.ts`, "LONGEST_SECONDS", "seconds"],
      ["Tries before a message is given up", `${INBOX}/backoff.ts`, "MAX_ATTEMPTS", ""],
      ["Least time a message is kept alive while Amazon is away or slow", `${INBOX}/backoff.ts`, "PATIENCE_MS", "ms"],
      ["Lease of messages that a process works on", `${INBOX}/claim.ts`, "LEASE_SECONDS", "seconds"],
      ["Charge permissions that one process works on at the same time", `${INBOX}/process.ts`, "LANES", ""],
      ["Failures in a row after which a run leaves Amazon alone", `${INBOX}/process.ts`, "OUTAGE_AFTER", ""],
      ["Messages that one call replays by status", `${INBOX}/replay.ts`, "MAX_REPLAYED", ""],
      ["Topics that wait for approval", `${INBOX}/topics.ts`, "MAX_LEARNED_TOPICS", ""],
      ["Held messages of one topic", `${INBOX}/hold.ts`, "MAX_HELD_PER_TOPIC", ""],
      ["Refused messages of one sender in a minute, before 503", "src/api/refusal-limit.ts", "MOST_REFUSED", ""],
      ["Patience with the database at the door, for each of two statements", `${INBOX}/receive.ts`, "LONGEST_MS", "ms"],
    ],
  ],
  [
    "Updates",
    [
      [
        "An open update is handed out again, counted from its start",
        `${UPDATES}/open-update.ts`,
        "OPEN_HOURS",
        "hours",
      ],
      ["Returns are accepted, counted from the last hand-out", `${UPDATES}/complete.ts`, "RETURN_HOURS", "hours"],
      [
        "A difference belongs to an update that was completed without changes",
        "src/modules/amazon-pay/wallets/apply-reading.ts",
        "LAG_MINUTES",
        "minutes",
      ],
      ["Lease of a reading of one wallet", "src/modules/amazon-pay/wallets/read-lease.ts", "LEASE_SECONDS", "seconds"],
    ],
  ],
  [
    "Reconciliation",
    [
      ["Longest run", `${UPKEEP}/reconcile.ts`, "LONGEST_RUN_MS", "ms"],
      ["Youngest session without an outcome that is settled", `${UPKEEP}/pending-sessions.ts`, "SETTLE_AFTER_MS", "ms"],
      ["Sessions settled in one run", `${UPKEEP}/pending-sessions.ts`, "BATCH", ""],
      [
        "Youngest charge, capture or refund without an end that is settled",
        `${PAYMENTS}/settle-open.ts`,
        "SETTLE_AFTER_SECONDS",
        "seconds",
      ],
      ["Those settled in one run", `${PAYMENTS}/settle-open.ts`, "BATCH", ""],
      [
        "Youngest charge for which a payment is looked for in Medusa",
        `${PAYMENTS}/charges-medusa-missed.ts`,
        "LOOK_AFTER_SECONDS",
        "seconds",
      ],
      [
        "A session without an outcome ends as expired",
        `${UPKEEP}/end-abandoned-updates.ts`,
        "SESSIONS_END_HOURS",
        "hours",
      ],
      ["Wallets read in one run", `${UPKEEP}/check-wallets.ts`, "MOST_WALLETS", ""],
      ["A wallet is read again, at the earliest", `${UPKEEP}/check-wallets.ts`, "FIRST_STALE_HOURS", "hours"],
      [
        "and this much later at the latest, each after its own time",
        `${UPKEEP}/check-wallets.ts`,
        "STALE_SPREAD_HOURS",
        "hours",
      ],
      ["A wallet that Amazon refuses to show is tried again", `${UPKEEP}/check-wallets.ts`, "RETRY_HOURS", "hours"],
      ["Failures in a row after which a run leaves Amazon alone", `${UPKEEP}/check-wallets.ts`, "OUTAGE_AFTER", ""],
    ],
  ],
  [
    "Calls to Amazon",
    [
      ["Callers of one operation that may wait in one process", "src/client/turns.ts", "MAX_WAITING", ""],
      ["Longest wait for a turn", "src/client/turns.ts", "LONGEST_WAIT_MS", "ms"],
      [
        "Longest pause after a 429, in all processes",
        "src/client/shared-budget.ts",
        "LONGEST_PAUSE_SECONDS",
        "seconds",
      ],
      ["Longest wait between two tries", "src/client/resilience.ts", "LONGEST_DELAY_MS", "ms"],
      ["A signing certificate is kept", "src/client/certificate-source.ts", "KEPT_FOR_MS", "ms"],
      ["Largest answer that is read", "src/client/response.ts", "MAX_RESPONSE_BYTES", "bytes"],
    ],
  ],
  [
    "Retention besides the options",
    [
      ["Return tokens, counted from the last hand-out", `${UPKEEP}/retention.ts`, "TOKEN_DAYS", "days"],
      ["Events that were emitted", `${UPKEEP}/retention.ts`, "EMITTED_EVENT_DAYS", "days"],
    ],
  ],
]

/** All of them, by what they are about. */
export function numbersSection(): string {
  return NUMBERS.map(([title, entries]) => {
    const rows = entries.map(([what, file, constant, unit]) => [what, inWords(valueOf(file, constant), unit)])
    return `**${title}**\n\n${table(["What", "Value"], rows)}`
  }).join("\n\n")
}

/** @throws Error when the constant is not there, or is no sum of numbers */
function valueOf(file: string, constant: string): number {
  const found = declaration(file, constant)
  if (ts.isVariableDeclaration(found) && found.initializer) return calculate(found.initializer)
  throw new Error(`${constant} in ${file} has no value`)
}

function calculate(expression: ts.Expression): number {
  if (ts.isNumericLiteral(expression)) return Number(expression.text)
  if (ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.AsteriskToken) {
    return calculate(expression.left) * calculate(expression.right)
  }
  throw new Error(`${expression.getText()} is not a number that the documentation can tell`)
}

const SIZES: Readonly<Record<string, number>> = { ms: 1, seconds: 1_000, minutes: 60_000, hours: 3_600_000 }

/** Milliseconds in the largest unit in which they are whole; everything else as it stands. */
function inWords(value: number, unit: Unit): string {
  if (unit === "bytes") return `${value / 1024} KiB`
  if (unit === "" || unit === "days") return `${value.toLocaleString("en")} ${unit}`.trim()
  const ms = value * (SIZES[unit] ?? 1)
  const [name, size] = TIMES.find(([, each]) => ms % each === 0) ?? ["ms", 1]
  const count = ms / size
  return `${count.toLocaleString("en")} ${count === 1 ? name.replace(/s$/, "") : name}`
}

const TIMES: readonly (readonly [string, number])[] = [
  ["hours", 3_600_000],
  ["minutes", 60_000],
  ["seconds", 1_000],
  ["ms", 1],
]

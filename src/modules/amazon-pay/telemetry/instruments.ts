/** Seconds that a request at Amazon, or the wait for a turn, takes: from a local answer to the longest wait there is. */
const CALL_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** Seconds that a notification waits: from one that a worker was woken for to one that outlived an outage. */
const LAG_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 900, 3_600, 21_600, 86_400]
/** Seconds that a job runs. */
const JOB_SECONDS = [0.1, 0.5, 1, 5, 15, 60, 120, 240]

type Instrument = Readonly<{ name: string; unit: string; description: string; attributes: readonly string[] }>

/**
 * What is counted as it happens.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/general/metrics/
 */
export const COUNTERS = {
  received: {
    name: "amazon_pay.notifications.received",
    unit: "{notification}",
    description: "Authentic notifications that were stored to be worked off.",
    attributes: ["merchant_account", "type"],
  },
  duplicate: {
    name: "amazon_pay.notifications.duplicate",
    unit: "{notification}",
    description: "Authentic notifications that were there already, or that one like them stands for.",
    attributes: ["merchant_account", "type"],
  },
  held: {
    name: "amazon_pay.notifications.held",
    unit: "{notification}",
    description: "Authentic notifications that wait until an admin approves their topic.",
    attributes: ["merchant_account", "type"],
  },
  refused: {
    name: "amazon_pay.notifications.refused",
    unit: "{notification}",
    description: "Messages that were refused, by reason. `limited` ones came from an address that was over its limit.",
    attributes: ["reason", "limited"],
  },
  deferred: {
    name: "amazon_pay.notifications.deferred",
    unit: "{notification}",
    description: "Messages answered 503 through no fault of theirs: SNS sends them again.",
    attributes: ["reason"],
  },
  settled: {
    name: "amazon_pay.notifications.settled",
    unit: "{notification}",
    description: "What became of notifications: `processed`, `unmatched`, `dead`, or `failed` for one try of several.",
    attributes: ["status"],
  },
  requests: {
    name: "amazon_pay.client.requests",
    unit: "{request}",
    description: "Requests sent to Amazon, tries included. Outcome `throttled` is a 429.",
    attributes: ["operation", "priority", "outcome"],
  },
  turnedAway: {
    name: "amazon_pay.client.turned_away",
    unit: "{call}",
    description: "Calls that did not get their turn within Amazon's limits in time: nothing was sent.",
    attributes: ["operation", "priority"],
  },
  emitted: {
    name: "amazon_pay.events.emitted",
    unit: "{event}",
    description: "Committed events that were handed to the event bus.",
    attributes: ["event"],
  },
} as const satisfies Record<string, Instrument>

/** What is measured as it ends. Seconds, all of them. */
export const HISTOGRAMS = {
  lag: {
    name: "amazon_pay.notifications.lag",
    unit: "s",
    description: "From SNS's Timestamp, which is when Amazon published it, until a notification was settled.",
    attributes: ["status"],
    boundaries: LAG_SECONDS,
  },
  wait: {
    name: "amazon_pay.notifications.wait",
    unit: "s",
    description: "From the receipt of a notification until it was settled.",
    attributes: ["status"],
    boundaries: LAG_SECONDS,
  },
  request: {
    name: "amazon_pay.client.request.duration",
    unit: "s",
    description: "From sending a request to Amazon until its answer was read.",
    attributes: ["operation", "priority", "outcome"],
    boundaries: CALL_SECONDS,
  },
  turn: {
    name: "amazon_pay.client.turn.duration",
    unit: "s",
    description: "How long a call waited for its turn within Amazon's limits.",
    attributes: ["operation", "priority"],
    boundaries: CALL_SECONDS,
  },
  job: {
    name: "amazon_pay.job.duration",
    unit: "s",
    description: "How long a run of a job took.",
    attributes: ["job", "outcome"],
    boundaries: JOB_SECONDS,
  },
} as const satisfies Record<string, Instrument & { boundaries: number[] }>

/** What is looked up in the database when somebody collects. The same in every process: take one of them, not their sum. */
export const GAUGES = {
  inbox: {
    name: "amazon_pay.inbox.notifications",
    unit: "{notification}",
    description: "Notifications that wait: `received`, `failed`, `held` or `dead`. Counted up to 10,001.",
    attributes: ["status"],
  },
  backlog: {
    name: "amazon_pay.inbox.backlog",
    unit: "{notification}",
    description: "Notifications that are due and not worked off yet. Counted up to 10,001.",
    attributes: [],
  },
  oldest: {
    name: "amazon_pay.inbox.oldest.age",
    unit: "s",
    description: "Age of the oldest notification that is due, 0 when there is none.",
    attributes: [],
  },
  unsent: {
    name: "amazon_pay.events.unsent",
    unit: "{event}",
    description: "Committed events that were not handed to the event bus yet. Counted up to 10,001.",
    attributes: [],
  },
  updates: {
    name: "amazon_pay.updates.open",
    unit: "{update}",
    description: "Updates that are `started` or `pending`. Counted up to 10,001.",
    attributes: ["status"],
  },
  payments: {
    name: "amazon_pay.payments.open",
    unit: "{operation}",
    description:
      "Charges, captures and refunds of which it is not known for a quarter of an hour how they ended (`unknown`), or that Medusa does not take (`unrecorded`). Counted up to 10,001.",
    attributes: ["status"],
  },
} as const satisfies Record<string, Instrument>

export type CounterKey = keyof typeof COUNTERS
export type HistogramKey = keyof typeof HISTOGRAMS
export type GaugeKey = keyof typeof GAUGES

/** Exactly the attributes an instrument declares. */
export type AttributesOf<I extends { attributes: readonly string[] }> = Readonly<
  Record<I["attributes"][number], string | boolean>
>

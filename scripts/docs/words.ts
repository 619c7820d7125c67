import {
  NOTIFICATION_STATUSES,
  TOPIC_STATUSES,
  UPDATE_INITIATORS,
  UPDATE_SOURCES,
  UPDATE_STATUSES,
  WALLET_ACTIONS,
  WALLET_STATUSES,
  type NotificationStatus,
  type TopicStatus,
  type UpdateInitiator,
  type UpdateSource,
  type UpdateStatus,
  type WalletAction,
  type WalletStatus,
} from "../../src/contracts"
import { REASONS } from "../../src/protocol/reasons"
import { code, table } from "./markdown"

const WALLET_STATUS_WORDS = {
  chargeable: "Amazon's `Chargeable`.",
  non_chargeable: "Amazon's `NonChargeable`; `reasons` says why.",
  closed: "Amazon's `Closed`. Final: a later reading that says otherwise lags behind.",
} as const satisfies Record<WalletStatus, string>

const WALLET_ACTION_WORDS = {
  none: "Nothing to do.",
  update: "The customer should update the payment method.",
  set_up_again: "The customer should save a new wallet.",
  wait: "It passes by itself.",
} as const satisfies Record<WalletAction, string>

const UPDATE_STATUS_WORDS = {
  started: "Handed out; the buyer has not come back with a session.",
  pending:
    "The buyer came back and Amazon has not confirmed, or a fitting change was seen before the buyer came back. Settled by reconciliation.",
  completed:
    "A session was verified as completed, or a change was seen and is still there when the time for returns is over.",
  canceled: "The buyer canceled.",
  declined: "Amazon could not use the payment method.",
  failed: "Amazon ended the session, or the store refused what came of it.",
  expired: "Not finished in time.",
} as const satisfies Record<UpdateStatus, string>

const SOURCE_WORDS = {
  return: "The buyer came back, or the customer closed the wallet.",
  ipn: "A notification told of it.",
  reconciliation: "A regular check found it.",
  admin: "An admin refreshed or attached the wallet.",
} as const satisfies Record<UpdateSource, string>

const INITIATOR_WORDS = {
  customer: "The customer, from the store.",
  amazon: "Amazon, or the buyer at Amazon.",
  admin: "An admin of the store.",
  system: "The store itself. Not used yet.",
} as const satisfies Record<UpdateInitiator, string>

const NOTIFICATION_STATUS_WORDS = {
  received: "Stored and due.",
  held: "Authentic, of a topic that nobody approved yet. Not acted on.",
  processed: "Done. It stands behind a history entry, or changed nothing that anybody could see.",
  unmatched: "Names a charge permission that no wallet of this store has. Taken up when one gets it.",
  failed: "Could not be processed; tried again at `next_attempt_at`.",
  dead: "Given up, with the reason in `last_error`. An admin can replay it.",
} as const satisfies Record<NotificationStatus, string>

const TOPIC_STATUS_WORDS = {
  configured: "Named in `ipn.topicArns`. Changed there only.",
  approved: "Approved by an admin, or by `ipn.autoApproveTopics`.",
  learning: "Waits for an admin. Its messages are held.",
  rejected: "Refused by an admin: 403, before anything is fetched.",
} as const satisfies Record<TopicStatus, string>

const GROUPS: readonly (readonly [string, readonly string[], Readonly<Record<string, string>>])[] = [
  ["Wallet status", WALLET_STATUSES, WALLET_STATUS_WORDS],
  ["Wallet action", WALLET_ACTIONS, WALLET_ACTION_WORDS],
  ["Update status", UPDATE_STATUSES, UPDATE_STATUS_WORDS],
  ["Update source", UPDATE_SOURCES, SOURCE_WORDS],
  ["Initiated by", UPDATE_INITIATORS, INITIATOR_WORDS],
  ["Notification status", NOTIFICATION_STATUSES, NOTIFICATION_STATUS_WORDS],
  ["Topic status", TOPIC_STATUSES, TOPIC_STATUS_WORDS],
]

/** Every word that answers use for a state, with what it means. */
export function statusesSection(): string {
  return GROUPS.map(([title, values, meanings]) => {
    const rows = values.map((value) => [code(value), meanings[value] ?? ""])
    return `### ${title}\n\n${table(["Value", "Meaning"], rows)}`
  }).join("\n\n")
}

/** Amazon's reason codes, with what helps. */
export function reasonsTable(): string {
  const rows = Object.entries(REASONS).map(([reason, { action, meaning }]) => [code(reason), code(action), meaning])
  return table(["Reason", "Action", "Meaning"], rows)
}

import type { StatusBadge } from "@medusajs/ui"
import type { ComponentProps } from "react"
import type {
  ImportRowStatus,
  ImportStatus,
  MovementState,
  NotificationStatus,
  PaymentState,
  TopicStatus,
  UpdateStatus,
  WalletAction,
  WalletStatus,
  UpdateLinkStatus,
} from "../../src/contracts"

type Color = ComponentProps<typeof StatusBadge>["color"]

const UPDATE: Readonly<Record<UpdateStatus, Color>> = {
  started: "blue",
  pending: "orange",
  completed: "green",
  canceled: "grey",
  declined: "red",
  failed: "red",
  expired: "grey",
}

const WALLET: Readonly<Record<WalletStatus, Color>> = { chargeable: "green", non_chargeable: "red", closed: "grey" }

export function updateColor(status: UpdateStatus): Color {
  return UPDATE[status]
}

/** A wallet that only has to be waited for is not alarming. */
export function walletColor(status: WalletStatus, action: WalletAction): Color {
  return action === "wait" ? "orange" : WALLET[status]
}

const UPDATE_FILL: Readonly<Record<UpdateStatus, string>> = {
  started: "bg-ui-tag-blue-icon",
  pending: "bg-ui-tag-orange-icon",
  completed: "bg-ui-tag-green-icon",
  canceled: "bg-ui-tag-neutral-icon",
  declined: "bg-ui-tag-red-icon",
  failed: "bg-ui-tag-purple-icon",
  expired: "bg-ui-border-strong",
}

/** The class that fills a part of a chart. */
export function updateFill(status: UpdateStatus): string {
  return UPDATE_FILL[status]
}

const NOTIFICATION: Readonly<Record<NotificationStatus, Color>> = {
  received: "blue",
  held: "orange",
  processed: "green",
  unmatched: "orange",
  failed: "orange",
  dead: "red",
}

export function notificationColor(status: NotificationStatus): Color {
  return NOTIFICATION[status]
}

const TOPIC: Readonly<Record<TopicStatus, Color>> = {
  configured: "green",
  approved: "green",
  learning: "orange",
  rejected: "red",
}

export function topicColor(status: TopicStatus): Color {
  return TOPIC[status]
}

const IMPORT: Readonly<Record<ImportStatus, Color>> = {
  waiting: "blue",
  running: "blue",
  completed: "green",
  canceled: "grey",
}

export function importColor(status: ImportStatus): Color {
  return IMPORT[status]
}

const IMPORT_ROW: Readonly<Record<ImportRowStatus, Color>> = {
  waiting: "blue",
  attached: "green",
  already_attached: "green",
  refused: "orange",
  failed: "red",
  canceled: "grey",
}

export function importRowColor(status: ImportRowStatus): Color {
  return IMPORT_ROW[status]
}

const PAYMENT: Readonly<Record<PaymentState, Color>> = {
  waiting_for_buyer: "grey",
  outcome_unknown: "orange",
  authorization_pending: "orange",
  authorized: "blue",
  capture_pending: "orange",
  captured: "green",
  canceled: "grey",
  declined: "red",
}

export function paymentColor(state: PaymentState): Color {
  return PAYMENT[state]
}

const MOVEMENT: Readonly<Record<MovementState, Color>> = {
  done: "green",
  pending: "orange",
  declined: "red",
  unknown: "orange",
}

export function movementColor(state: MovementState): Color {
  return MOVEMENT[state]
}

const LINK: Readonly<Record<UpdateLinkStatus, Color>> = {
  open: "blue",
  used: "green",
  expired: "grey",
  revoked: "grey",
  wallet_closed: "grey",
}

export function linkColor(status: UpdateLinkStatus): Color {
  return LINK[status]
}

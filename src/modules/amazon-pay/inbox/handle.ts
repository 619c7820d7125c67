import { AmazonPayError } from "../../../protocol"
import type { NotificationEntity, WalletEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { countSettled } from "../telemetry/notifications"
import { say } from "../telemetry/say"
import { lockChargePermission } from "../wallets/charge-permission-lock"
import { refreshWallet } from "../wallets/refresh"
import { handleMoney, isOfPurchase } from "../payments/handle-notifications"
import { isWornOut } from "./backoff"
import type { ClaimedMessages } from "./claim"
import { confirmTopic } from "./confirm-topic"
import { settleBehind } from "./corroborate"
import { readAgain } from "./read-again"
import { bury, settle, settleWithoutChange } from "./settle"
import { walletOfMessage } from "./wallet-of-message"

/**
 * Does what claimed messages ask for. Each kind is settled by itself, so that one that fails keeps none of the others.
 *
 * @returns the messages that still wait and what stopped them, if anything did
 */
export async function handle(runtime: Runtime, { messages }: ClaimedMessages): Promise<Stopped | null> {
  const kinds = sortByKind(messages)
  for (const message of kinds.wornOut) await bury(runtime, message, "processing it was interrupted too often")
  for (const message of kinds.unknown) await bury(runtime, message, `unknown object type ${message.object_type}`)
  for (const message of kinds.unsubscribed) warnUnsubscribed(runtime, message)
  await settleWithoutChange(runtime, kinds.unsubscribed)
  for (const message of kinds.unread) {
    const stopped = await stoppable([message], () => readAgain(runtime, message))
    if (stopped) return stopped
  }
  for (const message of kinds.confirmations) {
    const stopped = await stoppable([message], () => confirm(runtime, message))
    if (stopped) return stopped
  }
  for (const message of kinds.money) {
    const stopped = await stoppable([message], () => handleMoney(runtime, message))
    if (stopped) return stopped
  }
  return kinds.wallet.length ? stoppable(kinds.wallet, () => refreshFor(runtime, kinds.wallet)) : null
}

/** What could not be done, and why. */
export type Stopped = { messages: readonly NotificationEntity[]; error: unknown }

async function stoppable(messages: readonly NotificationEntity[], work: () => Promise<void>): Promise<Stopped | null> {
  try {
    await work()
    return null
  } catch (error) {
    return { messages, error }
  }
}

const OF_MONEY: ReadonlySet<string> = new Set(["CHARGE", "REFUND", "CHARGEBACK"])

type Kind = "wornOut" | "confirmations" | "unsubscribed" | "wallet" | "money" | "unread" | "unknown"

function sortByKind(messages: readonly NotificationEntity[]): Record<Kind, NotificationEntity[]> {
  const of = (kind: Kind) => messages.filter((message) => kindOf(message) === kind)
  return {
    wornOut: of("wornOut"),
    confirmations: of("confirmations"),
    unsubscribed: of("unsubscribed"),
    wallet: of("wallet"),
    money: of("money"),
    unread: of("unread"),
    unknown: of("unknown"),
  }
}

function kindOf(message: NotificationEntity): Kind {
  if (isWornOut(message)) return "wornOut"
  if (message.type === "SubscriptionConfirmation") return "confirmations"
  if (message.type === "UnsubscribeConfirmation") return "unsubscribed"
  if (message.object_type === null) return "unread"
  if (message.object_type === "CHARGE_PERMISSION") return "wallet"
  return OF_MONEY.has(message.object_type) ? "money" : "unknown"
}

function warnUnsubscribed(runtime: Runtime, { topic_arn, message_id }: NotificationEntity): void {
  say(runtime.logger, "warn", "SNS says that a topic was unsubscribed; check the IPN settings", {
    topic_arn,
    message_id,
  })
}

/** SNS refuses a token that is too old for good: only a new confirmation helps. */
async function confirm(runtime: Runtime, message: NotificationEntity): Promise<void> {
  try {
    await confirmTopic(runtime, message)
  } catch (error) {
    if (!(error instanceof AmazonPayError) || error.retryable) throw error
    return bury(runtime, message, `SNS refused the confirmation with ${error.status ?? error.code}`)
  }
  await settleWithoutChange(runtime, [message])
}

async function refreshFor(runtime: Runtime, messages: readonly NotificationEntity[]): Promise<void> {
  const [first] = messages
  if (!first) return
  const wallet = (await walletOfMessage(runtime, first)) ?? (await putAside(runtime, first, messages))
  if (!wallet) return
  if (isOver(wallet)) return settleWithoutChange(runtime, messages)
  const { applied } = await refreshWallet(runtime, wallet.id, { source: "ipn" })
  await settleBehind(runtime, wallet.id, messages, applied)
}

/**
 * Nobody's wallet: kept until it is somebody's, unless it is a purchase's, whose charges have messages of their own.
 *
 * @returns the wallet, where it came to be in this very moment
 */
async function putAside(
  runtime: Runtime,
  first: NotificationEntity,
  messages: readonly NotificationEntity[],
): Promise<WalletEntity | null> {
  const outcome = (await isOfPurchase(runtime, first))
    ? ({ status: "processed", update_id: null, no_visible_change: true } as const)
    : ({ status: "unmatched" } as const)
  const { wallet, settled } = await runtime.db.transaction(async (db) => {
    await lockChargePermission(db, first.charge_permission_id)
    const wallet = await walletOfMessage(runtime, first, db)
    return { wallet, settled: wallet ? [] : await settle(db, messages, outcome) }
  })
  countSettled(settled, outcome.status, runtime.now())
  return wallet
}

/** Amazon opens a closed wallet never again, and of a customer who is gone nothing is read any more. */
function isOver(wallet: WalletEntity): boolean {
  return wallet.status === "closed" || wallet.erase_requested_at !== null || wallet.erased_at !== null
}

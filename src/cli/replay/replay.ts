import { listNotifications } from "../../modules/amazon-pay/inbox/list-notifications"
import { MAX_REPLAYED, replayNotifications, type Replayable } from "../../modules/amazon-pay/inbox/replay"
import type { NotificationEntity } from "../../modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../modules/amazon-pay/runtime"
import { CommandFailure, EXIT, withoutSecrets, type ExitCode } from "../failure"
import { inStore } from "../store/in-store"
import { coloured, type Terminal } from "../terminal"

export type ReplayOptions = { directory: string; status: Replayable; all?: boolean; json?: boolean }

/** Listed at once. */
const SHOWN = 50

/** Lists notifications that could not be processed, or puts them back into the inbox, where a running store takes them up. */
export async function replay(
  terminal: Terminal,
  messageIds: readonly string[],
  options: ReplayOptions,
): Promise<ExitCode> {
  const { directory, all } = options
  if (messageIds.length && all) throw new CommandFailure("Give either ids of messages or --all, not both.")
  return inStore(directory, ({ runtime }) =>
    messageIds.length || all ? putBack(terminal, runtime, messageIds, options) : list(terminal, runtime, options),
  )
}

async function putBack(
  terminal: Terminal,
  runtime: Runtime,
  messageIds: readonly string[],
  { status, all, json }: ReplayOptions,
): Promise<ExitCode> {
  const replayed = all ? await putAllBack(runtime, status) : await replayNotifications(runtime, { messageIds })
  const missed = all ? 0 : new Set(messageIds).size - replayed
  if (json) terminal.out(JSON.stringify({ replayed, not_replayable: missed }))
  else terminal.out(`${replayed} ${plural(replayed)} put back. A running store takes them up within a minute.`)
  if (!missed) return EXIT.ok
  terminal.err(
    `${missed} of them ${missed === 1 ? "is" : "are"} unknown, waiting or processed already. Compare the ids.`,
  )
  return EXIT.failed
}

/** As many times as the service needs for all. What fails again meanwhile is not waited for. */
async function putAllBack(runtime: Runtime, status: Replayable): Promise<number> {
  let sum = 0
  for (;;) {
    const replayed = await replayNotifications(runtime, { status })
    sum += replayed
    if (replayed < MAX_REPLAYED) return sum
  }
}

async function list(terminal: Terminal, { db }: Runtime, { status, json }: ReplayOptions): Promise<ExitCode> {
  const { notifications, count } = await listNotifications(db, { status: [status] }, { limit: SHOWN, offset: 0 })
  if (json) terminal.out(JSON.stringify({ notifications: notifications.map(shown), count }))
  else terminal.out(inWords(terminal, notifications, { status, count }))
  return EXIT.ok
}

function shown({ message_id, status, object_type, object_id, received_at, attempts, last_error }: NotificationEntity) {
  return {
    message_id,
    status,
    object_type,
    object_id,
    received_at: received_at?.toISOString() ?? null,
    attempts,
    last_error: last_error === null ? null : withoutSecrets(last_error),
  }
}

function inWords(
  terminal: Terminal,
  notifications: readonly NotificationEntity[],
  { status, count }: { status: Replayable; count: number },
): string {
  if (!notifications.length) return `No notification is ${status}.`
  const lines = notifications.map(shown).flatMap((each) => {
    const about = `${each.received_at ?? "unknown time"}  ${each.object_type ?? ""} ${each.object_id ?? ""}`.trimEnd()
    return [`${coloured(terminal, "bold", each.message_id)}  ${about}`, `  ${each.last_error ?? "no reason is known"}`]
  })
  const rest = count > SHOWN ? [`and ${count - SHOWN} more`] : []
  return [
    ...lines,
    ...rest,
    "",
    "Try one again with: amazon-pay replay <id>, all of them with: amazon-pay replay --all",
  ].join("\n")
}

const plural = (count: number) => (count === 1 ? "notification was" : "notifications were")

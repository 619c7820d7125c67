import type { NotificationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { readIpn } from "./read-ipn"
import { bury, fillIn } from "./settle"
import { storedEnvelope } from "./stored-envelope"

/**
 * Takes up a message whose text was not understood when it came: it is dead with its reason until an admin replays it
 * with a version of this plugin that understands it, and is worked off then.
 */
export async function readAgain(runtime: Runtime, message: NotificationEntity): Promise<void> {
  const { merchantId, said, problem } = readIpn((await storedEnvelope(runtime, message)).Message)
  if (problem) return bury(runtime, message, problem)
  const account = [...runtime.options.accounts.values()].find((each) => each.merchantId === merchantId)
  if (!account) return bury(runtime, message, "the notification is for another merchant")
  await fillIn(runtime, message, { ...said, merchant_account: account.id })
}

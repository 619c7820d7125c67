import { isChargePermissionId, parseCheckoutSessionId } from "../../../protocol"

/** What an admin looks for by one exact id, in every spelling that can be stored. */
export type Search =
  { by: "wallet" | "update"; ids: string[] } | { by: "session" | "charge_permission" | "email"; id: string }

/**
 * Recognises what was typed into a search field. Spaces around it and its case do not matter.
 *
 * @returns `null` for what can be no id and no e-mail, so that nothing can be found
 */
export function parseSearch(text: string): Search | null {
  const typed = text.trim()
  if (typed.includes("@")) return { by: "email", id: typed }
  const session = parseCheckoutSessionId(typed)
  if (session) return { by: "session", id: session }
  const upper = typed.toUpperCase()
  if (isChargePermissionId(upper)) return { by: "charge_permission", id: upper }
  const [, prefix, rest] = /^(apwu?)_([\w-]+)$/i.exec(typed) ?? []
  if (!prefix || !rest) return null
  const kind = prefix.toLowerCase()
  const ids = new Set([`${kind}_${rest}`, `${kind}_${rest.toUpperCase()}`])
  return { by: kind === "apw" ? "wallet" : "update", ids: [...ids] }
}

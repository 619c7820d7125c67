/** One line of the doctor's. */
export type Finding = Readonly<{
  /** Stable name of what was looked at. */
  id: string
  level: "ok" | "warning" | "error"
  /** The merchant account it is about, or `null` when it is about the store. */
  account: string | null
  message: string
  /** What to do, or `null` when all is well. */
  fix: string | null
}>

type About = { account?: string; fix?: string | null }

export const ok = (id: string, message: string, about?: About): Finding => finding("ok", id, message, about)
export const warning = (id: string, message: string, about?: About): Finding => finding("warning", id, message, about)
export const wrong = (id: string, message: string, about?: About): Finding => finding("error", id, message, about)

function finding(level: Finding["level"], id: string, message: string, { account, fix }: About = {}): Finding {
  return { id, level, account: account ?? null, message, fix: fix ?? null }
}

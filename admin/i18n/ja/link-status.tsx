import type { linkStatus as english } from "../en/link-status"

export const linkStatus: typeof english = {
  open: "有効",
  used: "使用済み",
  expired: "期限切れ",
  revoked: "取り消し済み",
  wallet_closed: "ウォレット終了",
}

import type { topicStatus as english } from "../en/topic-status"

export const topicStatus: typeof english = {
  configured: "設定済み",
  approved: "承認済み",
  learning: "確認待ち",
  rejected: "拒否済み",
}

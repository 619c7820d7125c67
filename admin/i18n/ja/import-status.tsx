import type { importStatus as english } from "../en/import-status"

export const importStatus: typeof english = {
  waiting: "待機中",
  running: "実行中",
  completed: "完了",
  canceled: "停止",
}

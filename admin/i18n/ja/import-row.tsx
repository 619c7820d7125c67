import type { importRow as english } from "../en/import-row"

export const importRow: typeof english = {
  waiting: "待機中",
  attached: "紐付け完了",
  already_attached: "紐付け済み",
  refused: "拒否",
  failed: "失敗",
  canceled: "未処理",
}

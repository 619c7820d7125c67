import type { job as english } from "../en/job"

export const job: typeof english = {
  inbox: "通知の処理",
  reconcile: "Amazonとの照合",
  retention: "古いデータの削除",
}

import type { notificationsPage as english } from "../en/notifications-page"

export const notificationsPage: typeof english = {
  title: "通知",
  lead: "Amazonがストアに知らせた内容と、その処理結果です。",
  searchHint: "メッセージまたはCharge Permissionの正確なID",
  notification: "通知",
  reason: "理由",
  object: "対象",
  topic: "トピック",
  attempts: "試行回数",
  nextAttempt: "次回の試行",
  raw: "受信内容",
  openUpdate: "履歴の項目を開く",
  replay: "再試行",
  replayed: "再試行する通知: {{count}}件",
  replayFailed: "再試行しませんでした",
  notReplayable: "すでに待機中または処理済みです。一覧には現在の状態が表示されます。",
  select: "通知 {{id}} を選択",
  selectAll: "再試行できるものをすべて選択",
  emptyTitle: "通知はまだありません",
  emptyText: "Amazonにストアの通知先が登録されると届きます。通知先は設定ページに表示されます。",
}

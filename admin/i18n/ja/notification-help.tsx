import type { notificationHelp as english } from "../en/notification-help"

export const notificationHelp: typeof english = {
  received: "処理待ちです。対応は不要です。",
  held: "トピックがまだ承認されていません。設定ページで承認または拒否してください。",
  processed: "処理済みです。対応は不要です。",
  unmatched: "該当するお客様のウォレットがありません。ウォレットが紐付けられると自動で処理されます。",
  failed: "処理できませんでした。自動で再試行されます。",
  dead: "処理を中止しました。原因を解消してから再試行してください。",
}

import type { selfTestCode as english } from "../en/self-test-code"

export const selfTestCode: typeof english = {
  key_unknown: "この公開鍵IDは、この地域とモードではAmazonに登録されていません。",
  signature_wrong: "公開鍵IDは登録されていますが、署名が一致しません。",
  account_refused: "Amazonがこの販売者アカウントの呼び出しを拒否しています。",
  throttled: "Amazonから頻度を下げるよう求められました。",
  unavailable: "接続できませんでした。",
  timeout: "時間内に応答がありませんでした。",
  unexpected_answer: "応答が仕様と異なります。",
  clock_off: "サーバーの時計がAmazonと5分以上ずれています。",
  not_checked: "未確認",
}

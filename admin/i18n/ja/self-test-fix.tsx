import type { selfTestFix as english } from "../en/self-test-fix"

export const selfTestFix: typeof english = {
  key_unknown: "publicKeyId、region、sandboxをIntegration Centralと比べてください。",
  signature_wrong: "秘密鍵が別の公開鍵IDのものです。正しい組み合わせにするか、新しい鍵を作成してください。",
  account_refused: "セラーセントラルでアカウントが有効か確認し、Amazon Payサポートに問い合わせてください。",
  throttled: "1分後にもう一度お試しください。",
  unavailable: "サーバーの管理者に、接続が許可されているか確認してください。",
  timeout: "しばらくしてからもう一度お試しください。",
  unexpected_answer: "オプションregionとendpoints、およびプロキシが応答していないか確認してください。",
  clock_off: "サーバーの時計をNTPで合わせてください。",
}

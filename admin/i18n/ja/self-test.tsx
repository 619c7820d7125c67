import type { selfTest as english } from "../en/self-test"

export const selfTest: typeof english = {
  signature: "Amazonへの署名付き呼び出し",
  clock: "サーバーの時計",
  checkout_script: "Amazonのチェックアウトスクリプト",
  sns_certificates: "通知の証明書",
}

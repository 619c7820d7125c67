import type { checkLevel as english } from "../en/check-level"

export const checkLevel: typeof english = {
  ok: "正常",
  warning: "要確認",
  error: "問題あり",
}

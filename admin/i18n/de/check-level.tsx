import type { checkLevel as english } from "../en/check-level"

export const checkLevel: typeof english = {
  ok: "In Ordnung",
  warning: "Ansehen",
  error: "Problem",
}

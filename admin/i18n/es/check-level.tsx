import type { checkLevel as english } from "../en/check-level"

export const checkLevel: typeof english = {
  ok: "Correcto",
  warning: "Revisar",
  error: "Problema",
}

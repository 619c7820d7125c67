import type { checkLevel as english } from "../en/check-level"

export const checkLevel: typeof english = {
  ok: "En ordre",
  warning: "À vérifier",
  error: "Problème",
}

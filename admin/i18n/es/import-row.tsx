import type { importRow as english } from "../en/import-row"

export const importRow: typeof english = {
  waiting: "En espera",
  attached: "Asignada",
  already_attached: "Ya asignada",
  refused: "Rechazada",
  failed: "Con error",
  canceled: "Sin hacer",
}

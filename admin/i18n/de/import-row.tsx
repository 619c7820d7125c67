import type { importRow as english } from "../en/import-row"

export const importRow: typeof english = {
  waiting: "Wartet",
  attached: "Zugeordnet",
  already_attached: "Schon zugeordnet",
  refused: "Abgewiesen",
  failed: "Fehlgeschlagen",
  canceled: "Unerledigt",
}

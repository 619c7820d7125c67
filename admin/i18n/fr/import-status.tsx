import type { importStatus as english } from "../en/import-status"

export const importStatus: typeof english = {
  waiting: "En attente",
  running: "En cours",
  completed: "Terminée",
  canceled: "Arrêtée",
}

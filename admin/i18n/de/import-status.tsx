import type { importStatus as english } from "../en/import-status"

export const importStatus: typeof english = {
  waiting: "Wartet",
  running: "Läuft",
  completed: "Abgeschlossen",
  canceled: "Angehalten",
}

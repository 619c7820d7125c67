import type { importStatus as english } from "../en/import-status"

export const importStatus: typeof english = {
  waiting: "En espera",
  running: "En curso",
  completed: "Completada",
  canceled: "Detenida",
}

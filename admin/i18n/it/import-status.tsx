import type { importStatus as english } from "../en/import-status"

export const importStatus: typeof english = {
  waiting: "In attesa",
  running: "In corso",
  completed: "Completata",
  canceled: "Fermata",
}

import type { importRow as english } from "../en/import-row"

export const importRow: typeof english = {
  waiting: "In attesa",
  attached: "Collegato",
  already_attached: "Già collegato",
  refused: "Rifiutata",
  failed: "Non riuscita",
  canceled: "Non fatta",
}

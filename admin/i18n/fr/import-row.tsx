import type { importRow as english } from "../en/import-row"

export const importRow: typeof english = {
  waiting: "En attente",
  attached: "Rattaché",
  already_attached: "Déjà rattaché",
  refused: "Refusée",
  failed: "En échec",
  canceled: "Non traitée",
}

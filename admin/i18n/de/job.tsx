import type { job as english } from "../en/job"

export const job: typeof english = {
  inbox: "Verarbeitung der Benachrichtigungen",
  reconcile: "Abgleich mit Amazon",
  retention: "Löschen alter Daten",
}

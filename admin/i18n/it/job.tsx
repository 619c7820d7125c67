import type { job as english } from "../en/job"

export const job: typeof english = {
  inbox: "Elaborazione delle notifiche",
  reconcile: "Riconciliazione con Amazon",
  retention: "Eliminazione dei dati vecchi",
}

import type { job as english } from "../en/job"

export const job: typeof english = {
  inbox: "Traitement des notifications",
  reconcile: "Rapprochement avec Amazon",
  retention: "Suppression des anciennes données",
}

import type { topicStatus as english } from "../en/topic-status"

export const topicStatus: typeof english = {
  configured: "Dalle opzioni",
  approved: "Approvato",
  learning: "Attende la tua decisione",
  rejected: "Rifiutato",
}

import type { topicStatus as english } from "../en/topic-status"

export const topicStatus: typeof english = {
  configured: "Aus den Optionen",
  approved: "Freigegeben",
  learning: "Wartet auf Sie",
  rejected: "Abgelehnt",
}

import type { topicStatus as english } from "../en/topic-status"

export const topicStatus: typeof english = {
  configured: "Dans les options",
  approved: "Approuvé",
  learning: "Attend votre décision",
  rejected: "Refusé",
}

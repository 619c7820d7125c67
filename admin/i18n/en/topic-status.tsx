/** Whether a topic is trusted. */
export const topicStatus = {
  configured: "From the options",
  approved: "Approved",
  learning: "Waits for you",
  rejected: "Rejected",
}

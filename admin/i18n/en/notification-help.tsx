/** What each state of a notification means, and what to do. */
export const notificationHelp = {
  received: "It waits to be worked off. Nothing to do.",
  held: "Its topic is not approved yet. Approve or reject the topic on the set-up page.",
  processed: "It was worked off. Nothing to do.",
  unmatched: "No customer's wallet belongs to it. It is taken up by itself when the wallet is attached.",
  failed: "It could not be processed and is tried again by itself.",
  dead: "It was given up. Mend the reason, then try it again.",
}

/** What to do about a line of the checklist. */
export const checkFix = {
  keys_rotating: "Once the old key is deleted at Amazon, take it out of the option keys.",
  region_without_update_page: "Show those customers the wallet's page at Amazon.",
  urls_local: "Amazon cannot send notifications there. Set public https addresses before going live.",
  topics_waiting: "Compare each ARN with the one in Seller Central, then approve or reject it below.",
  topics_none: "Enter the notification address in Seller Central; the first notification shows its topic below.",
  notifications_none:
    "Enter the notification address in Seller Central. Until then changes at Amazon are found once a day.",
  notifications_stuck: "Check that a worker of the store runs and that Amazon Pay answers.",
  dead_letters_some: "Look at their reasons on the notifications page, then try them again.",
  mismatches_some: "Nothing was changed. Look at both in Seller Central.",
  payments_unknown: "Amazon is asked again every five minutes. The store's log says why it does not succeed.",
  payments_unrecorded: "The store is told again every minute. Its log says why it does not take them.",
  chargebacks_some: "Answer Amazon in Seller Central in time. The order shows which payment it is.",
  reconciliation_never:
    "It runs every five minutes in a process of the store with worker mode shared or worker. Check that there is one.",
  reconciliation_late:
    "It runs every five minutes in a process of the store with worker mode shared or worker. Check that there is one.",
  reconciliation_failed: "The store's log has the details.",
}

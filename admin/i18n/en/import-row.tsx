/** What became of a line of an import. */
export const importRow = {
  waiting: "Waiting",
  attached: "Attached",
  already_attached: "Attached already",
  refused: "Refused",
  failed: "Failed",
  canceled: "Left undone",
}

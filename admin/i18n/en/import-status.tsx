/** How far an import is. */
export const importStatus = {
  waiting: "Waiting",
  running: "Running",
  completed: "Completed",
  canceled: "Stopped",
}

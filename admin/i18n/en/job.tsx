/** The jobs that run by themselves. */
export const job = {
  inbox: "Working off notifications",
  reconcile: "Reconciliation with Amazon",
  retention: "Deleting what is old",
}

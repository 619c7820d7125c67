import type { job as english } from "../en/job"

export const job: typeof english = {
  inbox: "Procesar las notificaciones",
  reconcile: "Conciliación con Amazon",
  retention: "Borrado de datos antiguos",
}

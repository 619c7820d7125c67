import type { topicStatus as english } from "../en/topic-status"

export const topicStatus: typeof english = {
  configured: "De las opciones",
  approved: "Aprobado",
  learning: "Espera su decisión",
  rejected: "Rechazado",
}

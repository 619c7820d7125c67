import type { notificationHelp as english } from "../en/notification-help"

export const notificationHelp: typeof english = {
  received: "Espera a ser procesada. No hay nada que hacer.",
  held: "Su tema aún no está aprobado. Apruébelo o rechácelo en la página de configuración.",
  processed: "Se procesó. No hay nada que hacer.",
  unmatched: "No corresponde al monedero de ningún cliente. Se retomará sola cuando se asigne el monedero.",
  failed: "No se pudo procesar y se intenta de nuevo automáticamente.",
  dead: "Se abandonó. Corrija el motivo e inténtelo de nuevo.",
}

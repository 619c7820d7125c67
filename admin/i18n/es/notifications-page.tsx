import type { notificationsPage as english } from "../en/notifications-page"

export const notificationsPage: typeof english = {
  title: "Notificaciones",
  lead: "Lo que Amazon comunicó a la tienda y qué ocurrió con ello.",
  searchHint: "Id exacto del mensaje o del permiso de cobro",
  notification: "Notificación",
  reason: "Motivo",
  object: "Objeto",
  topic: "Tema",
  attempts: "Intentos",
  nextAttempt: "Próximo intento",
  raw: "Tal como llegó",
  openUpdate: "Abrir la entrada del historial",
  replay: "Intentar de nuevo",
  replayed: "Notificaciones que se intentarán de nuevo: {{count}}",
  replayFailed: "No se intentó de nuevo",
  notReplayable: "Ya está en espera o procesada. La lista la muestra tal como está ahora.",
  select: "Seleccionar la notificación {{id}}",
  selectAll: "Seleccionar todas las que se pueden intentar de nuevo",
  emptyTitle: "Todavía no hay notificaciones",
  emptyText:
    "Llegarán cuando Amazon conozca la dirección de notificaciones de la tienda. La página de configuración la muestra.",
}

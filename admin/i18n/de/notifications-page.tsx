import type { notificationsPage as english } from "../en/notifications-page"

export const notificationsPage: typeof english = {
  title: "Benachrichtigungen",
  lead: "Was Amazon dem Shop mitgeteilt hat und was daraus wurde.",
  searchHint: "Genaue ID der Nachricht oder der Zahlungsberechtigung",
  notification: "Benachrichtigung",
  reason: "Grund",
  object: "Objekt",
  topic: "Topic",
  attempts: "Versuche",
  nextAttempt: "Nächster Versuch",
  raw: "Wie empfangen",
  openUpdate: "Verlaufseintrag öffnen",
  replay: "Erneut versuchen",
  replayed: "Benachrichtigungen, die erneut versucht werden: {{count}}",
  replayFailed: "Nicht erneut versucht",
  notReplayable: "Sie wartet noch oder ist schon verarbeitet. Die Liste zeigt den jetzigen Stand.",
  select: "Benachrichtigung {{id}} auswählen",
  selectAll: "Alle auswählen, die erneut versucht werden können",
  emptyTitle: "Noch keine Benachrichtigungen",
  emptyText:
    "Sie treffen ein, sobald Amazon die Benachrichtigungsadresse des Shops kennt. Die Seite Einrichtung zeigt sie.",
}

import type { notificationHelp as english } from "../en/notification-help"

export const notificationHelp: typeof english = {
  received: "Sie wartet auf ihre Verarbeitung. Nichts zu tun.",
  held: "Ihr Topic ist noch nicht freigegeben. Geben Sie es auf der Seite Einrichtung frei oder lehnen Sie es ab.",
  processed: "Sie wurde verarbeitet. Nichts zu tun.",
  unmatched:
    "Zu ihr gehört keine Wallet eines Kunden. Sie wird von selbst aufgegriffen, sobald die Wallet zugeordnet ist.",
  failed: "Sie konnte nicht verarbeitet werden und wird von selbst erneut versucht.",
  dead: "Sie wurde aufgegeben. Beheben Sie den Grund und versuchen Sie es dann erneut.",
}

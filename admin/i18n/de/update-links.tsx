import type { updateLinks as english } from "../en/update-links"

export const updateLinks: typeof english = {
  title: "Aktualisierungslink",
  lead: "Der Kunde öffnet ihn, meldet sich an und aktualisiert die Wallet auf Amazons Seite. Nur dieser Kunde kann ihn verwenden, und nur einmal.",
  type: "Was aktualisiert werden soll",
  validFor: "Gültig für",
  days: "{{count}} Tage",
  make: "Link erstellen",
  made: "Link erstellt",
  notMade: "Es wurde kein Link erstellt",
  onlyNow:
    "Kopieren Sie den Link jetzt: Er wird nicht noch einmal angezeigt. Wo der Shop Links verschickt, erhält ihn der Kunde auch per E-Mail.",
  link: "Link",
  loading: "Links werden geladen",
  none: "Für diese Wallet wurde noch kein Link erstellt.",
  earlier: "Früher erstellte Links",
  expires: "Gültig bis",
  revoke: "Widerrufen",
  revoked: "Link widerrufen",
  notRevoked: "Der Link wurde nicht widerrufen",
}

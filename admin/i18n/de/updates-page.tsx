import type { updatesPage as english } from "../en/updates-page"

export const updatesPage: typeof english = {
  title: "Wallet-Aktualisierungen",
  lead: "Jede Änderung an einer gespeicherten Wallet, durch Kunden und durch Amazon.",
  searchHint: "E-Mail-Adresse oder genaue ID",
  status: "Status",
  type: "Art",
  ofItself: "Von selbst geändert",
  startedBy: "Ausgelöst",
  made: "Erfasst",
  update: "Aktualisierung",
  customer: "Kunde",
  export: "CSV exportieren",
  exportFailed: "Der Export ist fehlgeschlagen",
  emptyTitle: "Noch keine Aktualisierungen",
  emptyText: "Sobald ein Kunde eine Wallet speichert oder aktualisiert, erscheint sie hier.",
  chart: "Ergebnisse nach Tag",
  chartLoading: "Ergebnisse werden geladen",
  day: "Tag",
  back: "Alle Aktualisierungen",
}

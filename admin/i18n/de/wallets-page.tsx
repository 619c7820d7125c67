import type { walletsPage as english } from "../en/wallets-page"

export const walletsPage: typeof english = {
  title: "Gespeicherte Wallets",
  lead: "Wallets, für die ihr Kunde etwas tun muss, stehen zuerst.",
  searchHint: "E-Mail-Adresse oder genaue ID",
  method: "Zahlungsmethode",
  todo: "Was zu tun ist",
  emptyTitle: "Noch keine gespeicherten Wallets",
  emptyText: "Wallets, die Kunden im Shop speichern, erscheinen hier.",
}

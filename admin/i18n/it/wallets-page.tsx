import type { walletsPage as english } from "../en/wallets-page"

export const walletsPage: typeof english = {
  title: "Wallet salvati",
  lead: "Prima vengono i wallet che hanno bisogno del loro cliente.",
  searchHint: "Indirizzo e-mail o id esatto",
  method: "Metodo di pagamento",
  todo: "Che cosa fare",
  emptyTitle: "Ancora nessun wallet salvato",
  emptyText: "I wallet che i clienti salvano nel negozio compaiono qui.",
}

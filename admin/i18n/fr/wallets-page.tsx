import type { walletsPage as english } from "../en/wallets-page"

export const walletsPage: typeof english = {
  title: "Portefeuilles enregistrés",
  lead: "Les portefeuilles qui ont besoin de leur client viennent en premier.",
  searchHint: "Adresse e-mail ou identifiant exact",
  method: "Moyen de paiement",
  todo: "Que faire",
  emptyTitle: "Aucun portefeuille enregistré pour le moment",
  emptyText: "Les portefeuilles que les clients enregistrent dans la boutique apparaissent ici.",
}

import type { listing as english } from "../en/listing"

export const listing: typeof english = {
  search: "Rechercher",
  clear: "Tout effacer",
  first: "Les plus récents",
  previous: "Précédent",
  next: "Suivant",
  paging: "Pagination",
  from: "Du",
  to: "Au",
  noneTitle: "Aucun résultat",
  noneText: "Aucune entrée ne correspond à cette recherche et à ces filtres.",
  wrongLink: "Ce lien ne mène plus à une page de la liste",
  wrongLinkText: "Reprenez à partir des entrées les plus récentes.",
  startAgain: "Aller aux entrées les plus récentes",
}

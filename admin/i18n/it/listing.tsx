import type { listing as english } from "../en/listing"

export const listing: typeof english = {
  search: "Cerca",
  clear: "Rimuovi tutto",
  first: "Più recenti",
  previous: "Precedente",
  next: "Successiva",
  paging: "Pagine",
  from: "Dal",
  to: "Al",
  noneTitle: "Nessun risultato",
  noneText: "Nessuna voce corrisponde a questa ricerca e a questi filtri.",
  wrongLink: "Questo link non porta più a una pagina dell’elenco",
  wrongLinkText: "Riparti dalle voci più recenti.",
  startAgain: "Vai alle voci più recenti",
}

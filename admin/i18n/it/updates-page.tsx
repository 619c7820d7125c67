import type { updatesPage as english } from "../en/updates-page"

export const updatesPage: typeof english = {
  title: "Aggiornamenti dei wallet",
  lead: "Ogni modifica a un wallet salvato, da parte dei clienti e di Amazon.",
  searchHint: "Indirizzo e-mail o id esatto",
  status: "Stato",
  type: "Tipo",
  ofItself: "Cambiato da sé",
  startedBy: "Avviato",
  made: "Registrato",
  update: "Aggiornamento",
  customer: "Cliente",
  export: "Esporta CSV",
  exportFailed: "L’esportazione non è riuscita",
  emptyTitle: "Ancora nessun aggiornamento",
  emptyText: "Quando un cliente salva o aggiorna un wallet, compare qui.",
  chart: "Esiti per giorno",
  chartLoading: "Caricamento degli esiti",
  day: "Giorno",
  back: "Tutti gli aggiornamenti",
}

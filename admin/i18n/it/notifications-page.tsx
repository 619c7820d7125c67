import type { notificationsPage as english } from "../en/notifications-page"

export const notificationsPage: typeof english = {
  title: "Notifiche",
  lead: "Che cosa Amazon ha comunicato al negozio e che cosa ne è stato.",
  searchHint: "Id esatto del messaggio o dell’autorizzazione",
  notification: "Notifica",
  reason: "Motivo",
  object: "Oggetto",
  topic: "Argomento SNS",
  attempts: "Tentativi",
  nextAttempt: "Prossimo tentativo",
  raw: "Come ricevuta",
  openUpdate: "Apri la voce della cronologia",
  replay: "Riprova",
  replayed: "Notifiche che saranno riprovate: {{count}}",
  replayFailed: "Non riprovata",
  notReplayable: "È già in attesa o elaborata. L’elenco mostra lo stato attuale.",
  select: "Seleziona la notifica {{id}}",
  selectAll: "Seleziona tutte quelle che si possono riprovare",
  emptyTitle: "Ancora nessuna notifica",
  emptyText:
    "Arrivano quando Amazon conosce l’indirizzo di notifica del negozio. La pagina di configurazione lo mostra.",
}

import type { checkFix as english } from "../en/check-fix"

export const checkFix: typeof english = {
  keys_rotating: "Quando la vecchia chiave sarà eliminata su Amazon, toglila dall’opzione keys.",
  region_without_update_page: "Mostra a quei clienti la pagina del wallet su Amazon.",
  urls_local: "Amazon non può inviare notifiche lì. Imposta indirizzi https pubblici prima di andare in produzione.",
  topics_waiting: "Confronta ogni ARN con quello in Seller Central, poi approvalo o rifiutalo qui sotto.",
  topics_none:
    "Inserisci l’indirizzo delle notifiche in Seller Central; la prima notifica mostrerà il suo argomento qui sotto.",
  notifications_none:
    "Inserisci l’indirizzo delle notifiche in Seller Central. Fino ad allora le modifiche su Amazon si scoprono una volta al giorno.",
  notifications_stuck: "Verifica che un processo worker del negozio sia attivo e che Amazon Pay risponda.",
  dead_letters_some: "Guarda i motivi nella pagina delle notifiche, poi riprova.",
  mismatches_some: "Non è stato cambiato nulla. Guarda entrambe in Seller Central.",
  payments_unknown: "Amazon viene interpellata di nuovo ogni cinque minuti. Il log del negozio dice perché non riesce.",
  payments_unrecorded: "Il negozio riprova ogni minuto. Il suo log dice perché non riesce.",
  chargebacks_some: "Rispondi ad Amazon in tempo in Seller Central. L’ordine mostra di quale pagamento si tratta.",
  reconciliation_never:
    "Avviene ogni cinque minuti in un processo del negozio in modalità shared o worker. Verifica che ce ne sia uno.",
  reconciliation_late:
    "Avviene ogni cinque minuti in un processo del negozio in modalità shared o worker. Verifica che ce ne sia uno.",
  reconciliation_failed: "I dettagli sono nel log del negozio.",
}

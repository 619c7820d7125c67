import type { notificationHelp as english } from "../en/notification-help"

export const notificationHelp: typeof english = {
  received: "Attende di essere elaborata. Niente da fare.",
  held: "Il suo argomento non è ancora approvato. Approvalo o rifiutalo nella pagina di configurazione.",
  processed: "È stata elaborata. Niente da fare.",
  unmatched: "Non appartiene al wallet di alcun cliente. Sarà ripresa da sé quando il wallet verrà collegato.",
  failed: "Non è stato possibile elaborarla; viene riprovata automaticamente.",
  dead: "È stata abbandonata. Correggi il motivo e riprova.",
}

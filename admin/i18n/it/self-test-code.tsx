import type { selfTestCode as english } from "../en/self-test-code"

export const selfTestCode: typeof english = {
  key_unknown: "Amazon non conosce questo id di chiave pubblica per questa regione e modalità.",
  signature_wrong: "Amazon conosce l’id di chiave pubblica, ma la firma non corrisponde.",
  account_refused: "Amazon rifiuta le chiamate per questo account commerciante.",
  throttled: "Amazon chiede di rallentare.",
  unavailable: "Non raggiungibile.",
  timeout: "Nessuna risposta in tempo.",
  unexpected_answer: "La risposta non è quella documentata.",
  clock_off: "L’orologio di questo server e quello di Amazon differiscono di oltre cinque minuti.",
  not_checked: "Non verificato",
}

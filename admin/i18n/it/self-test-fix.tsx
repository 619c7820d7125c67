import type { selfTestFix as english } from "../en/self-test-fix"

export const selfTestFix: typeof english = {
  key_unknown: "Confronta publicKeyId, region e sandbox con Integration Central.",
  signature_wrong: "La chiave privata appartiene a un altro id. Ricomponi la coppia o creane una nuova.",
  account_refused: "Verifica in Seller Central se l’account è attivo e chiedi al supporto di Amazon Pay.",
  throttled: "Riprova tra un minuto.",
  unavailable: "Chiedi a chi gestisce questo server se può collegarsi lì.",
  timeout: "Riprova tra poco.",
  unexpected_answer: "Controlla le opzioni region ed endpoints e se un proxy risponde al posto di Amazon.",
  clock_off: "Lascia che il server regoli l’orologio tramite NTP.",
}

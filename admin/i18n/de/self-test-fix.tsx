import type { selfTestFix as english } from "../en/self-test-fix"

export const selfTestFix: typeof english = {
  key_unknown: "Vergleichen Sie publicKeyId, region und sandbox mit Integration Central.",
  signature_wrong:
    "Der private Schlüssel gehört zu einer anderen ID. Bringen Sie das Paar wieder zusammen oder erzeugen Sie ein neues.",
  account_refused:
    "Sehen Sie in Seller Central nach, ob das Konto aktiv ist, und fragen Sie den Support von Amazon Pay.",
  throttled: "Versuchen Sie es in einer Minute erneut.",
  unavailable: "Fragen Sie den Betreiber dieses Servers, ob er dorthin Verbindungen aufbauen darf.",
  timeout: "Versuchen Sie es gleich noch einmal.",
  unexpected_answer: "Prüfen Sie die Optionen region und endpoints und ob ein Proxy anstelle von Amazon antwortet.",
  clock_off: "Lassen Sie den Server seine Uhr per NTP stellen.",
}

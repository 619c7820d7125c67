import type { selfTestCode as english } from "../en/self-test-code"

export const selfTestCode: typeof english = {
  key_unknown: "Amazon kennt diese ID des öffentlichen Schlüssels für diese Region und diesen Modus nicht.",
  signature_wrong: "Amazon kennt die ID des öffentlichen Schlüssels, aber die Signatur passt nicht dazu.",
  account_refused: "Amazon weist Aufrufe für dieses Händlerkonto ab.",
  throttled: "Amazon bittet um weniger Aufrufe.",
  unavailable: "Nicht erreichbar.",
  timeout: "Keine Antwort in der vorgesehenen Zeit.",
  unexpected_answer: "Die Antwort ist nicht die dokumentierte.",
  clock_off: "Die Uhr dieses Servers und die von Amazon gehen mehr als fünf Minuten auseinander.",
  not_checked: "Nicht geprüft",
}

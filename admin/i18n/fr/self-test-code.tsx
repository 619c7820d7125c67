import type { selfTestCode as english } from "../en/self-test-code"

export const selfTestCode: typeof english = {
  key_unknown: "Amazon ne connaît pas cet identifiant de clé publique pour cette région et ce mode.",
  signature_wrong: "Amazon connaît l’identifiant de clé publique, mais la signature ne correspond pas.",
  account_refused: "Amazon refuse les appels pour ce compte marchand.",
  throttled: "Amazon demande de ralentir.",
  unavailable: "Injoignable.",
  timeout: "Pas de réponse à temps.",
  unexpected_answer: "La réponse n’est pas celle qui est documentée.",
  clock_off: "L’horloge de ce serveur et celle d’Amazon ont plus de cinq minutes d’écart.",
  not_checked: "Non vérifié",
}

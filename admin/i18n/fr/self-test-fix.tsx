import type { selfTestFix as english } from "../en/self-test-fix"

export const selfTestFix: typeof english = {
  key_unknown: "Comparez publicKeyId, region et sandbox avec Integration Central.",
  signature_wrong: "La clé privée appartient à un autre identifiant. Réunissez la paire ou créez-en une nouvelle.",
  account_refused: "Vérifiez dans Seller Central que le compte est actif et demandez au support d’Amazon Pay.",
  throttled: "Réessayez dans une minute.",
  unavailable: "Demandez à l’exploitant de ce serveur s’il peut s’y connecter.",
  timeout: "Réessayez dans un instant.",
  unexpected_answer: "Vérifiez les options region et endpoints, et si un proxy répond à la place d’Amazon.",
  clock_off: "Laissez le serveur régler son horloge par NTP.",
}

import type { selfTest as english } from "../en/self-test"

export const selfTest: typeof english = {
  signature: "Appel signé à Amazon",
  clock: "Horloge de ce serveur",
  checkout_script: "Script de paiement d’Amazon",
  sns_certificates: "Certificats des notifications",
}

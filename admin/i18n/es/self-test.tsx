import type { selfTest as english } from "../en/self-test"

export const selfTest: typeof english = {
  signature: "Llamada firmada a Amazon",
  clock: "Reloj de este servidor",
  checkout_script: "Script de pago de Amazon",
  sns_certificates: "Certificados de las notificaciones",
}

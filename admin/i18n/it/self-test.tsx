import type { selfTest as english } from "../en/self-test"

export const selfTest: typeof english = {
  signature: "Chiamata firmata ad Amazon",
  clock: "Orologio di questo server",
  checkout_script: "Script di pagamento di Amazon",
  sns_certificates: "Certificati delle notifiche",
}

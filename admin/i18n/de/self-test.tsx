import type { selfTest as english } from "../en/self-test"

export const selfTest: typeof english = {
  signature: "Signierter Aufruf bei Amazon",
  clock: "Uhr dieses Servers",
  checkout_script: "Checkout-Skript von Amazon",
  sns_certificates: "Zertifikate der Benachrichtigungen",
}

import type { selfTestFix as english } from "../en/self-test-fix"

export const selfTestFix: typeof english = {
  key_unknown: "Compare publicKeyId, region y sandbox con Integration Central.",
  signature_wrong: "La clave privada pertenece a otro id de clave pública. Vuelva a unir el par o cree uno nuevo.",
  account_refused: "Compruebe en Seller Central si la cuenta está activa y pregunte al soporte de Amazon Pay.",
  throttled: "Inténtelo de nuevo en un minuto.",
  unavailable: "Pregunte a quien administra este servidor si puede conectarse allí.",
  timeout: "Inténtelo de nuevo en un momento.",
  unexpected_answer: "Revise las opciones region y endpoints, y si un proxy responde en lugar de Amazon.",
  clock_off: "Haga que el servidor ajuste su reloj por NTP.",
}

import type { selfTestCode as english } from "../en/self-test-code"

export const selfTestCode: typeof english = {
  key_unknown: "Amazon no conoce este id de clave pública para esta región y modo.",
  signature_wrong: "Amazon conoce el id de clave pública, pero la firma no corresponde.",
  account_refused: "Amazon rechaza las llamadas de esta cuenta de comerciante.",
  throttled: "Amazon pide ir más despacio.",
  unavailable: "No se pudo conectar.",
  timeout: "No respondió a tiempo.",
  unexpected_answer: "La respuesta no es la documentada.",
  clock_off: "El reloj de este servidor y el de Amazon difieren en más de cinco minutos.",
  not_checked: "No comprobado",
}

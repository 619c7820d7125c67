import type { updateLinks as english } from "../en/update-links"

export const updateLinks: typeof english = {
  title: "Link di aggiornamento",
  lead: "Il cliente lo apre, accede e aggiorna il wallet sulla pagina di Amazon. Solo questo cliente può usarlo, una volta.",
  type: "Che cosa aggiornare",
  validFor: "Valido per",
  days: "{{count}} giorni",
  make: "Crea link",
  made: "Link creato",
  notMade: "Non è stato creato alcun link",
  onlyNow:
    "Copia il link adesso: non verrà più mostrato. Se il negozio invia i link per e-mail, il cliente lo riceve anche così.",
  link: "Link",
  loading: "Caricamento dei link",
  none: "Non è ancora stato creato alcun link per questo wallet.",
  earlier: "Link precedenti",
  expires: "Valido fino al",
  revoke: "Revoca",
  revoked: "Link revocato",
  notRevoked: "Il link non è stato revocato",
}

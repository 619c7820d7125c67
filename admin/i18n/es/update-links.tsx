import type { updateLinks as english } from "../en/update-links"

export const updateLinks: typeof english = {
  title: "Enlace de actualización",
  lead: "El cliente lo abre, inicia sesión y actualiza el monedero en la página de Amazon. Solo este cliente puede usarlo, una vez.",
  type: "Qué actualizar",
  validFor: "Válido durante",
  days: "{{count}} días",
  make: "Crear enlace",
  made: "Enlace creado",
  notMade: "No se creó ningún enlace",
  onlyNow:
    "Copie el enlace ahora: no se mostrará de nuevo. Si la tienda envía enlaces por correo, el cliente también lo recibirá.",
  link: "Enlace",
  loading: "Cargando enlaces",
  none: "Todavía no se ha creado ningún enlace para este monedero.",
  earlier: "Enlaces anteriores",
  expires: "Válido hasta",
  revoke: "Revocar",
  revoked: "Enlace revocado",
  notRevoked: "El enlace no se revocó",
}

import type { checkFix as english } from "../en/check-fix"

export const checkFix: typeof english = {
  keys_rotating: "Cuando la clave antigua se haya borrado en Amazon, quítela de la opción keys.",
  region_without_update_page: "Muestre a esos clientes la página del monedero en Amazon.",
  urls_local:
    "Amazon no puede enviar notificaciones allí. Configure direcciones https públicas antes de la puesta en marcha.",
  topics_waiting: "Compare cada ARN con el de Seller Central y apruébelo o rechácelo abajo.",
  topics_none:
    "Introduzca la dirección de notificaciones en Seller Central; la primera notificación mostrará su tema abajo.",
  notifications_none:
    "Introduzca la dirección de notificaciones en Seller Central. Hasta entonces, los cambios en Amazon se descubren una vez al día.",
  notifications_stuck: "Compruebe que un proceso worker de la tienda funciona y que Amazon Pay responde.",
  dead_letters_some: "Consulte los motivos en la página de notificaciones e inténtelo de nuevo.",
  mismatches_some: "No se cambió nada. Consulte ambos en Seller Central.",
  payments_unknown:
    "Se pregunta de nuevo a Amazon cada cinco minutos. El registro de la tienda dice por qué no se consigue.",
  payments_unrecorded: "La tienda lo intenta de nuevo cada minuto. Su registro dice por qué no se consigue.",
  chargebacks_some: "Responda a Amazon a tiempo en Seller Central. El pedido muestra de qué pago se trata.",
  reconciliation_never:
    "Se ejecuta cada cinco minutos en un proceso de la tienda con modo shared o worker. Compruebe que haya uno.",
  reconciliation_late:
    "Se ejecuta cada cinco minutos en un proceso de la tienda con modo shared o worker. Compruebe que haya uno.",
  reconciliation_failed: "El registro de la tienda tiene los detalles.",
}

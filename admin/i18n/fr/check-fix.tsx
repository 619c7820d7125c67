import type { checkFix as english } from "../en/check-fix"

export const checkFix: typeof english = {
  keys_rotating: "Quand l’ancienne clé sera supprimée chez Amazon, retirez-la de l’option keys.",
  region_without_update_page: "Montrez à ces clients la page du portefeuille chez Amazon.",
  urls_local:
    "Amazon ne peut pas y envoyer de notifications. Définissez des adresses https publiques avant la mise en production.",
  topics_waiting: "Comparez chaque ARN avec celui de Seller Central, puis approuvez-le ou refusez-le ci-dessous.",
  topics_none:
    "Saisissez l’adresse de notification dans Seller Central ; la première notification montrera son sujet ci-dessous.",
  notifications_none:
    "Saisissez l’adresse de notification dans Seller Central. D’ici là, les changements chez Amazon sont découverts une fois par jour.",
  notifications_stuck: "Vérifiez qu’un processus worker de la boutique tourne et qu’Amazon Pay répond.",
  dead_letters_some: "Regardez les raisons sur la page des notifications, puis réessayez.",
  mismatches_some: "Rien n’a été modifié. Regardez les deux dans Seller Central.",
  payments_unknown:
    "Amazon est interrogé à nouveau toutes les cinq minutes. Le journal de la boutique dit pourquoi cela échoue.",
  payments_unrecorded: "La boutique réessaie chaque minute. Son journal dit pourquoi cela échoue.",
  chargebacks_some: "Répondez à Amazon à temps dans Seller Central. La commande indique de quel paiement il s’agit.",
  reconciliation_never:
    "Il a lieu toutes les cinq minutes dans un processus de la boutique en mode shared ou worker. Vérifiez qu’il y en a un.",
  reconciliation_late:
    "Il a lieu toutes les cinq minutes dans un processus de la boutique en mode shared ou worker. Vérifiez qu’il y en a un.",
  reconciliation_failed: "Le journal de la boutique contient les détails.",
}

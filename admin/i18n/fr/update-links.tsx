import type { updateLinks as english } from "../en/update-links"

export const updateLinks: typeof english = {
  title: "Lien de mise à jour",
  lead: "Le client l’ouvre, se connecte et met à jour le portefeuille sur la page d’Amazon. Seul ce client peut l’utiliser, une fois.",
  type: "Que mettre à jour",
  validFor: "Valable pendant",
  days: "{{count}} jours",
  make: "Créer le lien",
  made: "Lien créé",
  notMade: "Aucun lien n’a été créé",
  onlyNow:
    "Copiez le lien maintenant : il ne sera plus affiché. Si la boutique envoie les liens par e-mail, le client le reçoit aussi.",
  link: "Lien",
  loading: "Chargement des liens",
  none: "Aucun lien n’a encore été créé pour ce portefeuille.",
  earlier: "Liens précédents",
  expires: "Valable jusqu’au",
  revoke: "Révoquer",
  revoked: "Lien révoqué",
  notRevoked: "Le lien n’a pas été révoqué",
}

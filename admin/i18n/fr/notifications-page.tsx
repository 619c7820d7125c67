import type { notificationsPage as english } from "../en/notifications-page"

export const notificationsPage: typeof english = {
  title: "Notifications reçues",
  lead: "Ce qu’Amazon a communiqué à la boutique, et ce qu’il en est advenu.",
  searchHint: "Identifiant exact du message ou de l’autorisation",
  notification: "Notification",
  reason: "Raison",
  object: "Objet",
  topic: "Sujet SNS",
  attempts: "Tentatives",
  nextAttempt: "Prochaine tentative",
  raw: "Telle que reçue",
  openUpdate: "Ouvrir l’entrée de l’historique",
  replay: "Réessayer",
  replayed: "Notifications qui seront réessayées : {{count}}",
  replayFailed: "Pas de nouvelle tentative",
  notReplayable: "Elle est déjà en attente ou traitée. La liste montre son état actuel.",
  select: "Sélectionner la notification {{id}}",
  selectAll: "Sélectionner toutes celles qui peuvent être réessayées",
  emptyTitle: "Aucune notification pour le moment",
  emptyText:
    "Elles arrivent dès qu’Amazon connaît l’adresse de notification de la boutique. La page de configuration l’indique.",
}

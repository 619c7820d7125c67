import type { updatesPage as english } from "../en/updates-page"

export const updatesPage: typeof english = {
  title: "Mises à jour des portefeuilles",
  lead: "Chaque modification d’un portefeuille enregistré, par les clients et par Amazon.",
  searchHint: "Adresse e-mail ou identifiant exact",
  status: "Statut",
  type: "Type",
  ofItself: "Modifié de lui-même",
  startedBy: "Lancée",
  made: "Enregistrée",
  update: "Mise à jour",
  customer: "Client",
  export: "Exporter en CSV",
  exportFailed: "L’export a échoué",
  emptyTitle: "Aucune mise à jour pour le moment",
  emptyText: "Dès qu’un client enregistre ou met à jour un portefeuille, cela apparaît ici.",
  chart: "Résultats par jour",
  chartLoading: "Chargement des résultats",
  day: "Jour",
  back: "Toutes les mises à jour",
}

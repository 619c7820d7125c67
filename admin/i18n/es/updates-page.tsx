import type { updatesPage as english } from "../en/updates-page"

export const updatesPage: typeof english = {
  title: "Actualizaciones de monederos",
  lead: "Cada cambio en un monedero guardado, de los clientes y de Amazon.",
  searchHint: "Correo electrónico o id exacto",
  status: "Estado",
  type: "Tipo",
  ofItself: "Cambió por sí misma",
  startedBy: "Iniciada",
  made: "Registrada",
  update: "Actualización",
  customer: "Cliente",
  export: "Exportar CSV",
  exportFailed: "La exportación falló",
  emptyTitle: "Todavía no hay actualizaciones",
  emptyText: "Cuando un cliente guarde o actualice un monedero, aparecerá aquí.",
  chart: "Resultados por día",
  chartLoading: "Cargando resultados",
  day: "Día",
  back: "Todas las actualizaciones",
}

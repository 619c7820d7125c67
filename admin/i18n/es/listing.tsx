import type { listing as english } from "../en/listing"

export const listing: typeof english = {
  search: "Buscar",
  clear: "Quitar todo",
  first: "Lo más reciente",
  previous: "Anterior",
  next: "Siguiente",
  paging: "Páginas",
  from: "Desde",
  to: "Hasta",
  noneTitle: "No se encontró nada",
  noneText: "Ninguna entrada coincide con esta búsqueda y estos filtros.",
  wrongLink: "Este enlace ya no lleva a una página de la lista",
  wrongLinkText: "Empiece de nuevo por las entradas más recientes.",
  startAgain: "Ir a las entradas más recientes",
}

import type { walletsPage as english } from "../en/wallets-page"

export const walletsPage: typeof english = {
  title: "Monederos guardados",
  lead: "Primero aparecen los monederos que necesitan a su cliente.",
  searchHint: "Correo electrónico o id exacto",
  method: "Método de pago",
  todo: "Qué hacer",
  emptyTitle: "Todavía no hay monederos guardados",
  emptyText: "Los monederos que los clientes guarden en la tienda aparecerán aquí.",
}

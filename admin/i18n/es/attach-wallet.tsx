import type { attachWallet as english } from "../en/attach-wallet"

export const attachWallet: typeof english = {
  open: "Asignar",
  title: "Asignar un monedero guardado",
  lead: "Para un monedero que ya existe en Amazon, por ejemplo de otra plataforma. Primero se lee en Amazon.",
  attach: "Asignar monedero",
  attached: "Monedero asignado",
}

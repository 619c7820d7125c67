import type { attachWallet as english } from "../en/attach-wallet"

export const attachWallet: typeof english = {
  open: "Rattacher",
  title: "Rattacher un portefeuille enregistré",
  lead: "Pour un portefeuille qui existe déjà chez Amazon, par exemple d’une autre plateforme. Il est d’abord lu chez Amazon.",
  attach: "Rattacher le portefeuille",
  attached: "Portefeuille rattaché",
}

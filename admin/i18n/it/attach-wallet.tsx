import type { attachWallet as english } from "../en/attach-wallet"

export const attachWallet: typeof english = {
  open: "Collega",
  title: "Collega un wallet salvato",
  lead: "Per un wallet che esiste già su Amazon, per esempio da un’altra piattaforma. Viene prima letto su Amazon.",
  attach: "Collega wallet",
  attached: "Wallet collegato",
}

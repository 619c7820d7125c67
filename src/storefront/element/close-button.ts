import type { Wallet } from "../../contracts"
import type { WalletActions } from "../index"
import { failureText } from "../presentation"
import type { StorefrontWords } from "../words/words"
import { make, setAttribute } from "./elements"

/** A button that closes a wallet at Amazon, after it has asked. */
export function closeButton(
  wallet: Wallet,
  actions: Pick<WalletActions, "closeWallet">,
  words: StorefrontWords,
  onClosed: () => void,
): HTMLElement {
  const { labels, closing } = words
  const open = make("button", { type: "button", class: "amazon-pay-button amazon-pay-close" }, closing.open)
  const problem = make("p", { role: "alert", class: "amazon-pay-error" })
  const keep = make("button", { class: "amazon-pay-button amazon-pay-keep" }, closing.keep)
  const confirm = make("button", { type: "button", class: "amazon-pay-button amazon-pay-confirm" }, closing.confirm)
  const dialog = make(
    "dialog",
    { class: "amazon-pay-dialog", "aria-label": closing.title },
    make("strong", { class: "amazon-pay-dialog-title" }, closing.title),
    make("p", {}, closing.text(wallet.payment_descriptor ?? labels.unnamedWallet)),
    problem,
    make("form", { method: "dialog", class: "amazon-pay-dialog-actions" }, keep, confirm),
  )
  let busy = false
  const show = (now: boolean) => {
    busy = now
    confirm.textContent = now ? closing.busy : closing.confirm
    setAttribute(confirm, "aria-disabled", now && "true")
  }
  const close = async () => {
    if (busy) return
    show(true)
    problem.textContent = ""
    try {
      await actions.closeWallet(wallet.id)
      dialog.close()
      onClosed()
    } catch (error) {
      problem.textContent = failureText("close", error, words)
    }
    show(false)
  }
  open.addEventListener("click", () => dialog.showModal())
  confirm.addEventListener("click", () => void close())
  return make("span", { class: "amazon-pay-closing" }, open, dialog)
}

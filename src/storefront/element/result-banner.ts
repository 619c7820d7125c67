import type { ReturnOutcome, WalletUpdate } from "../../contracts"
import { resultText } from "../presentation"
import type { StorefrontWords } from "../words/words"
import { make, setAttribute } from "./elements"
import { changeList } from "./history"

/** Tells what came of a visit to Amazon. It stays the same live region when the result is known later. */
export class ResultBanner {
  readonly element = make("div", { class: "amazon-pay-result", tabindex: "-1" })

  tell(outcome: ReturnOutcome, update: WalletUpdate | null, words: StorefrontWords): void {
    const { title, text } = resultText(outcome, update, words)
    setAttribute(this.element, "role", outcome === "failed" || outcome === "declined" ? "alert" : "status")
    setAttribute(this.element, "data-outcome", outcome)
    setAttribute(this.element, "aria-label", title)
    const told = make(
      "div",
      { class: "amazon-pay-result-text" },
      make("strong", {}, title),
      text !== null && make("p", {}, text),
      outcome === "completed" && update ? changeList(update.changes, words) : null,
    )
    this.element.replaceChildren(told, ...(outcome === "pending" ? [] : [this.#dismissButton(words)]))
  }

  #dismissButton({ labels }: StorefrontWords): HTMLElement {
    const attributes = { type: "button", class: "amazon-pay-dismiss", "aria-label": labels.dismiss }
    const button = make("button", attributes, "×")
    button.addEventListener("click", () => this.element.remove())
    return button
  }
}

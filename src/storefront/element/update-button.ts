import type { CheckoutResponse } from "../../contracts"
import { createWalletUpdate, isBusy, type WalletUpdateFlow, type WalletUpdateState } from "../index"
import { problemText } from "../presentation"
import type { StorefrontWords } from "../words/words"
import { make, setAttribute } from "./elements"

type UpdateButtonOptions = {
  label: string
  words: StorefrontWords
  start: () => Promise<CheckoutResponse>
  onState: (state: WalletUpdateState) => void
  nonce: string | undefined
  attributes?: Record<string, string | boolean>
}

export type UpdateButton = {
  element: HTMLElement
  flow: WalletUpdateFlow
  /** While the customer is on the way to Amazon with another button. */
  disable: (now: boolean) => void
}

let ids = 0

/** A button with the whole way to Amazon. While it works it keeps the focus, and more clicks do nothing. */
export function updateButton({ label, words, start, onState, nonce, attributes }: UpdateButtonOptions): UpdateButton {
  const errorId = `amazon-pay-error-${++ids}`
  const button = make("button", { type: "button", class: "amazon-pay-button", ...attributes }, label)
  const error = make("span", { id: errorId, role: "alert", class: "amazon-pay-error" })
  const element = make("span", { class: "amazon-pay-update" }, button, error)
  const flow = createWalletUpdate({ start, nonce, onState: show })
  button.addEventListener("click", () => void flow.run())

  function show(state: WalletUpdateState): void {
    const busy = isBusy(state)
    const failure = state.status === "failed" ? state.error : null
    button.textContent = busy ? words.labels.opening : label
    setAttribute(button, "aria-disabled", busy && "true")
    setAttribute(button, "aria-busy", String(busy))
    setAttribute(button, "aria-describedby", failure && errorId)
    setAttribute(element, "data-state", state.status)
    setAttribute(error, "data-code", failure?.code)
    error.textContent = failure ? problemText(failure, words) : ""
    onState(state)
  }
  const disable = (now: boolean) => {
    button.disabled = now
  }
  return { element, flow, disable }
}

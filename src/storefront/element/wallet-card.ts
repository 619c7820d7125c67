import type { Wallet, WalletUpdateType } from "../../contracts"
import { hasUpdatePage, type WalletActions, type WalletUpdateState } from "../index"
import { addressLine, guidanceFor, paragraph } from "../presentation"
import type { StorefrontWords } from "../words/words"
import { closeButton } from "./close-button"
import { make } from "./elements"
import { timeline } from "./history"
import { updateButton, type UpdateButton } from "./update-button"

export type CardContext = {
  actions: WalletActions
  words: StorefrontWords
  nonce: string | undefined
  onState: (state: WalletUpdateState) => void
  onClosed: () => void
}

/** One wallet, and the buttons on it that lead to Amazon. */
export function walletCard(wallet: Wallet, context: CardContext): { element: HTMLElement; buttons: UpdateButton[] } {
  const { actions, words, onClosed } = context
  const { labels } = words
  const { status, tone, reasons, advice } = guidanceFor(wallet, words)
  const isOpen = wallet.status !== "closed"
  const buttons = buttonsOf(wallet, context)
  const name = wallet.payment_descriptor ?? labels.unnamedWallet
  const isTest = wallet.environment === "sandbox"
  const isElsewhere = isOpen && !hasUpdatePage(wallet)
  const element = make(
    "article",
    {
      class: "amazon-pay-wallet",
      "data-wallet": wallet.id,
      "data-status": wallet.status,
      "data-action": wallet.action,
      "aria-label": name,
    },
    make(
      "div",
      { class: "amazon-pay-wallet-head" },
      make(
        "h3",
        { class: "amazon-pay-wallet-title" },
        `${name} `,
        isTest && make("small", { class: "amazon-pay-test" }, labels.testWallet),
      ),
      make("p", { class: "amazon-pay-status", "data-tone": tone }, status),
    ),
    make("p", { class: "amazon-pay-guidance" }, paragraph(...reasons, advice)),
    isOpen && wallet.shipping_address
      ? make(
          "p",
          { class: "amazon-pay-address" },
          labels.deliveryAddress + words.colon + addressLine(wallet.shipping_address),
        )
      : null,
    isElsewhere && make("p", { class: "amazon-pay-elsewhere" }, words.manageAtAmazon),
    isOpen && manageLink(wallet, words),
    make(
      "div",
      { class: "amazon-pay-wallet-actions" },
      ...buttons.map((button) => button.element),
      isOpen && closeButton(wallet, actions, words, onClosed),
    ),
    timeline(wallet.id, actions, words),
  )
  return { element, buttons }
}

function buttonsOf(wallet: Wallet, { actions, words, nonce, onState }: CardContext): UpdateButton[] {
  const { labels } = words
  if (wallet.status === "closed") {
    const attributes = { "data-primary": true }
    return [updateButton({ label: labels.save, words, nonce, onState, attributes, start: actions.saveWallet })]
  }
  if (!hasUpdatePage(wallet)) return []
  const update = (type: WalletUpdateType, label: string, isPrimary: boolean) =>
    updateButton({
      label,
      words,
      nonce,
      onState,
      attributes: { "data-update-type": type, "data-primary": isPrimary },
      start: () => actions.startUpdate(wallet.id, type),
    })
  return [
    update("payment_method", labels.updatePaymentMethod, wallet.action === "update"),
    update("shipping_address", wallet.shipping_address ? labels.updateAddress : labels.addAddress, false),
  ]
}

function manageLink({ manage_url }: Wallet, { labels }: StorefrontWords): HTMLElement {
  return make(
    "a",
    { class: "amazon-pay-manage", href: manage_url, target: "_blank", rel: "noopener noreferrer" },
    labels.manage,
    make("span", { class: "amazon-pay-hidden" }, ` (${labels.opensNewTab})`),
  )
}

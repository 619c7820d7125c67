import type { ReturnOutcome, Wallet, WalletUpdate } from "../../contracts"
import {
  cleanReturnUrl,
  createWalletActions,
  handOverUrl,
  isBusy,
  readReturn,
  settleReturn,
  type StoreRequest,
  type WalletActions,
  type WalletUpdateState,
} from "../index"
import { failureText, isLoggedOut } from "../presentation"
import styles from "../styles.css"
import { wordsFor, type StorefrontWords } from "../words"
import { make } from "./elements"
import { ResultBanner } from "./result-banner"
import { updateButton, type UpdateButton } from "./update-button"
import { walletCard } from "./wallet-card"

/** On a server there is no such class; the element is made in browsers only. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement)

/**
 * `<amazon-pay-wallets>`: the whole section of an account page, for pages without a framework. Its words follow the
 * nearest `lang`; its looks follow the variables of the stylesheet, and `::part()`.
 *
 * Attributes: `backend-url` and `publishable-key` make it ask the store with the customer's session cookie; `nonce` is for
 * pages that allow scripts by nonce. Instead of both, set `actions`. Tells `amazon-pay-logged-out` when the store does not
 * know the customer, and `amazon-pay-settled` (with the update as `detail`) when a return is settled.
 */
export class WalletsElement extends Base {
  readonly #root = this.attachShadow({ mode: "open" })
  readonly #result = make("div", {})
  readonly #banner = new ResultBanner()
  readonly #notice = make("p", { role: "status", tabindex: "-1" })
  readonly #list = make("div", { class: "amazon-pay-list" })
  readonly #section = make("section", { class: "amazon-pay-wallets" }, this.#result, this.#notice, this.#list)
  #buttons: UpdateButton[] = []
  #actions: WalletActions | null = null
  #words: StorefrontWords | null = null
  #visit = new AbortController()

  /** How the store is asked. */
  get actions(): WalletActions {
    return (this.#actions ??= createWalletActions(this.#request))
  }
  set actions(actions: WalletActions) {
    this.#actions = actions
    if (this.isConnected) this.reload()
  }

  get words(): StorefrontWords {
    return this.#words ?? wordsFor(this.closest<HTMLElement>("[lang]")?.lang ?? "")
  }
  set words(words: StorefrontWords) {
    this.#words = words
    if (this.isConnected) this.reload()
  }

  connectedCallback(): void {
    this.#visit = new AbortController()
    const { signal } = this.#visit
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(styles)
    this.#root.adoptedStyleSheets = [sheet]
    this.#root.replaceChildren(this.#section)
    const look = () => document.hidden || this.#root.querySelector("dialog[open]") || this.reload()
    document.addEventListener("visibilitychange", look, { signal })
    this.reload()
    void this.#settle(signal)
  }

  disconnectedCallback(): void {
    this.#visit.abort()
    this.#giveUp()
  }

  /** Loads the wallets anew. While the customer is on the way to Amazon nothing moves. */
  reload(): void {
    if (!this.#buttons.some(({ flow }) => isBusy(flow.getState()))) void this.#load(this.#visit.signal)
  }

  async #load(signal: AbortSignal): Promise<void> {
    const { words } = this
    this.#section.lang = words.language
    this.#section.setAttribute("aria-label", words.labels.wallets)
    if (!this.#list.childElementCount) {
      this.#list.replaceChildren(make("p", { role: "status", class: "amazon-pay-loading" }, words.labels.loading))
    }
    try {
      const wallets = await this.actions.listWallets()
      if (!signal.aborted) this.#show(wallets, words)
    } catch (error) {
      if (!signal.aborted) this.#fail(error, words)
    }
  }

  #show(wallets: readonly Wallet[], words: StorefrontWords): void {
    const refocus = this.#focusKeeper()
    this.#giveUp()
    const { actions } = this
    const nonce = this.getAttribute("nonce") ?? undefined
    const onState = (state: WalletUpdateState) => this.#watch(state)
    const open = wallets.filter(({ status }) => status !== "closed")
    const ended = wallets.filter(({ status }) => status === "closed")
    const attributes = { "data-primary": open.length === 0 }
    const save = updateButton({
      label: words.labels.save,
      words,
      nonce,
      onState,
      attributes,
      start: actions.saveWallet,
    })
    const onClosed = () => this.#tell(words.closing.done)
    const card = (wallet: Wallet) => {
      const { element, buttons } = walletCard(wallet, { actions, words, nonce, onState, onClosed })
      this.#buttons.push(...buttons)
      return element
    }
    this.#buttons = [save]
    this.#list.replaceChildren(
      make(
        "div",
        { class: "amazon-pay-head" },
        make("h2", { class: "amazon-pay-title" }, words.labels.wallets),
        save.element,
      ),
      ...(wallets.length ? [] : [empty(words)]),
      ...open.map(card),
      ...(ended.length ? [make("h3", { class: "amazon-pay-subtitle" }, words.labels.closedWallets)] : []),
      ...ended.map(card),
    )
    refocus()
  }

  /** @returns the way to give the focus back to what takes the place of what has it now */
  #focusKeeper(): () => void {
    const all = () => Array.from(this.#list.querySelectorAll<HTMLElement>("button, a"))
    const focused = this.#root.activeElement
    const place = all().findIndex((element) => element === focused)
    return () => all()[place]?.focus()
  }

  #fail(error: unknown, words: StorefrontWords): void {
    const retry = make("button", { type: "button", class: "amazon-pay-button" }, words.labels.tryAgain)
    retry.addEventListener("click", () => this.reload())
    const text = failureText("wallets", error, words)
    this.#giveUp()
    this.#list.replaceChildren(make("div", { role: "alert", class: "amazon-pay-problem" }, make("p", {}, text), retry))
    if (isLoggedOut(error)) this.#emit("amazon-pay-logged-out", null)
  }

  #watch(state: WalletUpdateState): void {
    const busy = this.#buttons.filter(({ flow }) => isBusy(flow.getState()))
    this.#buttons.forEach((button) => button.disable(busy.length > 0 && !busy.includes(button)))
    if (state.status === "returned") this.reload()
    if (state.status === "failed" && isLoggedOut(state.error)) this.#emit("amazon-pay-logged-out", null)
  }

  #tell(text: string): void {
    this.#notice.className = "amazon-pay-notice"
    this.#notice.textContent = text
    this.#notice.focus()
    this.reload()
  }

  async #settle(signal: AbortSignal): Promise<void> {
    const returned = readReturn(location.href)
    if (!returned) return
    const elsewhere = handOverUrl(returned, this.getAttribute("backend-url") ?? location.origin)
    if (elsewhere) return location.replace(elsewhere)
    history.replaceState(history.state, "", cleanReturnUrl(location.href))
    if (returned.outcome === "pending" && returned.updateId) this.#tellResult("pending", null)
    const { completeUpdate: complete, loadUpdate: load } = this.actions
    try {
      const { outcome, update } = await settleReturn(returned, { complete, load, signal })
      if (signal.aborted) return
      this.#tellResult(outcome, update)
      this.#emit("amazon-pay-settled", update)
      this.reload()
    } catch (error) {
      if (signal.aborted) return
      const text = failureText("result", error, this.words)
      this.#result.replaceChildren(make("p", { role: "alert", class: "amazon-pay-problem" }, text))
      if (isLoggedOut(error)) this.#emit("amazon-pay-logged-out", null)
    }
  }

  #tellResult(outcome: ReturnOutcome | null, update: WalletUpdate | null): void {
    const { element } = this.#banner
    if (!outcome) return element.remove()
    this.#banner.tell(outcome, update, this.words)
    if (element.isConnected) return
    this.#result.replaceChildren(element)
    element.focus()
  }

  #giveUp(): void {
    this.#buttons.splice(0).forEach(({ flow }) => flow.dispose())
  }

  #emit(name: string, detail: WalletUpdate | null): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
  }

  /** Asks the store with the customer's session cookie. */
  readonly #request: StoreRequest = async (path, { method = "GET", body, query = {} } = {}) => {
    const url = new URL(path, this.getAttribute("backend-url") ?? location.origin)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))
    const response = await fetch(url, {
      method,
      credentials: "include",
      headers: {
        accept: "application/json",
        "x-publishable-api-key": this.getAttribute("publishable-key") ?? "",
        ...(body && { "content-type": "application/json" }),
      },
      body: body && JSON.stringify(body),
    })
    if (!response.ok) throw Object.assign(new Error(`${path} answered ${response.status}`), { status: response.status })
    return response.json()
  }
}

function empty({ noWallets }: StorefrontWords): HTMLElement {
  return make("div", { class: "amazon-pay-empty" }, make("strong", {}, noWallets.title), make("p", {}, noWallets.text))
}

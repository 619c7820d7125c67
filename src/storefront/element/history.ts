import type { WalletChange, WalletUpdate } from "../../contracts"
import type { WalletActions } from "../index"
import { changeText, failureText, momentText, originOf } from "../presentation"
import type { StorefrontWords } from "../words/words"
import { make } from "./elements"

const FIRST = 3
const ALL = 100

/** What changed, old to new. */
export function changeList(changes: readonly WalletChange[], words: StorefrontWords): HTMLElement | null {
  if (!changes.length) return null
  const rows = changes.map((change) => {
    const { name, before, after } = changeText(change, words)
    const arrow = make("span", { class: "amazon-pay-arrow", role: "img", "aria-label": words.became }, " → ")
    return make(
      "div",
      { class: "amazon-pay-change", "data-field": change.field },
      make("dt", {}, name),
      make("dd", {}, before !== null && make("del", {}, before), before !== null && arrow, make("ins", {}, after)),
    )
  })
  return make("dl", { class: "amazon-pay-changes" }, ...rows)
}

/** A wallet's history, which loads itself: the latest entries, and the others on demand. */
export function timeline(
  walletId: string,
  actions: Pick<WalletActions, "listUpdates">,
  words: StorefrontWords,
): HTMLElement {
  const entries = make("div", {})
  const load = async (limit: number): Promise<void> => {
    try {
      const { updates, count } = await actions.listUpdates(walletId, limit)
      const more = limit === FIRST ? count - updates.length : 0
      entries.replaceChildren(list(updates, words))
      if (more > 0) entries.append(moreButton(words.labels.showMore(more), () => void load(ALL)))
    } catch (error) {
      const text = failureText("history", error, words)
      entries.replaceChildren(make("p", { role: "alert", class: "amazon-pay-problem" }, text))
    }
  }
  void load(FIRST)
  const title = make("h4", { class: "amazon-pay-timeline-title" }, words.labels.history)
  return make("section", { class: "amazon-pay-timeline", "aria-label": words.labels.history }, title, entries)
}

function moreButton(label: string, show: () => void): HTMLElement {
  const button = make("button", { type: "button", class: "amazon-pay-button amazon-pay-more" }, label)
  button.addEventListener("click", show)
  return button
}

function list(updates: readonly WalletUpdate[], words: StorefrontWords): HTMLElement {
  if (!updates.length) return make("p", { class: "amazon-pay-history-empty" }, words.noHistory)
  return make("ol", { class: "amazon-pay-history" }, ...updates.map((update) => entry(update, words)))
}

function entry(update: WalletUpdate, words: StorefrontWords): HTMLElement {
  const type = update.update_type ?? "other"
  const when = update.completed_at ?? update.created_at
  return make(
    "li",
    { class: "amazon-pay-history-entry", "data-status": update.status, "data-update-type": type },
    make(
      "p",
      { class: "amazon-pay-history-title" },
      make("strong", {}, words.updateTypes[type]),
      " ",
      make("span", { class: "amazon-pay-history-status" }, words.updateStatuses[update.status]),
    ),
    changeList(update.changes, words),
    make(
      "p",
      { class: "amazon-pay-history-origin" },
      make("time", { datetime: when }, momentText(when, words)),
      ` · ${originOf(update, words)}`,
    ),
  )
}

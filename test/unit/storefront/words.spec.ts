import type { Wallet } from "../../../src/contracts"
import { actionFor, REASONS } from "../../../src/protocol/reasons"
import {
  changeText,
  failureText,
  guidanceFor,
  paragraph,
  problemText,
  resultText,
} from "../../../src/storefront/presentation"
import { WalletUpdateError } from "../../../src/storefront"
import { ENGLISH, LANGUAGES, wordsFor, type StorefrontWords } from "../../../src/storefront/words"
import { UPDATE, WALLET } from "./fixtures"

const JAPANESE = wordsFor("ja")
const OTHERS = LANGUAGES.filter(({ language }) => language !== "en").map((words) => [words.language, words] as const)

/** Every text by its place; functions by what they say. */
function textsOf(value: unknown, place = ""): [string, string][] {
  if (typeof value === "string") return [[place, value]]
  if (typeof value === "function") return [[place, String(value("Visa", ["A", "B"]))]]
  return Object.entries(value as object).flatMap(([name, inner]) => textsOf(inner, `${place}.${name}`))
}

describe("the words of the account page", () => {
  it("are there in six languages", () => {
    expect(LANGUAGES.map(({ language }) => language)).toEqual(["en", "de", "fr", "it", "es", "ja"])
  })

  it.each(OTHERS)("leave nothing out and nothing empty in %s", (_, words) => {
    expect(
      textsOf(words)
        .map(([place]) => place)
        .sort(),
    ).toEqual(
      textsOf(ENGLISH)
        .map(([place]) => place)
        .sort(),
    )
    expect(textsOf(words).filter(([, text]) => !text.trim())).toEqual([])
  })

  it.each(OTHERS)("are translated in %s", (_, words) => {
    const english = new Map(textsOf(ENGLISH))
    const alike = textsOf(words).filter(([place, text]) => text.length > 12 && english.get(place) === text)
    expect(alike).toEqual([])
  })

  it.each(LANGUAGES.map((words) => [words.language, words] as const))(
    "say why and what to do for each of Amazon's reasons in %s",
    (_, words) => {
      for (const [code, { action }] of Object.entries(REASONS)) {
        const status = action === "set_up_again" ? "closed" : "non_chargeable"
        expect(actionFor(status, [code])).toBe(action)
        const guidance = guidanceFor({ ...WALLET, status, reasons: [code], action: actionFor(status, [code]) }, words)
        expect(guidance.reasons).toEqual([words.reasons[code]])
        expect(guidance.advice).toBe(words.walletActions[action])
      }
    },
  )

  it("have the narrow space of French before a mark of two parts", () => {
    const texts = textsOf(wordsFor("fr")).filter(([, text]) => /[:;!?]/.test(text))
    expect(texts.length).toBeGreaterThan(0)
    expect(texts.filter(([, text]) => /(?<!\u202f)[:;!?]/.test(text))).toEqual([])
  })

  it.each([
    ["de", "de"],
    ["de-AT", "de"],
    ["JA-jp", "ja"],
    ["pt-BR", "en"],
    ["", "en"],
  ])("are chosen by a language tag: %s", (tag, language) => {
    expect(wordsFor(tag).language).toBe(language)
  })
})

describe("guidance", () => {
  it("says nothing of reasons that it has no words for, and each one once", () => {
    const reasons = ["SomethingNew", "BuyerClosed", "BuyerCanceled"]
    const wallet: Wallet = { ...WALLET, reasons, status: "closed", action: "set_up_again" }
    expect(guidanceFor(wallet, ENGLISH).reasons).toEqual(["You removed this wallet at Amazon."])
  })

  it("gives no reason for a wallet that can be charged", () => {
    const wallet: Wallet = { ...WALLET, status: "chargeable", action: "none", reasons: ["PaymentMethodExpired"] }
    expect(guidanceFor(wallet, ENGLISH)).toMatchObject({ status: "Ready to use", tone: "good", reasons: [] })
  })

  it("does not alarm while a payment is in progress", () => {
    const wallet: Wallet = { ...WALLET, status: "non_chargeable", action: "wait", reasons: ["ChargeInProgress"] }
    expect(guidanceFor(wallet, ENGLISH)).toMatchObject({ status: "Payment in progress", tone: "busy" })
  })

  it("takes the store's own words", () => {
    const words: StorefrontWords = { ...ENGLISH, reasons: { PaymentMethodExpired: "Time for a new card!" } }
    expect(
      guidanceFor({ ...WALLET, status: "non_chargeable", reasons: ["PaymentMethodExpired"] }, words).reasons,
    ).toEqual(["Time for a new card!"])
  })
})

describe("what is said about a result", () => {
  it.each(["failed", "declined"] as const)("is about saving when a set-up %s", (outcome) => {
    expect(resultText(outcome, { ...UPDATE, update_type: "set_up" }, ENGLISH)).toEqual(ENGLISH.notSaved)
    expect(resultText(outcome, UPDATE, ENGLISH)).toEqual(ENGLISH.outcomes[outcome])
  })
})

describe("what is said about a problem", () => {
  const refused = (status: number) => Object.assign(new Error("no"), { status })

  it("is that the customer is logged out, whoever says it", () => {
    expect(problemText(refused(401), ENGLISH)).toBe(ENGLISH.problems.loggedOut)
    expect(problemText(new WalletUpdateError("start_failed", refused(401)), ENGLISH)).toBe(ENGLISH.problems.loggedOut)
  })

  it("is the failure's own, a store that is not reached, or nothing more than what was wanted", () => {
    expect(problemText(new WalletUpdateError("script_blocked"), ENGLISH)).toBe(ENGLISH.failures.script_blocked)
    expect(problemText(new TypeError("Failed to fetch"), ENGLISH)).toBe(ENGLISH.problems.unreachable)
    expect(problemText(refused(503), ENGLISH)).toBe("")
  })

  it("goes on after what did not work, with a blank where the language has one", () => {
    const offline = new TypeError("Failed to fetch")
    expect(failureText("close", offline, ENGLISH)).toBe(`${ENGLISH.problems.close} ${ENGLISH.problems.unreachable}`)
    expect(failureText("close", offline, JAPANESE)).toBe(JAPANESE.problems.close + JAPANESE.problems.unreachable)
    expect(failureText("history", refused(503), ENGLISH)).toBe(ENGLISH.problems.history)
  })
})

describe("several sentences", () => {
  it("keep apart what no full stop keeps apart, in Japanese as well", () => {
    const after = ["PaymentMethodExpired", "SomethingNew", "MFAFailed"]
    const { PaymentMethodExpired, MFAFailed } = JAPANESE.reasons
    expect(changeText({ field: "reasons", before: null, after }, JAPANESE).after).toBe(
      `${PaymentMethodExpired}SomethingNew ${MFAFailed}`,
    )
  })

  it("leave out what there are no words for", () => {
    expect(paragraph("", "One.", "", "Two.")).toBe("One. Two.")
    expect(paragraph()).toBe("")
  })
})

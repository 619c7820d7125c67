import type { TFunction } from "i18next"
import { addressLines, addressSummary } from "../../../admin/format/address"
import { changeLines } from "../../../admin/format/change"
import { checkText } from "../../../admin/format/check"
import { entryTitle } from "../../../admin/format/entry-title"
import { foreignText, foreignTitle, SHOWN_CHARACTERS } from "../../../admin/format/foreign-text"
import { importCodeText, importProblem } from "../../../admin/format/import"
import { localeOf } from "../../../admin/format/locale"
import { dayText, momentOf } from "../../../admin/format/moment"
import { canReplay, envelopeText, notificationTitle } from "../../../admin/format/notification"
import { canRetry, problemOf } from "../../../admin/format/problem"
import { updateReason, walletReason } from "../../../admin/format/reason"
import { withoutChanges } from "../../../admin/format/without-changes"
import { nextPage, withoutRepeats } from "../../../admin/hooks/paging"
import { isOver, nextLook } from "../../../admin/pages/import/under-way"
import { NOTIFICATION_STATUSES, type StatusCheck } from "../../../src/contracts"
import { address, HOSTILE, notification, update } from "./samples"
import { wordsOf } from "./words"

let t: TFunction<"amazonPay">
beforeAll(async () => {
  t = await wordsOf("en")
})

describe("text from outside", () => {
  it("stays as it is when it is short and plain", () => {
    expect(foreignText("Visa ****1111 (Amazon Pay)")).toBe("Visa ****1111 (Amazon Pay)")
    expect(foreignText("山田 太郎 👩‍💻")).toBe("山田 太郎 👩‍💻")
  })

  it("is cut to what fits, by characters and not by halves of them", () => {
    expect(Array.from(foreignText("A".repeat(10_000)))).toHaveLength(SHOWN_CHARACTERS)
    expect(foreignText("😀".repeat(50), 10)).toBe(`${"😀".repeat(9)}…`)
    expect(foreignText("A".repeat(10), 10)).toBe("A".repeat(10))
  })

  it("cannot turn the text around it or break its line", () => {
    expect(foreignText("a\u202Eb\u2066c\u200Fd\u0000e\r\nf\u2028g\u0085h")).toBe("a b c d e f g h")
    expect(foreignText("\u202E \n")).toBe("")
  })

  it("has a tooltip exactly when something is cut off, and that is bounded too", () => {
    expect(foreignTitle("short")).toBeUndefined()
    expect(foreignTitle("A".repeat(200))).toBe("A".repeat(200))
    expect(foreignTitle("A".repeat(1_000_000))).toHaveLength(1000)
  })
})

describe("an address", () => {
  it("is written as in Germany: postal code before city", () => {
    expect(addressLines(address({ phone_number: "+49 89 1" }), "en")).toEqual([
      "Erika Mustermann",
      "Marienplatz 8",
      "80331 München",
      "Germany",
      "+49 89 1",
    ])
  })

  it("is written as in the United States: city, state and ZIP code on one line", () => {
    const american = { name: "Jane Roe", address_line_1: "410 Terry Ave N", city: "Seattle", state_or_region: "WA" }
    expect(addressLines(address({ ...american, postal_code: "98109", country_code: "US" }), "de")).toEqual([
      "Jane Roe",
      "410 Terry Ave N",
      "Seattle, WA 98109",
      "Vereinigte Staaten",
    ])
  })

  it("is written as in Japan: from the postal code down to the name", () => {
    const japanese = { name: "山田 太郎", address_line_1: "下目黒1-8-1", city: "目黒区", state_or_region: "東京都" }
    expect(addressLines(address({ ...japanese, postal_code: "153-0064", country_code: "JP" }), "ja")).toEqual([
      "〒153-0064",
      "東京都目黒区",
      "下目黒1-8-1",
      "山田 太郎",
      "日本",
    ])
  })

  it("leaves out what Amazon does not give", () => {
    const nothing = { name: null, address_line_1: null, city: null, postal_code: null, country_code: null }
    expect(addressLines(address(nothing), "en")).toEqual([])
    expect(addressSummary(address(nothing), "en")).toBe("")
    expect(addressLines(address({ ...nothing, country_code: "US", city: "Seattle" }), "en")).toEqual([
      "Seattle",
      "United States",
    ])
  })

  it("fits on one line without the telephone number", () => {
    expect(addressSummary(address({ phone_number: "+49 89 1" }), "en")).toBe(
      "Erika Mustermann, Marienplatz 8, 80331 München, Germany",
    )
  })

  it.each(["", "D", "Germany", "<b>", "d\u202Ee", "12", "ZZ"])("survives %j as a country", (country_code) => {
    expect(() => addressLines(address({ country_code }), "en")).not.toThrow()
  })

  it("keeps a hostile part on its own, short line", () => {
    const lines = addressLines(address({ name: HOSTILE, city: HOSTILE }), "en")
    expect(lines).toHaveLength(4)
    for (const line of lines) {
      expect(Array.from(line).length).toBeLessThanOrEqual(SHOWN_CHARACTERS)
      expect(line).not.toMatch(/[\u202a-\u202e\n]/)
    }
  })
})

describe("a changed value", () => {
  const lines = (field: Parameters<typeof changeLines>[0], value: Parameters<typeof changeLines>[1]) =>
    changeLines(field, value, { t, language: "en" })

  it("is put into words by its field", () => {
    expect(lines("status", "non_chargeable")).toEqual(["Cannot be charged"])
    expect(lines("product_type", "pay_and_ship")).toEqual(["Payment and shipping"])
    expect(lines("reasons", ["PaymentMethodExpired", "MFAFailed"])).toEqual([
      "The payment method has expired.",
      "The customer did not confirm the payment method with their bank.",
    ])
    expect(lines("payment_descriptor", "Visa ****1111")).toEqual(["Visa ****1111"])
    expect(lines("shipping_address", address())).toContain("80331 München")
  })

  it("has no lines when there was nothing", () => {
    expect(lines("payment_descriptor", null)).toEqual([])
    expect(lines("payment_descriptor", "")).toEqual([])
    expect(lines("reasons", [])).toEqual([])
    expect(lines("shipping_address", null)).toEqual([])
  })

  it("is shown as it came when this version does not know it", () => {
    expect(lines("status", "constructor")).toEqual(["constructor"])
    expect(lines("reasons", ["toString"])).toEqual(["Amazon gives the reason toString."])
    expect(lines("payment_descriptor", HOSTILE)[0]).toMatch(/^<script>alert\("x"\)<\/script>.*…$/)
  })
})

describe("a reason", () => {
  it("is explained for a wallet", () => {
    expect(walletReason("BuyerCanceled", t)).toBe("The customer removed this wallet at Amazon.")
  })

  it("means something else for an update", () => {
    const canceled = update({ status: "canceled", reason_code: "BuyerCanceled" })
    expect(updateReason(canceled, t)).toBe("The customer canceled on Amazon's page.")
  })

  it("means the wallet's state for a change nobody started", () => {
    const closed = update({ update_type: null, initiated_by: "amazon", reason_code: "BuyerCanceled" })
    expect(updateReason(closed, t)).toBe("The customer removed this wallet at Amazon.")
  })

  it("is replaced by what the status means when there is none", () => {
    expect(updateReason(update({ status: "pending" }), t)).toMatch(/^Amazon has not confirmed/)
    expect(updateReason(update({ status: "completed" }), t)).toBeNull()
  })

  it.each(["__proto__", "constructor", "a.b:c", "$t(retry)", "{{code}}"])("%s is named and not looked up", (code) => {
    expect(walletReason(code, t)).toBe(`Amazon gives the reason ${code}.`)
    expect(updateReason(update({ status: "failed", reason_code: code }), t)).toBe(`Amazon gives the reason ${code}.`)
  })
})

describe("a history entry", () => {
  it("is titled by what was started, or by where the change came from", () => {
    expect(entryTitle(update(), t)).toBe("Payment method update")
    expect(entryTitle(update({ update_type: null, initiated_by: "amazon" }), t)).toBe("Changed at Amazon")
    expect(entryTitle(update({ update_type: null, initiated_by: "customer" }), t)).toBe("Changed in the store")
  })

  it("says that no change is recorded, that nothing is known yet, or that the wallet was saved", () => {
    expect(withoutChanges(update({ status: "completed" }), t)).toBe("No changes recorded.")
    expect(withoutChanges(update({ status: "pending" }), t)).toBe("No change seen yet.")
    expect(withoutChanges(update({ status: "completed", update_type: "set_up" }), t)).toBe("The wallet was saved.")
    expect(withoutChanges(update({ status: "failed", update_type: "set_up" }), t)).toBe("No changes recorded.")
  })
})

describe("a notification", () => {
  it("is named in Amazon's terms, or by its id", () => {
    expect(notificationTitle(notification())).toBe("CHARGE_PERMISSION · STATE_CHANGE")
    expect(notificationTitle(notification({ object_type: null, notification_type: null }))).toMatch(/^5c9b2f8e/)
  })
})

describe("what SNS sent", () => {
  it("is laid out, Amazon's own message inside as well", () => {
    const text = envelopeText({
      Type: "Notification",
      Message: '{"ObjectType":"CHARGE_PERMISSION","NotificationVersion":"V2"}',
    })
    expect(JSON.parse(text)).toEqual({
      Type: "Notification",
      Message: { ObjectType: "CHARGE_PERMISSION", NotificationVersion: "V2" },
    })
    expect(text).toContain('\n    "ObjectType": "CHARGE_PERMISSION"')
  })

  it.each(["", "no JSON", "{", '{"a":'])("is shown as it came when its message is %j", (Message) => {
    expect(JSON.parse(envelopeText({ Message }))).toEqual({ Message })
  })

  it("can be tried again where the store takes it back", () => {
    const replayable = NOTIFICATION_STATUSES.filter((status) => canReplay(notification({ status })))
    expect(replayable).toEqual(["unmatched", "failed", "dead"])
  })
})

describe("a line of the checklist", () => {
  const check = (more: Partial<StatusCheck>): StatusCheck => ({
    id: "topics",
    level: "warning",
    code: "topics_waiting",
    params: {},
    message: "In the store's words.",
    fix: "What to do, in the store's words.",
    ...more,
  })
  const said = (more: Partial<StatusCheck>, language = "en") => checkText(check(more), { t, language })

  it("is said in the reader's words with what it is about, and what to do", () => {
    expect(said({ params: { count: 2 } })).toEqual({
      message: "Topics that wait for approval: 2.",
      fix: "Compare each ARN with the one in Seller Central, then approve or reject it below.",
    })
    expect(said({ code: "topics_ok" })).toEqual({
      message: "Notifications come from topics that are trusted.",
      fix: null,
    })
  })

  it("writes times as the reader does, and shortens what came from elsewhere", () => {
    const late = { code: "reconciliation_late", params: { last: "2026-09-30T09:14:00.000Z" } } as const
    expect(said(late, "de").message).toMatch(/30\.09\.2026, \d\d:14/)
    const failed = { code: "reconciliation_failed", params: { error: `${HOSTILE}{{fix}}$t(retry)` } } as const
    expect(Array.from(said(failed).message).length).toBeLessThan(400)
    expect(said(failed).message).not.toMatch(/[\u202a-\u202e]/)
    expect(said({ ...failed, params: { error: "{{count}} $t(retry)" } }).message).toBe(
      "Reconciliation failed: {{count}} $t(retry)",
    )
  })

  it.each(["brand_new", "__proto__", "toString"])("that is %s is said in the store's words", (code) => {
    expect(said({ code: code as StatusCheck["code"] })).toEqual({
      message: "In the store's words.",
      fix: "What to do, in the store's words.",
    })
  })
})

describe("a line of an import", () => {
  it("says why in the reader's words, or in the store's where the code is new", () => {
    expect(importCodeText({ code: "customer_not_found", message: "x" }, t)).toBe("There is no such customer.")
    expect(importCodeText({ code: "brand_new", message: "Because." }, t)).toBe("Because.")
    expect(importCodeText({ code: "constructor", message: null }, t)).toBe("constructor")
    expect(Array.from(importCodeText({ code: "brand_new", message: HOSTILE }, t)).length).toBeLessThanOrEqual(300)
  })

  it("says of a file what is wrong with it, or what kept the store from looking", () => {
    const failed = (status: number, message = "The first line has to name the columns.") =>
      importProblem(Object.assign(new Error(message), { status }), t)
    expect(failed(400)).toBe("The first line has to name the columns.")
    expect(failed(400, HOSTILE).length).toBeLessThanOrEqual(300)
    expect(failed(413)).toBe("The file is larger than 10 MB. Split it.")
    expect(failed(403)).toMatch(/no permission/)
    expect(importProblem(new TypeError("Failed to fetch"), t)).toBe("Check your connection and try again.")
  })

  it("is looked at again as long as an import is under way", () => {
    expect(isOver({ status: "canceled" })).toBe(true)
    expect(nextLook([{ status: "completed" }, { status: "running" }])).toBeGreaterThan(0)
    expect(nextLook([{ status: "waiting" }])).toBeGreaterThan(0)
    expect(nextLook([{ status: "completed" }, { status: "canceled" }])).toBe(false)
    expect(nextLook([])).toBe(false)
    expect(nextLook(undefined)).toBe(false)
  })
})

describe("a time", () => {
  it("is only its day in a chart", () => {
    expect(dayText("2026-09-30T12:00:00.000Z", "de")).toBe("30.09.2026")
    expect(dayText("soon", "de")).toBe("")
  })

  it("is written in the reader's language, with everything in the tooltip", () => {
    const german = momentOf("2026-09-30T09:14:00.000Z", "de")
    expect(german?.short).toMatch(/^30\.09\.2026, \d\d:14$/)
    expect(german?.full).toMatch(/^Mittwoch, 30\. September 2026 um .*:14:00/)
  })

  it.each(["ptBR", "zhCN", "enGB", "xx-", "", "💥"])("is written somehow when the dashboard speaks %j", (language) => {
    expect(momentOf("2026-09-30T09:14:00.000Z", language)?.short).toContain("2026")
  })

  it("is nothing when it is not a time", () => {
    expect(momentOf("soon", "en")).toBeNull()
  })

  it("gets the tag that browsers know for the dashboard's languages", () => {
    expect(localeOf("ptBR")).toBe("pt-BR")
    expect(localeOf("de")).toBe("de")
    expect(localeOf("not a language")).toBeUndefined()
  })
})

describe("a failed request", () => {
  const failed = (status: number) => Object.assign(new Error("x"), { status })

  it.each([
    [401, "signed_out"],
    [403, "forbidden"],
    [404, "not_found"],
    [429, "unavailable"],
    [500, "unexpected"],
    [502, "refused"],
    [503, "unavailable"],
  ])("with %i is %s", (status, problem) => {
    expect(problemOf(failed(status))).toBe(problem)
  })

  it("that never reached the store is offline; anything else is unexpected", () => {
    expect(problemOf(new TypeError("Failed to fetch"))).toBe("offline")
    expect(problemOf(new Error("?"))).toBe("unexpected")
    expect(problemOf("?")).toBe("unexpected")
  })

  it("is not worth another try without permission", () => {
    expect(canRetry("forbidden")).toBe(false)
    expect(canRetry("signed_out")).toBe(false)
    expect(canRetry("unavailable")).toBe(true)
  })
})

describe("a long list", () => {
  it("starts short, goes on in larger steps and ends", () => {
    expect(nextPage({ limit: 5, offset: 0, count: 5 })).toBeUndefined()
    expect(nextPage({ limit: 5, offset: 0, count: 6 })).toEqual({ limit: 20, offset: 5 })
    expect(nextPage({ limit: 20, offset: 5, count: 100 })).toEqual({ limit: 20, offset: 25 })
    expect(nextPage({ limit: 20, offset: 10_000, count: 10_001 })).toBeUndefined()
    expect(nextPage({ limit: 20, offset: 9_985, count: 10_001 })).toBeUndefined()
  })

  it("shows an entry once when a new one shifted the pages", () => {
    expect(
      withoutRepeats([
        [{ id: "c" }, { id: "b" }],
        [{ id: "b" }, { id: "a" }],
      ]).map(({ id }) => id),
    ).toEqual(["c", "b", "a"])
  })
})

import fs from "node:fs"
import path from "node:path"
import translations from "../../../admin/i18n"
import { en } from "../../../admin/i18n/en"
import {
  CHANGE_FIELDS,
  NOTIFICATION_STATUSES,
  PRODUCT_TYPES,
  UPDATE_INITIATORS,
  UPDATE_SOURCES,
  UPDATE_STATUSES,
  UPDATE_TYPES,
  WALLET_ACTIONS,
  WALLET_STATUSES,
  IMPORT_FILE_CODES,
  IMPORT_ROW_CODES,
  IMPORT_ROW_STATUSES,
  IMPORT_STATUSES,
  MOVEMENT_STATES,
  OWN_REASON_CODES,
  PAYMENT_STATES,
  SELF_TEST_CHECKS,
  SELF_TEST_CODES,
  STATUS_CHECK_CODES,
  TOPIC_STATUSES,
  UPDATE_LINK_STATUSES,
} from "../../../src/contracts"
import { DECLINES } from "../../../src/protocol/declines"
import { REASONS } from "../../../src/protocol/reasons"
import { LANGUAGES, texts } from "./words"

const ENGLISH = texts(en)
const OTHERS = LANGUAGES.filter((language) => language !== "en")

const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

describe("the panel's languages", () => {
  it("are English, German, Spanish, French, Italian and Japanese, in the namespace amazonPay", () => {
    expect(LANGUAGES).toEqual(["en", "de", "es", "fr", "it", "ja"])
    for (const language of LANGUAGES) expect(Object.keys(translations[language])).toEqual(["amazonPay"])
  })

  it.each(LANGUAGES)("%s has exactly the keys of English", (language) => {
    expect([...texts(translations[language].amazonPay).keys()].sort()).toEqual([...ENGLISH.keys()].sort())
  })

  it.each(LANGUAGES)("%s has no empty text and no stray spaces", (language) => {
    for (const [key, text] of texts(translations[language].amazonPay)) {
      expect({ key, text: text.trim() }).toEqual({ key, text })
      expect({ key, empty: text === "" }).toEqual({ key, empty: false })
    }
  })

  it.each(OTHERS)("%s keeps the variables of every text", (language) => {
    for (const [key, text] of texts(translations[language].amazonPay)) {
      expect({ key, variables: variables(text) }).toEqual({ key, variables: variables(ENGLISH.get(key) ?? "") })
    }
  })

  it.each(OTHERS)("%s leaves no sentence in English", (language) => {
    const sentences = [...texts(translations[language].amazonPay)].filter(([, text]) => text.split(" ").length > 2)
    for (const [key, text] of sentences) {
      const isTemplate = text.replace(/\{\{\w+\}\}/g, "").replace(/[\s.]/g, "") === ""
      expect({ key, english: !isTemplate && text === ENGLISH.get(key) }).toEqual({ key, english: false })
    }
  })

  it.each([
    ["walletStatus", WALLET_STATUSES],
    ["walletAction", WALLET_ACTIONS],
    ["walletReason", Object.keys(REASONS)],
    ["productType", PRODUCT_TYPES],
    ["updateStatus", UPDATE_STATUSES],
    ["updateStatusHelp", UPDATE_STATUSES.filter((status) => status !== "completed")],
    ["updateType", UPDATE_TYPES],
    ["source", UPDATE_SOURCES],
    ["sourceHelp", UPDATE_SOURCES],
    ["initiatedBy", UPDATE_INITIATORS],
    ["field", CHANGE_FIELDS],
    ["notificationStatus", NOTIFICATION_STATUSES],
    ["notificationHelp", NOTIFICATION_STATUSES],
    ["check", STATUS_CHECK_CODES],
    ["checkFix", STATUS_CHECK_CODES.filter((code) => !code.endsWith("_ok"))],
    ["checkLevel", ["ok", "warning", "error"]],
    ["selfTest", SELF_TEST_CHECKS],
    ["selfTestCode", SELF_TEST_CODES.filter((code) => code !== "ok")],
    ["selfTestFix", SELF_TEST_CODES.filter((code) => code !== "ok" && code !== "not_checked")],
    ["topicStatus", TOPIC_STATUSES],
    ["importStatus", IMPORT_STATUSES],
    ["importRow", IMPORT_ROW_STATUSES],
    ["importCode", [...IMPORT_ROW_CODES, ...IMPORT_FILE_CODES]],
    ["linkStatus", UPDATE_LINK_STATUSES],
    ["paymentState", PAYMENT_STATES],
    ["movementState", MOVEMENT_STATES],
    ["declineAction", [...new Set(Object.values(DECLINES))]],
  ] as const)("name every %s there is, and none that is not", (group, values) => {
    expect(Object.keys(en[group]).sort()).toEqual([...values].sort())
  })

  it.each([
    // Ways a checkout session ends at Amazon.
    ...["BuyerCanceled", "Declined", "Expired", "AmazonCanceled"],
    // Refusals of Complete Checkout Session.
    ...["CheckoutSessionCanceled", "InvalidCheckoutSessionStatus", "ResourceNotFound"],
  ])("explain %s of a checkout session in an update", (code) => {
    expect(Object.keys(en.updateReason)).toContain(code)
  })

  it.each([
    ...Object.keys(DECLINES),
    // Ways an authorised charge ends at Amazon.
    ...["ExpiredUnused", "AmazonCanceled", "MerchantCanceled", "ChargePermissionCanceled", "BuyerCanceled"],
  ])("explain %s of a charge", (code) => {
    expect(Object.keys(en.chargeReason)).toContain(code)
  })

  it("explain every code of our own that an update can end up with", () => {
    const errors = [...sourceOf("src/protocol/errors.ts").matchAll(/^ {2}\| "(\w+)"$/gm)].map(([, code]) => code)
    expect(errors).toContain("timeout")
    const ofRequests = errors.filter((code) => !code?.startsWith("sns_"))
    expect(Object.keys(en.updateReason)).toEqual(expect.arrayContaining([...OWN_REASON_CODES, ...ofRequests]))
  })

  it("hold no text that the panel never shows", () => {
    const panel = screenFiles().map(sourceOf).join("\n")
    const unused = [...ENGLISH.keys()].filter((key) => {
      const prefixes = key.split(".").map((_, index, parts) => parts.slice(0, index + 1).join("."))
      return !panel.includes(`"${key}"`) && !prefixes.some((prefix) => panel.includes(`\`${prefix}.\${`))
    })
    expect(unused).toEqual([])
  })
})

const ROOT = path.resolve(__dirname, "../../..")

function sourceOf(file: string): string {
  return fs.readFileSync(path.join(ROOT, file), "utf8")
}

/** Every screen and its registration; not the words themselves. */
function screenFiles(): string[] {
  return ["admin", "src/admin"].flatMap((folder) =>
    fs
      .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".tsx") && !file.startsWith("i18n"))
      .map((file) => `${folder}/${file}`),
  )
}

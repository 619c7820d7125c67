import { logFile } from "../http/log-file"
import { generateKeyPairSync, randomUUID } from "node:crypto"
import { readFileSync, rmSync } from "node:fs"
import path from "node:path"
import type { PaymentSessionDTO } from "@medusajs/framework/types"
import type { AmazonPayOptions } from "../../../src"
import { AmazonPayOptionsError } from "../../../src"
import type { CheckoutResponse, CreatedUpdateLink, UpdateResponse, Wallet } from "../../../src/contracts"
import { resolveOptions } from "../../../src/options/resolve"
import { describePayments } from "../payments/support"
import type { StoreUnderTest } from "../http/support"
import { from, numbersIn } from "../support/numbers"
import { MERCHANT_ID, pluginOptions } from "../support/options"

/**
 * Options that cannot work, and secrets that must stay where they are. The numbers are those of the project's list of
 * hostile cases. The 40th, the screens, is tested where screens are: see `test/unit/cases.spec.ts`.
 */

afterAll(() => rmSync(path.dirname(logFile), { recursive: true }))

describe("38. options that cannot work", () => {
  const key = (type: "spki" | "pkcs8", bits = 2048) => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: bits })
    return type === "spki"
      ? publicKey.export({ type, format: "pem" }).toString()
      : privateKey.export({ type, format: "pem" }).toString()
  }
  const encrypted = () =>
    generateKeyPairSync("rsa", { modulusLength: 2048 })
      .privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "CANARY-PASS" })
      .toString()
  const ec = () =>
    generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" }).toString()

  const LIVE = { sandbox: false, publicKeyId: "LIVE-KEY", storefrontUrl: "https://shop.example" }

  it.each<[string, () => object, string]>([
    ["an empty key", () => ({ privateKey: "" }), "privateKey"],
    ["a blank key", () => ({ privateKey: " \n " }), "privateKey"],
    ["an encrypted key", () => ({ privateKey: encrypted() }), "privateKey"],
    ["a key of another kind", () => ({ privateKey: ec() }), "privateKey"],
    ["a short key", () => ({ privateKey: key("pkcs8", 1024) }), "privateKey"],
    ["a public key", () => ({ privateKey: key("spki") }), "privateKey"],
    ["a key of the sandbox in a live store", () => ({ sandbox: false }), "publicKeyId"],
    ["a live store on http", () => ({ ...LIVE, backendUrl: "http://api.shop.example" }), "backendUrl"],
    ["a script as storefront", () => ({ storefrontUrl: "javascript:alert('CANARY')" }), "storefrontUrl"],
    ["an unknown option", () => ({ privatekey: "CANARY" }), "privatekey"],
    ["another host in production", () => ({ endpoints: { payApi: "https://evil.example" } }), "endpoints"],
  ])("%s: the store does not start, and is told the option and no value", (_, more, option) => {
    const given = { ...pluginOptions(), ...more() }
    let problem: unknown
    try {
      resolveOptions(given, { production: true })
    } catch (error) {
      problem = error
    }
    expect(problem).toBeInstanceOf(AmazonPayOptionsError)
    const { problems, message } = problem as AmazonPayOptionsError
    expect(problems.map((each) => each.option)).toContainEqual(expect.stringMatching(new RegExp(`^${option}`)))
    for (const value of Object.values(given as AmazonPayOptions).filter((each) => String(each).length > 20)) {
      expect(message).not.toContain(String(value).slice(30, 60) || String(value))
    }
    expect(message).not.toContain("CANARY")
  })

  it("two keys during a rotation are none of them", () => {
    const { publicKeyId, privateKey, ...more } = pluginOptions()
    const keys = [
      { publicKeyId: "SANDBOX-NEW", privateKey: key("pkcs8") },
      { publicKeyId: publicKeyId ?? "", privateKey: privateKey ?? "" },
    ]
    const [account] = resolveOptions({ ...more, keys }, { production: false }).accounts.values()
    expect(account?.keys.map((each) => each.publicKeyId)).toEqual(["SANDBOX-NEW", publicKeyId])
  })
})

/** What was marked, and where it may be found. */
type Mark = { kind: string; text: string; columns?: readonly string[]; answers?: RegExp }

const ADDRESS_COLUMNS = [
  "amazon_pay_wallet.shipping_address",
  "amazon_pay_wallet.billing_address",
  "amazon_pay_wallet_update.changes",
]
const OWN = "/store/customers/me/amazon-pay"
const ADMIN = "/admin/amazon-pay"
/** For debugging Medusa writes every path below `/store/customers/me`, before a plugin can hide what is in it. */
const isNotMedusasOwn = (line: string) => !/"level":"debug","message":"Authenticating route [A-Z]+ \/store/.test(line)

/** Where Medusa itself keeps a customer's e-mail address. */
const MEDUSAS_OWN = ["customer.email", "provider_identity.entity_id", "payment_session.context"]

/** The routes that hand out what was signed. */
const START_ROUTES = /\/(?:wallets|wallets\/[^/]+\/update|update-links\/[^/]+)$/
/** Answers that are about one wallet and its history, to its customer and to admins. */
const SHOWS_WALLETS =
  /^\/(?:store\/customers\/me\/amazon-pay\/(?:wallets|updates|update-links)|admin\/amazon-pay\/(?:wallets|updates))(?:$|[/?])/

describePayments((store, till) => {
  /** Everything the store has answered, by method and URL. */
  const answers: { url: string; text: string }[] = []
  const marks: Mark[] = []
  const mark = (kind: string, text: unknown, may: Pick<Mark, "columns" | "answers"> = {}) => {
    if (typeof text !== "string" || text.length < 8) throw new Error(`${kind} is nothing to look for: ${String(text)}`)
    marks.push({ kind, text, ...may })
  }

  const recorded: StoreUnderTest["request"] = async (url, request) => {
    const answer = await store.request(url, request)
    const { location, "set-cookie": cookie } = answer.headers
    answers.push({ url, text: JSON.stringify([answer.data, location, cookie]) })
    return answer as never
  }

  /** Which columns of which tables hold a text, in the whole database. */
  async function columnsWith(text: string): Promise<string[]> {
    const tables = await till.sql<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    )
    const found = new Set<string>()
    for (const { name } of tables) {
      const rows = await till.sql<{ column: string }>(
        `select distinct field.key as column from "${name}" t, jsonb_each_text(to_jsonb(t)) field
         where position(?::text in field.value) > 0`,
        text,
      )
      for (const { column } of rows) found.add(`${name}.${column}`)
    }
    return [...found]
  }

  describe("39. what is secret, and what is a buyer's", () => {
    it("is in no line of the log, in no table but the columns that are for it, and in no answer that is not about it", async () => {
      const ADDRESS = {
        name: "Canary-Name Müller",
        addressLine1: "Canary-Street 7",
        addressLine2: "Canary-Floor 3",
        city: "Canary-City",
        postalCode: "10117",
        countryCode: "DE",
        phoneNumber: "+49-canary-5550199",
      }
      for (const part of [
        ADDRESS.name,
        ADDRESS.addressLine1,
        ADDRESS.addressLine2,
        ADDRESS.city,
        ADDRESS.phoneNumber,
      ]) {
        mark("address", part, { columns: ADDRESS_COLUMNS, answers: SHOWS_WALLETS })
      }
      const pem = String(pluginOptions().privateKey).split("\n").slice(1, -2)
      for (const line of pem) mark("private key", line)

      store.container().resolve("logger").setLogLevel("silly")
      const customer = await store.customer()
      const admin = await store.admin()
      const call = <T>(route: string, body?: unknown) => recorded<T>(OWN + route, { body, headers: customer.headers })
      const asAdmin = <T>(route: string, body?: unknown) => recorded<T>(ADMIN + route, { body, headers: admin })
      mark("e-mail", customer.email, { columns: MEDUSAS_OWN, answers: /^\/admin\/amazon-pay\/(wallets|updates)/ })
      mark("token of the customer", customer.headers.authorization?.slice(-40))
      mark("token of the admin", admin.authorization?.slice(-40))

      /** Marks what is signed and the token in it. They are kept as long as the update is open. */
      const markStarted = ({ checkout, update }: CheckoutResponse, open = false) => {
        const { payloadJSON, signature } = checkout.options.createCheckoutSessionConfig
        const token = /"checkoutResultReturnUrl":"[^"]*\/([\w-]{40,})"/.exec(payloadJSON)?.[1]
        const may = {
          columns: open ? ["token", "payload_json", "signature"].map((name) => `amazon_pay_wallet_update.${name}`) : [],
          answers: START_ROUTES,
        }
        mark(`signature of ${update.update_type}`, signature, may)
        mark(`return token of ${update.update_type}`, token, may)
      }
      const complete = async ({ update }: CheckoutResponse, back: URL) =>
        (
          await call<UpdateResponse>(`/updates/${update.id}/complete`, {
            checkout_session_id: back.searchParams.get("amazonCheckoutSessionId"),
          })
        ).data.update

      const setUp = (await call<CheckoutResponse>("/wallets", {})).data
      markStarted(setUp)
      const saved = await complete(
        setUp,
        await customer.atAmazon(setUp, { card: "1111", address: ADDRESS, end: "confirm" }),
      )
      const { wallet } = (await call<{ wallet: Wallet }>(`/wallets/${saved.wallet_id}`)).data
      expect(wallet.shipping_address).toMatchObject({ name: ADDRESS.name, address_line_1: ADDRESS.addressLine1 })
      mark("payment descriptor", wallet.payment_descriptor, {
        columns: ["amazon_pay_wallet.payment_descriptor", "amazon_pay_wallet_update.changes"],
        answers: SHOWS_WALLETS,
      })

      const update = (await call<CheckoutResponse>(`/wallets/${wallet.id}/update`, { update_type: "payment_method" }))
        .data
      markStarted(update)
      const back = await customer.atAmazon(update, { card: "4444", end: "confirm" })
      await recorded(`${back.pathname}?amazonCheckoutSessionId=${randomUUID()}`)
      await store.simulator.control.addFault({
        operation: "CompleteCheckoutSession",
        status: 400,
        body: JSON.stringify({ reasonCode: "InvalidParameterValue", message: "Canary-Words of Amazon's answer" }),
      })
      mark("words of Amazon's answer", "Canary-Words of Amazon's answer")
      await recorded(back.pathname + back.search)
      await store.simulator.control.clearFaults()
      await recorded(back.pathname + back.search)
      await recorded(`/amazon-pay/cancel/${back.pathname.split("/").at(-1)}`)
      await store.inboxWorkedOff()

      const link = (await asAdmin<{ update_link: CreatedUpdateLink }>(`/wallets/${wallet.id}/update-link`, {})).data
        .update_link
      const linkToken = new URL(link.url).pathname.split("/").at(-1) ?? ""
      mark("token of a link", linkToken, { answers: /\/wallets\/[^/]+\/update-link$/ })
      await call(`/update-links/${linkToken}`)
      const open = (await call<CheckoutResponse>(`/update-links/${linkToken}`, {})).data
      markStarted(open, true)

      await store.simulator.control.changeWallet(wallet.charge_permission_id, {
        type: "shipping_address",
        address: ADDRESS,
      })
      await store.inboxWorkedOff()
      const [delivery] = (await store.simulator.control.deliveries()).slice(-1)
      const { Signature, Message } = JSON.parse(delivery?.body ?? "{}") as Record<string, string>
      mark("signature of a notification", Signature, { columns: ["amazon_pay_notification.raw_message"] })
      const ipn = (body: string) =>
        recorded("/hooks/amazon-pay/ipn", { body, raw: true, headers: { "content-type": "text/plain; charset=UTF-8" } })
      await ipn(String(delivery?.body))
      await ipn(
        JSON.stringify({ ...(JSON.parse(delivery?.body ?? "{}") as object), Message: `${Message} Canary-Forgery` }),
      )
      mark("a forged notification", "Canary-Forgery")

      const session = (await till.begin(customer, "14.00", { wallet_id: wallet.id })) as PaymentSessionDTO
      const payment = await till.authorize(session.id)
      await till.payments().capturePayment({ payment_id: payment.id, amount: 14 })
      await till.payments().refundPayment({ payment_id: payment.id, amount: 3 })
      const declined = await till.begin(customer, "3.00", { wallet_id: wallet.id })
      await store.simulator.control.addFault({ operation: "CreateCharge", status: 422, reasonCode: "HardDeclined" })
      await till.authorize(declined.id).catch(() => null)

      const other = await store.simulator.control.createWallet({
        merchantId: MERCHANT_ID,
        buyerId: customer.buyerId,
        productType: "PayAndShip",
        address: ADDRESS,
      })
      const csv = `customer_id,charge_permission_id\n${customer.id},${other.chargePermissionId}\n${customer.id},nonsense\n`
      const imported = await recorded<{ import: { id: string } }>(`${ADMIN}/wallets/import`, {
        method: "POST",
        body: csv,
        raw: true,
        headers: { ...admin, "content-type": "text/csv" },
      })
      await asAdmin(`/wallets/import/${imported.data.import.id}`)
      await asAdmin("/status/self-test", {})
      for (const route of ["/status", "/topics", "/notifications", "/update-links", "/wallets/import"])
        await asAdmin(route)
      for (const route of ["/wallets", `/wallets/${wallet.id}`, "/updates", "/updates/export"]) await asAdmin(route)
      const { notifications } = (await asAdmin<{ notifications: { message_id: string }[] }>("/notifications")).data
      await asAdmin(`/notifications/${notifications[0]?.message_id}`)
      await call("/wallets")
      await call(`/wallets/${wallet.id}/updates`)
      await recorded(`${OWN}/wallets`, { headers: {} })
      await asAdmin(`/wallets/${wallet.id}/refresh`, {})
      await call(`/wallets/${wallet.id}/close`, {})
      await store.inboxWorkedOff()

      const log = readFileSync(logFile, "utf8").split("\n").filter(isNotMedusasOwn).join("\n")
      for (const line of ["notification refused", "a payment operation did not succeed"]) {
        expect({ line, written: log.includes(line) }).toEqual({ line, written: true })
      }
      expect(answers.length).toBeGreaterThan(25)
      expect(new Set(marks.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(12)
      const leaks: { kind: string; in: string }[] = []
      for (const { kind, text, columns = [], answers: may } of marks) {
        const inJson = JSON.stringify(text).slice(1, -1)
        if (log.includes(text) || log.includes(inJson)) leaks.push({ kind, in: "log" })
        const elsewhere = (await columnsWith(text)).filter((column) => !columns.includes(column))
        const told = answers.filter((answer) => answer.text.includes(inJson) && !may?.test(answer.url))
        for (const place of [...elsewhere, ...told.map(({ url }) => url)]) leaks.push({ kind, in: place })
      }
      expect(leaks).toEqual([])
      expect(/AMZN-PAY-RSASSA-PSS|BEGIN [A-Z ]*PRIVATE KEY/.test(log)).toBe(false)
      expect(await columnsWith(ADDRESS.name)).toEqual(expect.arrayContaining([ADDRESS_COLUMNS[0]]))
      expect(await columnsWith("PRIVATE KEY")).toEqual([])
    })
  })
})

it("no case of configuration and secrets is missing", () => {
  expect(numbersIn(__filename)).toEqual(from(38, 39))
})

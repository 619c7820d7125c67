import { Modules } from "@medusajs/framework/utils"
import type {
  AdminCreatedUpdateLinkResponse,
  AdminNotificationListResponse,
  AdminTopicListResponse,
  AdminUpdateCursorResponse,
  CheckoutResponse,
  UpdateResponse,
  Wallet,
  WalletImportReportResponse,
  WalletImportResponse,
} from "../../../src/contracts"
import { REFUSALS } from "../../../src/modules/amazon-pay/errors"
import { MERCHANT_ID } from "../support/options"
import { readDocument } from "../support/openapi"
import { describeStore, type Answer, type Customer } from "./support"

type Headers = Record<string, string>

type Asked = {
  /** Values of the path's parameters, in their order. */
  at?: string | readonly string[]
  query?: string
  body?: unknown
  headers?: Headers
  /** The body is sent as it is. */
  raw?: boolean
}

const openapi = readDocument()

/** Bodies of operations that look at them before they look at the path. */
const BODIES: Readonly<Record<string, object>> = {
  StoreCompleteAmazonPayUpdate: { checkout_session_id: "3bf93f46-b7b2-4e7c-a7a3-6cbe0fa2d2c0" },
  StoreReturnFromAmazonPayCheckout: { checkout_session_id: "3bf93f46-b7b2-4e7c-a7a3-6cbe0fa2d2c0" },
  StoreStartAmazonPayWalletUpdate: { update_type: "payment_method" },
}

describeStore(
  (store) => {
    /** Operations that were answered with a success that is what the document says. */
    const answered = new Set<string>()

    /** Calls an operation and holds its answer against the document. */
    async function call<T = unknown>(operationId: string, expected: number, asked: Asked = {}): Promise<T> {
      const found = openapi.find(operationId)
      const values = [asked.at ?? []].flat()
      const url = found.path.replace(/\{\w+\}/g, () => encodeURIComponent(values.shift() ?? "nothing"))
      const answer: Answer<T> = await store.request<T>(url + (asked.query ?? ""), {
        method: found.method,
        body: asked.body,
        headers: asked.headers,
        raw: asked.raw,
      })
      const { status, data: body, headers } = answer
      const wrong = openapi.faultsOfAnswer(found, { status, body, headers })
      expect({ operationId, status, wrong, body }).toEqual({ operationId, status: expected, wrong: [], body })
      if (status < 400) {
        answered.add(operationId)
        if (found.operation.requestBody?.content["application/json"]) {
          expect({ operationId, wrong: openapi.faultsOfRequest(found, asked.body ?? {}) }).toEqual({
            operationId,
            wrong: [],
          })
        }
      }
      return body
    }

    const sessionOf = (back: URL) => back.searchParams.get("amazonCheckoutSessionId") ?? ""

    const atAmazon = async (buyerId: string) =>
      (await store.simulator.control.createWallet({ merchantId: MERCHANT_ID, buyerId, productType: "PayAndShip" }))
        .chargePermissionId

    /** Saves a wallet, changes its card, and comes back through the return handler. */
    async function customerRoutes({ headers, atAmazon }: Customer): Promise<{ wallet: Wallet; updateId: string }> {
      const asked = { headers }
      const setUp = await call<CheckoutResponse>("StoreSetUpAmazonPayWallet", 200, { ...asked, body: {} })
      const back = await atAmazon(setUp, { card: "1111", end: "confirm" })
      const { update } = await call<UpdateResponse>("StoreCompleteAmazonPayUpdate", 200, {
        ...asked,
        at: setUp.update.id,
        body: { checkout_session_id: sessionOf(back) },
      })
      const { wallet } = await call<{ wallet: Wallet }>("StoreGetAmazonPayWallet", 200, {
        ...asked,
        at: update.wallet_id ?? "",
      })
      await call("StoreListAmazonPayWallets", 200, { ...asked, query: "?limit=5&offset=0" })

      const started = await call<CheckoutResponse>("StoreStartAmazonPayWalletUpdate", 200, {
        ...asked,
        at: wallet.id,
        body: { update_type: "payment_method" },
      })
      const returned = await atAmazon(started, { card: "4444", end: "confirm" })
      const token = returned.pathname.split("/").at(-1) ?? ""
      await call("ReturnFromAmazonPay", 303, { at: token, query: returned.search })
      await call("CancelAtAmazonPay", 303, { at: token })
      await call("StoreGetAmazonPayUpdate", 200, { ...asked, at: started.update.id })
      await call("StoreListAmazonPayWalletUpdates", 200, { ...asked, at: wallet.id })
      return { wallet, updateId: started.update.id }
    }

    /** A guest comes back from Amazon's page to pay. */
    async function purchase(customer: Customer): Promise<void> {
      const payments = store.container().resolve(Modules.PAYMENT)
      const [collection] = await payments.createPaymentCollections([{ currency_code: "eur", amount: 14 }])
      const session = await payments.createPaymentSession(collection?.id ?? "", {
        provider_id: "pp_amazon-pay_default",
        currency_code: "eur",
        amount: 14,
        data: {},
      })
      const back = await customer.atAmazon(session.data as never, { card: "1111", end: "confirm" })
      await call("StoreReturnFromAmazonPayCheckout", 200, {
        headers: { "x-publishable-api-key": customer.headers["x-publishable-api-key"] ?? "" },
        at: session.id,
        body: { checkout_session_id: sessionOf(back) },
      })
    }

    async function lists(headers: Headers, wallet: Wallet, updateId: string, customer: Customer): Promise<void> {
      const email = encodeURIComponent(customer.email)
      const since = "created_at[$gte]=2020-01-01"
      for (const query of [
        "",
        "?offset=1&limit=1",
        `?q=${email}&status=completed&update_type[]=set_up&update_type[]=none`,
        `?${since}&source=return&initiated_by=customer&customer_id=${customer.id}&wallet_id=${wallet.id}`,
      ]) {
        await call("AdminListAmazonPayUpdates", 200, { headers, query })
      }
      const first = await call<AdminUpdateCursorResponse>("AdminListAmazonPayUpdates", 200, {
        headers,
        query: "?cursor=&limit=1",
      })
      expect(first.next_cursor).toEqual(expect.any(String))
      await call("AdminListAmazonPayUpdates", 200, { headers, query: `?cursor=${first.next_cursor}` })
      await call("AdminGetAmazonPayUpdate", 200, { headers, at: updateId })
      for (const query of ["", "?interval=month&tz=Europe/Berlin&from=2024-01-01T00:00:00%2B01:00&status=completed"]) {
        await call("AdminGetAmazonPayUpdateStatistics", 200, { headers, query })
      }
      const csv = await call<string>("AdminExportAmazonPayUpdates", 200, { headers, query: `?${since}` })
      expect(csv.split("\n").length).toBeGreaterThan(2)

      for (const query of ["", "?order=attention&status=chargeable", "?cursor=&limit=1", `?q=${wallet.id}`]) {
        await call("AdminListAmazonPayWallets", 200, { headers, query })
      }
      await call("AdminRefreshAmazonPayWallet", 200, { headers, at: wallet.id })
    }

    async function updateLinks(headers: Headers, wallet: Wallet, customer: Customer): Promise<void> {
      await call("AdminCreateAmazonPayUpdateLink", 200, { headers, at: wallet.id })
      const { update_link: link } = await call<AdminCreatedUpdateLinkResponse>("AdminCreateAmazonPayUpdateLink", 200, {
        headers,
        at: wallet.id,
        body: { update_type: "payment_method", expires_in_hours: 2 },
      })
      const at = new URL(link.url).pathname.split("/").at(-1) ?? ""
      await call("StoreGetAmazonPayUpdateLink", 200, { headers: customer.headers, at })
      await call("StoreStartAmazonPayUpdateLink", 200, { headers: customer.headers, at, body: {} })
      await call("AdminListAmazonPayUpdateLinks", 200, { headers, query: `?wallet_id=${wallet.id}` })
      await call("AdminGetAmazonPayWallet", 200, { headers, at: wallet.id })
      await call("AdminRevokeAmazonPayUpdateLink", 200, { headers, at: link.id })
      await call("StoreGetAmazonPayUpdateLink", 200, { headers: customer.headers, at })
      await call("StoreStartAmazonPayUpdateLink", 400, { headers: customer.headers, at })
    }

    async function notificationsAndTopics(headers: Headers, stranger: Customer): Promise<void> {
      const held = await call<AdminTopicListResponse>("AdminListAmazonPayTopics", 200, { headers })
      expect(held.topics).toMatchObject([{ status: "learning" }])
      const body = { arn: store.simulator.topicArn(MERCHANT_ID) }
      await call("AdminListAmazonPayNotifications", 200, { headers, query: "?status=held" })
      await call("AdminApproveAmazonPayTopic", 200, { headers, body })

      const unknown = await atAmazon(stranger.buyerId)
      await store.simulator.control.changeWallet(unknown, { type: "payment_method", card: "0005" })
      await store.inboxWorkedOff()
      for (const query of ["", "?cursor=&limit=1", "?object_type=CHARGE_PERMISSION"]) {
        await call("AdminListAmazonPayNotifications", 200, { headers, query })
      }
      const { notifications } = await call<AdminNotificationListResponse>("AdminListAmazonPayNotifications", 200, {
        headers,
        query: `?status=unmatched&charge_permission_id=${unknown}`,
      })
      const at = notifications[0]?.message_id ?? ""
      await call("AdminGetAmazonPayNotification", 200, { headers, at })
      await call("AdminReplayAmazonPayNotification", 200, { headers, at })
      await store.inboxWorkedOff()
      await call("AdminReplayAmazonPayNotifications", 200, { headers, body: { message_ids: [at] } })
      await store.inboxWorkedOff()
      await call("AdminReplayAmazonPayNotifications", 200, { headers, body: { status: "unmatched" } })
      await store.inboxWorkedOff()
      await call("AdminAttachAmazonPayWallet", 200, {
        headers,
        body: { customer_id: stranger.id, charge_permission_id: unknown },
      })
      const delivered = (await store.simulator.control.deliveries()).at(-1)?.body
      await call("ReceiveAmazonPayNotification", 200, {
        raw: true,
        body: delivered,
        headers: { "content-type": "text/plain; charset=UTF-8" },
      })
      await store.inboxWorkedOff()
      await call("AdminRejectAmazonPayTopic", 200, { headers, body })
    }

    async function imports(headers: Headers, customer: Customer): Promise<void> {
      const upload = <T>(expected: number, query: string, ...lines: string[]) =>
        call<T>("AdminCreateAmazonPayImport", expected, {
          headers: { ...headers, "content-type": "text/csv" },
          body: ["customer_id,charge_permission_id", ...lines].join("\n"),
          raw: true,
          query,
        })
      const lines = [`${customer.id},${await atAmazon(customer.buyerId)}`, `${customer.id},nonsense`]
      await upload(200, "?preview=true", ...lines)
      const { id } = (await upload<WalletImportResponse>(202, "", ...lines)).import
      let report: WalletImportReportResponse
      do {
        report = await call<WalletImportReportResponse>("AdminGetAmazonPayImport", 200, { headers, at: id })
      } while (report.import.remaining > 0)
      await call("AdminGetAmazonPayImport", 200, { headers, at: id, query: "?limit=1&status=refused" })
      await call("AdminGetAmazonPayImport", 200, { headers, at: id, query: "?format=csv" })
      await call("AdminCancelAmazonPayImport", 400, { headers, at: id })
      await call("AdminListAmazonPayImports", 200, { headers })

      await store.simulator.control.addFault({ operation: "GetChargePermission", status: 503, times: "always" })
      const waiting = await upload<WalletImportResponse>(202, "", `${customer.id},${await atAmazon(customer.buyerId)}`)
      await call("AdminCancelAmazonPayImport", 200, { headers, at: waiting.import.id })
      await store.simulator.control.clearFaults()
      await upload(400, "", '"not closed')
    }

    it("answers every operation with what the document says, and with nothing else", async () => {
      const customer = await store.customer()
      const headers = await store.admin()
      const { wallet, updateId } = await customerRoutes(customer)
      await purchase(customer)
      await lists(headers, wallet, updateId, customer)
      await updateLinks(headers, wallet, customer)
      await notificationsAndTopics(headers, await store.customer())
      await imports(headers, customer)
      await call("AdminGetAmazonPayStatus", 200, { headers })
      await call("AdminSelfTestAmazonPay", 200, { headers, body: {} })
      await call("StoreCloseAmazonPayWallet", 200, { headers: customer.headers, at: wallet.id, body: {} })
      await call("AdminListAmazonPayUpdates", 200, { headers })
      await call("AdminListAmazonPayPayments", 200, { headers, query: "?order_id=order_none" })
      expect([...openapi.operations.keys()].filter((operationId) => !answered.has(operationId))).toEqual([])
    })

    it("refuses in the shape that the document says", async () => {
      const customer = await store.customer()
      const headers = await store.admin()
      for (const [operationId, { path, operation }] of openapi.operations) {
        const [session] = operation.security
        if (!session) continue
        const key = { "x-publishable-api-key": customer.headers["x-publishable-api-key"] ?? "" }
        if (operation.responses["401"]) await call(operationId, 401, { headers: key })
        const given = operationId.startsWith("Store") ? customer.headers : headers
        if (path.includes("{")) {
          for (const at of ["none", "no\0ne", "x".repeat(5_000)]) {
            await call(operationId, 404, { headers: given, at, body: BODIES[operationId] })
          }
        }
        if (operation.requestBody?.content["application/json"]) {
          await call(operationId, 400, { headers: given, at: "none", body: { nobody: "knows this" } })
          await call(operationId, 413, { headers: given, at: "none", body: { long: "x".repeat(200_000) } })
        }
        if (operation.parameters?.some((parameter) => parameter.in === "query")) {
          const raw = { ...given, "content-type": "text/csv" }
          const isCsv = operationId === "AdminCreateAmazonPayImport"
          await call(operationId, 400, {
            at: "none",
            query: "?nobody=knows",
            headers: isCsv ? raw : given,
            ...(isCsv && { body: "a", raw: true }),
          })
        }
      }
      const nul = "a\0b"
      for (const [operationId, body] of [
        ["AdminAttachAmazonPayWallet", { customer_id: nul, charge_permission_id: "B02-1111111-1111111" }],
        ["AdminApproveAmazonPayTopic", { arn: nul }],
        ["AdminRejectAmazonPayTopic", { arn: nul }],
        ["AdminReplayAmazonPayNotifications", { message_ids: [nul] }],
      ] as const) {
        await call(operationId, 400, { headers, body })
      }
      await call("AdminGetAmazonPayImport", 400, { headers, at: "none", query: `?cursor=${2 ** 31}` })
      await call("StoreListAmazonPayWallets", 400, { headers: { authorization: customer.headers.authorization ?? "" } })
      await call("AdminCreateAmazonPayImport", 415, { headers, body: { json: true } })
      const text = { "content-type": "text/plain" }
      await call("ReceiveAmazonPayNotification", 400, { raw: true, body: "{}", headers: text })
      await call("ReceiveAmazonPayNotification", 413, { raw: true, body: "x".repeat(300 * 1024), headers: text })
      const wallet = await customer.savedWallet()
      await store.inboxWorkedOff()
      await store.simulator.control.addFault({ operation: "GetChargePermission", status: 503, times: "always" })
      await call("AdminRefreshAmazonPayWallet", 503, { headers, at: wallet.id })
    })

    it("refuses with the codes that the document names", async () => {
      const customer = await store.customer()
      const headers = await store.admin()
      const wallet = await customer.savedWallet()
      const refused = async (operationId: string, status: number, asked: Asked) => {
        const { code = "none" } = await call<{ code?: string }>(operationId, status, asked)
        const answer = openapi.find(operationId).operation.responses[String(status)]
        expect(Object.keys(REFUSALS)).toContain(code)
        expect({ operationId, named: JSON.stringify(answer).includes(`"${code}"`) }).toEqual({
          operationId,
          named: true,
        })
        return code
      }
      expect(
        await Promise.all([
          refused("AdminListAmazonPayUpdates", 400, { headers, query: "?cursor=wrong" }),
          refused("AdminGetAmazonPayUpdateStatistics", 400, { headers, query: "?tz=Mars" }),
          refused("AdminGetAmazonPayUpdateStatistics", 400, { headers, query: "?from=2024-01-02&to=2024-01-01" }),
          refused("AdminAttachAmazonPayWallet", 404, {
            headers,
            body: { customer_id: customer.id, charge_permission_id: "B02-1111111-1111111" },
          }),
          refused("StoreCompleteAmazonPayUpdate", 404, {
            headers: customer.headers,
            at: "apwu_none",
            body: { checkout_session_id: "x" },
          }),
          refused("StoreSetUpAmazonPayWallet", 400, {
            headers: customer.headers,
            body: { merchant_account: "another" },
          }),
          refused("AdminApproveAmazonPayTopic", 404, { headers, body: { arn: "arn:aws:sns:none" } }),
        ]),
      ).toEqual([
        "invalid_cursor",
        "invalid_time_zone",
        "invalid_period",
        "charge_permission_not_found",
        "update_not_found",
        "account_not_configured",
        "topic_not_found",
      ])
      await call("StoreCloseAmazonPayWallet", 200, { headers: customer.headers, at: wallet.id })
      await refused("StoreStartAmazonPayWalletUpdate", 400, {
        headers: customer.headers,
        at: wallet.id,
        body: { update_type: "payment_method" },
      })
      await refused("AdminCreateAmazonPayUpdateLink", 400, { headers, at: wallet.id, body: {} })
    })
  },
  { options: () => ({ ipn: {} }) },
)

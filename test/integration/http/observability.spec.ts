import { logLines, measured, stopTelemetry, takeSpans, until, workEnded, type Measured, type Point } from "./telemetry"
import { gzipSync } from "node:zlib"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base"
import type { AdminStatusResponse, Wallet } from "../../../src/contracts"
import { COUNTERS, GAUGES, HISTOGRAMS } from "../../../src/modules/amazon-pay/telemetry/instruments"
import { MERCHANT_ID, merchantSetup, pluginOptions } from "../support/options"
import { describeStore, type Customer } from "./support"

/** What a store sees that switches OpenTelemetry on the way Medusa documents it, and what its log says. */

const IPN = "/hooks/amazon-pay/ipn"
const OTHER_MERCHANT = "A2OTHERMERCHANT"
const GET_PERMISSION = "Get Charge Permission"

afterAll(stopTelemetry)

/** Everything that was measured and traced, for the last test. */
const told: string[] = []
/** What spans say in words, by the names of their attributes. */
const wordsTold = new Set<string>()
/** What must be nowhere in it, nor in the log. */
const secrets = new Set<string>()

async function watched(): Promise<Measured & { spans: ReadableSpan[] }> {
  await workEnded()
  const found = await measured()
  const spans = takeSpans()
  for (const [name, value] of spans.flatMap(({ attributes }) => Object.entries(attributes))) {
    if (typeof value !== "number") wordsTold.add(name)
  }
  told.push(JSON.stringify(found.all))
  told.push(JSON.stringify(spans.map(({ name, attributes, status, events }) => [name, attributes, status, events])))
  return { ...found, spans }
}

function otherMerchant() {
  const [publicKey] = Object.values(merchantSetup().publicKeys)
  return merchantSetup({
    merchantId: OTHER_MERCHANT,
    storeIds: ["amzn1.application-oa2-client.other"],
    publicKeys: { "SANDBOX-OTHERKEY": publicKey ?? "" },
  })
}

const named = (spans: readonly ReadableSpan[], name: string) =>
  spans.filter((span) => span.name === `amazon-pay ${name}`)

function only(spans: readonly ReadableSpan[], name: string): ReadableSpan {
  const [span, ...others] = named(spans, name)
  if (!span || others.length) throw new Error(`There are ${named(spans, name).length} spans "${name}"`)
  return span
}

/** Ids and words of few values; whatever else spans say is a number. A text of somebody else has no place among them. */
const WORDS: ReadonlySet<string> = new Set(
  [
    ...["message_id", "wallet_id", "charge_permission_id", "customer_id", "request_id", "merchant_account"],
    ...["type", "source", "operation", "priority", "outcome", "code", "reason"],
  ]
    .map((name) => `amazon_pay.${name}`)
    .concat("error.type", "http.request.method"),
)

const isBelow = (span: ReadableSpan, parent: ReadableSpan) =>
  span.parentSpanContext?.spanId === parent.spanContext().spanId

const eventsIn = (points: Point[]) => Object.fromEntries(points.map(({ event, value }) => [String(event), value]))

describeStore(
  (store) => {
    const control = () => store.simulator.control
    const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
      store.request(IPN, { body, raw: true, headers: { "content-type": "text/plain; charset=UTF-8", ...headers } })
    const sql = (statement: string) => store.container().resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(statement)

    async function customerWithWallet(): Promise<{ customer: Customer; wallet: Wallet }> {
      const customer = await store.customer()
      const wallet = await customer.savedWallet()
      await store.inboxWorkedOff()
      for (const secret of [customer.email, wallet.payment_descriptor]) secrets.add(String(secret))
      for (const address of [wallet.shipping_address, wallet.billing_address]) {
        for (const part of [address?.name, address?.address_line_1]) if (part) secrets.add(part)
      }
      return { customer, wallet }
    }

    /** A genuine notification about a wallet, which the store has not received. */
    async function withheld(chargePermissionId: string, merchantId = MERCHANT_ID): Promise<string> {
      await control().addFault({ notification: "withhold", times: "always" })
      await control().changeWallet(chargePermissionId, { type: "payment_method", card: "0005" })
      await control().clearFaults()
      const delivery = (await control().deliveries()).filter((each) => each.merchantId === merchantId).at(-1)
      if (!delivery) throw new Error("No notification was made")
      const { Signature, Message } = JSON.parse(delivery.body) as Record<string, string>
      for (const secret of [Signature, Message]) secrets.add(String(secret))
      return delivery.body
    }

    const changed = (body: string, more: Record<string, string>) =>
      JSON.stringify({ ...(JSON.parse(body) as object), ...more })

    it("counts, measures and traces a notification from the door to the history", async () => {
      const { wallet } = await customerWithWallet()
      const body = await withheld(wallet.charge_permission_id)
      await watched()
      expect((await post(body)).status).toBe(200)
      await store.inboxWorkedOff()
      expect((await post(body)).status).toBe(200)
      await store.inboxWorkedOff()

      const { values, histograms, spans } = await watched()
      const taken = { merchant_account: "default", type: "Notification", value: 1 }
      expect(values(COUNTERS.received.name)).toEqual([taken])
      expect(values(COUNTERS.duplicate.name)).toEqual([taken])
      expect(values(COUNTERS.held.name)).toEqual([])
      expect(values(COUNTERS.settled.name)).toEqual([{ status: "processed", value: 1 }])
      const request = { operation: GET_PERMISSION, priority: "notification", outcome: "ok" }
      expect(values(COUNTERS.requests.name)).toEqual([{ ...request, value: 1 }])
      expect(eventsIn(values(COUNTERS.emitted.name))).toMatchObject({ "amazon-pay.wallet.updated": 1 })
      for (const name of [HISTOGRAMS.lag.name, HISTOGRAMS.wait.name]) {
        expect(histograms(name)).toEqual([expect.objectContaining({ status: "processed", count: 1 })])
        expect(histograms(name)[0]?.sum).toBeLessThan(60)
      }
      expect(histograms(HISTOGRAMS.lag.name)[0]?.sum).toBeGreaterThan(histograms(HISTOGRAMS.wait.name)[0]?.sum ?? 99)
      expect(histograms(HISTOGRAMS.request.name)).toEqual([expect.objectContaining({ ...request, count: 1 })])
      expect(histograms(HISTOGRAMS.turn.name)).toEqual([
        expect.objectContaining({ operation: GET_PERMISSION, priority: "notification", count: 1 }),
      ])

      const { MessageId } = JSON.parse(body) as { MessageId: string }
      expect(named(spans, "receive notification").map(({ attributes }) => attributes)).toEqual(
        ["received", "duplicate"].map((outcome) => ({
          "amazon_pay.message_id": MessageId,
          "amazon_pay.merchant_account": "default",
          "amazon_pay.type": "Notification",
          "amazon_pay.outcome": outcome,
        })),
      )
      const processed = only(spans, "process notifications")
      const refreshed = only(spans, "refresh wallet")
      const asked = only(spans, GET_PERMISSION)
      expect([isBelow(refreshed, processed), isBelow(asked, refreshed)]).toEqual([true, true])
      expect(processed.attributes).toEqual({
        "amazon_pay.charge_permission_id": wallet.charge_permission_id,
        "amazon_pay.messages": 1,
        "amazon_pay.outcome": "settled",
      })
      expect(refreshed.attributes).toMatchObject({
        "amazon_pay.wallet_id": wallet.id,
        "amazon_pay.source": "ipn",
        "amazon_pay.outcome": "read",
      })
      expect(asked.attributes).toMatchObject({
        "amazon_pay.operation": GET_PERMISSION,
        "http.request.method": "GET",
        "http.response.status_code": 200,
        "amazon_pay.request_id": expect.stringMatching(/\w/),
      })
      expect(asked.kind).toBe(2)
    })

    it("counts each refusal by its reason, and what is our fault apart from it", async () => {
      const { wallet } = await customerWithWallet()
      const body = await withheld(wallet.charge_permission_id)
      const buyer = await control().createBuyer({ email: "other@example.com" })
      const other = await control().createWallet({
        merchantId: OTHER_MERCHANT,
        buyerId: buyer.buyerId,
        productType: "PayOnly",
      })
      const foreign = await withheld(other.chargePermissionId, OTHER_MERCHANT)
      const { TopicArn, SigningCertURL, Timestamp } = JSON.parse(body) as Record<string, string>
      const monthAgo = new Date(Date.parse(Timestamp ?? "") - 30 * 86_400_000).toISOString()
      const elsewhere = `${SigningCertURL?.replace("https://sns.", "https://sns.evil.")}`
      const missing = `${SigningCertURL?.replace(/[^/]+$/, "SimpleNotificationService-missing.pem")}`
      await watched()

      const cases: [reason: string, status: number, body: string | Buffer, headers?: Record<string, string>][] = [
        ["malformed", 400, "null"],
        ["unreadable", 400, gzipSync(body), { "content-encoding": "gzip" }],
        ["too_large", 413, "x".repeat(300 * 1024)],
        ["topic", 403, changed(body, { TopicArn: `${TopicArn}2` })],
        ["time", 403, changed(body, { Timestamp: monthAgo })],
        ["certificate", 403, changed(body, { SigningCertURL: elsewhere })],
        ["signature", 403, changed(body, { Message: "{}" })],
        ["merchant", 403, foreign],
      ]
      for (const [reason, status, message, headers] of cases) {
        expect([reason, (await post(message, headers)).status]).toEqual([reason, status])
      }
      expect((await post(changed(body, { SigningCertURL: missing }))).status).toBe(503)

      const { values, spans } = await watched()
      expect(values(COUNTERS.refused.name)).toEqual(
        expect.arrayContaining(cases.map(([reason]) => ({ reason, limited: false, value: 1 }))),
      )
      expect(values(COUNTERS.refused.name)).toHaveLength(cases.length)
      expect(values(COUNTERS.deferred.name)).toEqual([{ reason: "sns_certificate_unavailable", value: 1 }])
      expect(values(COUNTERS.received.name)).toEqual([])
      const failures = named(spans, "receive notification").map(({ attributes, status }) => [
        attributes["error.type"],
        attributes["amazon_pay.reason"],
        status.code,
      ])
      expect(failures).toContainEqual(["sns_refused", "signature", 2])
      expect(failures).toContainEqual(["sns_malformed", undefined, 2])
      const refused = () => logLines().filter(({ message }) => message === "amazon-pay: notification refused")
      await until(() => refused().at(-1)?.reason === cases.at(-1)?.[0])
      const logged = refused()
      expect(logged.slice(-cases.length).map(({ reason, status }) => [reason, status])).toEqual(
        cases.map(([reason, status]) => [reason, status]),
      )
    })

    it("counts tries, 429s, failures and the dead", async () => {
      const { wallet } = await customerWithWallet()
      const body = await withheld(wallet.charge_permission_id)
      await control().addFault({
        operation: "GetChargePermission",
        status: 429,
        headers: { "retry-after": "1" },
        times: 1,
      })
      await watched()
      await post(body)
      await store.inboxWorkedOff()
      const throttled = await watched()
      const of = { operation: GET_PERMISSION, priority: "notification" }
      expect(throttled.values(COUNTERS.requests.name)).toEqual([
        { ...of, outcome: "throttled", value: 1 },
        { ...of, outcome: "ok", value: 1 },
      ])
      expect(throttled.values(COUNTERS.settled.name)).toEqual([{ status: "processed", value: 1 }])
      expect(named(throttled.spans, GET_PERMISSION).map(({ status, attributes }) => [status.code, attributes])).toEqual(
        [
          [2, expect.objectContaining({ "http.response.status_code": 429, "error.type": "throttled" })],
          [0, expect.objectContaining({ "http.response.status_code": 200 })],
        ],
      )

      await control().addFault({
        operation: "GetChargePermission",
        status: 403,
        reasonCode: "UnauthorizedAccess",
        times: "always",
      })
      await post(await withheldAlthough(wallet))
      const status = await statusOnce(({ by_status }) => by_status.failed === 1)
      expect(status).toMatchObject({ by_status: { failed: 1 } })
      await sql("update amazon_pay_notification set attempts = 11, next_attempt_at = now() where status = 'failed'")
      // The worker that failed it may not have let go of the wallet yet.
      await statusOnce(
        ({ by_status }) => by_status.dead === 1,
        () => store.amazonPay().drainInbox(),
      )
      await store.amazonPay().flushOutbox(async () => undefined)
      const failed = await watched()
      expect(failed.values(COUNTERS.settled.name)).toEqual([
        { status: "failed", value: 1 },
        { status: "dead", value: 1 },
      ])
      expect(failed.values(COUNTERS.requests.name)).toEqual([{ ...of, outcome: "refused", value: 2 }])
      expect(failed.histograms(HISTOGRAMS.lag.name)).toEqual([expect.objectContaining({ status: "dead", count: 1 })])
      expect(eventsIn(failed.values(COUNTERS.emitted.name))).toMatchObject({ "amazon-pay.notification.dead": 1 })
      expect(failed.values(GAUGES.inbox.name)).toContainEqual({ status: "dead", value: 1 })
      expect(named(failed.spans, "process notifications").at(-1)?.attributes).toMatchObject({
        "amazon_pay.outcome": "stopped",
        "amazon_pay.code": "request_refused",
        "amazon_pay.reason": "UnauthorizedAccess",
      })
      const [warned] = logLines()
        .filter(({ message }) => message === "amazon-pay: notifications could not be processed")
        .slice(-1)
      expect(warned).toMatchObject({
        level: "warn",
        message_ids: expect.stringMatching(/^[\w-]+$/),
        charge_permission_id: wallet.charge_permission_id,
        code: "request_refused",
        reason: "UnauthorizedAccess",
        status: 403,
        request_id: expect.stringMatching(/\w/),
        trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      })
    })

    /** The same while Amazon refuses: that fault stays. */
    async function withheldAlthough(wallet: Wallet): Promise<string> {
      await control().addFault({ notification: "withhold", times: "always" })
      await control().changeWallet(wallet.charge_permission_id, { type: "payment_method", card: "4444" })
      return (await control().deliveries()).at(-1)?.body ?? ""
    }

    type Numbers = AdminStatusResponse["status"]["notifications"]

    async function statusOnce(
      isReached: (numbers: Numbers) => boolean,
      drive: () => Promise<unknown> = async () => undefined,
    ): Promise<Numbers> {
      for (let tries = 0; tries < 400; tries++) {
        await drive()
        const { notifications } = await store.amazonPay().readStatus()
        if (isReached(notifications)) return notifications
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      throw new Error("The inbox never came to that")
    }

    it("shows the backlog when a reader collects", async () => {
      const row = (id: string, status: string, more: string) =>
        sql(`insert into amazon_pay_notification (message_id, topic_arn, type, sent_at, received_at, next_attempt_at,
            lease_until, status, raw_message)
          select '${id}' || n, 'topic', 'Notification', now(), now() - interval '90 seconds', ${more}, '${status}', '{}'
          from generate_series(1, ${status.length}) n`)
      await row("due-", "received", "now() - interval '1 second', now() + interval '1 hour'")
      await row("later-", "failed", "now() + interval '1 hour', null")
      await row("dead-", "dead", "now(), null")
      await row("done-", "processed", "now(), null")
      await sql(`insert into amazon_pay_outbox (name, data, lease_until)
        select 'amazon-pay.inbox.wake', '{}', now() + interval '1 hour' from generate_series(1, 3)`)
      await (await store.customer()).call("/wallets", {})
      const { values } = await watched()
      expect(values(GAUGES.inbox.name)).toEqual([
        { status: "received", value: 8 },
        { status: "failed", value: 6 },
        { status: "held", value: 0 },
        { status: "dead", value: 4 },
      ])
      expect(values(GAUGES.backlog.name)).toEqual([{ value: 8 }])
      expect(values(GAUGES.oldest.name)[0]?.value).toBeGreaterThanOrEqual(90)
      expect(values(GAUGES.oldest.name)[0]?.value).toBeLessThan(150)
      expect(values(GAUGES.unsent.name)).toEqual([{ value: 3 }])
      expect(values(GAUGES.updates.name)).toEqual([
        { status: "started", value: 1 },
        { status: "pending", value: 0 },
      ])
    })

    it("traces and measures what runs by itself, and says in the status how it went", async () => {
      const { customer, wallet } = await customerWithWallet()
      await watched()
      const reconciled = await store.amazonPay().reconcile()
      await store.amazonPay().prune()
      store.container().resolve("logger").setLogLevel("info")
      await store.amazonPay().eraseCustomer(customer.id)
      store.container().resolve("logger").setLogLevel("warn")
      const { histograms, spans, values } = await watched()
      expect(histograms(HISTOGRAMS.job.name)).toEqual([
        expect.objectContaining({ job: "reconcile", outcome: "ok", count: 1 }),
        expect.objectContaining({ job: "retention", outcome: "ok", count: 1 }),
      ])
      expect(only(spans, "reconcile").attributes).toMatchObject({ "amazon_pay.wallets": reconciled.wallets })
      expect(only(spans, "retention").attributes).toMatchObject({ "amazon_pay.notifications": 0 })
      const erased = only(spans, "erase customer")
      expect(erased.attributes).toEqual({ "amazon_pay.customer_id": customer.id, "amazon_pay.wallets": 1 })
      expect(isBelow(only(spans, "Close Charge Permission"), erased)).toBe(true)
      expect(values(COUNTERS.requests.name)).toContainEqual({
        operation: "Close Charge Permission",
        priority: "reconcile",
        outcome: "ok",
        value: 1,
      })
      const { jobs, notifications } = await store.amazonPay().readStatus()
      expect(jobs).toMatchObject([
        { name: "inbox", age_seconds: expect.any(Number), error: null, result: { notifications: expect.any(Number) } },
        { name: "reconcile", age_seconds: expect.any(Number), error: null },
        { name: "retention", age_seconds: expect.any(Number), error: null },
      ])
      expect(notifications.last_lag_seconds).toBeGreaterThanOrEqual(0)
      expect(notifications.last_received_age_seconds).toBeGreaterThanOrEqual(0)
      const gone = logLines().filter(({ message }) => message === "amazon-pay: wallet erased")
      expect(gone).toMatchObject([{ level: "info", wallet_id: wallet.id }])
    })

    it("tells no secret and nothing of a person, in no attribute and no line", async () => {
      const { customer, wallet } = await customerWithWallet()
      await control().addFault({ operation: "CompleteCheckoutSession", status: 500, times: "always" })
      const started = await customer.start(wallet.id)
      const back = await customer.atAmazon(started, { card: "4444", end: "confirm" })
      await store.request(back.pathname + back.search)
      await customer.call(`/updates/${started.update.id}/complete`, {
        checkout_session_id: "11111111-1111-1111-1111-111111111111",
      })
      await watched()
      const { payloadJSON, signature } = started.checkout.options.createCheckoutSessionConfig
      for (const secret of [payloadJSON, signature, back.pathname.split("/").at(-1)]) secrets.add(String(secret))
      secrets.add(String(pluginOptions().privateKey).slice(40, 80))

      const lines = logLines()
      const ours = lines.filter(({ message }) => String(message).startsWith("amazon-pay:"))
      expect(new Set(ours.map(({ message }) => message)).size).toBeGreaterThanOrEqual(6)
      for (const { message } of ours) expect(message).not.toMatch(/=|apw|B01|[0-9a-f]{8}-/)
      expect(ours.at(-1)).toMatchObject({ update_id: started.update.id, checkout_session_id: expect.any(String) })
      expect([...wordsTold].filter((name) => !WORDS.has(name))).toEqual([])
      expect(secrets.size).toBeGreaterThan(8)
      const everything = [...told, JSON.stringify(lines)].join("\n")
      for (const secret of secrets) {
        expect(secret.length).toBeGreaterThan(7)
        expect(everything).not.toContain(secret)
        expect(everything).not.toContain(JSON.stringify(secret).slice(1, -1))
      }
    })
  },
  {
    simulator: { merchants: [merchantSetup(), otherMerchant()] },
    options: (simulator) => ({
      ipn: { topicArns: [MERCHANT_ID, OTHER_MERCHANT].map((merchantId) => simulator.topicArn(merchantId)) },
    }),
  },
)

import { X509Certificate, createVerify } from "node:crypto"
import { once } from "node:events"
import http from "node:http"
import type { AddressInfo } from "node:net"
import type { Attempt, Simulator } from "../../src/simulator"
import { deliver } from "../../src/simulator/sns/deliver"
import { startInbox, type Inbox } from "./support/inbox"
import {
  buyerWithWallet,
  closePermission,
  completeSession,
  merchant,
  optionsFor,
  payloadOf,
  startStage,
} from "./support/stage"

let amazon: Simulator
let inbox: Inbox
let id: string

beforeAll(async () => {
  amazon = await startStage()
  inbox = await startInbox()
})
afterAll(() => Promise.all([amazon.close(), inbox.close()]))
beforeEach(async () => {
  await amazon.control.reset()
  await amazon.control.setIpnUrl(merchant.merchantId, inbox.url)
  inbox.clear()
  id = (await buyerWithWallet(amazon)).id
})

const change = (card = "4444") => amazon.control.changeWallet(id, { type: "payment_method", card })
const settled = () => amazon.control.notificationsSettled()
const envelopes = () => inbox.messages.map(({ body }) => JSON.parse(body))
const inner = () => envelopes().map(({ Message }) => JSON.parse(Message))

describe("a notification", () => {
  it("has SNS's headers, SNS's envelope, and Amazon Pay's message", async () => {
    await change()
    await settled()
    const [message] = inbox.messages
    const [envelope] = envelopes()
    expect(message?.headers).toMatchObject({
      "content-type": "text/plain; charset=UTF-8",
      "user-agent": "Amazon Simple Notification Service Agent",
      "x-amz-sns-message-type": "Notification",
      "x-amz-sns-message-id": envelope.MessageId,
      "x-amz-sns-topic-arn": amazon.topicArn(merchant.merchantId),
      "x-amz-sns-subscription-arn": expect.stringContaining(`${amazon.topicArn(merchant.merchantId)}:`),
    })
    expect(envelope).toEqual({
      Type: "Notification",
      MessageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      TopicArn: amazon.topicArn(merchant.merchantId),
      Message: expect.any(String),
      Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      SignatureVersion: "1",
      Signature: expect.any(String),
      SigningCertURL: expect.stringMatching(
        /^https:\/\/sns\.eu-west-1\.amazonaws\.com\/SimpleNotificationService-[0-9a-f]{32}\.pem$/,
      ),
      UnsubscribeURL: expect.stringContaining("https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe"),
    })
    expect(inner()).toEqual([
      {
        MerchantID: merchant.merchantId,
        ObjectType: "CHARGE_PERMISSION",
        ObjectId: id,
        ChargePermissionId: id,
        NotificationType: "ATTRIBUTE_CHANGE",
        NotificationId: expect.any(String),
        NotificationVersion: "V2",
      },
    ])
  })

  it("comes from the topic Amazon Pay owns in the merchant's region", () => {
    expect(amazon.topicArn(merchant.merchantId)).toMatch(/^arn:aws:sns:eu-west-1:291180941288:.*A1MERCHANT$/)
  })

  it.each([
    ["1", "RSA-SHA1"],
    ["2", "RSA-SHA256"],
  ] as const)("is signed in version %s by a certificate under the simulator's SNS CA", async (version, algorithm) => {
    await amazon.control.addMerchant({ ...merchant, ipnUrl: inbox.url, snsSignatureVersion: version })
    await change()
    await settled()
    const [envelope] = envelopes()
    const response = await fetch(amazon.endpoints("eu").snsCertificates + new URL(envelope.SigningCertURL).pathname)
    const certificate = new X509Certificate(await response.text())
    const ca = new X509Certificate(amazon.snsCaPem)
    expect([certificate.checkIssued(ca), certificate.verify(ca.publicKey), certificate.ca, ca.ca]).toEqual([
      true,
      true,
      false,
      true,
    ])
    expect(certificate.subject).toBe("CN=sns.amazonaws.com")
    const names = ["Message", "MessageId", "Timestamp", "TopicArn", "Type"]
    const text = names.map((name) => `${name}\n${envelope[name]}\n`).join("")
    expect(createVerify(algorithm).update(text).verify(certificate.publicKey, envelope.Signature, "base64")).toBe(true)
  })

  it("keeps its certificate and CA over a reset", async () => {
    const before = amazon.snsCaPem
    await amazon.control.reset()
    expect(amazon.snsCaPem).toBe(before)
  })

  it.each([
    ["a state change", () => amazon.control.changeWallet(id, { type: "closed", by: "buyer" }), "STATE_CHANGE"],
    [
      "a card that expired",
      () => amazon.control.changeWallet(id, { type: "non_chargeable", reason: "PaymentMethodExpired" }),
      "STATE_CHANGE",
    ],
    [
      "another address",
      () => amazon.control.changeWallet(id, { type: "shipping_address", address: "98101" }),
      "ATTRIBUTE_CHANGE",
    ],
    ["a close by the shop", () => closePermission(amazon, id), "STATE_CHANGE"],
  ])("tells of %s", async (_what, act, type) => {
    await act()
    await settled()
    expect(inner().map(({ NotificationType }) => NotificationType)).toEqual([type])
  })

  it("tells of a new wallet once Complete has opened it", async () => {
    const { buyerId } = await amazon.control.createBuyer()
    const { checkoutSessionId } = await amazon.control.actAsBuyer(optionsFor(payloadOf()), { buyerId, end: "confirm" })
    const { body } = await completeSession(amazon, checkoutSessionId)
    await settled()
    expect(inner().map(({ ChargePermissionId }) => ChargePermissionId)).toEqual([body.chargePermissionId])
  })

  it("goes to nobody where there is no URL, and is recorded all the same", async () => {
    await amazon.control.setIpnUrl(merchant.merchantId, null)
    await change()
    await settled()
    expect(inbox.messages).toEqual([])
    expect(await amazon.control.deliveries()).toMatchObject([{ state: "no_subscriber", attempts: [] }])
  })
})

describe("retries", () => {
  it("repeat the very same message after 5xx and lost connections", async () => {
    inbox.answers.push(503, null, 500, 200)
    await change()
    await settled()
    expect(inbox.messages).toHaveLength(4)
    expect(new Set(inbox.messages.map(({ body }) => body)).size).toBe(1)
    const [delivery] = await amazon.control.deliveries()
    expect(delivery?.attempts.map(({ status }) => status)).toEqual([503, null, 500, 200])
    expect(delivery?.state).toBe("delivered")
  })

  it("end after the third", async () => {
    inbox.answers.push(500, 500, 500, 500, 200)
    await change()
    await settled()
    expect(inbox.messages).toHaveLength(4)
    expect(await amazon.control.deliveries()).toMatchObject([{ state: "failed" }])
  })

  it.each([400, 403, 404, 413, 429, 302])("do not follow %i", async (status) => {
    inbox.answers.push(status)
    await change()
    await settled()
    expect(inbox.messages).toHaveLength(1)
    expect(await amazon.control.deliveries()).toMatchObject([{ state: "failed", attempts: [{ status }] }])
  })
})

describe("an endpoint that does not answer", () => {
  it("is tried again after a time-out, which by default is SNS's 15 seconds", async () => {
    const silent = http.createServer(() => undefined).listen(0, "127.0.0.1")
    await once(silent, "listening")
    const attempts: Attempt[] = []
    const message = { messageId: "1", type: "Notification", token: null, headers: {}, body: "{}" } as const
    const taken = await deliver(message, `http://127.0.0.1:${(silent.address() as AddressInfo).port}`, {
      retryDelaysMs: [1],
      signal: new AbortController().signal,
      onAttempt: (attempt) => attempts.push(attempt),
      timeoutMs: 30,
    })
    expect(taken).toBe(false)
    expect(attempts.map(({ error }) => error)).toEqual(["no answer within 0.03 s", "no answer within 0.03 s"])
    silent.closeAllConnections()
    silent.close()
  })
})

describe("faults on the way", () => {
  const cards = ["4444", "0005", "1111"]

  it("duplicate: the same message any number of times", async () => {
    await amazon.control.addFault({ notification: "duplicate", copies: 5 })
    await change()
    await settled()
    expect(inbox.messages).toHaveLength(5)
    expect(new Set(envelopes().map(({ MessageId }) => MessageId)).size).toBe(1)
  })

  it("reorder: the first arrives after the second", async () => {
    await amazon.control.addFault({ notification: "reorder" })
    for (const card of cards.slice(0, 2)) await change(card)
    await settled()
    const published = (await amazon.control.deliveries()).map(({ messageId }) => messageId)
    expect(envelopes().map(({ MessageId }) => MessageId)).toEqual(published.reverse())
  })

  it("withhold: nothing arrives until it is released", async () => {
    await amazon.control.addFault({ notification: "withhold", times: 2 })
    for (const card of cards) await change(card)
    await settled()
    expect(inbox.messages).toHaveLength(1)
    expect((await amazon.control.deliveries()).map(({ state }) => state)).toEqual(["withheld", "withheld", "delivered"])
    expect(await amazon.control.releaseNotifications()).toBe(2)
    await settled()
    expect(inbox.messages).toHaveLength(3)
  })

  it("delay: it arrives later", async () => {
    await amazon.control.addFault({ notification: "delay", delayMs: 50 })
    const startedAt = Date.now()
    await change()
    await settled()
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(45)
    expect(inbox.messages).toHaveLength(1)
  })

  it("hit only the wallet and type they name", async () => {
    await amazon.control.addFault({ notification: "withhold", notificationType: "STATE_CHANGE" })
    await amazon.control.addFault({ notification: "withhold", chargePermissionId: "B02-0000000-0000000" })
    await change()
    await settled()
    expect(inbox.messages).toHaveLength(1)
  })
})

describe("a subscription", () => {
  const confirm = (query: Record<string, string>) =>
    fetch(`${amazon.endpoints("eu").sns}?${new URLSearchParams({ Action: "ConfirmSubscription", ...query })}`)

  async function confirmation() {
    await amazon.control.sendSubscriptionConfirmation(merchant.merchantId)
    await settled()
    return envelopes().at(-1)
  }

  it("is confirmed with the token and the topic of its confirmation", async () => {
    const { Token, TopicArn, SubscribeURL } = await confirmation()
    expect(SubscribeURL).toBe(
      `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${TopicArn}&Token=${Token}`,
    )
    expect(await amazon.control.confirmedSubscriptions()).toEqual([])
    const response = await confirm({ Token, TopicArn })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain(`<SubscriptionArn>${TopicArn}:`)
    expect(await amazon.control.confirmedSubscriptions()).toMatchObject([
      { topicArn: TopicArn, merchantId: merchant.merchantId },
    ])
  })

  it("is not confirmed by another token, another topic, or another action", async () => {
    const { Token, TopicArn } = await confirmation()
    expect((await confirm({ Token: "abc", TopicArn })).status).toBe(400)
    expect((await confirm({ Token, TopicArn: `${TopicArn}x` })).status).toBe(400)
    expect((await confirm({ Token, TopicArn, Action: "Unsubscribe" })).status).toBe(400)
    expect(await amazon.control.confirmedSubscriptions()).toEqual([])
  })

  it("is announced without a subscription ARN, which there is none of yet", async () => {
    await confirmation()
    expect(inbox.messages[0]?.headers["x-amz-sns-message-type"]).toBe("SubscriptionConfirmation")
    expect(inbox.messages[0]?.headers["x-amz-sns-subscription-arn"]).toBeUndefined()
  })
})

it("a certificate that does not exist is refused as SNS refuses it", async () => {
  const response = await fetch(`${amazon.url}/SimpleNotificationService-00000000000000000000000000000000.pem`)
  expect(response.status).toBe(403)
  expect(await response.text()).not.toContain("BEGIN CERTIFICATE")
})

it("closing the simulator ends retries that are still due", async () => {
  const own = await startStage({ snsRetryDelaysMs: [60_000] })
  await own.control.setIpnUrl(merchant.merchantId, inbox.url)
  inbox.answers.push(500)
  const wallet = await buyerWithWallet(own)
  await own.control.changeWallet(wallet.id, { type: "payment_method", card: "4444" })
  while (!(await own.control.deliveries())[0]?.attempts.length) await new Promise((resolve) => setTimeout(resolve, 5))
  await own.close()
  await own.control.notificationsSettled()
  expect(inbox.messages).toHaveLength(1)
})

import { approveTopic, listTopics, rejectTopic } from "../../../src/modules/amazon-pay/inbox/decide-topic"
import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { reconcile } from "../../../src/modules/amazon-pay/upkeep/reconcile"
import { pluginOptions } from "../support/options"
import { asking } from "../support/quick"
import { newShopper } from "../support/shopper"
import { about, aboutSubscription, bodyOf, deliver, ipn, openDoor, TOPIC, type Door } from "./door"

/** A store that names no topic: whoever owns one can send honestly signed messages, and a merchant id is no secret. */

let door: Door
let runtime: Runtime
beforeAll(async () => {
  door = await openDoor({})
  runtime = asking(door.runtime)
})
afterAll(() => door.close())
beforeEach(async () => {
  await runtime.db.query("truncate amazon_pay_notification, amazon_pay_topic")
  door.sns.received.splice(0)
})

const topic = (name: string) => `arn:aws:sns:eu-west-1:111111111111:${name}`
const permission = (number: number) => `B01-0000000-${String(number).padStart(7, "0")}`
const send = (TopicArn: string, chargePermissionId = permission(0), by = runtime) =>
  deliver(by, bodyOf(ipn({ TopicArn }, about(chargePermissionId))))
/** As SNS does it: what could not be stored in time, because this machine is busy, is sent again a few times. */
async function sendAgain(...given: Parameters<typeof send>): ReturnType<typeof send> {
  for (let tries = 0; tries < 20; tries++) {
    const verdict = await send(...given).catch(() => null)
    if (verdict) return verdict
  }
  return send(...given)
}
const statuses = async () => (await door.rows()).map(({ status }) => status)

it("an honest message of a topic that nobody approved is kept and not acted on", async () => {
  const shopper = await newShopper({ ...door, runtime })
  const wallet = await shopper.wallet()
  await door.simulator.control.clearRequests()
  expect(await send(TOPIC, wallet.charge_permission_id)).toBe("known")
  expect(await drainInbox(runtime)).toBe(0)
  expect(await door.rows()).toMatchObject([{ status: "held", charge_permission_id: wallet.charge_permission_id }])
  expect(await listTopics(runtime)).toMatchObject([{ arn: TOPIC, status: "learning", held: 1 }])
  expect(await door.simulator.control.requests()).toEqual([])
})

it("one message for each topic and charge permission is kept, however many come", async () => {
  for (let time = 0; time < 5; time++) expect(await send(TOPIC)).toBe("known")
  for (let other = 1; other <= 3; other++) expect(await send(TOPIC, permission(other))).toBe("known")
  await send(topic("Other"))
  expect(await statuses()).toEqual(["held", "held", "held", "held", "held"])
})

it("at most twenty topics are remembered, however many speak at the same time to two processes", async () => {
  const second = asking(await door.secondProcess())
  for (let early = 0; early < 15; early++) await send(topic(`Early${early}`))
  const names = Array.from({ length: 50 }, (_, number) => topic(`T${number}`))
  const verdicts = await Promise.all(names.map((arn, n) => sendAgain(arn, permission(0), n % 2 ? runtime : second)))
  expect(verdicts.filter((verdict) => verdict === "known")).toHaveLength(5)
  expect(verdicts.filter((verdict) => verdict === "throttled")).toHaveLength(45)
  expect(await listTopics(runtime)).toHaveLength(20)
  expect(await statuses()).toHaveLength(20)
  const [known] = await listTopics(runtime)
  expect(await send(known?.arn ?? "", permission(1))).toBe("known")
})

it("a topic's own messages cannot fill the table", async () => {
  await send(TOPIC, permission(0))
  await runtime.db.query(`
    insert into amazon_pay_notification (message_id, topic_arn, type, charge_permission_id, sent_at, status, raw_message)
    select 'filler' || n, '${TOPIC}', 'Notification', 'filler' || n, now(), 'held', '' from generate_series(1, 499) n`)
  expect(await send(TOPIC, permission(1))).toBe("throttled")
  expect(await send(TOPIC, permission(0))).toBe("known")
  expect(await send(topic("Other"), permission(1))).toBe("known")
  expect(await deliver(runtime, bodyOf(ipn({ TopicArn: topic("Other"), Subject: "x".repeat(20_000) })))).toBe(
    "sns_refused",
  )
  expect(await statuses()).toHaveLength(501)
})

it("a message that is no IPN of this merchant is not even kept", async () => {
  expect(await deliver(runtime, bodyOf(ipn({ Message: "hello" })))).toBe("sns_refused")
  expect(await deliver(runtime, bodyOf(ipn({}, { MerchantID: "A2SOMEBODYELSE" })))).toBe("sns_refused")
  expect(await listTopics(runtime)).toEqual([])
})

describe("approving a topic", () => {
  it("confirms its subscription, works off what was held, and has every wallet of the account read again", async () => {
    const shopper = await newShopper({ ...door, runtime })
    const [told, untold] = [await shopper.wallet(), await shopper.wallet()]
    await deliver(runtime, bodyOf(aboutSubscription("SubscriptionConfirmation")))
    await send(TOPIC, told.charge_permission_id)
    for (const { charge_permission_id: id } of [told, untold]) {
      await door.simulator.control.changeWallet(id, { type: "payment_descriptor", descriptor: "Visa ****9999" })
    }
    await approveTopic(runtime, TOPIC)
    await drainInbox(runtime)
    expect(door.sns.received).toHaveLength(1)
    expect(await statuses()).toEqual(["processed", "processed"])
    await reconcile(runtime)
    const wallets = await runtime.db.getRepository(WalletEntity).findBy({ customer_id: shopper.customerId })
    expect(wallets.map(({ payment_descriptor }) => payment_descriptor)).toEqual(["Visa ****9999", "Visa ****9999"])
    expect(await send(TOPIC)).toBe("stored")
  })

  it("confirms with the latest token, for older ones do not last", async () => {
    const confirmation = (Token: string, minute: number) =>
      bodyOf(
        aboutSubscription("SubscriptionConfirmation", {
          Token,
          Timestamp: new Date(Date.now() - minute * 60_000).toISOString(),
        }),
      )
    for (const body of [confirmation("old", 9), confirmation("new", 1), confirmation("late", 5)])
      await deliver(runtime, body)
    expect(await statuses()).toEqual(["held"])
    await approveTopic(runtime, TOPIC)
    await drainInbox(runtime)
    expect(door.sns.received.map(({ url }) => new URL(url, "http://sns").searchParams.get("Token"))).toEqual(["new"])
  })

  it("leaves nothing behind when messages come at the same moment", async () => {
    await send(TOPIC)
    const sending = Array.from({ length: 30 }, (_, number) => sendAgain(TOPIC, permission(number + 1)))
    const [, ...verdicts] = await Promise.all([approveTopic(runtime, TOPIC), ...sending])
    expect(verdicts.every((verdict) => verdict === "known" || verdict === "stored")).toBe(true)
    expect(await statuses()).toEqual(Array.from({ length: 31 }, () => "received"))
  })
})

describe("rejecting a topic", () => {
  it("forgets what it sent, refuses it from then on before anything is fetched, and makes room", async () => {
    for (let number = 0; number < 20; number++) await send(topic(`T${number}`))
    expect(await send(TOPIC)).toBe("throttled")
    await rejectTopic(runtime, topic("T7"))
    expect(await statuses()).toHaveLength(19)
    const before = door.certificates.received.length
    const SigningCertURL = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-unseen.pem"
    expect(await deliver(runtime, bodyOf(ipn({ TopicArn: topic("T7"), SigningCertURL })))).toBe("sns_refused")
    expect(door.certificates.received.length).toBe(before)
    expect(await send(TOPIC)).toBe("known")
  })

  it("is final for messages that come at the same moment", async () => {
    await send(TOPIC)
    const sending = Array.from({ length: 20 }, (_, number) => send(TOPIC, permission(number + 1)))
    await Promise.all([rejectTopic(runtime, TOPIC), ...sending])
    expect(await statuses()).toEqual([])
  })
})

it("a topic is of the account that its messages name, whatever was guessed from a message that names none", async () => {
  const both = await openDoorWithTwoMerchants()
  try {
    await deliver(both.runtime, bodyOf(aboutSubscription("SubscriptionConfirmation")))
    expect(await listTopics(both.runtime)).toMatchObject([{ merchant_account: "first" }])
    const ofSecond = () => bodyOf(ipn({}, { MerchantID: "A2SECOND" }))
    expect(await deliver(both.runtime, ofSecond())).toBe("known")
    expect(await listTopics(both.runtime)).toMatchObject([{ merchant_account: "second" }])
    await approveTopic(both.runtime, TOPIC)
    expect(await deliver(both.runtime, ofSecond())).toBe("stored")
    expect((await both.rows()).map(({ merchant_account }) => merchant_account)).toEqual(["first", "second", "second"])
  } finally {
    await both.close()
  }
})

async function openDoorWithTwoMerchants(): Promise<Door> {
  const { merchantId, storeId, publicKeyId, privateKey, ...rest } = pluginOptions()
  const keys = { storeId, publicKeyId, privateKey }
  return openDoor(
    {},
    { ...rest, accounts: { first: { merchantId, ...keys }, second: { merchantId: "A2SECOND", ...keys } } },
  )
}

it("messages that were held are worked off once the options name their topic", async () => {
  await send(TOPIC)
  const accounts = [...runtime.options.accounts].map(
    ([id, account]) => [id, { ...account, topicArns: [TOPIC] }] as const,
  )
  const named: Runtime = { ...runtime, options: { ...runtime.options, accounts: new Map(accounts) } }
  expect(await reconcile(named)).toMatchObject({ notifications: 1 })
  await drainInbox(named)
  expect(await statuses()).toEqual(["unmatched"])
})

describe("a sandbox that approves topics by itself", () => {
  it("trusts a topic at once, shows it, and can still reject it", async () => {
    const { options } = runtime
    const trusting: Runtime = { ...runtime, options: { ...options, ipn: { ...options.ipn, autoApproveTopics: true } } }
    expect(await send(TOPIC, permission(0), trusting)).toBe("stored")
    expect(await listTopics(trusting)).toMatchObject([{ arn: TOPIC, status: "approved" }])
    await rejectTopic(trusting, TOPIC)
    expect(await send(TOPIC, permission(0), trusting)).toBe("sns_refused")
  })
})

import type { StatusCheck } from "../../../src/contracts"
import { approveTopic, rejectTopic } from "../../../src/modules/amazon-pay/inbox/decide-topic"
import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { recordRun } from "../../../src/modules/amazon-pay/upkeep/job-runs"
import { reconcile } from "../../../src/modules/amazon-pay/upkeep/reconcile"
import { readStatus } from "../../../src/modules/amazon-pay/upkeep/status"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { PUBLIC_KEY_ID, pluginOptions } from "../support/options"
import { asking } from "../support/quick"
import { newShopper } from "../support/shopper"
import { bodyOf, deliver, ipn, openDoor, TOPIC, type Door } from "../inbox/door"

/** What the merchant is told about the set-up and how it is doing. */

let door: Door
let runtime: Runtime
beforeAll(async () => {
  door = await openDoor({})
  runtime = asking(door.runtime)
})
afterAll(() => door.close())
beforeEach(() =>
  runtime.db.query(
    "truncate amazon_pay_notification, amazon_pay_topic, amazon_pay_job_run, amazon_pay_outbox, amazon_pay_wallet_update, amazon_pay_wallet",
  ),
)

async function check(id: StatusCheck["id"], by = runtime): Promise<StatusCheck | undefined> {
  return (await readStatus(by)).checks.find((each) => each.id === id)
}

const OK = { level: "ok", fix: null }
const toFix = (level: "warning" | "error", message: RegExp) => ({
  level,
  message: expect.stringMatching(message),
  fix: expect.stringMatching(/\w+/),
})

it("asks Amazon nothing and tells no secret", async () => {
  await door.simulator.control.clearRequests()
  const told = JSON.stringify(await readStatus(runtime))
  expect(await door.simulator.control.requests()).toEqual([])
  expect(told).toContain(PUBLIC_KEY_ID)
  expect(told).not.toMatch(/PRIVATE|BEGIN|\\n/)
  expect(told).not.toContain(String(pluginOptions().privateKey).slice(40, 80))
})

describe("the topics", () => {
  it("lack, wait, are trusted, and lack again", async () => {
    expect(await check("topics")).toMatchObject(toFix("warning", /No SNS topic/))
    await deliver(runtime, bodyOf(ipn()))
    expect(await check("topics")).toMatchObject(toFix("warning", /1 SNS topics wait/))
    await approveTopic(runtime, TOPIC)
    expect(await check("topics")).toMatchObject(OK)
    await rejectTopic(runtime, TOPIC)
    expect(await check("topics")).toMatchObject(toFix("warning", /No SNS topic/))
  })
})

describe("the notifications", () => {
  it("never came, come, wait too long, and are worked off", async () => {
    expect(await check("notifications")).toMatchObject(toFix("warning", /No notification was ever received/))
    await deliver(runtime, bodyOf(ipn()))
    await approveTopic(runtime, TOPIC)
    expect(await readStatus(runtime)).toMatchObject({ notifications: { by_status: { received: 1 }, backlog: 1 } })
    expect(await check("notifications")).toMatchObject(OK)
    await runtime.db.query("update amazon_pay_notification set received_at = now() - interval '20 minutes'")
    expect(await check("notifications")).toMatchObject(toFix("error", /waiting for 20 minutes/))
    expect((await readStatus(runtime)).notifications.lag_seconds).toBeGreaterThanOrEqual(1_200)
    await drainInbox(runtime)
    expect(await check("notifications")).toMatchObject(OK)
    expect(await readStatus(runtime)).toMatchObject({
      notifications: { backlog: 0, lag_seconds: 0, by_status: { unmatched: 1 } },
    })
  })

  it("that could not be processed are counted", async () => {
    expect(await check("dead_letters")).toMatchObject(OK)
    await runtime.db
      .query(`insert into amazon_pay_notification (message_id, topic_arn, type, sent_at, status, raw_message)
      values ('dead-1', 'topic', 'Notification', now(), 'dead', '{}')`)
    expect(await check("dead_letters")).toMatchObject(toFix("warning", /^1 notifications/))
  })
})

describe("the inbox", () => {
  const inbox = async () => {
    const { jobs, notifications } = await readStatus(runtime)
    return { run: jobs.find(({ name }) => name === "inbox"), ...notifications }
  }

  it("says when it was last worked off, and how long the last message with something to do had waited", async () => {
    expect(await inbox()).toMatchObject({ run: undefined, last_lag_seconds: null, last_received_age_seconds: null })
    await deliver(runtime, bodyOf(ipn()))
    await approveTopic(runtime, TOPIC)
    await runtime.db.query("update amazon_pay_notification set received_at = now() - interval '5 minutes'")
    expect(await drainInbox(runtime)).toBe(1)
    const worked = await inbox()
    expect(worked.run).toMatchObject({ age_seconds: 0, error: null, result: { notifications: 1 } })
    expect(worked.last_lag_seconds).toBeGreaterThanOrEqual(300)
    expect(worked.last_lag_seconds).toBeLessThan(330)
    expect(worked.last_received_age_seconds).toBeGreaterThanOrEqual(300)

    door.advance(120)
    expect((await inbox()).run).toMatchObject({ age_seconds: 120 })
    expect(await drainInbox(runtime)).toBe(0)
    expect(await inbox()).toMatchObject({
      run: { age_seconds: 0, result: { notifications: 1 } },
      last_lag_seconds: worked.last_lag_seconds,
    })
    door.advance(-120)
  })
})

describe("reconciliation", () => {
  const run = (by = runtime) => recordRun(by, "reconcile", () => reconcile(by))

  it("has not run, runs, is late, and fails", async () => {
    expect(await check("reconciliation")).toMatchObject(toFix("warning", /has not run yet/))
    await run()
    expect(await check("reconciliation")).toMatchObject(OK)
    expect((await readStatus(runtime)).jobs).toMatchObject([{ name: "reconcile", error: null, result: { wallets: 0 } }])
    door.advance(21 * 60)
    expect(await check("reconciliation")).toMatchObject(toFix("warning", /last ran at/))
    door.advance(-21 * 60)
    await expect(recordRun(runtime, "reconcile", () => Promise.reject(new Error("broken")))).rejects.toThrow()
    expect(await check("reconciliation")).toMatchObject(toFix("error", /failed: broken/))
  })

  it("that found Amazon away has run, and says how much it did", async () => {
    const shopper = await newShopper({ ...door, runtime })
    await shopper.wallet()
    await runtime.db.query("update amazon_pay_wallet set last_checked_at = null")
    await door.simulator.control.addFault({ operation: "GetChargePermission", status: 503, times: "always" })
    expect(await run()).toMatchObject({ wallets: 0 })
    await door.simulator.control.clearFaults()
    expect(await check("reconciliation")).toMatchObject(OK)
  })
})

describe("the accounts", () => {
  it("are told apart by what they can do", async () => {
    expect(await check("keys")).toMatchObject(OK)
    expect(await check("region")).toMatchObject(OK)
    expect(await check("urls")).toMatchObject(toFix("warning", /this machine/))
    const [account] = runtime.options.accounts.values()
    if (!account) throw new Error("no account")
    const [key] = account.keys
    const changed = { ...account, region: "jp" as const, keys: [key, { ...key, publicKeyId: "SANDBOX-OLD" }] as const }
    const other = { ...runtime, options: { ...runtime.options, accounts: new Map([["default", changed]]) } }
    expect(await check("keys", other)).toMatchObject(toFix("warning", /rotation/))
    expect(await check("region", other)).toMatchObject(toFix("warning", /no update page/))
    const urls = { backendUrl: "https://shop.example", storefrontUrl: "https://www.shop.example" }
    expect(await check("urls", { ...runtime, options: { ...runtime.options, ...urls } })).toMatchObject(OK)
  })
})

it("what is open and what is not emitted yet is counted", async () => {
  const shopper = await newShopper({ ...door, runtime })
  const wallet = await shopper.wallet()
  await shopper.start(wallet.id)
  expect(await readStatus(runtime)).toMatchObject({ updates: { open: 1, pending: 0 }, unsent_events: 1 })
})

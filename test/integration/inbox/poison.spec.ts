import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { replayNotification, replayNotifications } from "../../../src/modules/amazon-pay/inbox/replay"
import {
  OutboxEventEntity,
  type NotificationEntity,
  type WalletEntity,
} from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { asking } from "../support/quick"
import { asked } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import { about, bodyOf, deliver, ipn, makeDue, openDoor, type Door } from "./door"

/** 20 of the hostile cases in full: what cannot be understood or done, and what must go on all the same. */

let door: Door
let runtime: Runtime
let shopper: Shopper
beforeAll(async () => {
  door = await openDoor()
  runtime = asking(door.runtime, { maxRetries: 0 })
  shopper = await newShopper({ ...door, runtime })
})
afterAll(() => door.close())
beforeEach(async () => {
  await runtime.db.query("truncate amazon_pay_notification, amazon_pay_outbox")
  await door.simulator.control.clearFaults()
  await door.simulator.control.clearRequests()
})

const tell = (wallet: WalletEntity, object = {}) =>
  deliver(runtime, bodyOf(ipn({}, { ...about(wallet.charge_permission_id), ...object })))
async function newWallet(): Promise<WalletEntity> {
  const wallet = await shopper.wallet()
  await door.simulator.control.clearRequests()
  return wallet
}

const fault = (wallet: WalletEntity, what: object) =>
  door.simulator.control.addFault({
    operation: "GetChargePermission",
    path: wallet.charge_permission_id,
    times: "always",
    ...what,
  })

async function rowAbout(
  wallet: WalletEntity,
  objectType = "CHARGE_PERMISSION",
): Promise<NotificationEntity | undefined> {
  const rows = await door.rows()
  return rows.find((row) => row.charge_permission_id === wallet.charge_permission_id && row.object_type === objectType)
}

const deaths = async () => {
  const events = await runtime.db.getRepository(OutboxEventEntity).findBy({ name: "amazon-pay.notification.dead" })
  return events.map(({ data }) => data)
}

describe("a message that cannot be understood", () => {
  it.each<[string, Partial<Parameters<typeof ipn>[0]>, object, string]>([
    ["no JSON", { Message: "hello" }, {}, "the text is not an Amazon Pay IPN"],
    ["JSON of another kind", { Message: "[1]" }, {}, "the text is not an Amazon Pay IPN"],
    [
      "an IPN of an unknown shape",
      { Message: '{"NotificationVersion":"V3","Subject":{}}' },
      {},
      "the text is not an Amazon Pay IPN",
    ],
    ["of an unknown version", {}, { NotificationVersion: "V3" }, "unknown notification version V3"],
    ["of no version anybody can read", {}, { NotificationVersion: [2] }, "unknown notification version unreadable"],
    ["about an unknown object", {}, { ObjectType: "DISPUTE_V9" }, "unknown object type DISPUTE_V9"],
  ])(
    "is stored, dead at once with its reason, and can be replayed, whatever our clock says: %s",
    async (_, envelope, object, reason) => {
      const body = bodyOf(ipn(envelope, object))
      expect(await deliver(runtime, body)).toBe("stored")
      await drainInbox(runtime)
      const [row] = await door.rows()
      expect(row).toMatchObject({ status: "dead", attempts: 1, last_error: reason })
      expect(await deaths()).toMatchObject([{ id: row?.message_id, wallet_id: null, customer_id: null, reason }])
      door.advance(600)
      await replayNotification(runtime, row?.message_id ?? "")
      door.advance(-600)
      await drainInbox(runtime)
      expect(await door.rows()).toMatchObject([{ status: "dead", attempts: 1, last_error: reason }])
      expect(await deliver(runtime, body)).toBe("known")
    },
  )

  it("is worked off when it is replayed by a version that understands it", async () => {
    const wallet = await newWallet()
    await tell(wallet)
    const { charge_permission_id } = wallet
    await runtime.db.query(`update amazon_pay_notification set status = 'dead', notification_id = null,
      notification_type = null, object_type = null, object_id = null, charge_permission_id = '', last_error = 'unknown'`)
    await replayNotifications(runtime, { status: "dead" })
    await drainInbox(runtime)
    expect(await door.rows()).toMatchObject([
      { status: "processed", attempts: 1, last_error: null, object_type: "CHARGE_PERMISSION", charge_permission_id },
    ])
    expect(await asked(door.simulator, "GetChargePermission")).toHaveLength(1)
  })

  it("is not worked off for another merchant, whoever's it is then", async () => {
    await deliver(runtime, bodyOf(ipn()))
    const { options } = runtime
    const accounts = [...options.accounts].map(([id, account]) => [id, { ...account, merchantId: "A2NEW" }] as const)
    await runtime.db.query("update amazon_pay_notification set object_type = null")
    await drainInbox({ ...runtime, options: { ...options, accounts: new Map(accounts) } })
    expect(await door.rows()).toMatchObject([
      { status: "dead", last_error: "the notification is for another merchant" },
    ])
  })
})

describe("a message that cannot be worked off", () => {
  it("is put off longer each time, is dead after twelve tries with its reason, and works when it is replayed", async () => {
    const wallet = await newWallet()
    await fault(wallet, { status: 403, reasonCode: "InvalidAccountStatus" })
    await tell(wallet)
    const waits: number[] = []
    for (let attempt = 1; attempt <= 12; attempt++) {
      await drainInbox(runtime)
      const row = await rowAbout(wallet)
      expect(row).toMatchObject({ status: attempt < 12 ? "failed" : "dead", attempts: attempt })
      expect(row?.last_error).toContain("request_refused InvalidAccountStatus")
      waits.push(((row?.next_attempt_at.getTime() ?? 0) - Date.now()) / 1000)
      await makeDue(runtime)
    }
    for (const [n, wait] of waits.slice(0, 11).entries()) {
      const full = Math.min(5 * 2 ** n, 3600)
      expect(wait).toBeGreaterThan(full / 2 - 1)
      expect(wait).toBeLessThanOrEqual(full)
    }
    expect(await deaths()).toMatchObject([{ wallet_id: wallet.id, customer_id: shopper.customerId }])
    await door.simulator.control.clearFaults()
    expect(await replayNotifications(runtime, { status: "dead" })).toBe(1)
    await drainInbox(runtime)
    expect(await rowAbout(wallet)).toMatchObject({ status: "processed", last_error: null })
  })

  it("because Amazon is away lives for three days", async () => {
    const wallet = await newWallet()
    await fault(wallet, { status: 503 })
    await tell(wallet)
    await runtime.db.query("update amazon_pay_notification set attempts = 30")
    await drainInbox(runtime)
    expect(await rowAbout(wallet)).toMatchObject({ status: "failed", attempts: 31 })
    await makeDue(runtime)
    await runtime.db.query("update amazon_pay_notification set received_at = now() - interval '73 hours'")
    await drainInbox(runtime)
    expect(await rowAbout(wallet)).toMatchObject({ status: "dead", attempts: 32 })
  })

  it("because every process that tries it ends, is not tried for ever", async () => {
    const wallet = await newWallet()
    await tell(wallet)
    await runtime.db.query("update amazon_pay_notification set attempts = 200")
    await drainInbox(runtime)
    expect(await rowAbout(wallet)).toMatchObject({
      status: "dead",
      last_error: "processing it was interrupted too often",
    })
    expect(await asked(door.simulator, "GetChargePermission")).toEqual([])
  })

  it("holds up neither its neighbours nor others about the same wallet", async () => {
    const [broken, ...neighbours] = [await newWallet(), await newWallet(), await newWallet()]
    if (!broken) throw new Error("no wallet")
    await fault(broken, { status: 403 })
    await tell(broken, { ObjectType: "CHARGE", ObjectId: "C1" })
    await tell(broken)
    await tell(broken, { ObjectType: "DISPUTE_V9" })
    for (const neighbour of neighbours) await tell(neighbour)
    await drainInbox(runtime)
    expect(await rowAbout(broken)).toMatchObject({ status: "failed" })
    expect(await rowAbout(broken, "CHARGE")).toMatchObject({ status: "processed" })
    expect(await rowAbout(broken, "DISPUTE_V9")).toMatchObject({ status: "dead" })
    for (const neighbour of neighbours) expect(await rowAbout(neighbour)).toMatchObject({ status: "processed" })
  })

  it("because Amazon never answers holds up no neighbour, not even for a moment", async () => {
    const [silent, neighbour] = [await newWallet(), await newWallet()]
    await fault(silent, { hang: true })
    await tell(silent)
    await tell(neighbour)
    const draining = drainInbox(asking(door.runtime, { maxRetries: 0, timeoutMs: 2_000 }))
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await rowAbout(neighbour)).toMatchObject({ status: "processed" })
    expect(await rowAbout(silent)).toMatchObject({ status: "received" })
    await draining
    expect(await rowAbout(silent)).toMatchObject({ status: "failed", last_error: "timeout" })
  })

  it("comes back together with those it failed with, and with what came since", async () => {
    const wallet = await newWallet()
    await fault(wallet, { status: 500, times: 1 })
    for (let n = 0; n < 20; n++) await tell(wallet)
    await drainInbox(runtime)
    const due = new Set((await door.rows()).map(({ next_attempt_at }) => next_attempt_at.getTime()))
    expect(due.size).toBe(1)
    await tell(wallet)
    await drainInbox(runtime)
    expect((await door.rows()).every(({ status }) => status === "processed")).toBe(true)
    expect(await asked(door.simulator, "GetChargePermission")).toHaveLength(2)
  })
})

describe("an outage of Amazon", () => {
  it("is noticed after a few messages; the others are not worn out, and all are worked off afterwards", async () => {
    const wallets: WalletEntity[] = []
    for (let n = 0; n < 30; n++) wallets.push(await newWallet())
    for (const wallet of wallets) await tell(wallet)
    await door.simulator.control.addFault({ operation: "GetChargePermission", times: "always", reset: true })
    await door.simulator.control.clearRequests()
    await drainInbox(runtime)
    const tried = (await door.rows()).filter(({ attempts }) => attempts > 0)
    expect(tried.length).toBeGreaterThanOrEqual(5)
    expect(tried.length).toBeLessThanOrEqual(8)
    expect(tried.every(({ status, last_error }) => status === "failed" && last_error === "unavailable")).toBe(true)
    await door.simulator.control.clearFaults()
    await makeDue(runtime)
    await drainInbox(runtime)
    expect((await door.rows()).every(({ status }) => status === "processed")).toBe(true)
  })
})

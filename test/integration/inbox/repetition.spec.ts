import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { listNotifications } from "../../../src/modules/amazon-pay/inbox/list-notifications"
import { reconcile } from "../../../src/modules/amazon-pay/upkeep/reconcile"
import { prune } from "../../../src/modules/amazon-pay/upkeep/retention"
import { attachWallet } from "../../../src/modules/amazon-pay/wallets/attach-wallet"
import { closeWallet } from "../../../src/modules/amazon-pay/wallets/close-wallet"
import type { WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { answer } from "../../unit/support/scripted-server"
import { MERCHANT_ID } from "../support/options"
import { asking } from "../support/quick"
import { asked, historyOf, updateNow, walletNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import { about, aboutSubscription, bodyOf, deliver, ipn, makeDue, openDoor, validCertificate, type Door } from "./door"

/** Group B of the cases: repetition and order. The numbers are the cases'. */

let door: Door
let runtime: Runtime
let second: Runtime
let shopper: Shopper
let wallet: WalletEntity

beforeAll(async () => {
  door = await openDoor()
  door.serve(answer(200, validCertificate({ notAfter: new Date(Date.now() + 90 * 86_400_000) })))
  runtime = asking(door.runtime)
  second = asking(await door.secondProcess())
})
afterAll(() => door.close())
beforeEach(async () => {
  await runtime.db.query("truncate amazon_pay_notification")
  await door.simulator.control.clearFaults()
  shopper = await newShopper({ ...door, runtime })
  wallet = await shopper.wallet()
  await door.simulator.control.clearRequests()
})

const bodyAbout = ({ charge_permission_id }: WalletEntity, more = {}) => bodyOf(ipn(more, about(charge_permission_id)))
const descriptor = (text: string) => ({ type: "payment_descriptor", descriptor: text }) as const
const change = (text: string, of = wallet) =>
  door.simulator.control.changeWallet(of.charge_permission_id, descriptor(text))
const reads = async () => (await asked(door.simulator, "GetChargePermission")).length
const statuses = async () => (await door.rows()).map(({ status }) => status)

/** The same process, that tells how many requests it had under way at most. */
function watched(inner: Runtime, delayMs = 20): { runtime: Runtime; most: () => number } {
  let [now, most] = [0, 0]
  const fetchIt: typeof fetch = async (input, init) => {
    now += 1
    most = Math.max(most, now)
    try {
      await new Promise((resolve) => setTimeout(resolve, delayMs))
      return await fetch(input, init)
    } finally {
      now -= 1
    }
  }
  return { runtime: asking(inner, { fetch: fetchIt }), most: () => most }
}

describe("15: the same message fifty times at once over two processes", () => {
  it("is stored once and acted on once", async () => {
    const body = bodyAbout(wallet)
    const deliveries = Array.from({ length: 50 }, (_, n) => deliver(n % 2 ? runtime : second, body))
    const verdicts = await Promise.all(deliveries)
    expect(verdicts.filter((verdict) => verdict === "stored")).toHaveLength(1)
    expect(verdicts.filter((verdict) => verdict === "known")).toHaveLength(49)
    await Promise.all([drainInbox(runtime), drainInbox(second)])
    expect(await door.rows()).toMatchObject([{ status: "processed", attempts: 1 }])
    expect(await reads()).toBe(1)
  })
})

describe("16: a message that comes again", () => {
  it("after a minute and a day is known; after the accepted age it is refused, whether we remember it or not", async () => {
    const body = bodyAbout(wallet)
    expect(await deliver(runtime, body)).toBe("stored")
    await drainInbox(runtime)
    for (const seconds of [60, 86_400]) {
      door.advance(seconds)
      expect(await deliver(runtime, body)).toBe("known")
    }
    expect(await drainInbox(runtime)).toBe(0)
    door.advance(14 * 86_400)
    expect(await deliver(runtime, body)).toBe("sns_refused")
    door.advance(70 * 86_400)
    await runtime.db.query("update amazon_pay_notification set received_at = now() - interval '1 day'")
    expect(await prune(runtime)).toMatchObject({ notifications: 0 })
    door.advance(10 * 86_400)
    expect(await prune(runtime)).toMatchObject({ notifications: 1 })
    expect(await deliver(runtime, body)).toBe("sns_refused")
    door.advance(-95 * 86_400 - 60)
  })

  it.each([
    [-10, "stored"],
    [10, "stored"],
    [14, "stored"],
    [16, "sns_refused"],
  ])("and clocks that differ by %i minutes: %s", async (minutes, verdict) => {
    const Timestamp = new Date(Date.now() + minutes * 60_000).toISOString()
    expect(await deliver(runtime, bodyAbout(wallet, { Timestamp }))).toBe(verdict)
  })
})

describe("17: a thousand messages about one charge permission", () => {
  it("are all stored, cause one reading and one entry, and each says what it stands behind", async () => {
    await change("Visa ****1000")
    const bodies = Array.from({ length: 1_000 }, () => bodyAbout(wallet))
    const verdicts = await Promise.all(bodies.map((body, n) => deliver(n % 2 ? runtime : second, body)))
    expect(verdicts.every((verdict) => verdict === "stored")).toBe(true)
    await Promise.all([drainInbox(runtime), drainInbox(second)])
    const [entry, ...more] = await historyOf(runtime, wallet.id)
    expect(more).toEqual([])
    expect(entry).toMatchObject({
      sources: ["ipn"],
      changes: [{ field: "payment_descriptor", after: "Visa ****1000" }],
    })
    expect(await reads()).toBeLessThanOrEqual(2)
    const rows = await door.rows()
    expect(rows).toHaveLength(1_000)
    expect(rows.every(({ status }) => status === "processed")).toBe(true)
    expect(rows.every(({ update_id, no_visible_change }) => no_visible_change === (update_id === null))).toBe(true)
    expect(rows.filter(({ update_id }) => update_id === entry?.id).length).toBeGreaterThan(0)
  })

  it("that come while it is being read never cause two readings at the same time", async () => {
    const [one, two] = [watched(runtime), watched(second)]
    const both = { runtime: one.runtime, second: two.runtime }
    let delivered = 0
    const delivering = (async () => {
      for (; delivered < 300; delivered++) {
        if (delivered % 50 === 0) await change(`Visa ****${delivered}`)
        await deliver(runtime, bodyAbout(wallet))
        void drainInbox(delivered % 2 ? both.runtime : both.second)
      }
    })()
    await delivering
    for (let round = 0; round < 100 && (await statuses()).some((status) => status === "received"); round++) {
      await Promise.all([drainInbox(both.runtime), drainInbox(both.second)])
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect(one.most()).toBe(1)
    expect(two.most()).toBe(1)
    const rows = await door.rows()
    expect(rows.map(({ status, attempts }) => [status, attempts])).toEqual(rows.map(() => ["processed", 1]))
    expect((await walletNow(runtime, wallet.id)).payment_descriptor).toBe("Visa ****250")
    const entries = await historyOf(runtime, wallet.id)
    const steps = entries.flatMap(({ changes }) => changes)
    expect(steps.every(({ before }, n) => n === 0 || before === steps[n - 1]?.after)).toBe(true)
    for (const entry of entries) expect(rows.some(({ update_id }) => update_id === entry.id)).toBe(true)
    expect(await reads()).toBeLessThan(150)
  })

  it("hold up no other wallet", async () => {
    const other = await shopper.wallet()
    const slow = asking(runtime, {
      fetch: async (input, init) => {
        if (String(input).endsWith(wallet.charge_permission_id)) await new Promise((r) => setTimeout(r, 1_000))
        return fetch(input, init)
      },
    })
    for (let n = 0; n < 20; n++) await deliver(runtime, bodyAbout(wallet))
    const draining = drainInbox(slow)
    for (let n = 0; n < 5; n++) {
      await deliver(runtime, bodyAbout(wallet))
      expect(await drainInbox(slow)).toBe(0)
    }
    await deliver(runtime, bodyAbout(other))
    expect(await drainInbox(slow)).toBe(0)
    await new Promise((resolve) => setTimeout(resolve, 300))
    const row = (await door.rows()).find(({ charge_permission_id: id }) => id === other.charge_permission_id)
    expect(row).toMatchObject({ status: "processed" })
    await draining
    expect((await statuses()).every((status) => status === "processed")).toBe(true)
  })
})

describe("18: messages out of order", () => {
  it("leave what Amazon has now, and a history in the order of events", async () => {
    const at = (seconds: number) => ({ Timestamp: new Date(Date.now() - seconds * 1000).toISOString() })
    await change("Visa ****2001")
    const older = bodyAbout(wallet, at(60))
    await deliver(runtime, bodyAbout(wallet, at(120)))
    await drainInbox(runtime)
    await change("Visa ****2002")
    await deliver(runtime, bodyAbout(wallet, at(30)))
    await drainInbox(runtime)
    for (const body of [older, bodyAbout(wallet, at(60)), bodyAbout(wallet, at(60))]) {
      expect(await deliver(second, body)).toBe("stored")
      await drainInbox(second)
    }
    expect((await walletNow(runtime, wallet.id)).payment_descriptor).toBe("Visa ****2002")
    const after = (await historyOf(runtime, wallet.id)).map(({ changes }) => changes[0]?.after)
    expect(after).toEqual(["Visa ****2001", "Visa ****2002"])
    expect((await door.rows()).filter(({ no_visible_change }) => no_visible_change)).toHaveLength(3)
  })
})

describe("19: a charge permission that nobody knows here", () => {
  async function unknown(): Promise<string> {
    const { control } = door.simulator
    const input = { merchantId: MERCHANT_ID, buyerId: shopper.buyerId, productType: "PayOnly" as const }
    return (await control.createWallet(input)).chargePermissionId
  }
  const attach = (id: string) => attachWallet(runtime, { customerId: shopper.customerId, chargePermissionId: id })

  it("is kept as unmatched for admins to see, attached to nobody, and asked nothing about", async () => {
    const id = await unknown()
    expect(await deliver(runtime, bodyOf(ipn({}, about(id))))).toBe("stored")
    await drainInbox(runtime)
    const page = await listNotifications(runtime.db, { status: ["unmatched"] }, { limit: 10, offset: 0 })
    expect(page).toMatchObject({ count: 1, notifications: [{ charge_permission_id: id, update_id: null }] })
    expect(await reads()).toBe(0)
  })

  it("is worked off once it becomes known", async () => {
    const id = await unknown()
    await deliver(runtime, bodyOf(ipn({}, about(id))))
    await drainInbox(runtime)
    const attached = await attach(id)
    await door.simulator.control.changeWallet(id, descriptor("Visa ****1900"))
    await drainInbox(runtime)
    const [entry] = await historyOf(runtime, attached.id)
    expect(await door.rows()).toMatchObject([{ status: "processed", update_id: entry?.id }])
  })

  it("that became known while it was looked for is found by reconciliation", async () => {
    const id = await unknown()
    await deliver(runtime, bodyOf(ipn({}, about(id))))
    await attach(id)
    await runtime.db.query("update amazon_pay_notification set status = 'unmatched'")
    expect(await reconcile(runtime)).toMatchObject({ notifications: 1 })
    await drainInbox(runtime)
    expect(await statuses()).toEqual(["processed"])
  })
})

describe("a wallet that is over", () => {
  it("is not read any more; what is said of it is settled", async () => {
    await closeWallet(runtime, { customerId: shopper.customerId, walletId: wallet.id })
    await door.simulator.control.clearRequests()
    await deliver(runtime, bodyAbout(wallet))
    await drainInbox(runtime)
    expect(await door.rows()).toMatchObject([{ status: "processed", no_visible_change: true }])
    expect(await reads()).toBe(0)
  })

  it("at Amazon, told by one of many messages, is read once", async () => {
    await door.simulator.control.changeWallet(wallet.charge_permission_id, { type: "closed", by: "buyer" })
    for (let n = 0; n < 3; n++) {
      await deliver(runtime, bodyAbout(wallet))
      await drainInbox(runtime)
    }
    expect(await walletNow(runtime, wallet.id)).toMatchObject({ status: "closed", reasons: ["BuyerClosed"] })
    expect((await historyOf(runtime, wallet.id)).length).toBe(1)
    expect(await statuses()).toEqual(["processed", "processed", "processed"])
    expect(await reads()).toBe(1)
  })
})

describe("a message behind a customer's update", () => {
  it("that told of it before, during and after the return is linked to the same entry", async () => {
    const started = await shopper.start(wallet.id)
    const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
    await deliver(runtime, bodyAbout(wallet))
    await drainInbox(runtime)
    await shopper.complete(started, session, runtime)
    await deliver(second, bodyAbout(wallet))
    await drainInbox(second)
    const update = await updateNow(runtime, started.update.id)
    expect(update).toMatchObject({ status: "completed", sources: ["return", "ipn"] })
    expect((await historyOf(runtime, wallet.id)).map(({ id }) => id)).toEqual([update.id])
    expect((await door.rows()).map(({ update_id }) => update_id)).toEqual([update.id, update.id])
  })
})

it("what is known and not used yet is answered and settled", async () => {
  const objects = ["CHARGE", "REFUND", "CHARGEBACK"].map((ObjectType) => ({ ObjectType, ObjectId: `${ObjectType}-1` }))
  for (const object of objects)
    await deliver(runtime, bodyOf(ipn({}, { ...about(wallet.charge_permission_id), ...object })))
  await deliver(runtime, bodyOf(aboutSubscription("UnsubscribeConfirmation")))
  await drainInbox(runtime)
  expect(await statuses()).toEqual(["processed", "processed", "processed", "processed"])
  expect(await reads()).toBe(0)
})

describe("a lease", () => {
  it("that ran out is taken over, one that holds is left alone", async () => {
    for (let n = 0; n < 2; n++) await deliver(runtime, bodyAbout(await shopper.wallet()))
    const [gone, held] = await door.rows()
    const lease = (id: string | undefined, until: string) =>
      runtime.db.query(`update amazon_pay_notification set lease_until = now() ${until} where message_id = $1`, [id])
    await lease(gone?.message_id, "- interval '1 second'")
    await lease(held?.message_id, "+ interval '1 minute'")
    expect(await drainInbox(second)).toBe(1)
    expect(await statuses()).toEqual(["processed", "received"])
    await makeDue(runtime)
    expect(await drainInbox(second)).toBe(1)
  })
})

import { Client } from "pg"
import { setTimeout as sleep } from "node:timers/promises"
import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { listNotifications } from "../../../src/modules/amazon-pay/inbox/list-notifications"
import { replayNotification } from "../../../src/modules/amazon-pay/inbox/replay"
import { reconcile } from "../../../src/modules/amazon-pay/upkeep/reconcile"
import { prune } from "../../../src/modules/amazon-pay/upkeep/retention"
import { attachWallet } from "../../../src/modules/amazon-pay/wallets/attach-wallet"
import { OutboxEventEntity, type WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { answer } from "../../unit/support/scripted-server"
import type { Moment } from "../support/child"
import { startChild, type Child } from "../support/children"
import { about, bodyOf, ipn, makeDue, openDoor, TOPIC, validCertificate, type Door } from "../inbox/door"
import { heapMegabytes } from "../support/heap"
import { serveHook, type Hook } from "../support/hook"
import { deliverAll } from "../support/notifications"
import { from, numbersIn } from "../support/numbers"
import { MERCHANT_ID, pluginOptions } from "../support/options"
import { asking } from "../support/quick"
import { asked, historyOf, walletNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import { databaseUrl, openTestStore } from "../support/store"

/**
 * Repetition, order, load and crashes. The numbers are those of the project's list of hostile cases. Each message comes in
 * through the plugin's own route over HTTP, at one of two processes on one database.
 */

let door: Door
let runtime: Runtime
let second: Runtime
let hooks: [Hook, Hook]
let shopper: Shopper
let wallet: WalletEntity

beforeAll(async () => {
  jest.spyOn(console, "log").mockImplementation(() => undefined)
  door = await openDoor()
  door.serve(answer(200, validCertificate({ notAfter: new Date(Date.now() + 90 * 86_400_000) })))
  runtime = asking(door.runtime)
  second = asking(await door.secondProcess())
  hooks = [await serveHook(runtime), await serveHook(second)]
})
afterAll(async () => {
  for (const hook of hooks) await hook.close()
  await door.close()
})
beforeEach(async () => {
  await runtime.db.query("truncate amazon_pay_notification")
  await door.simulator.control.clearFaults()
  shopper = await newShopper({ ...door, runtime })
  wallet = await shopper.wallet()
  await door.simulator.control.clearRequests()
})

const bodyAbout = ({ charge_permission_id }: WalletEntity, more = {}, object = {}) =>
  bodyOf(ipn(more, { ...about(charge_permission_id), ...object }))
const descriptor = (text: string) => ({ type: "payment_descriptor", descriptor: text }) as const
const change = (text: string, of = wallet) =>
  door.simulator.control.changeWallet(of.charge_permission_id, descriptor(text))
const reads = async () => (await asked(door.simulator, "GetChargePermission")).length
const statuses = async () => (await door.rows()).map(({ status }) => status)

/** A burst about one wallet is let go on for ten seconds. */
async function workOff(): Promise<void> {
  for (let round = 0; round < 40 && (await statuses()).some((status) => status !== "processed"); round++) {
    await runtime.db.query(
      "update amazon_pay_notification set next_attempt_at = now() where status = 'failed' and lease_until is null",
    )
    await drainInbox(runtime)
    await sleep(500)
  }
}

/** What SNS is answered, by the first process or the second. */
const post = async (body: Buffer, process = 0) => ((await hooks[process % 2]?.post(body)) ?? { status: 0 }).status
/** As SNS does it: what is answered 503, because this machine is busy, is sent again a few times. */
async function send(body: Buffer, process = 0): Promise<number> {
  let status = 503
  for (let tries = 0; status === 503 && tries < 4; tries++) status = await post(body, process)
  return status
}
const drainBoth = () => Promise.all([drainInbox(runtime), drainInbox(second)])

/** Both processes, telling how many requests they had under way together at most. */
function watched(delayMs = 20): { both: [Runtime, Runtime]; most: () => number } {
  let [now, most] = [0, 0]
  const fetchIt: typeof fetch = async (input, init) => {
    now += 1
    most = Math.max(most, now)
    try {
      await sleep(delayMs)
      return await fetch(input, init)
    } finally {
      now -= 1
    }
  }
  const watch = (inner: Runtime) => asking(inner, { fetch: fetchIt })
  return { both: [watch(runtime), watch(second)], most: () => most }
}

/** A process of the operating system on the same store, that dies at a moment if one is given. */
function otherProcess(dieAt: Moment | null = null): Promise<Child> {
  return startChild({
    databaseUrl: door.databaseUrl,
    options: pluginOptions({
      endpoints: { ...door.simulator.endpoints("eu"), snsCertificates: door.certificates.url },
      ipn: { topicArns: [TOPIC] },
    }),
    dieAt,
  })
}

describe("15. the same message fifty times at once over two processes", () => {
  it("is answered 200 fifty times, stored once and acted on once", async () => {
    const body = bodyAbout(wallet)
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => post(body, n)))
    expect(answers).toEqual(Array.from({ length: 50 }, () => 200))
    expect(hooks[0].woken() + hooks[1].woken()).toBe(1)
    await drainBoth()
    expect(await door.rows()).toMatchObject([{ status: "processed", attempts: 1 }])
    expect(await reads()).toBe(1)
  })

  it("is taken fifty times by two processes of the operating system as well, and acted on once", async () => {
    const children = await Promise.all([otherProcess(), otherProcess()])
    const body = bodyAbout(wallet).toString()
    const orders = Array.from({ length: 50 }, (_, n) => children[n % 2]?.order({ do: "receive", body }))
    expect(await Promise.all(orders)).toEqual(orders.map(() => true))
    await Promise.all(children.map((child) => child.order({ do: "drain" })))
    for (const child of children) child.kill()
    expect(await door.rows()).toMatchObject([{ status: "processed", attempts: 1 }])
    expect(await reads()).toBe(1)
  })
})

describe("16. a message that comes again", () => {
  it("after a minute and a day is known; after the accepted age it is refused, whether we remember it or not", async () => {
    const body = bodyAbout(wallet)
    expect(await post(body)).toBe(200)
    await drainInbox(runtime)
    for (const seconds of [60, 86_400]) {
      door.advance(seconds)
      expect(await post(body)).toBe(200)
      expect(await drainInbox(runtime)).toBe(0)
    }
    expect(await door.rows()).toMatchObject([{ status: "processed", attempts: 1 }])
    door.advance(14 * 86_400)
    expect(await post(body)).toBe(403)
    door.advance(70 * 86_400)
    await runtime.db.query("update amazon_pay_notification set received_at = now() - interval '1 day'")
    expect(await prune(runtime)).toMatchObject({ notifications: 0 })
    door.advance(10 * 86_400)
    expect(await prune(runtime)).toMatchObject({ notifications: 1 })
    expect(await post(body)).toBe(403)
    expect(await door.rows()).toEqual([])
    door.advance(-95 * 86_400 - 60)
  })

  it.each([
    [-10, 200],
    [10, 200],
    [14, 200],
    [16, 403],
  ])("and clocks that differ by %i minutes: %i", async (minutes, status) => {
    const Timestamp = new Date(Date.now() + minutes * 60_000).toISOString()
    expect(await post(bodyAbout(wallet, { Timestamp }))).toBe(status)
  })
})

describe("17. a thousand messages about one charge permission", () => {
  it("are all stored, cause one reading and one entry, and each says what it stands behind", async () => {
    await change("Visa ****1000")
    const bodies = Array.from({ length: 1_000 }, () => bodyAbout(wallet))
    for (let n = 0; n < bodies.length; n += 50) {
      const answers = await Promise.all(bodies.slice(n, n + 50).map(send))
      expect(answers.every((status) => status === 200)).toBe(true)
    }
    await drainBoth()
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
    const { both, most } = watched()
    for (let delivered = 0; delivered < 300; delivered++) {
      if (delivered % 50 === 0) await change(`Visa ****${delivered}`)
      expect(await post(bodyAbout(wallet), delivered)).toBe(200)
      void drainInbox(both[delivered % 2 ? 1 : 0])
    }
    for (let round = 0; round < 200 && (await statuses()).some((status) => status === "received"); round++) {
      await Promise.all(both.map(drainInbox))
      await sleep(100)
    }
    expect(most()).toBe(1)
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
    let release = () => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    const slow = asking(runtime, {
      fetch: async (input, init) => {
        if (String(input).endsWith(wallet.charge_permission_id)) await released
        return fetch(input, init)
      },
    })
    for (let n = 0; n < 20; n++) await post(bodyAbout(wallet))
    const draining = drainInbox(slow)
    await post(bodyAbout(other))
    expect(await drainInbox(slow)).toBe(0)
    const row = async () =>
      (await door.rows()).find(({ charge_permission_id: id }) => id === other.charge_permission_id)
    while ((await row())?.status !== "processed") await sleep(10)
    release()
    await draining
    expect((await statuses()).every((status) => status === "processed")).toBe(true)
  })
})

describe("18. messages out of order", () => {
  it("leave what Amazon has now, and a history in the order of events", async () => {
    const at = (seconds: number) => ({ Timestamp: new Date(Date.now() - seconds * 1000).toISOString() })
    await change("Visa ****2001")
    const older = bodyAbout(wallet, at(60))
    await post(bodyAbout(wallet, at(120)))
    await drainInbox(runtime)
    await change("Visa ****2002")
    await post(bodyAbout(wallet, at(30)))
    await drainInbox(runtime)
    const now = await walletNow(runtime, wallet.id)
    const [sameTime, sameTimeToo] = [bodyAbout(wallet, at(60)), bodyAbout(wallet, at(60))]
    for (const body of [older, sameTime, sameTimeToo]) {
      expect(await post(body, 1)).toBe(200)
      await drainInbox(second)
      expect((await walletNow(runtime, wallet.id)).payment_descriptor).toBe(now.payment_descriptor)
    }
    expect(now.payment_descriptor).toBe("Visa ****2002")
    const after = (await historyOf(runtime, wallet.id)).map(({ changes }) => changes[0]?.after)
    expect(after).toEqual(["Visa ****2001", "Visa ****2002"])
    expect((await door.rows()).filter(({ no_visible_change }) => no_visible_change)).toHaveLength(3)
  })
})

describe("19. a charge permission that nobody knows here, or that is another store's", () => {
  async function unknown(): Promise<string> {
    const { control } = door.simulator
    const input = { merchantId: MERCHANT_ID, buyerId: shopper.buyerId, productType: "PayOnly" as const }
    return (await control.createWallet(input)).chargePermissionId
  }
  const attach = (id: string) => attachWallet(runtime, { customerId: shopper.customerId, chargePermissionId: id })

  it("is answered 200 and kept as unmatched for admins, attached to nobody, and asked nothing about", async () => {
    const id = await unknown()
    expect(await post(bodyOf(ipn({}, about(id))))).toBe(200)
    await drainInbox(runtime)
    const page = await listNotifications(runtime.db, { status: ["unmatched"] }, { limit: 10, offset: 0 })
    expect(page).toMatchObject({ count: 1, notifications: [{ charge_permission_id: id, update_id: null }] })
    expect(await reads()).toBe(0)
    const [known] = await runtime.db.query<{ wallets: number }[]>(
      "select count(*)::int as wallets from amazon_pay_wallet where charge_permission_id = $1",
      [id],
    )
    expect(known).toEqual({ wallets: 0 })
  })

  it("is worked off once it becomes known", async () => {
    const id = await unknown()
    await post(bodyOf(ipn({}, about(id))))
    await drainInbox(runtime)
    const attached = await attach(id)
    await door.simulator.control.changeWallet(id, descriptor("Visa ****1900"))
    await drainInbox(runtime)
    const [entry] = await historyOf(runtime, attached.id)
    expect(await door.rows()).toMatchObject([{ status: "processed", update_id: entry?.id }])
  })

  it("that became known while it was looked for is found by reconciliation", async () => {
    const id = await unknown()
    await post(bodyOf(ipn({}, about(id))))
    await attach(id)
    await runtime.db.query("update amazon_pay_notification set status = 'unmatched'")
    expect(await reconcile(runtime)).toMatchObject({ notifications: 1 })
    await drainInbox(runtime)
    expect(await statuses()).toEqual(["processed"])
  })
})

describe("20. a message that is poison", () => {
  it.each<[string, object, object, string]>([
    ["whose text cannot be read", { Message: "{" }, {}, "the text is not an Amazon Pay IPN"],
    ["about an object nobody knows", {}, { ObjectType: "DISPUTE_V9" }, "unknown object type DISPUTE_V9"],
    ["of an unknown version", {}, { NotificationVersion: "V3" }, "unknown notification version V3"],
  ])("%s is answered 200, put aside with its reason, and holds up nobody", async (_, envelope, object, reason) => {
    const poison = ipn(envelope, { ...about(wallet.charge_permission_id), ...object })
    expect(await post(bodyOf(poison))).toBe(200)
    expect(await post(bodyAbout(wallet))).toBe(200)
    await drainInbox(runtime)
    const row = async () => (await door.rows()).find(({ message_id }) => message_id === poison.MessageId)
    expect(await row()).toMatchObject({ status: "dead", attempts: 1, last_error: reason })
    expect((await statuses()).sort()).toEqual(["dead", "processed"])
    expect(await reads()).toBe(1)
    expect(await replayNotification(runtime, poison.MessageId)).toMatchObject({ status: "received" })
    await drainInbox(runtime)
    expect(await row()).toMatchObject({ status: "dead", attempts: 1, last_error: reason })
    const deaths = await runtime.db.getRepository(OutboxEventEntity).findBy({ name: "amazon-pay.notification.dead" })
    expect(deaths.filter(({ data }) => data.id === poison.MessageId)).toHaveLength(2)
  })

  it("because working on it always fails is put aside after twelve tries, and works when it is replayed", async () => {
    const neighbour = await shopper.wallet()
    await door.simulator.control.addFault({ path: wallet.charge_permission_id, status: 403, times: "always" })
    const poison = ipn({}, about(wallet.charge_permission_id))
    for (const body of [bodyOf(poison), bodyAbout(neighbour)]) expect(await post(body)).toBe(200)
    for (let attempt = 1; attempt <= 12; attempt++) {
      await makeDue(runtime)
      await drainInbox(runtime)
    }
    const rows = await door.rows()
    expect(rows.find(({ message_id }) => message_id === poison.MessageId)).toMatchObject({
      status: "dead",
      attempts: 12,
      last_error: expect.stringContaining("request_refused"),
    })
    expect(rows.filter(({ status, attempts }) => status === "processed" && attempts === 1)).toHaveLength(1)
    await door.simulator.control.clearFaults()
    await replayNotification(runtime, poison.MessageId)
    await drainInbox(runtime)
    expect(await statuses()).toEqual(["processed", "processed"])
  })
})

describe("21. a process that is killed after it answered, before it works on the message", () => {
  it("leaves the message to the next one, which works on it once", async () => {
    await change("Visa ****2100")
    const child = await otherProcess({ at: "with due as", when: "before" })
    expect(await child.order({ do: "receive", body: bodyAbout(wallet).toString() })).toBe(true)
    expect(await child.order({ do: "drain" })).toBe(false)
    expect(await child.ended).toBe("SIGKILL")
    expect(await door.rows()).toMatchObject([{ status: "received", attempts: 0 }])
    const next = await otherProcess()
    expect(await next.order({ do: "drain" })).toBe(true)
    next.kill()
    const [entry, ...more] = await historyOf(runtime, wallet.id)
    expect(more).toEqual([])
    expect(await door.rows()).toMatchObject([{ status: "processed", attempts: 1, update_id: entry?.id }])
    expect(await reads()).toBe(1)
  })
})

describe("22. a process that is killed between Amazon's answer and its commit", () => {
  it("is repeated by the next one, to the same end and with one line of history", async () => {
    await change("Visa ****2200")
    await post(bodyAbout(wallet))
    const child = await otherProcess({ at: "GET http", when: "after" })
    expect(await child.order({ do: "drain" })).toBe(false)
    expect(await child.ended).toBe("SIGKILL")
    expect(await reads()).toBe(1)
    expect(await historyOf(runtime, wallet.id)).toEqual([])
    await makeDue(runtime)
    const next = await otherProcess()
    expect(await next.order({ do: "drain" })).toBe(true)
    next.kill()
    expect(await reads()).toBe(2)
    expect((await walletNow(runtime, wallet.id)).payment_descriptor).toBe("Visa ****2200")
    const [entry, ...more] = await historyOf(runtime, wallet.id)
    expect(more).toEqual([])
    expect(await door.rows()).toMatchObject([{ status: "processed", update_id: entry?.id }])
  })
})

describe("23. a database that is away, full or busy", () => {
  const WITHIN_MS = 2_000

  /** Asks the server, and not the store's own database. */
  async function onServer(...queries: string[]): Promise<void> {
    const client = new Client({ connectionString: databaseUrl("postgres") })
    await client.connect()
    for (const query of queries) await client.query(query)
    await client.end()
  }

  const NAME = () => new URL(door.databaseUrl).pathname.slice(1)
  const refusing = (code: string) => async () => {
    await runtime.db.query(`
      create function refuse() returns trigger language plpgsql as $$
      begin raise exception 'refused' using errcode = '${code}'; end $$;
      create trigger refuse after insert on amazon_pay_notification for each row execute function refuse()`)
    return () => runtime.db.query("drop trigger refuse on amazon_pay_notification; drop function refuse()")
  }

  const TROUBLES: [string, () => Promise<() => Promise<unknown>>][] = [
    ["reports a deadlock", refusing("40P01")],
    ["reports a serialization failure", refusing("40001")],
    ["has a full disk", refusing("53100")],
    [
      "lends out no connection",
      async () => {
        const hogs = Array.from({ length: 10 }, () => runtime.db.query("select pg_sleep(2.5)"))
        await sleep(50)
        return () => Promise.all(hogs)
      },
    ],
    [
      "is away",
      async () => {
        await onServer(
          `alter database ${NAME()} with allow_connections false`,
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${NAME()}'`,
        )
        await sleep(50)
        return () => onServer(`alter database ${NAME()} with allow_connections true`)
      },
    ],
  ]

  it.each(TROUBLES)(
    "%s: 503 within two seconds, stored whole or not at all, and taken afterwards without a restart",
    async (_, trouble) => {
      const body = bodyAbout(wallet)
      await post(bodyAbout(wallet))
      const over = await trouble()
      const answers = await Promise.all(Array.from({ length: 3 }, () => hooks[0].post(body)))
      await over()
      for (const { status, text, ms } of answers) {
        expect({ status, text }).toEqual({
          status: 503,
          text: '{"type":"unexpected_state","message":"The notification could not be stored. Send it again."}',
        })
        expect(ms).toBeLessThan(WITHIN_MS)
      }
      const { MessageId } = JSON.parse(body.toString()) as { MessageId: string }
      const kept = () =>
        runtime.db.query("select raw_message from amazon_pay_notification where message_id = $1", [MessageId])
      const whole = { raw_message: body.toString() }
      expect([[], [whole]]).toContainEqual(await kept())
      expect(await post(body)).toBe(200)
      expect(await kept()).toEqual([whole])
      await drainInbox(runtime)
      expect(await statuses()).toEqual(["processed", "processed"])
    },
  )
})

describe("24. five thousand messages in a burst while Amazon answers 429", () => {
  it("are all stored and worked off when it stops, and memory does not grow", async () => {
    const wallets: WalletEntity[] = []
    for (let n = 0; n < 100; n++) wallets.push(await shopper.wallet())
    for (const each of wallets) await change(`Visa ****${each.charge_permission_id.slice(-4)}`, each)
    await door.simulator.control.clearRequests()
    const busy = { operation: "GetChargePermission", status: 429, headers: { "retry-after": "1" }, times: 12 }
    await door.simulator.control.addFault(busy)

    const before = heapMegabytes()
    const draining: Promise<number>[] = []
    for (let first = 0; first < 5_000; first += 50) {
      const bodies = Array.from({ length: 50 }, (_, n) => bodyAbout(wallets[(first + n) % 100] ?? wallet))
      const answers = await Promise.all(bodies.map((body) => send(body)))
      expect(answers.filter((status) => status !== 200)).toEqual([])
      if (first === 1_000) draining.push(drainInbox(runtime))
    }
    await Promise.all(draining)
    await workOff()
    expect(heapMegabytes() - before).toBeLessThan(30)
    const rows = await door.rows()
    expect(rows).toHaveLength(5_000)
    expect(rows.filter(({ status }) => status !== "processed")).toEqual([])
    for (const each of wallets) expect(await historyOf(runtime, each.id)).toHaveLength(1)
    const answered = (await asked(door.simulator, "GetChargePermission")).filter(
      ({ verdict }) => verdict === "accepted",
    )
    expect(answered.length).toBeLessThan(700)
  })

  it("about one wallet are answered by one reading", async () => {
    await change("Visa ****5000")
    expect(await post(bodyAbout(wallet))).toBe(200)
    await runtime.db.query(`
      insert into amazon_pay_notification (message_id, topic_arn, type, merchant_account, object_type, object_id,
        charge_permission_id, sent_at, status, raw_message)
      select 'copy-' || n, topic_arn, type, merchant_account, object_type, object_id, charge_permission_id, sent_at,
        status, raw_message from amazon_pay_notification, generate_series(1, 4999) n`)
    expect(await drainInbox(runtime)).toBe(5_000)
    expect(await reads()).toBe(1)
    const [entry] = await historyOf(runtime, wallet.id)
    const rows = await door.rows()
    expect(rows.every(({ status, update_id }) => status === "processed" && update_id === entry?.id)).toBe(true)
  })

  it("are worked off at Amazon's documented rate, while a buyer who returns is served at once", async () => {
    const paced = await openTestStore()
    try {
      const { control } = paced.simulator
      const buyer = await newShopper(paced)
      const returning = await buyer.wallet()
      const told: WalletEntity[] = []
      for (let n = 0; n < 13; n++) told.push(await buyer.wallet())
      for (const each of told) await control.changeWallet(each.charge_permission_id, descriptor("Visa ****2400"))
      for (const each of told) await deliverAll(paced.runtime, paced.simulator, each.charge_permission_id)
      const started = await buyer.start(returning.id)
      const session = await buyer.atAmazon(started, { card: "0005", end: "confirm" })
      await control.setModes({ throttling: true })
      await control.clearRequests()

      const waiting = async () =>
        (await listNotifications(paced.runtime.db, { status: ["received"] }, { limit: 1, offset: 0 })).count
      const draining = drainInbox(paced.runtime)
      expect(await buyer.complete(started, session)).toMatchObject({ status: "completed" })
      expect(await waiting()).toBeGreaterThan(5)
      await draining
      while ((await waiting()) > 0) await drainInbox(paced.runtime)
      const requests = await control.requests({ operation: "GetChargePermission" })
      expect(requests.filter(({ verdict }) => verdict === "accepted")).toHaveLength(14)
      expect((await control.requests()).filter(({ status }) => status === 429)).toEqual([])
    } finally {
      await paced.close()
    }
  })

  it("leave Amazon alone for as long as it asks", async () => {
    const paced = await openTestStore({ limitOf: () => ({ burst: 100, perSecond: 100 }) })
    try {
      const { control } = paced.simulator
      const buyer = await newShopper(paced)
      const wallets: WalletEntity[] = []
      for (let n = 0; n < 8; n++) wallets.push(await buyer.wallet())
      await control.clearRequests()
      await control.addFault({ operation: "GetChargePermission", status: 429, headers: { "retry-after": "2" } })
      for (const each of wallets) {
        await control.changeWallet(each.charge_permission_id, descriptor("Visa ****2429"))
        await deliverAll(paced.runtime, paced.simulator, each.charge_permission_id)
      }
      await drainInbox(paced.runtime)
      await makeDue(paced.runtime)
      await drainInbox(paced.runtime)
      const requests = await control.requests({ operation: "GetChargePermission" })
      const throttledAt = Date.parse(requests.find(({ faulty }) => faulty)?.receivedAt ?? "")
      const others = requests.filter(({ faulty }) => !faulty).map(({ receivedAt }) => Date.parse(receivedAt))
      const underWay = others.filter((at) => at < throttledAt + 1_990)
      expect(others).toHaveLength(8)
      expect(underWay.length).toBeLessThan(4)
    } finally {
      await paced.close()
    }
  })
})

it("no case of repetition, load and crashes is missing", () => {
  expect(numbersIn(__filename)).toEqual(from(15, 24))
})

import { setTimeout as delay } from "node:timers/promises"
import { parseChargePermission } from "../../../src/protocol"
import type { WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { applyReading } from "../../../src/modules/amazon-pay/wallets/apply-reading"
import { takeReadLease } from "../../../src/modules/amazon-pay/wallets/read-lease"
import { refreshWallet } from "../../../src/modules/amazon-pay/wallets/refresh"
import { holding } from "../support/held"
import { asking, openQuickStore } from "../support/quick"
import { asked, historyOf, walletNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"

/** One group of tests for each thing that is promised about refreshing a wallet; whose change it is stands in attribution. */

const READ = "GetChargePermission"
const IPN = { source: "ipn" } as const

let store: TestStore
let other: Runtime
let shopper: Shopper
let wallet: WalletEntity

beforeAll(async () => {
  store = await openQuickStore()
  other = await store.secondProcess()
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.simulator.control.clearFaults()
  shopper = await newShopper(store)
  wallet = await shopper.wallet()
  await store.simulator.control.clearRequests()
})

const control = () => store.simulator.control

function changeCard(card: string) {
  return control().changeWallet(wallet.charge_permission_id, { type: "payment_method", card })
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(5)
}

async function readings(): Promise<number> {
  return (await asked(store.simulator, READ)).length
}

describe("reads of one wallet are serialised for all processes", () => {
  it("at most one is in flight and one trails, for a burst from two processes (17)", async () => {
    await control().addFault({ operation: READ, delayMs: 500 })
    const burst = Array.from({ length: 40 }, (_, index) =>
      refreshWallet(index % 2 ? other : store.runtime, wallet.id, IPN),
    )
    await Promise.all(burst)
    expect(await readings()).toBe(2)
  })

  it("who asks during a read gets one that began later, which finds what changed after the first was answered", async () => {
    const first = holding(store.runtime, wallet.charge_permission_id)
    const reading = refreshWallet(first.runtime, wallet.id, IPN)
    await first.decided
    await changeCard("0005")
    const joining = refreshWallet(other, wallet.id, IPN)
    await until(async () => (await walletNow(store.runtime, wallet.id)).read_again)
    first.release()
    const [joined] = await Promise.all([joining, reading])
    expect(joined.wallet.payment_descriptor).toContain("0005")
    expect(joined.applied).toBeNull()
    expect(await readings()).toBe(2)
  })

  it("a buyer's return during a notification's read is served by the trailing one, and settled by it", async () => {
    const started = await shopper.start(wallet.id)
    const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
    await control().clearRequests()
    const first = holding(store.runtime, wallet.charge_permission_id)
    const reading = refreshWallet(first.runtime, wallet.id, IPN)
    await first.decided
    const returning = shopper.complete(started, session, other)
    await until(async () => (await walletNow(store.runtime, wallet.id)).read_again)
    first.release()
    const [update] = await Promise.all([returning, reading])
    expect(update).toMatchObject({ status: "completed", changes: [{ field: "payment_descriptor" }] })
    expect(await readings()).toBe(2)
    expect((await historyOf(store.runtime, wallet.id)).map(({ id }) => id)).toEqual([started.update.id])
  })

  it("one begins at once when the next one asks after the first has ended", async () => {
    await refreshWallet(store.runtime, wallet.id, IPN)
    await refreshWallet(other, wallet.id, IPN)
    expect(await readings()).toBe(2)
  })

  it("those of different wallets do not wait for each other", async () => {
    const second = await shopper.wallet()
    await control().addFault({ path: wallet.charge_permission_id, hang: true })
    const stuck = refreshWallet(asking(store.runtime, { timeoutMs: 1_000, maxRetries: 0 }), wallet.id, IPN)
    const begun = Date.now()
    await refreshWallet(other, second.id, IPN)
    expect(Date.now() - begun).toBeLessThan(500)
    await expect(stuck).rejects.toMatchObject({ code: "timeout" })
  })
})

describe("a reading is applied only if its ticket is still the latest", () => {
  it("one that lost its lease is discarded, and the wallet is read again (18)", async () => {
    const first = holding(store.runtime, wallet.charge_permission_id)
    const older = refreshWallet(first.runtime, wallet.id, IPN)
    await first.decided
    await store.runtime.db.query(
      `update amazon_pay_wallet set read_lease_until = now() - interval '1 second' where id = $1`,
      [wallet.id],
    )
    await changeCard("0005")
    await refreshWallet(other, wallet.id, IPN)
    const applied = await walletNow(store.runtime, wallet.id)

    first.release()
    const late = await older
    expect(late.wallet.payment_descriptor).toContain("0005")
    expect(await readings()).toBe(3)
    const [entry, ...others] = await historyOf(store.runtime, wallet.id)
    expect(others).toEqual([])
    expect(entry?.changes[0]?.after).toBe(applied.payment_descriptor)
  })

  it("taking the lease counts the ticket up, and the older ticket applies nothing", async () => {
    const first = await takeReadLease(store.runtime.db, wallet.id)
    await store.runtime.db.query(`update amazon_pay_wallet set read_lease_until = null where id = $1`, [wallet.id])
    const second = await takeReadLease(other.db, wallet.id)
    expect([first, second]).toEqual([
      { taken: true, ticket: expect.any(String) },
      { taken: true, ticket: expect.any(String) },
    ])
    expect(BigInt(second?.ticket ?? 0)).toBeGreaterThan(BigInt(first?.ticket ?? 0))

    const reading = parseChargePermission(await changeCard("0005"))
    expect(await applyReading(store.runtime, wallet.id, first?.ticket ?? "", reading, IPN)).toBeNull()
    expect((await walletNow(store.runtime, wallet.id)).payment_descriptor).toBe(wallet.payment_descriptor)
    expect(await applyReading(other, wallet.id, second?.ticket ?? "", reading, IPN)).toMatchObject({
      applied: { changes: [{ field: "payment_descriptor" }] },
      nextTicket: null,
    })
  })
})

describe("a reading that fails", () => {
  it.each([
    ["is refused", { status: 403, reasonCode: "InvalidRequestSignature" }, "request_refused"],
    ["finds nothing", { status: 404, reasonCode: "ResourceNotFound" }, "request_refused"],
    ["gets a page", { html: true }, "invalid_response"],
  ])("because it %s writes nothing and gives the lease back", async (_, fault, code) => {
    await changeCard("0005")
    await control().addFault({ operation: READ, ...fault })
    await expect(refreshWallet(store.runtime, wallet.id, IPN)).rejects.toMatchObject({ code })
    expect(await walletNow(store.runtime, wallet.id)).toMatchObject({
      read_lease_until: null,
      payment_descriptor: wallet.payment_descriptor,
      last_checked_at: wallet.last_checked_at,
    })
    const { applied } = await refreshWallet(other, wallet.id, IPN)
    expect(applied?.changes).toEqual([expect.objectContaining({ field: "payment_descriptor" })])
  })

  it("leaves it to those who wait to read themselves", async () => {
    await changeCard("0005")
    await control().addFault({ operation: READ, delayMs: 200, status: 403 })
    const [failed, waiting] = await Promise.allSettled([
      refreshWallet(store.runtime, wallet.id, IPN),
      delay(50).then(() => refreshWallet(other, wallet.id, IPN)),
    ])
    expect(failed.status).toBe("rejected")
    expect(waiting).toMatchObject({ status: "fulfilled" })
    expect((await walletNow(store.runtime, wallet.id)).payment_descriptor).toContain("0005")
  })

  it.each([
    ["another charge permission", { chargePermissionId: "B02-0000000-0000000" }],
    ["a charge permission of another type", { chargePermissionType: "OneTime" }],
    ["a charge permission of the live environment", { releaseEnvironment: "Live" }],
    ["a state nobody knows", { statusDetails: { state: "Sleeping", reasons: null } }],
    ["no state", { statusDetails: null }],
  ])("because the answer is about %s is refused as a whole (28)", async (_, lie) => {
    const truth = await changeCard("0005")
    await control().addFault({ operation: READ, afterProcessing: true, body: JSON.stringify({ ...truth, ...lie }) })
    await expect(refreshWallet(store.runtime, wallet.id, IPN)).rejects.toMatchObject({ code: "invalid_response" })
    expect(await historyOf(store.runtime, wallet.id)).toEqual([])
    expect(await walletNow(store.runtime, wallet.id)).toMatchObject({
      status: "chargeable",
      payment_descriptor: wallet.payment_descriptor,
      charge_permission_id: wallet.charge_permission_id,
    })
  })
})

describe("applying is one transaction", () => {
  it("snapshot, history and events are written together or not at all (23)", async () => {
    await changeCard("0005")
    const { db } = store.runtime
    await db.query(`create function no_events() returns trigger language plpgsql as
      $$ begin raise exception 'the outbox is broken'; end $$`)
    await db.query(`create trigger no_events before insert on amazon_pay_outbox
      for each row execute function no_events()`)
    await expect(refreshWallet(store.runtime, wallet.id, IPN)).rejects.toThrow("the outbox is broken")
    await db.query(`drop trigger no_events on amazon_pay_outbox`)
    expect(await historyOf(store.runtime, wallet.id)).toEqual([])
    expect(await walletNow(store.runtime, wallet.id)).toMatchObject({
      payment_descriptor: wallet.payment_descriptor,
      applied_ticket: wallet.applied_ticket,
      read_lease_until: null,
    })
    await refreshWallet(store.runtime, wallet.id, IPN)
    expect(await historyOf(store.runtime, wallet.id)).toHaveLength(1)
  })
})

describe("changes are written here and nowhere else", () => {
  it.each(["return", "ipn", "reconciliation", "admin"] as const)(
    "through whatever they are learned: %s",
    async (source) => {
      await changeCard("0005")
      const { applied } = await refreshWallet(store.runtime, wallet.id, { source })
      expect(applied?.changes).toMatchObject([{ field: "payment_descriptor" }])
      expect(await historyOf(store.runtime, wallet.id)).toMatchObject([
        { id: applied?.updateIds[0], sources: [source], changes: applied?.changes },
      ])
      expect(await refreshWallet(other, wallet.id, { source })).toMatchObject({ applied: { changes: [] } })
    },
  )
})

describe("clocks of processes order nothing", () => {
  it.each([
    ["behind", -86_400_000],
    ["ahead", 86_400_000],
  ])("the later reading wins, however far its clock is %s", async (_, offsetMs) => {
    const skewed: Runtime = { ...other, now: () => new Date(Date.now() + offsetMs) }
    await changeCard("4444")
    await refreshWallet(store.runtime, wallet.id, IPN)
    await changeCard("0005")
    await refreshWallet(skewed, wallet.id, IPN)
    expect((await walletNow(store.runtime, wallet.id)).payment_descriptor).toContain("0005")
    await changeCard("1111")
    await refreshWallet(store.runtime, wallet.id, IPN)
    expect((await walletNow(store.runtime, wallet.id)).payment_descriptor).toContain("1111")
    expect(await historyOf(store.runtime, wallet.id)).toHaveLength(3)
  })

  it("nor does a lease last longer or shorter for a clock that is wrong", async () => {
    const skewed: Runtime = { ...other, now: () => new Date(Date.now() + 86_400_000) }
    const first = holding(store.runtime, wallet.charge_permission_id)
    const reading = refreshWallet(first.runtime, wallet.id, IPN)
    await first.decided
    const joining = refreshWallet(skewed, wallet.id, IPN)
    await until(async () => (await walletNow(store.runtime, wallet.id)).read_again)
    expect(await readings()).toBe(1)
    first.release()
    await Promise.all([reading, joining])
    expect(await readings()).toBe(2)
  })
})

describe("no database lock is held while Amazon is asked", () => {
  it.each([
    ["Get Checkout Session", ({ session }: { session: string }) => session],
    ["Complete Checkout Session", () => "/complete"],
    ["Get Charge Permission", () => wallet.charge_permission_id],
  ])("no row is locked and no transaction is open: %s", async (_, ending) => {
    const started = await shopper.start(wallet.id)
    const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
    const held = holding(store.runtime, ending({ session }))
    const completing = shopper.complete(started, session, held.runtime)
    await held.decided

    for (const [table, column, id] of [
      ["amazon_pay_wallet", "id", wallet.id],
      ["amazon_pay_wallet_update", "id", started.update.id],
      ["amazon_pay_checkout_attempt", "checkout_session_id", session],
    ]) {
      const rows = await other.db.query<unknown[]>(`select 1 from ${table} where ${column} = $1 for update nowait`, [
        id,
      ])
      expect(rows).toHaveLength(1)
    }
    const [open] = await other.db.query<{ count: string }[]>(
      `select count(*) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null`,
    )
    expect(open?.count).toBe("0")
    held.release()
    expect(await completing).toMatchObject({ status: "completed", changes: [{ field: "payment_descriptor" }] })
  })
})

it("stores what a buyer typed at Amazon, also what PostgreSQL cannot keep", async () => {
  const descriptor = "Visa \0 \ud83d ****2222"
  await control().changeWallet(wallet.charge_permission_id, { type: "payment_descriptor", descriptor })
  await refreshWallet(store.runtime, wallet.id, IPN)
  expect((await walletNow(store.runtime, wallet.id)).payment_descriptor).toBe("Visa \ufffd \ufffd ****2222")
  expect((await historyOf(store.runtime, wallet.id))[0]?.changes).toMatchObject([
    { field: "payment_descriptor", after: "Visa \ufffd \ufffd ****2222" },
  ])
})

describe("a wallet that cannot be read", () => {
  it("because nobody knows it is not found, and Amazon is not asked", async () => {
    await expect(refreshWallet(store.runtime, "apw_unknown", IPN)).rejects.toMatchObject({ code: "wallet_not_found" })
    expect(await readings()).toBe(0)
  })

  it("because it was erased stays erased, and Amazon is not asked", async () => {
    await store.runtime.db.query(
      `update amazon_pay_wallet set erased_at = now(), status = 'closed', payment_descriptor = null where id = $1`,
      [wallet.id],
    )
    const { applied, wallet: erased } = await refreshWallet(store.runtime, wallet.id, IPN)
    expect(applied).toEqual({ updateIds: [], changes: [] })
    expect(erased).toMatchObject({ status: "closed", payment_descriptor: null })
    expect(await readings()).toBe(0)
  })

  it("because it was erased during the reading stays erased", async () => {
    const first = holding(store.runtime, wallet.charge_permission_id)
    const reading = refreshWallet(first.runtime, wallet.id, IPN)
    await first.decided
    await other.db.query(`update amazon_pay_wallet set erased_at = now(), payment_descriptor = null where id = $1`, [
      wallet.id,
    ])
    first.release()
    expect((await reading).wallet.payment_descriptor).toBeNull()
    expect(await readings()).toBe(1)
  })
})

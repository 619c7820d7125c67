import { flushOutbox, type EmittableEvent } from "../../../src/modules/amazon-pay/events/outbox"
import { refreshWallet } from "../../../src/modules/amazon-pay/wallets/refresh"
import type { WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { openQuickStore } from "../support/quick"
import { eventsAbout, historyOf } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"

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
  shopper = await newShopper(store)
  wallet = await shopper.wallet()
  await flushOutbox(store.runtime.db, async () => undefined)
})

async function expire(): Promise<void> {
  await store.simulator.control.changeWallet(wallet.charge_permission_id, {
    type: "non_chargeable",
    reason: "PaymentMethodExpired",
  })
  await refreshWallet(store.runtime, wallet.id, { source: "ipn" })
}

async function flushed(runtime: Runtime = store.runtime): Promise<Pick<EmittableEvent, "name" | "data">[]> {
  const emitted: EmittableEvent[] = []
  await flushOutbox(runtime.db, async (events) => void emitted.push(...events))
  return emitted.map(({ name, data }) => ({ name, data }))
}

describe("a wallet tells the store's subscribers", () => {
  it("that it changed, with the entry and the fields", async () => {
    const started = await shopper.start(wallet.id)
    await shopper.complete(started, await shopper.atAmazon(started, { card: "0005", end: "confirm" }))
    expect((await flushed()).map(({ name, data }) => ({ name, data }))).toEqual([
      {
        name: "amazon-pay.wallet.updated",
        data: {
          id: wallet.id,
          wallet_id: wallet.id,
          customer_id: shopper.customerId,
          merchant_account: "default",
          update_ids: [started.update.id],
          fields: ["payment_descriptor"],
        },
      },
    ])
  })

  it("that it needs the customer's attention once it cannot be charged", async () => {
    await expire()
    expect((await flushed()).map(({ name }) => name)).toEqual([
      "amazon-pay.wallet.updated",
      "amazon-pay.wallet.needs_attention",
    ])
  })

  it("why it needs attention", async () => {
    await expire()
    const [changed, attention] = await flushed()
    expect(attention?.data).toEqual({ ...changed?.data, reason: "non_chargeable" })
  })

  it("only once that it needs attention, while the reason changes", async () => {
    await expire()
    await flushed()
    await store.simulator.control.changeWallet(wallet.charge_permission_id, {
      type: "non_chargeable",
      reason: "MFAFailed",
    })
    await refreshWallet(store.runtime, wallet.id, { source: "ipn" })
    expect((await flushed()).map(({ name }) => name)).toEqual(["amazon-pay.wallet.updated"])
  })

  it("that it was closed", async () => {
    await store.simulator.control.changeWallet(wallet.charge_permission_id, { type: "closed", by: "buyer" })
    await refreshWallet(store.runtime, wallet.id, { source: "ipn" })
    expect((await flushed()).map(({ name }) => name)).toEqual(["amazon-pay.wallet.updated", "amazon-pay.wallet.closed"])
  })

  it("nothing when a reading found nothing", async () => {
    await refreshWallet(store.runtime, wallet.id, { source: "ipn" })
    expect(await flushed()).toEqual([])
  })
})

describe("an event", () => {
  it("is emitted once by two processes that flush at the same time", async () => {
    await expire()
    const [here, there] = await Promise.all([flushed(), flushed(other)])
    expect([...here, ...there].map(({ name }) => name).sort()).toEqual([
      "amazon-pay.wallet.needs_attention",
      "amazon-pay.wallet.updated",
    ])
    expect(await flushed()).toEqual([])
  })

  it("is not lost when the event bus refuses it: it is emitted again when its lease has run out", async () => {
    await expire()
    await expect(
      flushOutbox(store.runtime.db, async () => {
        throw new Error("the bus is away")
      }),
    ).rejects.toThrow("the bus is away")
    expect(await flushed()).toEqual([])
    await store.runtime.db.query(
      `update amazon_pay_outbox set lease_until = now() - interval '1 second' where emitted_at is null`,
    )
    expect((await flushed()).map(({ name }) => name)).toEqual([
      "amazon-pay.wallet.updated",
      "amazon-pay.wallet.needs_attention",
    ])
  })

  it("does not exist without its change, nor the change without its event", async () => {
    const { db } = store.runtime
    await db.query(`create function no_history() returns trigger language plpgsql as
      $$ begin raise exception 'the history is broken'; end $$`)
    await db.query(`create trigger no_history before insert on amazon_pay_wallet_update
      for each row execute function no_history()`)
    await expect(expire()).rejects.toThrow("the history is broken")
    await db.query(`drop trigger no_history on amazon_pay_wallet_update`)
    expect(await eventsAbout(store.runtime, shopper.customerId)).toEqual(["amazon-pay.wallet.created"])
    expect(await historyOf(store.runtime, wallet.id)).toEqual([])

    await refreshWallet(store.runtime, wallet.id, { source: "ipn" })
    expect(await eventsAbout(store.runtime, shopper.customerId)).toEqual([
      "amazon-pay.wallet.created",
      "amazon-pay.wallet.updated",
      "amazon-pay.wallet.needs_attention",
    ])
  })
})

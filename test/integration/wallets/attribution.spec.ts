import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { NotificationEntity, type WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import { reconcile } from "../../../src/modules/amazon-pay/upkeep/reconcile"
import { refreshWallet } from "../../../src/modules/amazon-pay/wallets/refresh"
import type { WalletChange } from "../../../src/simulator"
import { deliverAll } from "../support/notifications"
import { openQuickStore } from "../support/quick"
import { historyOf, updateNow, walletNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"

const IPN = { source: "ipn" } as const

let store: TestStore
let shopper: Shopper
let wallet: WalletEntity

beforeAll(async () => {
  store = await openQuickStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.simulator.control.setModes({ readLag: null, updateNotifications: "ATTRIBUTE_CHANGE" })
  shopper = await newShopper(store)
  wallet = await shopper.wallet()
})

let ahead = 0

function later(seconds: number): void {
  ahead += seconds
  store.advance(seconds)
}

afterEach(() => {
  store.advance(-ahead)
  ahead = 0
})

function change(...changes: WalletChange[]): Promise<unknown> {
  return changes.reduce<Promise<unknown>>(async (before, next) => {
    await before
    return store.simulator.control.changeWallet(wallet.charge_permission_id, next)
  }, Promise.resolve())
}

async function refreshed() {
  const { applied } = await refreshWallet(store.runtime, wallet.id, IPN)
  return applied
}

const fieldsOf = ({ changes }: { changes: readonly { field: string }[] }) => changes.map(({ field }) => field)

describe("a change that nobody started from here", () => {
  it.each<[string, WalletChange, string[]]>([
    ["another card", { type: "payment_method", card: "4444" }, ["payment_descriptor"]],
    ["another text for the card", { type: "payment_descriptor", descriptor: "Card 7" }, ["payment_descriptor"]],
    ["another address", { type: "shipping_address", address: "EC2A 2FA" }, ["shipping_address"]],
    ["a card that expired", { type: "non_chargeable", reason: "PaymentMethodExpired" }, ["status", "reasons"]],
    ["a closed wallet", { type: "closed", by: "buyer" }, ["status", "reasons"]],
  ])("%s is an entry of its own, Amazon's", async (_, given, fields) => {
    await change(given)
    await refreshed()
    const [entry, ...others] = await historyOf(store.runtime, wallet.id)
    expect(others).toEqual([])
    expect(entry).toMatchObject({
      update_type: null,
      initiated_by: "amazon",
      status: "completed",
      sources: ["ipn"],
      completed_at: expect.any(Date),
    })
    expect(entry && fieldsOf(entry)).toEqual(fields)
  })

  it("names Amazon's reason", async () => {
    await change({ type: "non_chargeable", reason: "PaymentMethodDeleted" })
    await refreshed()
    expect(await historyOf(store.runtime, wallet.id)).toEqual([
      expect.objectContaining({ reason_code: "PaymentMethodDeleted" }),
    ])
    expect(await walletNow(store.runtime, wallet.id)).toMatchObject({
      status: "non_chargeable",
      reasons: ["PaymentMethodDeleted"],
    })
  })

  it("stands in the history in the order of the clock that dates all entries", async () => {
    later(3600)
    await change({ type: "payment_method", card: "4444" })
    await refreshed()
    const started = await shopper.start(wallet.id)
    await shopper.complete(started, await shopper.atAmazon(started, { card: "0005", end: "confirm" }))
    const [own, update] = await historyOf(store.runtime, wallet.id)
    expect(own).toMatchObject({ initiated_by: "amazon" })
    expect(update).toMatchObject({ id: started.update.id })
    expect(own?.created_at).toEqual(own?.completed_at)
  })
})

describe("(a) what can belong to a customer's update", () => {
  it.each<[string, "payment_method" | "shipping_address", WalletChange[], WalletChange[]]>([
    ["another card", "payment_method", [], [{ type: "payment_method", card: "4444" }]],
    ["another text for the card", "payment_method", [], [{ type: "payment_descriptor", descriptor: "Card 7" }]],
    ["another address", "shipping_address", [], [{ type: "shipping_address", address: "EC2A 2FA" }]],
    [
      "a wallet that is chargeable again",
      "payment_method",
      [{ type: "non_chargeable", reason: "PaymentMethodInvalid" }],
      [{ type: "payment_method", card: "4444" }],
    ],
    [
      "a wallet that is chargeable again with the same card",
      "payment_method",
      [{ type: "non_chargeable", reason: "PaymentMethodInvalid" }],
      [{ type: "healed" }],
    ],
  ])("%s fits a %s update", async (_, updateType, before, changes) => {
    await change(...before)
    await refreshed()
    const entries = (await historyOf(store.runtime, wallet.id)).length
    const started = await shopper.start(wallet.id, updateType)
    await change(...changes)
    expect((await refreshed())?.updateIds).toEqual([started.update.id])
    expect(await historyOf(store.runtime, wallet.id)).toHaveLength(entries + 1)
  })

  it.each<[string, "payment_method" | "shipping_address", WalletChange]>([
    ["another address", "payment_method", { type: "shipping_address", address: "EC2A 2FA" }],
    ["another card", "shipping_address", { type: "payment_method", card: "4444" }],
    ["a card that expired", "payment_method", { type: "non_chargeable", reason: "PaymentMethodExpired" }],
    ["a wallet closed by its buyer", "payment_method", { type: "closed", by: "buyer" }],
    ["a wallet closed by Amazon", "shipping_address", { type: "closed", by: "amazon" }],
  ])("%s does not fit a %s update: it is Amazon's", async (_, updateType, given) => {
    const started = await shopper.start(wallet.id, updateType)
    await change(given)
    await refreshed()
    expect(await updateNow(store.runtime, started.update.id)).toMatchObject({ status: "started", changes: [] })
    expect(await historyOf(store.runtime, wallet.id)).toContainEqual(
      expect.objectContaining({ initiated_by: "amazon", update_type: null }),
    )
  })

  it("a reading with both is split: each difference stands in one entry", async () => {
    const started = await shopper.start(wallet.id, "shipping_address")
    await change({ type: "shipping_address", address: "EC2A 2FA" }, { type: "closed", by: "amazon" })
    await refreshed()
    const history = await historyOf(store.runtime, wallet.id)
    expect(history.map((entry) => [entry.id === started.update.id, entry.initiated_by, fieldsOf(entry)])).toEqual([
      [true, "customer", ["shipping_address"]],
      [false, "amazon", ["status", "reasons"]],
    ])
  })

  it("a change before the customer started is Amazon's", async () => {
    await change({ type: "payment_method", card: "4444" })
    await refreshed()
    const started = await shopper.start(wallet.id)
    await refreshed()
    expect(await updateNow(store.runtime, started.update.id)).toMatchObject({ status: "started", changes: [] })
  })

  it("an update that was canceled takes no changes any more", async () => {
    const started = await shopper.start(wallet.id)
    await shopper.complete(started, await shopper.atAmazon(started, { end: "cancel" }))
    await change({ type: "payment_method", card: "4444" })
    await refreshed()
    expect(await updateNow(store.runtime, started.update.id)).toMatchObject({ status: "canceled", changes: [] })
  })
})

describe("(b) a fitting change that a notification tells while the update is open", () => {
  it("sets it pending, with changes and source, until its session is verified", async () => {
    const started = await shopper.start(wallet.id)
    const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
    await refreshed()
    expect(await updateNow(store.runtime, started.update.id)).toMatchObject({
      status: "pending",
      sources: ["ipn"],
      changes: [{ field: "payment_descriptor" }],
      completed_at: null,
    })
    expect(await shopper.complete(started, session)).toMatchObject({
      status: "completed",
      sources: ["return", "ipn"],
      changes: [{ field: "payment_descriptor" }],
      message: null,
    })
    expect(await historyOf(store.runtime, wallet.id)).toHaveLength(1)
  })

  it("is completed when nobody comes back and the time for that is over", async () => {
    const started = await shopper.start(wallet.id)
    await shopper.atAmazon(started, { card: "0005", end: "confirm" })
    await refreshed()
    later(49 * 3600)
    await reconcile(store.runtime)
    expect(await updateNow(store.runtime, started.update.id)).toMatchObject({
      status: "completed",
      sources: ["ipn"],
      message: null,
    })
  })

  it("is expired when the change was taken back before that", async () => {
    const started = await shopper.start(wallet.id)
    await shopper.atAmazon(started, { card: "0005", end: "confirm" })
    await refreshed()
    await change({ type: "payment_method", card: "1111" })
    await refreshed()
    expect(await updateNow(store.runtime, started.update.id)).toMatchObject({ status: "pending", changes: [] })
    later(49 * 3600)
    await reconcile(store.runtime)
    expect(await updateNow(store.runtime, started.update.id)).toMatchObject({ status: "expired" })
  })
})

describe("(c) a fitting difference found after an update was completed without changes", () => {
  it.each([
    ["14 minutes", 14, ["payment_descriptor"], 1],
    ["16 minutes", 16, [], 2],
  ] as const)("is looked for for 15 minutes: %s later", async (_, minutes, fields, entries) => {
    await store.simulator.control.setModes({ readLag: { reads: 1 } })
    const started = await shopper.start(wallet.id)
    await shopper.complete(started, await shopper.atAmazon(started, { card: "0005", end: "confirm" }))
    later(minutes * 60)
    await refreshed()
    const update = await updateNow(store.runtime, started.update.id)
    expect(update.status).toBe("completed")
    expect(fieldsOf(update)).toEqual(fields)
    expect(await historyOf(store.runtime, wallet.id)).toHaveLength(entries)
  })

  it("is Amazon's when the update had its changes already", async () => {
    const started = await shopper.start(wallet.id)
    await shopper.complete(started, await shopper.atAmazon(started, { card: "0005", end: "confirm" }))
    await change({ type: "payment_method", card: "4444" })
    await refreshed()
    const [update, own] = await historyOf(store.runtime, wallet.id)
    expect(update?.changes[0]?.after).toContain("0005")
    expect(own).toMatchObject({ initiated_by: "amazon", changes: [{ after: expect.stringContaining("4444") }] })
  })
})

describe("(d) one difference is one entry", () => {
  it("however many notifications tell of it, and each of them names the entry (9)", async () => {
    await store.simulator.control.setModes({ updateNotifications: "both" })
    const started = await shopper.start(wallet.id)
    const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
    await shopper.complete(started, session)
    await deliverAll(store.runtime, store.simulator, wallet.charge_permission_id)
    await drainInbox(store.runtime)
    expect(await historyOf(store.runtime, wallet.id)).toHaveLength(1)
    const messages = await store.runtime.db
      .getRepository(NotificationEntity)
      .findBy({ charge_permission_id: wallet.charge_permission_id })
    expect(messages.map(({ update_id, no_visible_change }) => ({ update_id, no_visible_change }))).toEqual([
      { update_id: started.update.id, no_visible_change: false },
      { update_id: started.update.id, no_visible_change: false },
    ])
    expect(await updateNow(store.runtime, started.update.id)).toMatchObject({ sources: ["return", "ipn"] })
  })

  it("and a reading that finds none makes none", async () => {
    expect(await refreshed()).toEqual({ updateIds: [], changes: [] })
    expect(await historyOf(store.runtime, wallet.id)).toEqual([])
  })

  it("and a message that caused none is marked so", async () => {
    await change({ type: "payment_method", card: "4444" })
    await refreshWallet(store.runtime, wallet.id, { source: "reconciliation" })
    await deliverAll(store.runtime, store.simulator, wallet.charge_permission_id)
    await drainInbox(store.runtime)
    const [message] = await store.runtime.db
      .getRepository(NotificationEntity)
      .findBy({ charge_permission_id: wallet.charge_permission_id })
    expect(message).toMatchObject({ status: "processed", update_id: null, no_visible_change: true })
  })
})

import { OutboxEventEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import { reconcile } from "../../../src/modules/amazon-pay/upkeep/reconcile"
import { readStatus } from "../../../src/modules/amazon-pay/upkeep/status"
import { refreshWallet } from "../../../src/modules/amazon-pay/wallets/refresh"
import { deliverAll } from "../support/notifications"
import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { openQuickStore } from "../support/quick"
import { asked, attemptNow, historyOf, updateNow, walletNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"

/** What Amazon's documents leave open has to make no difference. */
const DEFAULTS = {
  completeShowsChargePermission: "always",
  getShowsChargePermission: "always",
  readLag: null,
  updateEffective: "confirm",
  updateNotifications: "ATTRIBUTE_CHANGE",
} as const

let store: TestStore
let shopper: Shopper

beforeAll(async () => {
  store = await openQuickStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.simulator.control.setModes(DEFAULTS)
  shopper = await newShopper(store)
  store.logs.length = 0
})

async function confirmedUpdate() {
  const wallet = await shopper.wallet()
  const started = await shopper.start(wallet.id)
  const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
  return { wallet, started, session }
}

/** What the merchant was told of an update by events. */
async function alertsAbout(updateId: string) {
  const events = await store.runtime.db
    .getRepository(OutboxEventEntity)
    .findBy({ name: "amazon-pay.wallet.needs_attention" })
  return events
    .map(({ data }) => data)
    .filter(({ update_ids }) => Array.isArray(update_ids) && update_ids[0] === updateId)
}

describe("an update whose session", () => {
  it.each([
    ["always", "always"],
    ["never", "always"],
    ["always", "never"],
    ["never", "never"],
  ] as const)(
    "names its charge permission %s after Complete and %s before is completed",
    async (completeShowsChargePermission, getShowsChargePermission) => {
      await store.simulator.control.setModes({ completeShowsChargePermission, getShowsChargePermission })
      const { started, session } = await confirmedUpdate()
      expect(await shopper.complete(started, session)).toMatchObject({
        status: "completed",
        changes: [{ field: "payment_descriptor" }],
      })
    },
  )

  it.each(["always", "never"] as const)(
    "names another charge permission after Complete and %s one before stays pending, and nothing is overwritten (28)",
    async (getShowsChargePermission) => {
      const bystander = await (await newShopper(store)).wallet()
      await store.simulator.control.setModes({ completeShowsChargePermission: "another", getShowsChargePermission })
      const { wallet, started, session } = await confirmedUpdate()
      const named = await walletNow(store.runtime, bystander.id)
      expect(await shopper.complete(started, session)).toMatchObject({
        status: "pending",
        reason_code: "charge_permission_mismatch",
      })
      expect(await walletNow(store.runtime, bystander.id)).toEqual(named)
      expect(await walletNow(store.runtime, wallet.id)).toMatchObject({
        charge_permission_id: wallet.charge_permission_id,
        customer_id: shopper.customerId,
      })
      expect(store.logs).toContainEqual({
        level: "error",
        message: expect.stringMatching(new RegExp(`${session}.*${wallet.charge_permission_id}`)),
      })
      const read = (await asked(store.simulator, "GetChargePermission")).map(({ path }) => path.split("/").at(-1))
      expect(read).toContain(wallet.charge_permission_id)
      expect(new Set(read).size).toBeGreaterThan(1)

      await store.simulator.control.clearRequests()
      expect(await shopper.complete(started, session)).toMatchObject({ status: "pending" })
      expect(await store.simulator.control.requests()).toEqual([])
      const { charge_permission_id } = wallet
      expect(await alertsAbout(started.update.id)).toEqual([
        {
          id: wallet.id,
          wallet_id: wallet.id,
          customer_id: shopper.customerId,
          merchant_account: "default",
          update_ids: [started.update.id],
          fields: [],
          reason: "charge_permission_mismatch",
          charge_permission_ids: [charge_permission_id, expect.not.stringMatching(charge_permission_id)],
        },
      ])
    },
  )

  it("names another charge permission is alerted once, however many sessions do so, and checked until it is over", async () => {
    const check = async () => (await readStatus(store.runtime)).checks.find(({ id }) => id === "mismatches")
    await (await newShopper(store)).wallet()
    const { wallet, started, session } = await confirmedUpdate()
    const other = await shopper.atAmazon(started, { card: "4444", end: "confirm" })
    await store.simulator.control.setModes({ completeShowsChargePermission: "another" })
    for (const each of [session, other]) await shopper.complete(started, each)
    expect(await alertsAbout(started.update.id)).toHaveLength(1)
    expect(await check()).toMatchObject({ level: "warning", message: expect.stringContaining(started.update.id) })
    await store.simulator.control.setModes(DEFAULTS)
    const third = await shopper.atAmazon(started, { card: "4444", end: "confirm" })
    expect(await shopper.complete(started, third)).toMatchObject({ status: "completed", wallet_id: wallet.id })
    expect((await check())?.message).not.toContain(started.update.id)
  })

  it.each(["always", "never", "another"] as const)(
    "names another charge permission before Complete is refused (33), whatever Complete would show: %s",
    async (completeShowsChargePermission) => {
      await shopper.wallet()
      await store.simulator.control.setModes({ completeShowsChargePermission, getShowsChargePermission: "another" })
      const { wallet, started, session } = await confirmedUpdate()
      await store.simulator.control.clearRequests()
      await expect(shopper.complete(started, session)).rejects.toMatchObject({ code: "update_not_yours" })
      expect(await asked(store.simulator, "CompleteCheckoutSession")).toEqual([])
      expect((await updateNow(store.runtime, started.update.id)).status).toBe("started")
      expect((await walletNow(store.runtime, wallet.id)).payment_descriptor).toBe(wallet.payment_descriptor)
      expect(store.logs).toContainEqual({ level: "warn", message: expect.stringContaining(session) })
    },
  )
})

describe("saving a wallet whose session", () => {
  it.each([
    ["always", "always"],
    ["never", "always"],
    ["always", "never"],
  ] as const)(
    "names it %s after Complete and %s when it is looked at is completed",
    async (completeShowsChargePermission, getShowsChargePermission) => {
      await store.simulator.control.setModes({ completeShowsChargePermission, getShowsChargePermission })
      const started = await shopper.startSetUp()
      const session = await shopper.atAmazon(started, { end: "confirm" })
      const update = await shopper.complete(started, session)
      expect(update).toMatchObject({ status: "completed", wallet_id: expect.any(String) })
      const { chargePermissionId } = await store.simulator.control.checkoutSession(session)
      expect((await walletNow(store.runtime, update.wallet_id ?? "")).charge_permission_id).toBe(chargePermissionId)
    },
  )

  it("names it nowhere stays pending, and is nobody's wallet", async () => {
    await store.simulator.control.setModes({
      completeShowsChargePermission: "never",
      getShowsChargePermission: "never",
    })
    const started = await shopper.startSetUp()
    const session = await shopper.atAmazon(started, { end: "confirm" })
    expect(await shopper.complete(started, session)).toMatchObject({
      status: "pending",
      reason_code: "charge_permission_unknown",
      wallet_id: null,
    })
    await store.simulator.control.setModes(DEFAULTS)
    expect(await shopper.complete(started, session)).toMatchObject({ status: "completed" })
  })

  it.each([
    ["another", "always"],
    ["always", "another"],
  ] as const)(
    "names %s after Complete and %s when it is looked at attaches neither",
    async (completeShowsChargePermission, getShowsChargePermission) => {
      const bystander = await (await newShopper(store)).wallet()
      const started = await shopper.startSetUp()
      const session = await shopper.atAmazon(started, { end: "confirm" })
      await store.simulator.control.setModes({ completeShowsChargePermission, getShowsChargePermission })
      expect(await shopper.complete(started, session)).toMatchObject({
        status: "pending",
        reason_code: "charge_permission_mismatch",
        wallet_id: null,
      })
      expect(await walletNow(store.runtime, bystander.id)).toMatchObject({ customer_id: bystander.customer_id })
      expect(store.logs).toContainEqual({ level: "error", message: expect.stringContaining(session) })
      expect(await attemptNow(store.runtime, session)).toMatchObject({ outcome: "failed" })
      expect(await alertsAbout(started.update.id)).toMatchObject([
        {
          id: started.update.id,
          wallet_id: null,
          customer_id: shopper.customerId,
          reason: "charge_permission_mismatch",
        },
      ])
    },
  )

  it("is named by Complete alone, whose answer and all its repetitions were lost, is saved by reconciliation", async () => {
    await store.simulator.control.setModes({ getShowsChargePermission: "never" })
    const started = await shopper.startSetUp()
    const session = await shopper.atAmazon(started, { end: "confirm" })
    await store.simulator.control.addFault({
      operation: "CompleteCheckoutSession",
      afterProcessing: true,
      reset: true,
      times: "always",
    })
    expect(await shopper.complete(started, session)).toMatchObject({ status: "pending" })
    await store.simulator.control.clearFaults()
    store.advance(120)
    await reconcile(store.runtime)
    expect(await updateNow(store.runtime, started.update.id)).toMatchObject({
      status: "completed",
      wallet_id: expect.any(String),
    })
  })
})

describe("Get Charge Permission lags behind", () => {
  it("and a change that is found within 15 minutes belongs to the completed update", async () => {
    await store.simulator.control.setModes({ readLag: { reads: 1 } })
    const { wallet, started, session } = await confirmedUpdate()
    expect(await shopper.complete(started, session)).toMatchObject({ status: "completed", changes: [] })

    store.advance(14 * 60)
    const { applied } = await refreshWallet(store.runtime, wallet.id, { source: "ipn" })
    expect(applied?.updateIds).toEqual([started.update.id])
    expect(await historyOf(store.runtime, wallet.id)).toEqual([
      expect.objectContaining({
        id: started.update.id,
        status: "completed",
        sources: ["return", "ipn"],
        changes: [expect.objectContaining({ field: "payment_descriptor" })],
      }),
    ])
  })

  it("and a change that is found later is an entry of its own", async () => {
    await store.simulator.control.setModes({ readLag: { reads: 1 } })
    const { wallet, started, session } = await confirmedUpdate()
    await shopper.complete(started, session)
    store.advance(16 * 60)
    await refreshWallet(store.runtime, wallet.id, { source: "ipn" })
    expect(await historyOf(store.runtime, wallet.id)).toEqual([
      expect.objectContaining({ id: started.update.id, changes: [] }),
      expect.objectContaining({ initiated_by: "amazon", update_type: null, sources: ["ipn"] }),
    ])
  })

  it("and a change after the merged one is an entry of its own", async () => {
    await store.simulator.control.setModes({ readLag: { reads: 1 } })
    const { wallet, started, session } = await confirmedUpdate()
    await shopper.complete(started, session)
    await refreshWallet(store.runtime, wallet.id, { source: "ipn" })
    await store.simulator.control.setModes({ readLag: null })
    await store.simulator.control.changeWallet(wallet.charge_permission_id, { type: "payment_method", card: "4444" })
    await refreshWallet(store.runtime, wallet.id, { source: "ipn" })
    const [first, second, ...others] = await historyOf(store.runtime, wallet.id)
    expect(others).toEqual([])
    expect(first?.changes[0]?.after).toContain("0005")
    expect(second).toMatchObject({ initiated_by: "amazon", changes: [{ before: first?.changes[0]?.after }] })
  })
})

describe("in every combination of what is open", () => {
  const combinations = (["confirm", "complete"] as const).flatMap((updateEffective) =>
    [null, { reads: 1 }, { seconds: 30 }].flatMap((readLag) =>
      (["STATE_CHANGE", "ATTRIBUTE_CHANGE", "both", "none"] as const).flatMap((updateNotifications) =>
        (["always", "never"] as const).map((completeShowsChargePermission) => ({
          updateEffective,
          readLag,
          updateNotifications,
          completeShowsChargePermission,
        })),
      ),
    ),
  )

  it.each(combinations)("one update is one entry with one change: %j", async (modes) => {
    await store.simulator.control.setModes(modes)
    const { wallet, started, session } = await confirmedUpdate()
    expect(await shopper.complete(started, session)).toMatchObject({ status: "completed" })
    await deliverAll(store.runtime, store.simulator, wallet.charge_permission_id)
    await drainInbox(store.runtime)
    await store.simulator.control.advanceClock(60)
    await refreshWallet(store.runtime, wallet.id, { source: "reconciliation" })
    await refreshWallet(store.runtime, wallet.id, { source: "reconciliation" })

    expect(await historyOf(store.runtime, wallet.id)).toEqual([
      expect.objectContaining({
        id: started.update.id,
        status: "completed",
        changes: [
          {
            field: "payment_descriptor",
            before: wallet.payment_descriptor,
            after: expect.stringContaining("0005"),
          },
        ],
      }),
    ])
  })
})

import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { NotificationEntity, WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { attachWallet } from "../../../src/modules/amazon-pay/wallets/attach-wallet"
import { deliverAll } from "../support/notifications"
import { openQuickStore } from "../support/quick"
import { asked, eventsAbout, updateNow, walletNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"

let store: TestStore
let other: Runtime
let shopper: Shopper

beforeAll(async () => {
  store = await openQuickStore()
  other = await store.secondProcess()
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.simulator.control.clearFaults()
  shopper = await newShopper(store)
})

async function confirmedSetUp(choice: { card?: string; address?: string } = {}) {
  const started = await shopper.startSetUp()
  const session = await shopper.atAmazon(started, { ...choice, end: "confirm" })
  await store.simulator.control.clearRequests()
  return { started, session }
}

function walletsOf(customerId: string): Promise<WalletEntity[]> {
  return store.runtime.db.getRepository(WalletEntity).findBy({ customer_id: customerId })
}

describe("a wallet that is saved", () => {
  it("belongs to the customer who started it, with what the buyer chose, told in one entry", async () => {
    const { started, session } = await confirmedSetUp({ card: "4444", address: "10117" })
    const update = await shopper.complete(started, session)
    expect(update).toMatchObject({
      status: "completed",
      update_type: "set_up",
      initiated_by: "customer",
      sources: ["return"],
      checkout_session_id: session,
      changes: [
        { field: "payment_descriptor", before: null, after: expect.stringContaining("4444") },
        { field: "shipping_address", before: null, after: expect.objectContaining({ city: "Berlin" }) },
      ],
    })
    const { chargePermissionId } = await store.simulator.control.checkoutSession(session)
    expect(await walletsOf(shopper.customerId)).toEqual([
      expect.objectContaining({
        id: update.wallet_id,
        charge_permission_id: chargePermissionId,
        status: "chargeable",
        product_type: "pay_and_ship",
        payment_descriptor: expect.stringContaining("4444"),
      }),
    ])
    expect(await eventsAbout(store.runtime, shopper.customerId)).toEqual(["amazon-pay.wallet.created"])
  })

  it("is saved once, however often the page is loaded", async () => {
    const { started, session } = await confirmedSetUp()
    const first = await shopper.complete(started, session)
    await store.simulator.control.clearRequests()
    expect(await shopper.complete(started, session)).toEqual(first)
    expect(await store.simulator.control.requests()).toEqual([])
    expect(await walletsOf(shopper.customerId)).toHaveLength(1)
  })

  it("is saved once by 20 calls at once in two processes, which all get the same answer (35)", async () => {
    const { started, session } = await confirmedSetUp()
    await store.simulator.control.addFault({ operation: "GetChargePermission", delayMs: 300 })
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => shopper.complete(started, session, index % 2 ? other : store.runtime)),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await asked(store.simulator, "CompleteCheckoutSession")).toHaveLength(1)
    expect(await walletsOf(shopper.customerId)).toHaveLength(1)
    expect(await eventsAbout(store.runtime, shopper.customerId)).toEqual(["amazon-pay.wallet.created"])
  })

  it("can be one of several", async () => {
    for (const card of ["4444", "0005"]) {
      const { started, session } = await confirmedSetUp({ card })
      await shopper.complete(started, session)
    }
    expect((await walletsOf(shopper.customerId)).map(({ payment_descriptor }) => payment_descriptor).sort()).toEqual([
      expect.stringContaining("0005"),
      expect.stringContaining("4444"),
    ])
  })

  it("takes up the notifications that came before anybody knew it (19)", async () => {
    const { started, session } = await confirmedSetUp()
    await store.simulator.control.addFault({ operation: "GetChargePermission", status: 503, times: "always" })
    expect(await shopper.complete(started, session)).toMatchObject({ status: "pending", wallet_id: null })
    const { chargePermissionId } = await store.simulator.control.checkoutSession(session)
    await deliverAll(store.runtime, store.simulator, chargePermissionId ?? "")
    await drainInbox(store.runtime)
    const messages = () =>
      store.runtime.db.getRepository(NotificationEntity).findBy({ charge_permission_id: chargePermissionId ?? "" })
    expect((await messages()).map(({ status }) => status)).toEqual(["unmatched"])

    await store.simulator.control.clearFaults()
    await shopper.complete(started, session)
    await drainInbox(store.runtime)
    expect((await messages()).map(({ status }) => status)).toEqual(["processed"])
  })
})

describe("a wallet that is not saved", () => {
  it("because the buyer canceled leaves nothing behind but the entry (29)", async () => {
    const started = await shopper.startSetUp()
    const session = await shopper.atAmazon(started, { end: "cancel" })
    expect(await shopper.complete(started, session)).toMatchObject({ status: "canceled", wallet_id: null, changes: [] })
    expect(await walletsOf(shopper.customerId)).toEqual([])
  })

  it("because Amazon declined tells the store's subscribers", async () => {
    const started = await shopper.startSetUp()
    const session = await shopper.atAmazon(started, { card: "3434", end: "confirm" })
    expect(await shopper.complete(started, session)).toMatchObject({ status: "declined", wallet_id: null })
    expect(await eventsAbout(store.runtime, shopper.customerId)).toEqual(["amazon-pay.wallet.update_failed"])
  })

  it("because somebody else's browser finished it goes to nobody (34)", async () => {
    const { started, session } = await confirmedSetUp()
    const stranger = await newShopper(store)
    const theirs = await stranger.startSetUp()
    await expect(stranger.complete(started, session)).rejects.toMatchObject({ code: "update_not_found" })
    await expect(stranger.complete(theirs, session)).rejects.toMatchObject({ code: "update_not_yours" })
    expect(await asked(store.simulator, "CompleteCheckoutSession")).toEqual([])
    expect(await walletsOf(stranger.customerId)).toEqual([])
    expect(await shopper.complete(started, session)).toMatchObject({ status: "completed" })
  })

  it("because it is another customer's wallet by now stays with that one", async () => {
    const { started, session } = await confirmedSetUp()
    await store.simulator.control.addFault({ operation: "GetChargePermission", status: 503, times: "always" })
    await shopper.complete(started, session)
    await store.simulator.control.clearFaults()
    const { chargePermissionId } = await store.simulator.control.checkoutSession(session)
    const owner = await newShopper(store)
    const wallet = await attachWallet(store.runtime, {
      customerId: owner.customerId,
      chargePermissionId: chargePermissionId ?? "",
    })

    expect(await shopper.complete(started, session)).toMatchObject({
      status: "failed",
      reason_code: "wallet_of_another_customer",
      wallet_id: null,
    })
    expect(await walletNow(store.runtime, wallet.id)).toMatchObject({ customer_id: owner.customerId })
    expect(await walletsOf(shopper.customerId)).toEqual([])
  })
})

describe("a wallet that was saved and whose entry was not written", () => {
  it("is there once, with its event, when the call is repeated (22)", async () => {
    const { started, session } = await confirmedSetUp()
    const { db } = store.runtime
    await db.query(`create function no_outcome() returns trigger language plpgsql as
      $$ begin raise exception 'broken by the test'; end $$`)
    await db.query(`create trigger no_outcome before update on amazon_pay_wallet_update
      for each row when (new.status = 'completed') execute function no_outcome()`)
    await expect(shopper.complete(started, session)).rejects.toThrow("broken by the test")
    await db.query(`drop trigger no_outcome on amazon_pay_wallet_update`)

    const [saved] = await walletsOf(shopper.customerId)
    expect(await shopper.complete(started, session)).toMatchObject({ status: "completed", wallet_id: saved?.id })
    expect(await updateNow(store.runtime, started.update.id)).toMatchObject({
      changes: [{ field: "payment_descriptor" }, { field: "shipping_address" }],
    })
    expect(await eventsAbout(store.runtime, shopper.customerId)).toEqual(["amazon-pay.wallet.created"])
  })
})

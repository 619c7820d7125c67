import { eraseRequested, requestErasure } from "../../../src/modules/amazon-pay/upkeep/erase"
import { reconcile } from "../../../src/modules/amazon-pay/upkeep/reconcile"
import { WalletEntity, WalletUpdateEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { attachWallet } from "../../../src/modules/amazon-pay/wallets/attach-wallet"
import { holding } from "../support/held"
import { waitingForLocks } from "../support/locks"
import { MERCHANT_ID } from "../support/options"
import { openQuickStore } from "../support/quick"
import { asked, eventsAbout, updateNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"

/** A wallet that comes to be in the moment in which its customer is deleted. */

let store: TestStore
let other: Runtime
let shopper: Shopper

beforeAll(async () => {
  store = await openQuickStore()
  other = await store.secondProcess()
})
afterAll(() => store.close())
beforeEach(async () => {
  shopper = await newShopper(store)
  await store.simulator.control.clearRequests()
})

async function confirmedSetUp() {
  const started = await shopper.startSetUp()
  const session = await shopper.atAmazon(started, { card: "0005", address: "10117", end: "confirm" })
  return { started, session }
}

function walletsOf(customerId: string): Promise<WalletEntity[]> {
  return store.runtime.db.getRepository(WalletEntity).findBy({ customer_id: customerId })
}

function historyOfCustomer(customerId: string): Promise<WalletUpdateEntity[]> {
  return store.runtime.db.getRepository(WalletUpdateEntity).findBy({ customer_id: customerId })
}

const EMPTY = { payment_descriptor: null, shipping_address: null, billing_address: null }

async function expectClosedAndForgotten(updateId: string): Promise<void> {
  const [wallet, ...more] = await walletsOf(shopper.customerId)
  expect(more).toEqual([])
  expect(wallet).toMatchObject({ ...EMPTY, status: "closed", erased_at: expect.any(Date) })
  const atAmazon = await store.simulator.control.chargePermission(wallet?.charge_permission_id ?? "")
  expect(atAmazon.statusDetails).toMatchObject({ state: "Closed" })
  expect(await asked(store.simulator, "CloseChargePermission")).toHaveLength(1)
  expect((await updateNow(store.runtime, updateId)).changes).toEqual([])
}

it("is nobody's and closed at Amazon, when the customer is deleted while Amazon is asked about it", async () => {
  const { started, session } = await confirmedSetUp()
  const asking = holding(store.runtime, /\/chargePermissions\/[^/]+$/)
  const completing = shopper.complete(started, session, asking.runtime)
  await asking.decided
  expect(await requestErasure(other, shopper.customerId)).toBe(0)
  asking.release()

  expect(await completing).toMatchObject({ status: "expired", wallet_id: null, changes: [] })
  expect(await walletsOf(shopper.customerId)).toEqual([
    expect.objectContaining({ ...EMPTY, erase_requested_at: expect.any(Date), erased_at: null }),
  ])
  expect(await reconcile(store.runtime)).toMatchObject({ erased: 1 })
  await expectClosedAndForgotten(started.update.id)
  expect(await eventsAbout(store.runtime, shopper.customerId)).toEqual([])
})

it("is erased with the customer's others, when the customer is deleted while it is being stored", async () => {
  const { started, session } = await confirmedSetUp()
  const storing = store.runtime.db.createQueryRunner()
  await storing.startTransaction()
  await storing.query("select 1 from amazon_pay_wallet_update where id = $1 for update", [started.update.id])
  const completing = shopper.complete(started, session)
  await waitingForLocks(other.db, 1)
  const erasing = requestErasure(other, shopper.customerId)
  await waitingForLocks(other.db, 2)
  await storing.commitTransaction()
  await storing.release()

  await completing
  expect(await erasing).toBe(1)
  expect(await eraseRequested(other)).toBe(1)
  await expectClosedAndForgotten(started.update.id)
})

it("is not begun with a login that outlived its customer", async () => {
  await requestErasure(store.runtime, shopper.customerId)
  await expect(shopper.startSetUp()).rejects.toMatchObject({ code: "customer_deleted" })
  expect(await historyOfCustomer(shopper.customerId)).toEqual([])
})

it("is not attached by an admin, and stays open at Amazon for whoever it belongs to", async () => {
  const { control } = store.simulator
  const input = { merchantId: MERCHANT_ID, buyerId: shopper.buyerId, productType: "PayOnly" as const }
  const { chargePermissionId } = await control.createWallet(input)
  await requestErasure(store.runtime, shopper.customerId)
  await expect(
    attachWallet(store.runtime, { customerId: shopper.customerId, chargePermissionId }),
  ).rejects.toMatchObject({ code: "customer_deleted" })
  expect(await walletsOf(shopper.customerId)).toEqual([])
  expect(await eraseRequested(store.runtime)).toBe(0)
  expect((await control.chargePermission(chargePermissionId)).statusDetails).toMatchObject({ state: "Chargeable" })
})

import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { closeWallet } from "../../../src/modules/amazon-pay/wallets/close-wallet"
import type { WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { asking } from "../support/quick"
import { asked, historyOf, updateNow, walletNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import { about, aboutSubscription, bodyOf, deliver, ipn, makeDue, openDoor, type Door } from "./door"

/** What becomes of a message once it has been worked on. */

let door: Door
let runtime: Runtime
let second: Runtime
let shopper: Shopper
let wallet: WalletEntity

beforeAll(async () => {
  door = await openDoor()
  runtime = asking(door.runtime)
  second = asking(await door.secondProcess())
})
afterAll(() => door.close())
beforeEach(async () => {
  await runtime.db.query("truncate amazon_pay_notification")
  shopper = await newShopper({ ...door, runtime })
  wallet = await shopper.wallet()
  await door.simulator.control.clearRequests()
})

const bodyAbout = ({ charge_permission_id }: WalletEntity) => bodyOf(ipn({}, about(charge_permission_id)))
const reads = async () => (await asked(door.simulator, "GetChargePermission")).length
const statuses = async () => (await door.rows()).map(({ status }) => status)

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

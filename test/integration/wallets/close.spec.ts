import { setTimeout as delay } from "node:timers/promises"
import type { WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import { closeWallet } from "../../../src/modules/amazon-pay/wallets/close-wallet"
import { refreshWallet } from "../../../src/modules/amazon-pay/wallets/refresh"
import { holding } from "../support/held"
import { openQuickStore } from "../support/quick"
import { asked, eventsAbout, historyOf, walletNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"

const CLOSE = "CloseChargePermission"

let store: TestStore
let shopper: Shopper
let wallet: WalletEntity

beforeAll(async () => {
  store = await openQuickStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.simulator.control.clearFaults()
  shopper = await newShopper(store)
  wallet = await shopper.wallet()
  await store.simulator.control.clearRequests()
})

const close = () => closeWallet(store.runtime, { customerId: shopper.customerId, walletId: wallet.id })

async function expectClosedByCustomer(): Promise<void> {
  expect(await historyOf(store.runtime, wallet.id)).toEqual([
    expect.objectContaining({
      initiated_by: "customer",
      update_type: null,
      status: "completed",
      changes: expect.arrayContaining([{ field: "status", before: "chargeable", after: "closed" }]),
    }),
  ])
  const { statusDetails } = await store.simulator.control.chargePermission(wallet.charge_permission_id)
  expect(statusDetails.state).toBe("Closed")
}

it("closes the charge permission at Amazon and tells who did it", async () => {
  expect(await close()).toMatchObject({ status: "closed", closed_at: expect.any(Date), reasons: ["MerchantClosed"] })
  await expectClosedByCustomer()
  expect(await eventsAbout(store.runtime, shopper.customerId)).toEqual([
    "amazon-pay.wallet.created",
    "amazon-pay.wallet.updated",
    "amazon-pay.wallet.closed",
  ])
})

it("asks nothing and writes nothing for a wallet that is closed", async () => {
  const closed = await close()
  await store.simulator.control.clearRequests()
  expect(await close()).toEqual(closed)
  expect(await store.simulator.control.requests()).toEqual([])
  expect(await historyOf(store.runtime, wallet.id)).toHaveLength(1)
})

it("closes once for a customer who clicks five times at once in two processes", async () => {
  const other = await store.secondProcess()
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, index) =>
      closeWallet(index % 2 ? other : store.runtime, { customerId: shopper.customerId, walletId: wallet.id }),
    ),
  )
  expect(answers.every(({ status }) => status === "closed")).toBe(true)
  await expectClosedByCustomer()
})

it("is a success when the buyer had closed it at Amazon and nobody had told us", async () => {
  await store.simulator.control.changeWallet(wallet.charge_permission_id, { type: "closed", by: "buyer" })
  expect(await close()).toMatchObject({ status: "closed", reasons: ["BuyerClosed"] })
})

it("is a success when Amazon's answer was lost and the next try is told that it is closed (26)", async () => {
  await store.simulator.control.addFault({ operation: CLOSE, afterProcessing: true, reset: true })
  expect(await close()).toMatchObject({ status: "closed" })
  expect((await asked(store.simulator, CLOSE)).map(({ reasonCode }) => reasonCode)).toEqual([
    null,
    "InvalidChargePermissionStatus",
  ])
  await expectClosedByCustomer()
})

it.each([
  ["refuses", { status: 403 }, "request_refused"],
  ["is away", { status: 503, times: "always" }, "unavailable"],
] as const)("leaves the wallet as it was when Amazon %s", async (_, fault, code) => {
  await store.simulator.control.addFault({ operation: CLOSE, ...fault })
  await expect(close()).rejects.toMatchObject({ code })
  expect(await walletNow(store.runtime, wallet.id)).toMatchObject({ status: "chargeable", closed_at: null })
  expect(await historyOf(store.runtime, wallet.id)).toEqual([])
})

it("tells the customer that it is closed although Amazon's reads lag behind, and stays so", async () => {
  await store.simulator.control.setModes({ readLag: { reads: 3 } })
  expect(await close()).toMatchObject({ status: "closed" })
  await store.simulator.control.setModes({ readLag: null })
  for (const reading of ["first", "second", "third", "current"]) {
    const { wallet: now } = await refreshWallet(store.runtime, wallet.id, { source: "ipn" })
    expect([reading, now.status, now.closed_at]).toEqual([reading, "closed", expect.any(Date)])
  }
  await expectClosedByCustomer()
})

it("waits for its turn while the wallet is read, without making the reading begin again and again", async () => {
  const held = holding(store.runtime, wallet.charge_permission_id)
  const reading = refreshWallet(held.runtime, wallet.id, { source: "ipn" })
  await held.decided
  const closing = close()
  await delay(300)
  expect(await asked(store.simulator, CLOSE)).toEqual([])
  held.release()
  await reading
  expect(await closing).toMatchObject({ status: "closed" })
  expect(await asked(store.simulator, "GetChargePermission")).toHaveLength(1)
  await expectClosedByCustomer()
})

it("does not find another customer's wallet, nor an unknown one, and asks Amazon nothing (30)", async () => {
  const stranger = await newShopper(store)
  for (const walletId of [wallet.id, "apw_unknown"]) {
    await expect(closeWallet(store.runtime, { customerId: stranger.customerId, walletId })).rejects.toMatchObject({
      code: "wallet_not_found",
    })
  }
  expect(await store.simulator.control.requests()).toEqual([])
  expect((await walletNow(store.runtime, wallet.id)).status).toBe("chargeable")
})

it("ends what was open: a session that is confirmed afterwards fails, and the wallet stays closed", async () => {
  const started = await shopper.start(wallet.id)
  await close()
  await expect(shopper.atAmazon(started, { card: "0005", end: "confirm" })).rejects.toThrow("closed")
  await expect(shopper.start(wallet.id)).rejects.toMatchObject({ code: "wallet_closed" })
})

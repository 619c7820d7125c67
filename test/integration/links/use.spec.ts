import { In } from "typeorm"
import { UpdateLinkEntity, WalletUpdateEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import { revokeUpdateLink } from "../../../src/modules/amazon-pay/update-links/revoke"
import { useUpLinks } from "../../../src/modules/amazon-pay/update-links/use-of-link"
import { endAbandonedUpdates } from "../../../src/modules/amazon-pay/upkeep/end-abandoned-updates"
import { requestErasure } from "../../../src/modules/amazon-pay/upkeep/erase"
import { prune } from "../../../src/modules/amazon-pay/upkeep/retention"
import { reconcile } from "../../../src/modules/amazon-pay/upkeep/reconcile"
import { startUpdate } from "../../../src/modules/amazon-pay/updates/start"
import { closeWallet } from "../../../src/modules/amazon-pay/wallets/close-wallet"
import { refreshWallet } from "../../../src/modules/amazon-pay/wallets/refresh"
import { asking, openQuickStore } from "../support/quick"
import { historyOf, updateNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"
import { sendLink } from "./support"

const HOUR = 3600

let store: TestStore
let shopper: Shopper
beforeAll(async () => {
  store = await openQuickStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.simulator.control.clearFaults()
  shopper = await newShopper(store)
})

const confirm = { card: "4444", end: "confirm" } as const

it("opening a link, however often, uses nothing up and starts nothing", async () => {
  const wallet = await shopper.wallet()
  const link = await sendLink(store.runtime, wallet.id)
  const before = await link.stored()
  for (let visit = 0; visit < 5; visit++) expect(await link.status()).toBe("open")
  expect(await link.stored()).toEqual(before)
  expect(await historyOf(store.runtime, wallet.id)).toEqual([])
})

it("its update is the customer's own, and completing it uses the link up, with the update's id and time", async () => {
  const wallet = await shopper.wallet()
  const link = await sendLink(store.runtime, wallet.id)
  const started = await link.start()
  expect(started.update).toMatchObject({
    wallet_id: wallet.id,
    initiated_by: "customer",
    update_type: "payment_method",
  })
  expect(await link.stored()).toMatchObject({ update_id: started.update.id, used_at: null })
  const done = await shopper.complete(started, await shopper.atAmazon(started, confirm))
  expect(done.status).toBe("completed")
  expect(await link.stored()).toMatchObject({ update_id: done.id, used_at: done.completed_at })
  expect(await link.status()).toBe("used")
  await expect(link.start()).rejects.toMatchObject({ code: "update_link_used" })
  await expect(revokeUpdateLink(store.runtime, link.id)).rejects.toMatchObject({ code: "update_link_used" })
  expect(await historyOf(store.runtime, wallet.id)).toHaveLength(1)
})

it.each(["cancel", "decline"] as const)(
  "an update that ends with %s leaves the link open for another try",
  async (end) => {
    const wallet = await shopper.wallet()
    const link = await sendLink(store.runtime, wallet.id)
    const first = await link.start()
    await shopper.complete(first, await shopper.atAmazon(first, { end }))
    expect(await link.status()).toBe("open")
    const second = await link.start()
    expect(second.update.id).not.toBe(first.update.id)
    await shopper.complete(second, await shopper.atAmazon(second, confirm))
    expect(await link.stored()).toMatchObject({ update_id: second.update.id, used_at: expect.any(Date) })
  },
)

it("an update that turns out well after all, when a later try is open, uses the link up", async () => {
  const wallet = await shopper.wallet()
  const link = await sendLink(store.runtime, wallet.id)
  const first = await link.start()
  const good = await shopper.atAmazon(first, confirm)
  await shopper.complete(first, await shopper.atAmazon(first, { end: "decline" }))
  const second = await link.start()
  await shopper.complete(first, good)
  expect(await link.stored()).toMatchObject({ update_id: first.update.id, used_at: expect.any(Date) })
  await expect(link.start()).rejects.toMatchObject({ code: "update_link_used" })
  expect(await updateNow(store.runtime, second.update.id)).toMatchObject({ status: "started" })
})

it("two tabs get the same update, and both returns complete it once", async () => {
  const wallet = await shopper.wallet()
  const link = await sendLink(store.runtime, wallet.id)
  const other = asking(await store.secondProcess())
  const [one, two] = await Promise.all([link.start(), link.start(other)])
  expect(two.update.id).toBe(one.update.id)
  const sessions = [await shopper.atAmazon(one, confirm), await shopper.atAmazon(two, { card: "0005", end: "confirm" })]
  await Promise.all(sessions.map((session, tab) => shopper.complete(one, session, tab ? other : store.runtime)))
  expect(await link.status()).toBe("used")
  const history = await historyOf(store.runtime, wallet.id)
  expect(history.filter(({ update_type }) => update_type !== null)).toHaveLength(1)
})

it("50 starts at once against its completion: all get the update that is completed, or a refusal, and none another", async () => {
  const wallet = await shopper.wallet()
  const link = await sendLink(store.runtime, wallet.id)
  const other = asking(await store.secondProcess())
  const first = await link.start()
  const session = await shopper.atAmazon(first, confirm)
  const outcomes = await Promise.allSettled([
    shopper.complete(first, session),
    ...Array.from({ length: 50 }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, index))
      return link.start(index % 2 ? other : store.runtime)
    }),
  ])
  const [completed, ...starts] = outcomes
  expect(completed).toMatchObject({ status: "fulfilled", value: { status: "completed" } })
  for (const start of starts) {
    if (start.status === "fulfilled") expect(start.value).toMatchObject({ update: { id: first.update.id } })
    else expect(start.reason).toMatchObject({ code: "update_link_used" })
  }
  const customers = (await historyOf(store.runtime, wallet.id)).filter(({ update_type }) => update_type !== null)
  expect(customers.map(({ id, status }) => [id, status])).toEqual([[first.update.id, "completed"]])
})

it("a start that waits for the completion of another tab is refused when that is through, and leaves nothing open", async () => {
  const wallet = await shopper.wallet()
  const link = await sendLink(store.runtime, wallet.id)
  const { update } = await link.start()
  const completing = store.runtime.db.createQueryRunner()
  await completing.startTransaction()
  await completing.manager.update(WalletUpdateEntity, update.id, { status: "completed", completed_at: new Date() })
  await useUpLinks(completing.manager, [update.id], new Date())
  const late = link.start()
  const refused = expect(late).rejects.toMatchObject({ code: "update_link_used" })
  await untilBlocked()
  await completing.commitTransaction()
  await completing.release()
  await refused
  expect((await historyOf(store.runtime, wallet.id)).map(({ id }) => id)).toEqual([update.id])
})

/** Waits until a statement waits for the lock of another transaction. */
async function untilBlocked(): Promise<void> {
  for (;;) {
    const [row] = await store.runtime.db.query<{ blocked: boolean }[]>(
      `select exists (select 1 from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock') as blocked`,
    )
    if (row?.blocked) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

it("a start that comes too late, after the link was seen open, leaves no entry behind", async () => {
  const wallet = await shopper.wallet()
  const link = await sendLink(store.runtime, wallet.id)
  await revokeUpdateLink(store.runtime, link.id)
  const late = { customerId: shopper.customerId, walletId: wallet.id, updateType: "payment_method" } as const
  await expect(startUpdate(store.runtime, { ...late, linkId: link.id })).rejects.toMatchObject({
    code: "update_link_revoked",
  })
  expect(await historyOf(store.runtime, wallet.id)).toEqual([])

  const own = await shopper.start(wallet.id)
  await expect(startUpdate(store.runtime, { ...late, linkId: link.id })).rejects.toMatchObject({
    code: "update_link_revoked",
  })
  await shopper.complete(own, await shopper.atAmazon(own, confirm))
  expect(await link.stored()).toMatchObject({ used_at: null, update_id: null })
})

it("an update that the customer started without the link leaves it as it is; one that both started uses it up", async () => {
  const wallet = await shopper.wallet()
  const link = await sendLink(store.runtime, wallet.id)
  const own = await shopper.start(wallet.id)
  await shopper.complete(own, await shopper.atAmazon(own, confirm))
  expect(await link.status()).toBe("open")

  const second = await shopper.start(wallet.id)
  expect((await link.start()).checkout).toEqual(second.checkout)
  await shopper.start(wallet.id)
  await shopper.complete(second, await shopper.atAmazon(second, { card: "0005", end: "confirm" }))
  expect(await link.stored()).toMatchObject({ update_id: second.update.id, used_at: expect.any(Date) })
})

it("an update of the other kind leaves the link as it is", async () => {
  const wallet = await shopper.wallet()
  const link = await sendLink(store.runtime, wallet.id)
  await link.start()
  const address = await shopper.start(wallet.id, "shipping_address")
  await shopper.complete(address, await shopper.atAmazon(address, { end: "confirm" }))
  expect(await link.status()).toBe("open")
})

describe("when time is over", () => {
  it("nothing can be started, to the second", async () => {
    const link = await sendLink(store.runtime, (await shopper.wallet()).id, { expiresInHours: 2 })
    const at = (seconds: number) => {
      const { expires_at } = stored
      return { ...store.runtime, now: () => new Date(expires_at.getTime() + seconds * 1000) }
    }
    const stored = await link.stored()
    expect(stored.expires_at.getTime() - stored.created_at.getTime()).toBe(2 * HOUR * 1000)
    expect(await link.status(at(-1))).toBe("open")
    expect(await link.status(at(0))).toBe("expired")
    await expect(link.start(at(0))).rejects.toMatchObject({ code: "update_link_expired" })
    expect((await link.start(at(-1))).update.status).toBe("started")
  })

  it.each([
    ["expired", async () => store.advance(2 * HOUR)],
    ["revoked", (id: string) => revokeUpdateLink(store.runtime, id)],
  ] as const)("an update that was started before the link was %s may still be completed", async (status, end) => {
    const link = await sendLink(store.runtime, (await shopper.wallet()).id, { expiresInHours: 1 })
    const started = await link.start()
    const session = await shopper.atAmazon(started, confirm)
    await end(link.id)
    expect(await link.status()).toBe(status)
    expect((await shopper.complete(started, session)).status).toBe("completed")
    expect(await link.status()).toBe("used")
  })

  it("a closed wallet's link says so and starts nothing", async () => {
    const wallet = await shopper.wallet()
    const link = await sendLink(store.runtime, wallet.id)
    await closeWallet(store.runtime, { customerId: shopper.customerId, walletId: wallet.id })
    expect(await link.status()).toBe("wallet_closed")
    await expect(link.start()).rejects.toMatchObject({ code: "wallet_closed" })
  })
})

it("a newer link takes over the update that is under way", async () => {
  const wallet = await shopper.wallet()
  const first = await sendLink(store.runtime, wallet.id)
  const started = await first.start()
  const session = await shopper.atAmazon(started, confirm)
  const second = await sendLink(store.runtime, wallet.id)
  await shopper.complete(started, session)
  expect([await first.status(), await second.status()]).toEqual(["revoked", "used"])
})

describe("a completion that nobody came back for", () => {
  it("uses the link up when reconciliation settles the session", async () => {
    const wallet = await shopper.wallet()
    const link = await sendLink(store.runtime, wallet.id)
    const started = await link.start()
    const session = await shopper.atAmazon(started, confirm)
    await store.simulator.control.addFault({ operation: "CompleteCheckoutSession", status: 500, times: "always" })
    expect((await shopper.complete(started, session)).status).toBe("pending")
    expect(await link.status()).toBe("open")
    await store.simulator.control.clearFaults()
    store.advance(10 * 60)
    await reconcile(store.runtime)
    expect(await updateNow(store.runtime, started.update.id)).toMatchObject({ status: "completed" })
    expect(await link.status()).toBe("used")
  })

  it("uses the link up when the change was seen and the update ends with it", async () => {
    const wallet = await shopper.wallet()
    const link = await sendLink(store.runtime, wallet.id)
    const untouched = await sendLink(store.runtime, (await shopper.wallet()).id)
    const started = await link.start()
    await untouched.start()
    const { control } = store.simulator
    await control.changeWallet(wallet.charge_permission_id, { type: "payment_method", card: "0005" })
    await refreshWallet(store.runtime, wallet.id, { source: "ipn" })
    expect(await updateNow(store.runtime, started.update.id)).toMatchObject({ status: "pending" })
    expect(await link.status()).toBe("open")
    store.advance(49 * HOUR)
    await endAbandonedUpdates(store.runtime)
    expect(await updateNow(store.runtime, started.update.id)).toMatchObject({ status: "completed" })
    expect(await link.status()).toBe("used")
    expect(await untouched.status()).toBe("open")
  })
})

describe("what is forgotten", () => {
  const links = () => store.runtime.db.getRepository(UpdateLinkEntity)

  it("is every link of a customer who is gone, and no link is made for them any more", async () => {
    const wallet = await shopper.wallet()
    const link = await sendLink(store.runtime, wallet.id)
    const started = await link.start()
    await shopper.complete(started, await shopper.atAmazon(started, confirm))
    await sendLink(store.runtime, wallet.id)
    const stranger = await newShopper(store)
    const kept = await sendLink(store.runtime, (await stranger.wallet()).id)
    await requestErasure(store.runtime, shopper.customerId)
    expect(await links().countBy({ customer_id: shopper.customerId })).toBe(0)
    expect(await kept.status()).toBe("open")
    await expect(link.start()).rejects.toMatchObject({ code: "update_link_not_found" })
    await expect(sendLink(store.runtime, wallet.id)).rejects.toMatchObject({ code: "wallet_closed" })
  })

  it("is a link 90 days after it expired, whatever became of it, and not before", async () => {
    const wallet = await shopper.wallet()
    const replaced = await sendLink(store.runtime, wallet.id, { expiresInHours: 24 })
    const live = await sendLink(store.runtime, wallet.id, { expiresInHours: 24 })
    const mine = { id: In([replaced.id, live.id]) }
    const day = 24 * HOUR
    store.advance(90 * day)
    await prune(store.runtime)
    expect(await links().countBy(mine)).toBe(2)
    store.advance(day + 60)
    expect(await prune(store.runtime)).toMatchObject({ update_links: expect.any(Number) })
    expect(await links().countBy(mine)).toBe(0)
    expect(await store.runtime.db.getRepository(WalletUpdateEntity).countBy({ wallet_id: wallet.id })).toBe(1)
  })
})

import { randomUUID } from "node:crypto"
import type { CheckoutResponse } from "../../../src/contracts"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { completeForCustomer } from "../../../src/modules/amazon-pay/updates/complete"
import { refreshWallet } from "../../../src/modules/amazon-pay/wallets/refresh"
import { openQuickStore } from "../support/quick"
import { asked, attemptNow, eventsAbout, historyOf, updateNow } from "../support/records"
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
  await store.simulator.control.clearRequests()
  shopper = await newShopper(store)
})

describe("two sessions of one update, as two tabs make them (35)", () => {
  const CHOICES = {
    success: { card: "4444", end: "confirm" },
    cancel: { end: "cancel" },
    decline: { end: "decline" },
  } as const

  it.each([
    ["success", "cancel", "completed"],
    ["cancel", "success", "completed"],
    ["success", "decline", "completed"],
    ["decline", "success", "completed"],
    ["cancel", "decline", "declined"],
    ["decline", "cancel", "canceled"],
  ] as const)("%s, then %s: the update is %s", async (first, second, expected) => {
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id)
    const sessions = {
      first: await shopper.atAmazon(started, CHOICES[first]),
      second: await shopper.atAmazon(started, CHOICES[second]),
    }
    await shopper.complete(started, sessions.first)
    expect((await shopper.complete(started, sessions.second)).status).toBe(expected)
    const entry = await updateNow(store.runtime, started.update.id)
    expect(entry.status).toBe(expected)
    const decisive = first === "success" ? sessions.first : sessions.second
    expect(entry.checkout_session_id).toBe(decisive)
    expect(await historyOf(store.runtime, wallet.id)).toHaveLength(1)
    if (expected !== "completed") return
    expect(entry).toMatchObject({ message: null, reason_code: null })
    expect(entry.changes.map(({ field }) => field)).toEqual(["payment_descriptor"])
  })

  it("are both completed at Amazon when both succeed, and make one entry with the last state", async () => {
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id)
    const sessions = [
      await shopper.atAmazon(started, { card: "4444", end: "confirm" }),
      await shopper.atAmazon(started, { card: "0005", end: "confirm" }),
    ]
    await Promise.all(
      sessions.map((session, index) => shopper.complete(started, session, index ? other : store.runtime)),
    )
    const [entry, ...others] = await historyOf(store.runtime, wallet.id)
    expect(others).toEqual([])
    expect(entry).toMatchObject({
      status: "completed",
      changes: [
        { field: "payment_descriptor", before: wallet.payment_descriptor, after: expect.stringContaining("0005") },
      ],
    })
    for (const session of sessions) {
      expect((await store.simulator.control.checkoutSession(session)).state).toBe("Completed")
    }
  })

  it("do not lose a change that was already seen when the other one is canceled", async () => {
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id)
    const confirmed = await shopper.atAmazon(started, { card: "4444", end: "confirm" })
    const canceled = await shopper.atAmazon(started, { end: "cancel" })
    await refreshWallet(store.runtime, wallet.id, { source: "ipn" })

    expect(await shopper.complete(started, canceled)).toMatchObject({
      status: "pending",
      changes: [expect.objectContaining({ field: "payment_descriptor" })],
    })
    expect(await attemptNow(store.runtime, canceled)).toMatchObject({ outcome: "canceled" })
    expect(await shopper.complete(started, confirmed)).toMatchObject({
      status: "completed",
      sources: ["return", "ipn"],
    })
  })
})

describe("one session completed 20 times at once in two processes (35)", () => {
  it("is completed once at Amazon, makes one entry, and everybody gets the same answer", async () => {
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id)
    const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
    await store.simulator.control.clearRequests()
    await store.simulator.control.addFault({ operation: "GetChargePermission", delayMs: 400 })
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => shopper.complete(started, session, index % 2 ? other : store.runtime)),
    )
    expect(await asked(store.simulator, "CompleteCheckoutSession")).toHaveLength(1)
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: "completed", changes: [{ field: "payment_descriptor" }] })
    expect(await historyOf(store.runtime, wallet.id)).toHaveLength(1)
    expect(await eventsAbout(store.runtime, shopper.customerId)).toEqual([
      "amazon-pay.wallet.created",
      "amazon-pay.wallet.updated",
    ])
  })
})

describe("a session that does not belong to the update (33)", () => {
  it("of another customer is refused, and Complete is not called for it", async () => {
    const { started } = await startedUpdate()
    const stranger = await newShopper(store)
    const theirs = await stranger.start((await stranger.wallet()).id)
    const session = await stranger.atAmazon(theirs, { card: "0005", end: "confirm" })

    await expectRefused(shopper, started, session)
    expect((await stranger.complete(theirs, session)).status).toBe("completed")
  })

  it("of another update of the same wallet is refused", async () => {
    const { wallet, started } = await startedUpdate()
    const address = await shopper.start(wallet.id, "shipping_address")
    const session = await shopper.atAmazon(address, { address: "EC2A 2FA", end: "confirm" })
    await expectRefused(shopper, started, session)
    expect((await shopper.complete(address, session)).status).toBe("completed")
  })

  it("of another update is refused also after it was completed there", async () => {
    const { wallet, started } = await startedUpdate()
    const address = await shopper.start(wallet.id, "shipping_address")
    const session = await shopper.atAmazon(address, { address: "EC2A 2FA", end: "confirm" })
    await shopper.complete(address, session)
    await expectRefused(shopper, started, session)
  })

  it("that Amazon does not know is refused and forgotten", async () => {
    const { started } = await startedUpdate()
    const session = randomUUID()
    await expectRefused(shopper, started, session)
    expect(await attemptNow(store.runtime, session)).toBeNull()
  })

  it("of a set-up is refused", async () => {
    const { started } = await startedUpdate()
    const setUp = await shopper.startSetUp()
    const session = await shopper.atAmazon(setUp, { end: "confirm" })
    await expectRefused(shopper, started, session)
    expect((await shopper.complete(setUp, session)).status).toBe("completed")
  })

  it("is completed for its owner although somebody claims it at the same moment", async () => {
    const { started } = await startedUpdate()
    const stranger = await newShopper(store)
    const theirs = await stranger.start((await stranger.wallet()).id)
    const session = await stranger.atAmazon(theirs, { card: "0005", end: "confirm" })
    await store.simulator.control.addFault({ operation: "GetCheckoutSession", delayMs: 200 })
    const claims = await Promise.allSettled([shopper.complete(started, session), stranger.complete(theirs, session)])
    expect(claims).toEqual([
      { status: "rejected", reason: expect.objectContaining({ code: "update_not_yours" }) },
      { status: "fulfilled", value: expect.objectContaining({ status: "completed" }) },
    ])
  })

  it("and was canceled still tells its owner that it was canceled, whoever named it before", async () => {
    const { started } = await startedUpdate()
    const stranger = await newShopper(store)
    const theirs = await stranger.start((await stranger.wallet()).id)
    const session = await stranger.atAmazon(theirs, { end: "cancel" })
    await shopper.complete(started, session)
    expect(await stranger.complete(theirs, session)).toMatchObject({ status: "canceled" })
    expect(await asked(store.simulator, "CompleteCheckoutSession")).toEqual([])
  })

  async function expectRefused(by: Shopper, started: CheckoutResponse, session: string): Promise<void> {
    const before = await updateNow(store.runtime, started.update.id)
    await store.simulator.control.clearRequests()
    await expect(by.complete(started, session)).rejects.toMatchObject({ code: "update_not_yours" })
    expect(await asked(store.simulator, "CompleteCheckoutSession")).toEqual([])
    expect(await updateNow(store.runtime, started.update.id)).toEqual(before)
  }
})

describe("a call that names what is not its customer's", () => {
  it.each([
    ["a path", "../chargePermissions"],
    ["an encoded path", `${randomUUID()}%2f..`],
    ["a line break", `${randomUUID()}\r\nx: y`],
    ["10 kB", "a".repeat(10_000)],
    ["a list", [randomUUID()]],
    ["other letters", "０".repeat(8)],
    ["nothing", undefined],
  ])("with %s as session id is refused before Amazon is asked (37)", async (_, checkoutSessionId) => {
    const { started } = await startedUpdate()
    await store.simulator.control.clearRequests()
    await expect(
      completeForCustomer(store.runtime, {
        customerId: shopper.customerId,
        updateId: started.update.id,
        checkoutSessionId,
      }),
    ).rejects.toMatchObject({ code: "invalid_checkout_session_id" })
    expect(await store.simulator.control.requests()).toEqual([])
  })

  it("with another customer's update finds nothing and asks nothing (30)", async () => {
    const { started } = await startedUpdate()
    const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
    const stranger = await newShopper(store)
    await store.simulator.control.clearRequests()
    await expect(stranger.complete(started, session)).rejects.toMatchObject({ code: "update_not_found" })
    expect(await store.simulator.control.requests()).toEqual([])
  })
})

async function startedUpdate() {
  const wallet = await shopper.wallet()
  return { wallet, started: await shopper.start(wallet.id) }
}

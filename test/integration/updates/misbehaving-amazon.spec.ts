import type { CheckoutResponse } from "../../../src/contracts"
import { completeForCustomer } from "../../../src/modules/amazon-pay/updates/complete"
import { reconcile } from "../../../src/modules/amazon-pay/upkeep/reconcile"
import type { WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Fault, RequestFault } from "../../../src/simulator"
import { asking, openQuickStore } from "../support/quick"
import { asked, attemptNow, historyOf, updateNow, walletNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"

const COMPLETE = "CompleteCheckoutSession"

let store: TestStore
let shopper: Shopper
let wallet: WalletEntity
let started: CheckoutResponse
let session: string

beforeAll(async () => {
  store = await openQuickStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.simulator.control.clearFaults()
  shopper = await newShopper(store)
  wallet = await shopper.wallet()
  started = await shopper.start(wallet.id)
  session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
  await store.simulator.control.clearRequests()
})

async function faults(...given: Fault[]): Promise<void> {
  for (const fault of given) await store.simulator.control.addFault(fault)
}

/** Time passes, Amazon works again, and the job runs. */
async function reconcileLater() {
  await store.simulator.control.clearFaults()
  store.advance(120)
  await reconcile(store.runtime)
}

async function expectSettledOnce(): Promise<void> {
  expect(await historyOf(store.runtime, wallet.id)).toEqual([
    expect.objectContaining({
      id: started.update.id,
      status: "completed",
      message: null,
      checkout_session_id: session,
      changes: [expect.objectContaining({ field: "payment_descriptor" })],
    }),
  ])
  expect((await store.simulator.control.checkoutSession(session)).state).toBe("Completed")
}

describe("the answer to Complete is lost (26)", () => {
  it("and the next try gets it again: one success", async () => {
    await faults({ operation: COMPLETE, afterProcessing: true, reset: true })
    expect(await shopper.complete(started, session)).toMatchObject({ status: "completed", sources: ["return"] })
    const tries = await asked(store.simulator, COMPLETE)
    expect(tries.map(({ replayed }) => replayed)).toEqual([false, true])
    await expectSettledOnce()
  })

  it("every time, and the session says that it is completed: one success", async () => {
    await faults({ operation: COMPLETE, afterProcessing: true, reset: true, times: "always" })
    expect(await shopper.complete(started, session)).toMatchObject({ status: "completed" })
    await expectSettledOnce()
  })

  it("together with our memory of it, and the second return finds the session completed: one success", async () => {
    await breakOnce("before update on amazon_pay_wallet_update", `new.status = 'completed'`, async () => {
      await expect(shopper.complete(started, session)).rejects.toThrow("broken by the test")
    })
    expect(await attemptNow(store.runtime, session)).toMatchObject({ outcome: "pending", verified: true })
    expect(await shopper.complete(started, session)).toMatchObject({ status: "completed" })
    expect(await asked(store.simulator, COMPLETE)).toHaveLength(1)
    await expectSettledOnce()
  })

  it("and the process with it, and reconciliation settles it when the lease has run out (22)", async () => {
    await breakOnce("before update on amazon_pay_wallet_update", `new.status = 'completed'`, async () => {
      await shopper.complete(started, session).catch(() => undefined)
    })
    await store.runtime.db.query(
      `update amazon_pay_checkout_attempt set lease_until = now() - interval '1 second' where checkout_session_id = $1`,
      [session],
    )
    await reconcileLater()
    await expectSettledOnce()
    expect((await updateNow(store.runtime, started.update.id)).sources).toEqual(["reconciliation"])
  })
})

describe("Amazon is in trouble for a moment (27)", () => {
  it.each<[string, RequestFault[]]>([
    ["503, 503", [{ status: 503, times: 2 }]],
    ["500, then a reset", [{ status: 500 }, { reset: true }]],
    ["429, then 503", [{ status: 429 }, { status: 503 }]],
    ["408, then a lost answer", [{ status: 408 }, { afterProcessing: true, reset: true }]],
    ["a gateway's page, three times", [{ status: 502, html: true, times: 3 }]],
  ])("%s: Complete is tried again with the same key", async (_, given) => {
    await faults(...given.map((fault) => ({ ...fault, operation: COMPLETE })))
    expect(await shopper.complete(started, session)).toMatchObject({ status: "completed" })
    const tries = await asked(store.simulator, COMPLETE)
    expect(tries.length).toBeGreaterThan(1)
    expect(new Set(tries.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
    expect(tries[0]?.idempotencyKey).toMatch(/^[A-Za-z0-9_-]{1,32}$/)
    expect(tries.every(({ body }) => body === "{}")).toBe(true)
    await expectSettledOnce()
  })

  it("a try without an answer is given up and made again", async () => {
    await faults({ operation: COMPLETE, hang: true })
    const impatient = asking(store.runtime, { timeoutMs: 200 })
    expect(await shopper.complete(started, session, impatient)).toMatchObject({ status: "completed" })
    await expectSettledOnce()
  })

  it.each([400, 401, 403, 404])("%i is never tried again, and the update is not lost", async (status) => {
    await faults({ operation: COMPLETE, status, times: "always" })
    expect(await shopper.complete(started, session)).toMatchObject({ status: "pending" })
    expect(await asked(store.simulator, COMPLETE)).toHaveLength(1)
    await reconcileLater()
    await expectSettledOnce()
  })
})

describe("Amazon's answer makes no sense (28)", () => {
  const NONSENSE: [string, Partial<RequestFault>][] = [
    ["a page", { html: true }],
    ["half an answer", { truncate: true }],
    ["null", { body: "null" }],
    ["an empty object", { body: "{}" }],
    ["nulls everywhere", { body: JSON.stringify({ checkoutSessionId: null, statusDetails: null }) }],
    ["a state nobody knows", { body: JSON.stringify({ statusDetails: { state: "Perhaps" } }) }],
    [
      "another session",
      {
        body: JSON.stringify({
          checkoutSessionId: "00000000-0000-4000-8000-000000000000",
          statusDetails: { state: "Completed" },
        }),
      },
    ],
  ]

  it.each(NONSENSE)("Complete answers %s: the session itself tells how it ended", async (_, fault) => {
    await faults({ operation: COMPLETE, afterProcessing: true, ...fault })
    expect(await shopper.complete(started, session)).toMatchObject({ status: "completed" })
    await expectSettledOnce()
  })

  it.each(NONSENSE)("Get Checkout Session answers %s: nothing is completed before it makes sense", async (_, fault) => {
    await faults({ operation: "GetCheckoutSession", afterProcessing: true, times: "always", ...fault })
    expect(await shopper.complete(started, session)).toMatchObject({ status: "pending", changes: [] })
    expect(await asked(store.simulator, COMPLETE)).toEqual([])
    expect((await walletNow(store.runtime, wallet.id)).payment_descriptor).toBe(wallet.payment_descriptor)
    await reconcileLater()
    await expectSettledOnce()
  })

  it.each(NONSENSE)(
    "Get Charge Permission answers %s: the update stands, the wallet is read later",
    async (_, fault) => {
      await faults({ operation: "GetChargePermission", afterProcessing: true, times: "always", ...fault })
      expect(await shopper.complete(started, session)).toMatchObject({ status: "completed", changes: [] })
      expect((await walletNow(store.runtime, wallet.id)).payment_descriptor).toBe(wallet.payment_descriptor)
      expect(store.logs).toContainEqual({ level: "warn", message: expect.stringContaining(wallet.id) })
      await reconcileLater()
      await expectSettledOnce()
    },
  )
})

describe("Amazon does not answer at all (25)", () => {
  it.each<[string, RequestFault]>([
    ["Complete hangs", { operation: COMPLETE, hang: true }],
    ["every call hangs", { hang: true }],
    ["every call is reset", { reset: true }],
    ["every call answers 503", { status: 503 }],
    ["the body drips", { operation: "GetCheckoutSession", dripMs: 50 }],
  ])("%s: the buyer is told within the budget that it is pending, and reconciling settles it", async (_, fault) => {
    await faults({ ...fault, times: "always" })
    const impatient = asking(store.runtime, { timeoutMs: 100, budgetMs: 500, maxRetries: 1 })
    const begun = Date.now()
    expect(await shopper.complete(started, session, impatient)).toMatchObject({
      status: "pending",
      message: expect.stringContaining("not confirmed"),
      sources: ["return"],
    })
    expect(Date.now() - begun).toBeLessThan(3_000)
    await reconcileLater()
    await expectSettledOnce()
    expect((await updateNow(store.runtime, started.update.id)).sources).toEqual(["return", "reconciliation"])
  })

  it("and the buyer tries again as soon as it does: nobody has to wait for the job", async () => {
    await faults({ status: 503, times: "always" })
    await shopper.complete(started, session)
    await store.simulator.control.clearFaults()
    expect(await shopper.complete(started, session)).toMatchObject({ status: "completed", message: null })
    await expectSettledOnce()
  })

  it("and has forgotten the session when it does: the update has failed, and nobody asks again", async () => {
    await faults({ operation: COMPLETE, status: 503, times: "always" })
    await shopper.complete(started, session)
    await store.simulator.control.clearFaults()
    await faults({ operation: "GetCheckoutSession", status: 404, reasonCode: "ResourceNotFound", times: "always" })
    expect(
      await completeForCustomer(store.runtime, {
        customerId: shopper.customerId,
        updateId: started.update.id,
        checkoutSessionId: session,
      }),
    ).toMatchObject({ status: "failed", reason_code: "ResourceNotFound" })
    expect(await attemptNow(store.runtime, session)).toMatchObject({ outcome: "failed" })
  })
})

/** Makes one kind of write fail for as long as `during` takes. */
async function breakOnce(when: string, condition: string, during: () => Promise<void>): Promise<void> {
  const { db } = store.runtime
  await db.query(`create or replace function break_it() returns trigger language plpgsql as
    $$ begin raise exception 'broken by the test'; end $$`)
  await db.query(`create trigger break_it ${when} for each row when (${condition}) execute function break_it()`)
  try {
    await during()
  } finally {
    await db.query(`drop trigger break_it ${when.replace("before update ", "")}`)
  }
}

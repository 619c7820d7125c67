import { createServer } from "node:net"
import type { AddressInfo } from "node:net"
import type { CheckoutResponse } from "../../../src/contracts"
import { completeForCustomer } from "../../../src/modules/amazon-pay/updates/complete"
import { reconcile } from "../../../src/modules/amazon-pay/upkeep/reconcile"
import { OutboxEventEntity, type WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Fault, RequestFault } from "../../../src/simulator"
import { from, numbersIn } from "../support/numbers"
import { asking, configured, openQuickStore } from "../support/quick"
import { asked, attemptNow, historyOf, updateNow, walletNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"

/** Amazon's API misbehaves. The numbers are those of the project's list of hostile cases. */

const COMPLETE = "CompleteCheckoutSession"
const HOUR = 3600
const RETRY = "The update for your address or payment method failed. Please try again."

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

describe("25. Amazon does not answer at all", () => {
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

  it("not even to a handshake: the buyer is told within the budget that it is pending", async () => {
    const silent = createServer().listen(0, "127.0.0.1")
    await new Promise((resolve) => silent.once("listening", resolve))
    const payApi = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const endpoints = { ...store.simulator.endpoints("eu"), payApi }
    const impatient = asking(configured(store.runtime, store.simulator, { endpoints }), {
      timeoutMs: 100,
      budgetMs: 500,
      maxRetries: 1,
    })
    const begun = Date.now()
    expect(await shopper.complete(started, session, impatient)).toMatchObject({ status: "pending" })
    expect(Date.now() - begun).toBeLessThan(3_000)
    silent.close()
    await reconcileLater()
    await expectSettledOnce()
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

describe("26. the answer to Complete is lost", () => {
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

  it("and the process with it, and reconciliation settles it when the lease has run out", async () => {
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

describe("27. Amazon is in trouble for a moment", () => {
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

  it("no two buyers wait for the same time between tries", async () => {
    const drawn: number[] = []
    const random = () => {
      drawn.push(drawn.length)
      return 0.5
    }
    await faults({ operation: COMPLETE, status: 503, times: 3 })
    expect(await shopper.complete(started, session, asking(store.runtime, { random }))).toMatchObject({
      status: "completed",
    })
    expect(drawn).toHaveLength(3)
    await expectSettledOnce()
  })

  it("all tries together keep to one budget", async () => {
    await faults({ status: 503, delayMs: 100, times: "always" })
    const begun = Date.now()
    const hurried = asking(store.runtime, { budgetMs: 400, maxRetries: 1_000 })
    expect(await shopper.complete(started, session, hurried)).toMatchObject({ status: "pending" })
    expect(Date.now() - begun).toBeLessThan(3_000)
    expect((await store.simulator.control.requests()).length).toBeLessThan(10)
    await reconcileLater()
    await expectSettledOnce()
  })

  it("for longer, and it is left alone, and asked again after a while", async () => {
    await faults({ status: 503, times: "always" })
    const careful = asking(store.runtime, { maxRetries: 0, breakAfter: 3, breakForMs: 300 })
    for (let time = 0; time < 6; time++) await shopper.complete(started, session, careful)
    expect(await store.simulator.control.requests()).toHaveLength(3)
    await store.simulator.control.clearFaults()
    expect(await shopper.complete(started, session, careful)).toMatchObject({ status: "pending" })
    expect(await store.simulator.control.requests()).toHaveLength(3)
    await new Promise((resolve) => setTimeout(resolve, 350))
    expect(await shopper.complete(started, session, careful)).toMatchObject({ status: "completed" })
    await expectSettledOnce()
  })

  it("nothing of this process is changed for it", async () => {
    const before = { ...process.env }
    await faults({ operation: COMPLETE, reset: true, times: 2 })
    await shopper.complete(started, session)
    expect(process.env).toEqual(before)
    expect(process.env).not.toHaveProperty("NODE_TLS_REJECT_UNAUTHORIZED")
  })
})

describe("28. Amazon's answer makes no sense", () => {
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
    store.logs.length = 0
    expect(await shopper.complete(started, session)).toMatchObject({
      status: "pending",
      changes: [],
      reason_code: "invalid_response",
    })
    expect(store.logs).toContainEqual({ level: "warn", message: expect.stringContaining(session) })
    expect(await asked(store.simulator, COMPLETE)).toEqual([])
    expect((await walletNow(store.runtime, wallet.id)).payment_descriptor).toBe(wallet.payment_descriptor)
    await reconcileLater()
    await expectSettledOnce()
  })

  it.each(NONSENSE)("Get Charge Permission answers %s: the update stands, the wallet is read later", (_, fault) =>
    expectReadLater(fault),
  )

  it.each([
    ["another charge permission", { chargePermissionId: "B02-0000000-0000000" }],
    ["a state that no wallet has", { statusDetails: { state: "Sleeping" } }],
    ["a one-time charge permission", { chargePermissionType: "OneTime" }],
  ])("Get Charge Permission tells of %s: the update stands, the wallet is read later", async (_, lie) => {
    const truth = await store.simulator.control.chargePermission(wallet.charge_permission_id)
    await expectReadLater({ body: JSON.stringify({ ...truth, ...lie }) })
  })

  async function expectReadLater(fault: Partial<RequestFault>): Promise<void> {
    store.logs.length = 0
    await faults({ operation: "GetChargePermission", afterProcessing: true, times: "always", ...fault })
    expect(await shopper.complete(started, session)).toMatchObject({ status: "completed", changes: [] })
    expect((await walletNow(store.runtime, wallet.id)).payment_descriptor).toBe(wallet.payment_descriptor)
    const warned = store.logs.filter(({ level, message }) => level === "warn" && message.includes(wallet.id))
    expect(warned).toEqual([{ level: "warn", message: expect.stringContaining("invalid_response") }])
    await reconcileLater()
    await expectSettledOnce()
  }

  it("Complete names another charge permission: pending, nothing written, the merchant is told", async () => {
    const bystander = await (await newShopper(store)).wallet()
    await store.simulator.control.setModes({ completeShowsChargePermission: "another" })
    const update = await shopper.complete(started, session)
    await store.simulator.control.setModes({ completeShowsChargePermission: "always" })
    expect(update).toMatchObject({ status: "pending", reason_code: "charge_permission_mismatch" })
    expect(await walletNow(store.runtime, bystander.id)).toEqual(bystander)
    expect(await walletNow(store.runtime, wallet.id)).toMatchObject({
      charge_permission_id: wallet.charge_permission_id,
      customer_id: shopper.customerId,
    })
    const alerts = await store.runtime.db
      .getRepository(OutboxEventEntity)
      .findBy({ name: "amazon-pay.wallet.needs_attention" })
    expect(alerts.filter(({ data }) => data.wallet_id === wallet.id)).toMatchObject([
      { data: { update_ids: [update.id], reason: "charge_permission_mismatch" } },
    ])
  })
})

describe("29. the update does not take place", () => {
  async function expectUntouchedAndOpen(): Promise<void> {
    const { status, payment_descriptor, shipping_address, charge_permission_id } = wallet
    expect(await walletNow(store.runtime, wallet.id)).toMatchObject({
      ...{ status, payment_descriptor, shipping_address, charge_permission_id },
    })
    const again = await shopper.start(wallet.id)
    expect(again.update.id).not.toBe(started.update.id)
    const second = await shopper.atAmazon(again, { card: "4444", end: "confirm" })
    expect(await shopper.complete(again, second)).toMatchObject({ status: "completed", message: null })
  }

  beforeEach(async () => {
    wallet = await shopper.wallet()
    started = await shopper.start(wallet.id)
  })

  it.each([
    ["the buyer cancels", { end: "cancel" }, "canceled", "You canceled the update. Nothing was changed."],
    ["Amazon declines", { end: "decline" }, "declined", expect.stringContaining(RETRY)],
    ["Amazon declines the card", { card: "3434", end: "confirm" }, "declined", expect.stringContaining(RETRY)],
  ] as const)("because %s: told so, nothing changed, and the way is open", async (_, choice, status, message) => {
    session = await shopper.atAmazon(started, choice)
    await store.simulator.control.clearRequests()
    expect(await shopper.complete(started, session)).toMatchObject({ status, message, changes: [] })
    expect(await asked(store.simulator, COMPLETE)).toEqual([])
    await expectUntouchedAndOpen()
  })

  it("because Amazon itself canceled the session: told so, nothing changed, and the way is open", async () => {
    session = await shopper.atAmazon(started, { end: "confirm" })
    await store.simulator.control.cancelCheckoutSession(session, "AmazonCanceled")
    expect(await shopper.complete(started, session)).toMatchObject({ status: "failed", message: RETRY, changes: [] })
    await expectUntouchedAndOpen()
  })

  it("because the buyer came back after the session's 24 hours: told so, nothing changed, and the way is open", async () => {
    await store.simulator.control.setModes({ updateEffective: "complete" })
    session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
    await later(25 * HOUR)
    expect(await shopper.complete(started, session)).toMatchObject({
      status: "expired",
      message: expect.stringContaining(RETRY),
      changes: [],
    })
    await expectUntouchedAndOpen()
  })

  it("because the whole region was away until it was too late: told to wait, then expired, and the way is open", async () => {
    await store.simulator.control.setModes({ updateEffective: "complete" })
    session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
    await faults({ status: 503, times: "always" })
    const away = asking(store.runtime, { maxRetries: 0 })
    expect(await shopper.complete(started, session, away)).toMatchObject({
      status: "pending",
      message: expect.stringContaining("not confirmed"),
    })
    store.advance(120)
    await reconcile(away)
    expect(await updateNow(store.runtime, started.update.id)).toMatchObject({ status: "pending" })
    await later(25 * HOUR)
    await reconcileLater()
    expect(await updateNow(store.runtime, started.update.id)).toMatchObject({
      status: "expired",
      message: expect.stringContaining(RETRY),
      changes: [],
    })
    await expectUntouchedAndOpen()
  })

  async function later(seconds: number): Promise<void> {
    await store.simulator.control.advanceClock(seconds)
    store.advance(seconds)
  }

  afterEach(() => store.simulator.control.setModes({ updateEffective: "confirm" }))
})

it("no case of Amazon's misbehaviour is missing", () => {
  expect(numbersIn(__filename)).toEqual(from(25, 29))
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

import { completeForCustomer, findByReturnToken } from "../../../src/modules/amazon-pay/updates/complete"
import { holding } from "../support/held"
import { openQuickStore } from "../support/quick"
import { asked, eventsAbout, historyOf, updateNow, walletNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"

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

describe("an update that took place", () => {
  it("records what changed when a buyer chooses another card and comes back", async () => {
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id)
    const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
    const update = await shopper.complete(started, session)
    expect(update).toMatchObject({
      status: "completed",
      sources: ["return"],
      reason_code: null,
      message: null,
      checkout_session_id: session,
      completed_at: expect.any(Date),
      changes: [
        { field: "payment_descriptor", before: wallet.payment_descriptor, after: expect.stringContaining("0005") },
      ],
    })
    expect((await walletNow(store.runtime, wallet.id)).payment_descriptor).toContain("0005")
    expect(await eventsAbout(store.runtime, shopper.customerId)).toEqual([
      "amazon-pay.wallet.created",
      "amazon-pay.wallet.updated",
    ])
  })

  it("records another address", async () => {
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id, "shipping_address")
    const session = await shopper.atAmazon(started, { address: "EC2A 2FA", end: "confirm" })
    expect(await shopper.complete(started, session)).toMatchObject({
      status: "completed",
      update_type: "shipping_address",
      changes: [
        {
          field: "shipping_address",
          before: wallet.shipping_address,
          after: expect.objectContaining({ city: "London", country_code: "GB" }),
        },
      ],
    })
  })

  it("gives a wallet that was saved without an address its first one", async () => {
    const wallet = await shopper.wallet({ productType: "PayOnly" })
    const started = await shopper.start(wallet.id, "shipping_address")
    const session = await shopper.atAmazon(started, { address: "10117", end: "confirm" })
    const { changes } = await shopper.complete(started, session)
    expect(changes.map(({ field }) => field)).toEqual(["shipping_address", "product_type"])
    expect((await walletNow(store.runtime, wallet.id)).product_type).toBe("pay_and_ship")
  })

  it("makes a wallet chargeable again whose card had expired", async () => {
    const wallet = await shopper.wallet()
    await store.simulator.control.changeWallet(wallet.charge_permission_id, {
      type: "non_chargeable",
      reason: "PaymentMethodExpired",
    })
    const started = await shopper.start(wallet.id)
    const session = await shopper.atAmazon(started, { card: "4444", end: "confirm" })
    await shopper.complete(started, session)
    expect(await walletNow(store.runtime, wallet.id)).toMatchObject({ status: "chargeable", reasons: [] })
  })

  it("is completed without changes when the buyer kept what there was", async () => {
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id)
    const session = await shopper.atAmazon(started, { end: "confirm" })
    expect(await shopper.complete(started, session)).toMatchObject({ status: "completed", changes: [] })
  })

  it("is completed once, however often the return page is loaded (35)", async () => {
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id)
    const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
    const first = await shopper.complete(started, session)
    await store.simulator.control.clearRequests()
    expect(await shopper.complete(started, session)).toEqual(first)
    expect(await shopper.complete(started, session.toUpperCase())).toEqual(first)
    expect(await store.simulator.control.requests()).toEqual([])
    expect(await historyOf(store.runtime, wallet.id)).toHaveLength(1)
  })

  it("can be followed by another one", async () => {
    const wallet = await shopper.wallet()
    for (const card of ["4444", "0005"]) {
      const started = await shopper.start(wallet.id)
      await shopper.complete(started, await shopper.atAmazon(started, { card, end: "confirm" }))
    }
    const history = await historyOf(store.runtime, wallet.id)
    expect(history.map(({ status, changes }) => [status, changes[0]?.after])).toEqual([
      ["completed", expect.stringContaining("4444")],
      ["completed", expect.stringContaining("0005")],
    ])
  })
})

describe("an update that did not take place (29)", () => {
  it.each([
    ["the buyer cancels", { end: "cancel" }, "canceled", "BuyerCanceled", /canceled/],
    ["Amazon declines", { end: "decline" }, "declined", "Declined", /try again/],
    ["Amazon's test card for a cancel is chosen", { card: "3064", end: "confirm" }, "canceled", "BuyerCanceled", /./],
    ["Amazon's test card for a decline is chosen", { card: "3434", end: "confirm" }, "declined", "Declined", /./],
  ] as const)("is recorded and told when %s, and Complete is not called", async (_, choice, status, reason, words) => {
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id)
    const session = await shopper.atAmazon(started, choice)
    await store.simulator.control.clearRequests()
    expect(await shopper.complete(started, session)).toMatchObject({
      status,
      reason_code: reason,
      message: expect.stringMatching(words),
      checkout_session_id: session,
      changes: [],
    })
    expect(await asked(store.simulator, "CompleteCheckoutSession")).toEqual([])
    expect(await walletNow(store.runtime, wallet.id)).toMatchObject({
      status: "chargeable",
      payment_descriptor: wallet.payment_descriptor,
    })
  })

  it("fails when Amazon cancels the session", async () => {
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id)
    const session = await shopper.atAmazon(started, { card: "4444", end: "confirm" })
    await store.simulator.control.cancelCheckoutSession(session, "AmazonCanceled")
    expect(await shopper.complete(started, session)).toMatchObject({ status: "failed", reason_code: "AmazonCanceled" })
  })

  it("tells why when the session is canceled between our look at it and Complete", async () => {
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id)
    const session = await shopper.atAmazon(started, { card: "4444", end: "confirm" })
    const looking = holding(store.runtime, session)
    const completing = shopper.complete(started, session, looking.runtime)
    await looking.decided
    await store.simulator.control.cancelCheckoutSession(session, "Declined")
    looking.release()
    expect(await completing).toMatchObject({ status: "declined", reason_code: "Declined" })
  })

  it("expires when the buyer comes back after the 24 hours of a session", async () => {
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id)
    const session = await shopper.atAmazon(started, { card: "4444", end: "confirm" })
    await store.simulator.control.advanceClock(25 * HOUR)
    store.advance(25 * HOUR)
    expect(await shopper.complete(started, session)).toMatchObject({ status: "expired", reason_code: "Expired" })
  })

  it.each([
    ["canceled", "cancel", []],
    ["declined", "decline", ["amazon-pay.wallet.update_failed"]],
  ] as const)("tells the store's subscribers about one that was %s: %s", async (_, end, events) => {
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id)
    const session = await shopper.atAmazon(started, { end })
    await shopper.complete(started, session)
    await shopper.complete(started, session)
    expect(await eventsAbout(store.runtime, shopper.customerId)).toEqual(["amazon-pay.wallet.created", ...events])
  })

  it("leaves the way open to begin again", async () => {
    const wallet = await shopper.wallet()
    const first = await shopper.start(wallet.id)
    await shopper.complete(first, await shopper.atAmazon(first, { end: "decline" }))
    const second = await shopper.start(wallet.id)
    expect(second.update.id).not.toBe(first.update.id)
    const session = await shopper.atAmazon(second, { card: "4444", end: "confirm" })
    expect(await shopper.complete(second, session)).toMatchObject({ status: "completed" })
  })
})

describe("the time a buyer has to come back", () => {
  it("ends 48 hours after the update was last handed out, and Amazon is not asked then", async () => {
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id)
    store.advance(20 * HOUR)
    await shopper.start(wallet.id)
    store.advance(48 * HOUR - 60)
    const session = await shopper.atAmazon(started, { card: "4444", end: "confirm" })
    expect(await shopper.complete(started, session)).toMatchObject({ status: "completed" })

    store.advance(120)
    await store.simulator.control.clearRequests()
    await expect(shopper.complete(started, session)).rejects.toMatchObject({ code: "update_ended" })
    expect(await store.simulator.control.requests()).toEqual([])
  })

  it("goes on after a new update took its place", async () => {
    const wallet = await shopper.wallet()
    const first = await shopper.start(wallet.id)
    const session = await shopper.atAmazon(first, { card: "4444", end: "confirm" })
    store.advance(25 * HOUR)
    await shopper.start(wallet.id)
    expect((await updateNow(store.runtime, first.update.id)).status).toBe("expired")
    expect(await shopper.complete(first, session)).toMatchObject({ status: "completed", message: null })
  })
})

describe("the token of a return URL", () => {
  it("names its update, also after that has ended", async () => {
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id)
    const token = tokenOf(started.checkout.options.createCheckoutSessionConfig.payloadJSON)
    const session = await shopper.atAmazon(started, { card: "4444", end: "confirm" })
    await shopper.complete(started, session)
    expect((await findByReturnToken(store.runtime, token))?.id).toBe(started.update.id)
  })

  it("names nothing when nobody was given it", async () => {
    expect(await findByReturnToken(store.runtime, "not-a-token")).toBeNull()
  })

  it("is kept as a hash only once the update has ended", async () => {
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id)
    const token = tokenOf(started.checkout.options.createCheckoutSessionConfig.payloadJSON)
    await shopper.complete(started, await shopper.atAmazon(started, { end: "decline" }))
    const [row] = await store.runtime.db.query<{ text: string }[]>(
      `select u::text as text from amazon_pay_wallet_update u where id = $1`,
      [started.update.id],
    )
    expect(row?.text).toContain(started.update.id)
    expect(row?.text).not.toContain(token)
  })
})

describe("an entry that no customer started", () => {
  it("cannot be completed", async () => {
    const wallet = await shopper.wallet()
    const [attached] = await store.runtime.db.query<{ id: string }[]>(
      `select id from amazon_pay_wallet_update where wallet_id = $1`,
      [wallet.id],
    )
    await expect(
      completeForCustomer(store.runtime, {
        customerId: shopper.customerId,
        updateId: attached?.id ?? "",
        checkoutSessionId: "00000000-0000-4000-8000-000000000000",
      }),
    ).rejects.toMatchObject({ code: "update_not_found" })
  })
})

function tokenOf(payloadJSON: string): string {
  const { webCheckoutDetails } = JSON.parse(payloadJSON) as { webCheckoutDetails: { checkoutResultReturnUrl: string } }
  return webCheckoutDetails.checkoutResultReturnUrl.split("/").at(-1) ?? ""
}

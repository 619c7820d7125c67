import type { Simulator, Snapshot } from "../../src/simulator"
import { open, post, visit } from "./support/hosted-page"
import {
  agreed,
  charged,
  chargeWallet,
  completePurchase,
  createRefund,
  eur,
  getCharge,
  getRefund,
  purchaseOf,
  simulating,
  stateOf,
} from "./support/payments"
import {
  buyerWithWallet,
  completeSession,
  confirmedUpdate,
  getPermission,
  getSession,
  merchant,
  optionsFor,
  payloadOf,
  startStage,
} from "./support/stage"

const DAY = 24 * 3600

let before: Simulator
let after: Simulator

beforeAll(async () => {
  ;[before, after] = await Promise.all([startStage(), startStage()])
})
afterAll(() => Promise.all([before.close(), after.close()]))
beforeEach(() => Promise.all([before.control.reset(), after.control.reset()]))

/** As a program does that ends and starts again: through a file. */
async function moveOn(): Promise<string> {
  const text = JSON.stringify(await before.control.snapshot())
  await after.control.restore(JSON.parse(text))
  return text
}

/** Ten reads at once are let through and not forty: the bucket fills by one or more in each second the reads take. */
async function expectFullBucket(simulator: Simulator, id: string): Promise<void> {
  const answers = await Promise.all(Array.from({ length: 40 }, () => getPermission(simulator, id)))
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(10)
  expect(statuses).toContain(429)
}

describe("a snapshot in another simulator", () => {
  it("is the same snapshot again", async () => {
    const { buyer, id } = await buyerWithWallet(before)
    await confirmedUpdate(before, id, buyer.buyerId)
    await before.control.changeWallet(id, { type: "non_chargeable", reason: "PaymentMethodExpired" })
    await before.control.createBuyer({ name: "Mary Shelley", cards: [], addresses: [] })
    await before.control.setModes({ readLag: { reads: 2 }, updateEffective: "complete" })
    await before.control.advanceClock(60)
    const text = await moveOn()
    expect(await after.control.snapshot()).toEqual(JSON.parse(text))
    expect(await after.control.wallets()).toEqual(await before.control.wallets())
    expect(await after.control.buyers()).toEqual(await before.control.buyers())
  })

  it("lets a buyer sign in who signed up before, and choose a card she added before", async () => {
    const { buyer, id } = await buyerWithWallet(before)
    await before.control.changeWallet(id, { type: "payment_method", card: { lastDigits: "9424" } })
    await before.control.changeWallet(id, { type: "payment_method", card: "1111" })
    await moveOn()

    const page = await visit(after, payloadOf(id))
    const { email, password } = buyer
    expect((await post(after, `${page}/sign-in`, { email, password: "wrong" })).status).not.toBe(303)
    expect((await post(after, `${page}/sign-in`, { email, password })).status).toBe(303)
    expect((await open(after, page)).html).toContain("9424")

    await confirmedUpdate(after, id, buyer.buyerId, "9424")
    expect((await getPermission(after, id)).body.paymentPreferences).toEqual([
      { paymentDescriptor: "Discover ****9424 (Amazon Pay)" },
    ])
  })

  it("lets a wallet be read, updated and closed as before", async () => {
    const { buyer, id } = await buyerWithWallet(before)
    await moveOn()
    const shown = await getPermission(after, id)
    expect(shown.text).toBe((await getPermission(before, id)).text)

    const { checkoutSessionId } = await confirmedUpdate(after, id, buyer.buyerId, "4444")
    const completed = await completeSession(after, checkoutSessionId)
    expect(completed).toMatchObject({ status: 200, body: { chargePermissionId: id } })
    expect(await after.control.chargePermission(id)).toMatchObject({
      paymentPreferences: [{ paymentDescriptor: "Mastercard ****4444 (Amazon Pay)" }],
    })
    await after.control.changeWallet(id, { type: "closed", by: "buyer" })
    await expect(after.control.changeWallet(id, { type: "healed" })).rejects.toThrow("closed for good")
    expect((await before.control.chargePermission(id)).statusDetails.state).toBe("Chargeable")
  })

  it("completes a session the buyer had confirmed before", async () => {
    await before.control.setModes({ updateEffective: "complete" })
    const { buyer, id } = await buyerWithWallet(before)
    const { checkoutSessionId } = await confirmedUpdate(before, id, buyer.buyerId, "4444")
    await moveOn()
    expect((await completeSession(after, checkoutSessionId)).status).toBe(200)
    expect(await after.control.chargePermission(id)).toMatchObject({
      paymentPreferences: [{ paymentDescriptor: "Mastercard ****4444 (Amazon Pay)" }],
    })
  })

  it("goes on with a hosted page that was open, and its restrictions of addresses", async () => {
    const { buyer, id } = await buyerWithWallet(before)
    const restricted = {
      addressRestrictions: { type: "Allowed", restrictions: { DE: { zipCodes: ["10117"] } } },
      specialRestrictions: ["RestrictPackstations"],
    }
    const page = await visit(before, payloadOf(id, { deliverySpecifications: restricted }))
    await post(before, `${page}/sign-in`, { email: buyer.email, password: buyer.password })
    await moveOn()

    const finish = (address: number) =>
      post(after, `${page}/finish`, {
        end: "confirm",
        card: buyer.cards[1]?.cardId ?? "",
        address: buyer.addresses[address]?.addressId ?? "",
      })
    expect((await finish(1)).status).not.toBe(303)
    const back = await finish(0)
    expect([back.status, back.location]).toEqual([303, expect.stringContaining("amazonCheckoutSessionId=")])
  })

  it("goes on with charges, refunds and a purchase the buyer had agreed to", async () => {
    const { id, chargeId } = await charged(before, { captureNow: true })
    const { body: refund } = await createRefund(before, chargeId, eur("5.00"))
    const pending = { canHandlePendingAuthorization: true }
    const { body: waiting } = await chargeWallet(before, id, pending, simulating("PendingAuthorized"))
    await before.control.setMonthlyLimit(id, "100.00")
    const session = await agreed(before, purchaseOf("OneTime", { totalOrderAmount: eur("50.00") }))
    const text = await moveOn()
    expect(await after.control.snapshot()).toEqual(JSON.parse(text))
    expect(await after.control.charges()).toEqual(await before.control.charges())
    expect(await after.control.refunds({ chargeId })).toEqual(await before.control.refunds({ chargeId }))
    expect((await after.control.chargePermission(id)).limits.amountBalance).toEqual(eur("60.00"))

    await after.control.advanceClock(31)
    expect(stateOf(await getRefund(after, refund.refundId ?? ""))).toBe("Refunded")
    expect(stateOf(await getCharge(after, waiting.chargeId ?? ""))).toBe("Authorized")
    const bought = await completePurchase(after, session)
    expect(await after.control.chargePermission(bought.body.chargePermissionId ?? "")).toMatchObject({
      limits: { amountBalance: eur("30.00") },
    })
    expect(await before.control.charges()).toHaveLength(2)
  })

  it("replays a stored answer, and refuses its key for another request", async () => {
    const { buyer, id } = await buyerWithWallet(before)
    const { checkoutSessionId } = await confirmedUpdate(before, id, buyer.buyerId)
    const headers = { "x-amz-pay-idempotency-key": "key1" }
    const first = await completeSession(before, checkoutSessionId, { headers })
    await moveOn()

    const again = await completeSession(after, checkoutSessionId, { headers })
    expect([again.status, again.text]).toEqual([200, first.text])
    expect(await after.control.requests()).toMatchObject([{ replayed: true }])
    const other = await completeSession(after, checkoutSessionId, { headers, body: '{"other":1}' })
    expect(other.body.reasonCode).toBe("DuplicateIdempotencyKey")
    const withoutKey = await completeSession(after, checkoutSessionId)
    expect(withoutKey.body.reasonCode).toBe("InvalidCheckoutSessionStatus")
  })

  it("keeps the clock: an expired session stays expired, an open one has the rest of its day", async () => {
    const { buyer, id } = await buyerWithWallet(before)
    const old = await confirmedUpdate(before, id, buyer.buyerId)
    await before.control.advanceClock(DAY)
    const young = await confirmedUpdate(before, id, buyer.buyerId)
    await before.control.advanceClock(DAY - 60)
    await moveOn()

    const stateOf = async (session: { checkoutSessionId: string }) =>
      (await getSession(after, session.checkoutSessionId)).body.statusDetails
    expect(await stateOf(old)).toMatchObject({ state: "Canceled", reasonCode: "Expired" })
    expect(await stateOf(young)).toMatchObject({ state: "Open" })
    await after.control.advanceClock(61)
    expect(await stateOf(young)).toMatchObject({ state: "Canceled", reasonCode: "Expired" })
    expect((await completeSession(after, young.checkoutSessionId)).body.reasonCode).toBe("CheckoutSessionCanceled")
  })

  it("shows at once what lagged behind", async () => {
    const { id } = await buyerWithWallet(before)
    await before.control.setModes({ readLag: { reads: 5 } })
    await before.control.changeWallet(id, { type: "payment_method", card: "4444" })
    await moveOn()
    expect((await getPermission(after, id)).body.paymentPreferences).toEqual([
      { paymentDescriptor: "Mastercard ****4444 (Amazon Pay)" },
    ])
  })

  it("makes the throttle's buckets full, for the clock may go back", async () => {
    const { id } = await buyerWithWallet(before)
    await after.control.setModes({ throttling: true })
    await before.control.setModes({ throttling: true })
    await after.control.advanceClock(DAY)
    await moveOn()
    await expectFullBucket(after, id)
    await after.control.advanceClock(DAY)
    await expectFullBucket(after, id)
    await moveOn()
    await expectFullBucket(after, id)
  })

  it("takes the place of what was known, and leaves merchants, faults and the log alone", async () => {
    const { id: forgotten } = await buyerWithWallet(after)
    await after.control.setIpnUrl(merchant.merchantId, "http://127.0.0.1:9/ipn")
    await after.control.addFault({ operation: "GetChargePermission", status: 503 })
    await getSession(after, "nothing")
    const { id } = await buyerWithWallet(before)
    await moveOn()

    expect((await after.control.wallets()).map(({ chargePermissionId }) => chargePermissionId)).toEqual([id])
    await expect(after.control.chargePermission(forgotten)).rejects.toThrow("There is no charge permission")
    expect(await after.control.requests()).toHaveLength(1)
    expect((await getPermission(after, id)).status).toBe(503)
    await after.control.changeWallet(id, { type: "payment_method", card: "4444" })
    expect(await after.control.deliveries()).toMatchObject([{ url: "http://127.0.0.1:9/ipn" }])
  })

  it("is a copy: what happens later is not in it", async () => {
    const { id } = await buyerWithWallet(before)
    const snapshot = await before.control.snapshot()
    await before.control.changeWallet(id, { type: "closed", by: "amazon" })
    expect(snapshot.chargePermissions).toMatchObject([{ state: "Chargeable" }])
  })
})

describe("over HTTP", () => {
  const put = (amazon: Simulator, body: string) => fetch(`${amazon.url}/_control/snapshot`, { method: "PUT", body })

  it("GET and PUT carry everything, also when it is large", async () => {
    const { buyer, id } = await buyerWithWallet(before)
    for (let count = 0; count < 400; count++) await before.control.createBuyer()
    const text = await (await fetch(`${before.url}/_control/snapshot`)).text()
    expect(text.length).toBeGreaterThan(1_048_576)
    expect((await put(after, text)).status).toBe(200)
    const options = optionsFor(payloadOf(id))
    await after.control.actAsBuyer(options, { buyerId: buyer.buyerId, card: "4444", end: "confirm" })
    expect(await (await fetch(`${before.url}/_control/snapshot`)).text()).toBe(text)
  })

  it("PUT answers 400 and says why it refuses", async () => {
    const answer = await put(after, JSON.stringify({ version: 7 }))
    expect(answer.status).toBe(400)
    expect((await answer.json()).message).toContain("this simulator reads version 2")
    expect((await put(after, "{")).status).toBe(400)
  })
})

describe("restore refuses", () => {
  async function damaged(damage: (snapshot: Mutable) => void): Promise<unknown> {
    const { buyer, id } = await buyerWithWallet(before)
    const { checkoutSessionId } = await confirmedUpdate(before, id, buyer.buyerId)
    const headers = { "x-amz-pay-idempotency-key": "key1" }
    await completeSession(before, checkoutSessionId, { headers })
    const { chargeId } = await charged(before, { captureNow: true })
    await createRefund(before, chargeId, eur("5.00"))
    const snapshot: Mutable = JSON.parse(JSON.stringify(await before.control.snapshot()))
    damage(snapshot)
    return snapshot
  }

  type Mutable = { -readonly [Member in keyof Snapshot]: { [name: string]: unknown }[] } & { [name: string]: unknown }

  it.each([
    ["nothing", undefined, "snapshot has to be an object"],
    ["null", null, "snapshot has to be an object"],
    ["a text", "{}", "snapshot has to be an object"],
    ["a list", [], "snapshot has to be an object"],
    ["an empty object", {}, "required for snapshot.version"],
    ["another version", { version: 1 }, "The value of snapshot.version is 1; this simulator reads version 2"],
  ])("%s", async (_what, given, why) => {
    await expect(after.control.restore(given)).rejects.toThrow(why)
  })

  it.each<[string, (snapshot: Mutable) => void, string]>([
    ["a member too many", (all) => (all.secrets = []), "The field snapshot.secrets is not recognized"],
    ["a clock that is behind", (all) => Object.assign(all, { clockAheadMs: -1 }), "snapshot.clockAheadMs"],
    ["an unknown mode", (all) => Object.assign(all.modes, { speed: 1 }), "snapshot.modes.speed"],
    ["buyers that are no list", (all) => Object.assign(all, { buyers: {} }), "snapshot.buyers has to be a list"],
    ["a buyer without cards", (all) => delete all.buyers[0]?.cards, "snapshot.buyers[0].cards"],
    ["a wallet of nobody", (all) => (all.buyers = []), "snapshot.chargePermissions[0].buyerId names no buyer"],
    ["an unknown state", (all) => set(all.chargePermissions, "state", "Lost"), "snapshot.chargePermissions[0].state"],
    ["an unknown reason", (all) => set(all.chargePermissions, "reason", "?"), "snapshot.chargePermissions[0].reason"],
    ["no time", (all) => set(all.checkoutSessions, "expiresAt", "soon"), "snapshot.checkoutSessions[0].expiresAt"],
    ["a broken request", (all) => set(all.checkoutSessions, "request", {}), "snapshot.checkoutSessions[0].request"],
    ["a charge of no state", (all) => set(all.charges, "state", "Lost"), "snapshot.charges[0].state"],
    ["a charge of no amount", (all) => set(all.charges, "chargeAmount", "20"), "snapshot.charges[0].chargeAmount"],
    ["a refund of no charge", (all) => set(all.refunds, "chargeId", null), "snapshot.refunds[0].chargeId"],
    ["a broken visit", (all) => set(all.visits, "token", 1), "snapshot.visits[0].token"],
    ["a broken answer", (all) => set(all.idempotency, "answer", "200"), "snapshot.idempotency[0].answer"],
  ])("%s, and changes nothing", async (_what, damage, why) => {
    await buyerWithWallet(after)
    await after.control.advanceClock(5)
    const known = await after.control.snapshot()
    await expect(after.control.restore(await damaged(damage))).rejects.toThrow(why)
    expect(await after.control.snapshot()).toEqual(known)
  })

  function set(records: { [name: string]: unknown }[], name: string, value: unknown): void {
    for (const record of records) record[name] = value
  }
})

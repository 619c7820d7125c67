import type { Simulator } from "../../src/simulator"
import { startInbox, type Inbox } from "./support/inbox"
import {
  agreed,
  cancelCharge,
  captureCharge,
  charged,
  chargeWallet,
  completePurchase,
  createRefund,
  eur,
  getCharge,
  purchaseOf,
  stateOf,
} from "./support/payments"
import { buyerWithWallet, merchant, startStage } from "./support/stage"

let amazon: Simulator
let inbox: Inbox

beforeAll(async () => {
  amazon = await startStage()
  inbox = await startInbox()
})
afterAll(() => Promise.all([amazon.close(), inbox.close()]))
beforeEach(async () => {
  await amazon.control.reset()
  inbox.clear()
  await amazon.control.setIpnUrl(merchant.merchantId, inbox.url)
})

type Ipn = Record<string, string>

/** What arrived, in the order it arrived. */
async function received(): Promise<Ipn[]> {
  await amazon.control.notificationsSettled()
  const messages = inbox.messages.map(({ body }) => JSON.parse(JSON.parse(body).Message) as Ipn)
  return messages
}

const named = (messages: Ipn[]) => messages.map(({ ObjectType, ObjectId }) => `${ObjectType} ${ObjectId}`)

it("a charge is notified of when it begins, and carries no state", async () => {
  const { id, chargeId } = await charged(amazon)
  expect(await received()).toEqual([
    {
      MerchantID: merchant.merchantId,
      ObjectType: "CHARGE",
      ObjectId: chargeId,
      ChargePermissionId: id,
      NotificationType: "STATE_CHANGE",
      NotificationId: expect.any(String),
      NotificationVersion: "V2",
    },
  ])
})

it.each<[string, number, (chargeId: string) => Promise<unknown>]>([
  ["captured", 1, (chargeId) => captureCharge(amazon, chargeId, eur("20.00"))],
  ["canceled", 1, (chargeId) => cancelCharge(amazon, chargeId)],
  ["captured in Seller Central", 1, (chargeId) => amazon.control.changeCharge(chargeId, { type: "capture" })],
  ["expired", 1, () => amazon.control.advanceClock(30 * 24 * 3600)],
  ["looked at", 0, (chargeId) => getCharge(amazon, chargeId)],
])("a charge that is %s is notified of %i more times", async (_what, times, act) => {
  const { chargeId } = await charged(amazon)
  await received()
  inbox.clear()
  await act(chargeId)
  expect(named(await received())).toEqual(Array.from({ length: times }, () => `CHARGE ${chargeId}`))
})

it("a pending authorization is notified of when it begins and when it ends", async () => {
  const { buyerId } = await amazon.control.createBuyer()
  const wallet = await amazon.control.createWallet({
    merchantId: merchant.merchantId,
    buyerId,
    productType: "PayOnly",
    card: { lastDigits: "4354" },
  })
  const id = wallet.chargePermissionId
  const { body } = await chargeWallet(amazon, id, { canHandlePendingAuthorization: true })
  await amazon.control.advanceClock(31)
  const messages = named(await received()).sort()
  expect(messages).toEqual([`CHARGE ${body.chargeId}`, `CHARGE ${body.chargeId}`, `CHARGE_PERMISSION ${id}`])
})

it("a refund is notified of when it begins and when it ends", async () => {
  const { chargeId } = await charged(amazon, { captureNow: true })
  await received()
  inbox.clear()
  const { body } = await createRefund(amazon, chargeId, eur("5.00"))
  expect(named(await received())).toEqual([`REFUND ${body.refundId}`])
  await amazon.control.advanceClock(31)
  expect(named(await received())).toEqual([`REFUND ${body.refundId}`, `REFUND ${body.refundId}`])
})

it("a purchase is notified of as a charge permission and a charge", async () => {
  const { body } = await completePurchase(amazon, await agreed(amazon, purchaseOf("PaymentMethodOnFile")))
  const messages = named(await received()).sort()
  expect(messages).toEqual([`CHARGE ${body.chargeId}`, `CHARGE_PERMISSION ${body.chargePermissionId}`])
})

it("a chargeback names a dispute nobody can look up, and the charge permission", async () => {
  const { id, chargeId } = await charged(amazon, { captureNow: true })
  await received()
  inbox.clear()
  const raised = await amazon.control.raiseChargeback(chargeId)
  expect(raised).toEqual({ disputeId: expect.any(String), chargeId, chargePermissionId: id })
  expect(await received()).toMatchObject([
    { ObjectType: "CHARGEBACK", ObjectId: raised.disputeId, ChargePermissionId: id, NotificationType: "STATE_CHANGE" },
  ])
  expect(stateOf(await getCharge(amazon, chargeId))).toBe("Captured")
})

describe("on its way", () => {
  it("a charge's notification can be withheld while others arrive, and released", async () => {
    await amazon.control.addFault({ notification: "withhold", objectType: "CHARGE" })
    const { id, chargeId } = await charged(amazon)
    await amazon.control.changeWallet(id, { type: "closed", by: "merchant" })
    expect(named(await received())).toEqual([`CHARGE_PERMISSION ${id}`])
    expect(await amazon.control.releaseNotifications()).toBe(1)
    expect(named(await received())).toEqual([`CHARGE_PERMISSION ${id}`, `CHARGE ${chargeId}`])
  })

  it("a refund's can be duplicated", async () => {
    const { chargeId } = await charged(amazon, { captureNow: true })
    await received()
    inbox.clear()
    await amazon.control.addFault({ notification: "duplicate", objectType: "REFUND", copies: 3 })
    const { body } = await createRefund(amazon, chargeId, eur("5.00"))
    expect(named(await received())).toEqual(Array.from({ length: 3 }, () => `REFUND ${body.refundId}`))
  })

  it("the beginning of a charge can arrive after its end", async () => {
    const { id } = await buyerWithWallet(amazon)
    await amazon.control.addFault({ notification: "reorder", chargePermissionId: id })
    const { body } = await chargeWallet(amazon, id)
    await captureCharge(amazon, body.chargeId ?? "", eur("20.00"))
    await received()
    const [begun, ended] = await amazon.control.deliveries()
    expect(await received()).toHaveLength(2)
    expect(JSON.parse(inbox.messages[0]?.body ?? "").MessageId).toBe(ended?.messageId)
    expect(JSON.parse(inbox.messages[1]?.body ?? "").MessageId).toBe(begun?.messageId)
  })
})

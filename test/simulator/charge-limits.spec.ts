import type { Simulator } from "../../src/simulator"
import {
  cancelCharge,
  captureCharge,
  charged,
  chargeWallet,
  createRefund,
  eur,
  gbp,
  refusal,
  simulating,
} from "./support/payments"
import { buyerWithWallet, completeSession, getPermission, merchant, merchantKey } from "./support/stage"
import { optionsFor, payloadOf, startStage } from "./support/stage"

let amazon: Simulator

beforeAll(async () => {
  amazon = await startStage()
})
afterAll(() => amazon.close())
beforeEach(() => amazon.control.reset())

const limits = async (id: string) => (await getPermission(amazon, id)).body.limits
const balance = async (id: string) => (await amazon.control.chargePermission(id)).limits.amountBalance

/** Seconds from Amazon's time to the first of the next month, and a minute. */
async function untilNextMonth(): Promise<number> {
  const now = new Date(await amazon.control.advanceClock(0))
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)
  return Math.ceil((next - now.getTime()) / 1000) + 60
}

describe("the monthly limit of a saved wallet", () => {
  it("is 15,000 EUR, used up by charges and not a cent beyond", async () => {
    const { id } = await buyerWithWallet(amazon)
    expect(await limits(id)).toEqual({ amountLimit: eur("15000.00"), amountBalance: eur("15000.00") })
    await chargeWallet(amazon, id, { chargeAmount: eur("14000.00") })
    expect(await limits(id)).toEqual({ amountLimit: eur("15000.00"), amountBalance: eur("1000.00") })
    const more = await chargeWallet(amazon, id, { chargeAmount: eur("1000.01") })
    expect(refusal(more)).toEqual([400, "PeriodicAmountExceeded"])
    expect((await chargeWallet(amazon, id, { chargeAmount: eur("1000.00") })).status).toBe(201)
    expect(await balance(id)).toEqual(eur("0.00"))
  })

  it("begins anew with the calendar month", async () => {
    const { id } = await buyerWithWallet(amazon)
    await chargeWallet(amazon, id, { chargeAmount: eur("15000.00"), captureNow: true })
    await amazon.control.advanceClock(await untilNextMonth())
    expect(await balance(id)).toEqual(eur("15000.00"))
    expect((await chargeWallet(amazon, id, { chargeAmount: eur("15000.00") })).status).toBe(201)
  })

  it("gets back what is canceled, declined or not captured, and nothing for a refund", async () => {
    const { id, chargeId } = await charged(amazon, { chargeAmount: eur("100.00") })
    await captureCharge(amazon, chargeId, eur("60.00"))
    expect(await balance(id)).toEqual(eur("14940.00"))
    await createRefund(amazon, chargeId, eur("60.00"))
    await amazon.control.advanceClock(31)
    expect(await balance(id)).toEqual(eur("14940.00"))
    const canceled = await chargeWallet(amazon, id, { chargeAmount: eur("100.00") })
    expect(await balance(id)).toEqual(eur("14840.00"))
    await cancelCharge(amazon, canceled.body.chargeId ?? "")
    expect(await balance(id)).toEqual(eur("14940.00"))
    const pending = { chargeAmount: eur("100.00"), canHandlePendingAuthorization: true }
    await chargeWallet(amazon, id, pending, simulating("PendingSoftDeclined"))
    expect(await balance(id)).toEqual(eur("14840.00"))
    await amazon.control.advanceClock(31)
    expect(await balance(id)).toEqual(eur("14940.00"))
  })

  it("can be set for one wallet, and given back to the region", async () => {
    const { id } = await buyerWithWallet(amazon)
    await amazon.control.setMonthlyLimit(id, "50")
    expect(await limits(id)).toEqual({ amountLimit: eur("50.00"), amountBalance: eur("50.00") })
    expect(refusal(await chargeWallet(amazon, id, { chargeAmount: eur("50.01") }))[1]).toBe("PeriodicAmountExceeded")
    await amazon.control.setMonthlyLimit(id, null)
    expect((await chargeWallet(amazon, id, { chargeAmount: eur("50.01") })).status).toBe(201)
    await amazon.control.setMonthlyLimit(id, "10.00")
    expect(await balance(id)).toEqual(eur("0.00"))
    await expect(amazon.control.setMonthlyLimit(id, "-1")).rejects.toThrow("decimal number")
    await expect(amazon.control.setMonthlyLimit("B02-0", "1")).rejects.toThrow("There is no charge permission B02-0")
  })

  it.each([
    ["AUD", "15000.00"],
    ["CHF", "15000.00"],
    ["EUR", "15000.00"],
    ["GBP", "15000.00"],
    ["NZD", "15000.00"],
    ["USD", "15000.00"],
    ["DKK", "150000.00"],
    ["HKD", "150000.00"],
    ["NOK", "150000.00"],
    ["SEK", "150000.00"],
    ["ZAR", "150000.00"],
    ["JPY", "2000000"],
  ])("is in %s: %s for a European merchant", async (currency, amount) => {
    const { buyerId } = await amazon.control.createBuyer()
    const input = { merchantId: merchant.merchantId, buyerId, productType: "PayOnly", currency } as const
    const wallet = await amazon.control.createWallet(input)
    expect(wallet).toMatchObject({
      presentmentCurrency: currency,
      limits: { amountLimit: { amount, currencyCode: currency } },
    })
  })

  it.each([
    ["na", "USD", "15000.00"],
    ["jp", "JPY", "2000000"],
  ] as const)("is in the region %s: %s %s", async (region, currencyCode, amount) => {
    const publicKeys = { "SANDBOX-REGION": merchantKey.publicKeyPem }
    await amazon.control.addMerchant({ ...merchant, merchantId: "A6REGION", publicKeys, region })
    const { buyerId } = await amazon.control.createBuyer()
    const input = { merchantId: "A6REGION", buyerId, productType: "PayOnly" } as const
    expect((await amazon.control.createWallet(input)).limits.amountLimit).toEqual({ amount, currencyCode })
    await expect(amazon.control.createWallet({ ...input, currency: "EUR" })).rejects.toThrow("cannot charge in EUR")
  })
})

describe("the currency of a saved wallet", () => {
  it("is the ledger's, or the one the set-up names", async () => {
    const { buyerId } = await amazon.control.createBuyer()
    const currencyOf = async (payload: object, options: object = {}) => {
      const action = { buyerId, end: "confirm" } as const
      const { checkoutSessionId } = await amazon.control.actAsBuyer(optionsFor(payload, { ...options }), action)
      const { body } = await completeSession(amazon, checkoutSessionId)
      return (await amazon.control.chargePermission(body.chargePermissionId ?? "")).presentmentCurrency
    }
    expect(await currencyOf(payloadOf())).toBe("EUR")
    expect(await currencyOf(payloadOf(), { ledgerCurrency: "GBP" })).toBe("GBP")
    const details = { paymentIntent: "Confirm", presentmentCurrency: "SEK" }
    expect(await currencyOf(payloadOf(undefined, { paymentDetails: details }))).toBe("SEK")
  })

  it("is the only one it is charged in", async () => {
    const { buyer } = await buyerWithWallet(amazon)
    const input = { merchantId: merchant.merchantId, buyerId: buyer.buyerId, productType: "PayOnly" } as const
    const { chargePermissionId: id } = await amazon.control.createWallet({ ...input, currency: "GBP" })
    expect(refusal(await chargeWallet(amazon, id))).toEqual([400, "CurrencyMismatch"])
    expect((await chargeWallet(amazon, id, { chargeAmount: gbp("20.00") })).status).toBe(201)
  })
})

import type { SimulatedCharge, Simulator } from "../../src/simulator"
import {
  cancelCharge,
  captureCharge,
  chargeWallet,
  createRefund,
  eur,
  getCharge,
  newKey,
  simulating,
} from "./support/payments"
import { buyerWithWallet, startStage, type ApiAnswer } from "./support/stage"

let amazon: Simulator

beforeAll(async () => {
  amazon = await startStage()
})
afterAll(() => amazon.close())
beforeEach(() => amazon.control.reset())

const STEPS = 250

/** Numbers below one that are the same in every run. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const cents = (money: { amount: string } | null) => (money ? Math.round(Number(money.amount) * 100) : 0)
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

it.each([1, 2, 3])("whatever is asked for in whatever order, the sums are right (seed %i)", async (seed) => {
  const random = randomFrom(seed)
  const { id } = await buyerWithWallet(amazon)
  const pick = <T>(values: readonly T[]): T | undefined => values[Math.floor(random() * values.length)]
  const amount = () => eur((Math.floor(random() * 90_000 + 1) / 100).toFixed(2))

  const anyCharge = async () => pick(await amazon.control.charges())?.chargeId ?? `${id}-C000000`
  const steps: (() => Promise<unknown>)[] = [
    () => twice((more) => chargeWallet(amazon, id, { chargeAmount: amount(), captureNow: random() < 0.5 }, more)),
    () => {
      const code = pick(["SoftDeclined", "PendingAuthorized", "PendingSoftDeclined", "TransactionTimedOut"]) ?? ""
      const body = { chargeAmount: amount(), canHandlePendingAuthorization: true }
      return chargeWallet(amazon, id, body, simulating(code))
    },
    async () => captureOrRefund(await anyCharge(), captureCharge),
    async () => captureOrRefund(await anyCharge(), createRefund),
    async () => cancelCharge(amazon, await anyCharge()),
    () => amazon.control.advanceClock(pick([10, 40, 2 * 24 * 3600]) ?? 0),
    async () => {
      const refund = pick(await amazon.control.refunds())
      if (refund?.statusDetails.state !== "RefundInitiated") return
      await amazon.control.changeRefund(refund.refundId, { type: "declined", reason: "ProcessingFailure" })
    },
  ]

  async function captureOrRefund(chargeId: string, act: typeof captureCharge | typeof createRefund) {
    const money = amount()
    await twice((more) => act(amazon, chargeId, money, more))
  }

  for (let step = 0; step < STEPS; step++) {
    await pick(steps)?.()
    if (step % 25 === 0) await assertSums(id)
  }
  await amazon.control.advanceClock(60)
  await assertSums(id)
  expect((await amazon.control.charges()).length).toBeGreaterThan(20)
  expect((await amazon.control.refunds()).length).toBeGreaterThan(3)
})

/** Sends a request and sends it again, as after a lost answer; nothing is done twice. */
async function twice(send: (more: object) => Promise<ApiAnswer>): Promise<void> {
  const before = await counts()
  const more = { headers: { "x-amz-pay-idempotency-key": newKey() } }
  const first = await send(more)
  const after = await counts()
  expect(after - before).toBeLessThanOrEqual(1)
  if (first.status >= 300) return
  await send(more)
  expect(await counts()).toBe(after)
}

async function counts(): Promise<number> {
  return (await amazon.control.charges()).length + (await amazon.control.refunds()).length
}

async function assertSums(chargePermissionId: string): Promise<void> {
  const charges = await amazon.control.charges({ chargePermissionId })
  for (const charge of charges) await assertCharge(charge)
  const { limits } = await amazon.control.chargePermission(chargePermissionId)
  const month = (timestamp: string) => timestamp.slice(0, 6)
  const now = (await amazon.control.advanceClock(0)).replace(/-/g, "")
  const held = charges
    .filter(({ creationTimestamp }) => month(creationTimestamp) === month(now))
    .filter(({ statusDetails }) => !["Canceled", "Declined"].includes(statusDetails.state))
    .map(({ captureAmount, chargeAmount }) => cents(captureAmount ?? chargeAmount))
  expect(cents(limits.amountBalance)).toBe(cents(limits.amountLimit) - sum(held))
}

async function assertCharge(charge: SimulatedCharge): Promise<void> {
  const captured = cents(charge.captureAmount)
  expect(captured).toBeLessThanOrEqual(cents(charge.chargeAmount))
  const refunds = await amazon.control.refunds({ chargeId: charge.chargeId })
  const of = (state: string) =>
    sum(
      refunds
        .filter(({ statusDetails }) => statusDetails.state === state)
        .map(({ refundAmount }) => cents(refundAmount)),
    )
  expect(of("Refunded") + of("RefundInitiated")).toBeLessThanOrEqual(captured + Math.min(captured * 0.15, 7500))
  expect(cents(charge.refundedAmount)).toBe(of("Refunded"))
  const isCaptured = ["Captured", "CaptureInitiated"].includes(charge.statusDetails.state)
  expect(captured > 0).toBe(isCaptured)
  expect((await getCharge(amazon, charge.chargeId)).status).toBe(200)
}

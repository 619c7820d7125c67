import { OPERATIONS, type Operation } from "../../../src/client/operations"
import { createRateLimiter, type Priority } from "../../../src/client/rate-limiter"

beforeEach(() => {
  jest.useFakeTimers({ now: new Date("2026-06-01T12:00:00Z") })
})
afterEach(() => {
  jest.useRealTimers()
})

/** When each of many calls got its turn, in seconds after the start. */
async function turnsOf(
  limiter: ReturnType<typeof createRateLimiter>,
  operation: Operation,
  calls: number,
  priority: Priority = "buyer",
): Promise<{ turns: number[]; refused: () => number }> {
  const started = Date.now()
  const turns: number[] = []
  let refused = 0
  for (let call = 0; call < calls; call++) {
    limiter(operation, priority).then(
      () => turns.push((Date.now() - started) / 1000),
      () => refused++,
    )
  }
  await jest.advanceTimersByTimeAsync(0)
  return { turns, refused: () => refused }
}

const LIMITED: [string, Operation, boolean][] = Object.values(OPERATIONS).flatMap((operation: Operation) => [
  [`${operation.name}, live`, operation, false],
  [`${operation.name}, sandbox`, operation, true],
])

describe.each(LIMITED)("%s", (_, operation, sandbox) => {
  const { burst, perSecond } = sandbox ? operation.sandbox : operation.live

  it("is never called more often than Amazon's bucket holds, however many want to", async () => {
    const limiter = createRateLimiter(sandbox)
    const { turns } = await turnsOf(limiter, operation, 150)
    await jest.advanceTimersByTimeAsync(60_000)
    expect(turns.length).toBeGreaterThan(2)
    for (const [first, from] of turns.entries()) {
      for (const [last, to] of turns.entries()) {
        if (last < first) continue
        expect(last - first + 1).toBeLessThanOrEqual(burst + perSecond * (to - from + 1))
      }
    }
  })

  it("is called at once as long as few want to", async () => {
    const limiter = createRateLimiter(sandbox)
    const { turns } = await turnsOf(limiter, operation, Math.max(Math.floor(burst / 2), 1))
    expect(turns.every((turn) => turn === 0)).toBe(true)
  })
})

describe("Amazon's limits", () => {
  it.each([
    ["getCheckoutSession", { burst: 40, perSecond: 8 }, { burst: 10, perSecond: 1 }],
    ["completeCheckoutSession", { burst: 20, perSecond: 4 }, { burst: 2, perSecond: 1 }],
    ["getChargePermission", { burst: 20, perSecond: 4 }, { burst: 10, perSecond: 1 }],
    ["closeChargePermission", { burst: 10, perSecond: 2 }, { burst: 2, perSecond: 1 }],
  ] as const)("of %s are live %j and sandbox %j", (operation, live, sandbox) => {
    expect(OPERATIONS[operation]).toMatchObject({ live, sandbox })
  })
})

const { getChargePermission, getCheckoutSession } = OPERATIONS

it("each operation has a budget of its own", async () => {
  const limiter = createRateLimiter(true)
  await turnsOf(limiter, getChargePermission, 100)
  const { turns } = await turnsOf(limiter, getCheckoutSession, 1)
  expect(turns).toEqual([0])
})

it.each(["notification", "reconcile"] as const)("a buyer does not wait behind a backlog of %s", async (priority) => {
  const limiter = createRateLimiter(false)
  await turnsOf(limiter, getChargePermission, 150, priority)
  await jest.advanceTimersByTimeAsync(7_000)
  const { turns } = await turnsOf(limiter, getChargePermission, 1, "buyer")
  await jest.advanceTimersByTimeAsync(1_500)
  expect(turns).toHaveLength(1)
  expect(turns[0]).toBeLessThanOrEqual(1)
})

it("work in the background takes three quarters at most", async () => {
  const limiter = createRateLimiter(false)
  const { turns } = await turnsOf(limiter, getChargePermission, 150, "reconcile")
  await jest.advanceTimersByTimeAsync(9_500)
  expect(turns.length).toBeGreaterThan(15)
  expect(turns.length).toBeLessThanOrEqual(0.75 * (20 + 4 * 10) + 1)
})

it("who would wait longer than ten seconds is told to come back", async () => {
  const limiter = createRateLimiter(true)
  const { turns, refused } = await turnsOf(limiter, getChargePermission, 100)
  await jest.advanceTimersByTimeAsync(30_000)
  expect(turns.length + refused()).toBe(100)
  expect(refused()).toBeGreaterThan(70)
  expect(Math.max(...turns)).toBeLessThanOrEqual(13)
})

it("who comes when two hundred are waiting is refused at once, with a typed error", async () => {
  const limiter = createRateLimiter(true)
  await turnsOf(limiter, getChargePermission, 250)
  const late = limiter(getChargePermission, "buyer")
  await expect(late).rejects.toMatchObject({ code: "throttled", retryable: true, retryAfterSeconds: 10 })
})

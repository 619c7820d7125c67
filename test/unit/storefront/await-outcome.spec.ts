/** @jest-environment jsdom */
import { awaitOutcome } from "../../../src/storefront"
import type { UpdateStatus, WalletUpdate } from "../../../src/storefront"
import { UPDATE } from "./fixtures"

const updateWith = (status: UpdateStatus): WalletUpdate => ({ ...UPDATE, status })

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

/** When, in milliseconds from the start, the store was asked. */
function recordedLoad(answer: (times: number) => Promise<WalletUpdate>) {
  const asked: number[] = []
  const begin = Date.now()
  const load = () => {
    asked.push(Date.now() - begin)
    return answer(asked.length)
  }
  return { asked, load }
}

describe("waiting for an outcome", () => {
  it.each<UpdateStatus>(["completed", "canceled", "declined", "failed", "expired"])(
    "ends at once with %s",
    async (status) => {
      const { asked, load } = recordedLoad(async () => updateWith(status))
      expect(await awaitOutcome({ load })).toMatchObject({ status })
      expect(asked).toEqual([0])
    },
  )

  it("asks ever more slowly until Amazon has decided", async () => {
    const { asked, load } = recordedLoad(async (times) => updateWith(times < 9 ? "pending" : "completed"))
    const outcome = awaitOutcome({ load })
    await jest.advanceTimersByTimeAsync(120_000)
    expect(await outcome).toMatchObject({ status: "completed" })
    const gaps = asked.slice(1).map((at, index) => at - asked[index])
    expect(gaps[0]).toBe(1_000)
    gaps.slice(1).forEach((gap, index) => expect(gap).toBeGreaterThanOrEqual(gaps[index]))
    expect(Math.max(...gaps)).toBe(10_000)
  })

  it("gives up in the end and returns the update as it stands", async () => {
    const { asked, load } = recordedLoad(async () => updateWith("pending"))
    const outcome = awaitOutcome({ load })
    await jest.advanceTimersByTimeAsync(121_000)
    expect(await outcome).toMatchObject({ status: "pending" })
    const times = asked.length
    expect(times).toBeLessThan(20)
    await jest.advanceTimersByTimeAsync(600_000)
    expect(asked).toHaveLength(times)
  })

  it("outlives a network that fails, and a store that is overloaded", async () => {
    const failures = [new TypeError("Failed to fetch"), { status: 503 }, { status: 429 }]
    const { load } = recordedLoad((times) =>
      times <= failures.length ? Promise.reject(failures[times - 1]) : Promise.resolve(updateWith("completed")),
    )
    const outcome = awaitOutcome({ load })
    await jest.advanceTimersByTimeAsync(60_000)
    expect(await outcome).toMatchObject({ status: "completed" })
  })

  it("throws at once what asking again cannot change", async () => {
    const { asked, load } = recordedLoad(() => Promise.reject(Object.assign(new Error("gone"), { status: 404 })))
    await expect(awaitOutcome({ load })).rejects.toThrow("gone")
    expect(asked).toEqual([0])
  })

  it("throws in the end when the store never answered", async () => {
    const outcome = awaitOutcome({ load: () => Promise.reject(new Error("down")), maxMs: 5_000 })
    const refused = expect(outcome).rejects.toThrow("down")
    await jest.advanceTimersByTimeAsync(6_000)
    await refused
  })

  it("keeps the last answer when later ones fail", async () => {
    const { load } = recordedLoad((times) =>
      times === 1 ? Promise.resolve(updateWith("pending")) : Promise.reject(new Error("down")),
    )
    const outcome = awaitOutcome({ load, maxMs: 5_000 })
    await jest.advanceTimersByTimeAsync(6_000)
    expect(await outcome).toMatchObject({ status: "pending" })
  })

  it("stops when it is told to, also while it waits", async () => {
    const leaving = new AbortController()
    const { asked, load } = recordedLoad(async () => updateWith("pending"))
    const outcome = awaitOutcome({ load, signal: leaving.signal })
    const refused = expect(outcome).rejects.toMatchObject({ name: "AbortError" })
    await jest.advanceTimersByTimeAsync(500)
    leaving.abort()
    await refused
    expect(jest.getTimerCount()).toBe(0)
    expect(asked).toEqual([0])
  })

  it("asks nobody when it was told to stop before", async () => {
    const { asked, load } = recordedLoad(async () => updateWith("completed"))
    await expect(awaitOutcome({ load, signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" })
    expect(asked).toEqual([])
  })
})

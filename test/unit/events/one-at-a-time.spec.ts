import { oneAtATime } from "../../../src/modules/amazon-pay/events/one-at-a-time"

/** Work whose runs end when the test says so. */
function work() {
  const ends: { done: () => void; fail: (error: Error) => void }[] = []
  const ask = oneAtATime(() => new Promise<void>((done, fail) => ends.push({ done, fail })))
  return { ends, ask }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe("work that runs once at a time", () => {
  it("begins at once, and once more for all who asked while it ran", async () => {
    const { ends, ask } = work()
    const first = ask()
    const others = [ask(), ask(), ask()]
    expect(ends).toHaveLength(1)
    ends[0]?.done()
    await first
    await turn()
    expect(ends).toHaveLength(2)
    ends[1]?.done()
    await Promise.all(others)
    await turn()
    expect(ends).toHaveLength(2)
  })

  it("runs again for who asks during the second run", async () => {
    const { ends, ask } = work()
    void ask()
    const second = ask()
    ends[0]?.done()
    await turn()
    const third = ask()
    ends[1]?.done()
    await second
    await turn()
    expect(ends).toHaveLength(3)
    ends[2]?.done()
    await third
  })

  it("fails for those whose run failed, and goes on for the others", async () => {
    const { ends, ask } = work()
    const first = ask()
    const second = ask()
    ends[0]?.fail(new Error("away"))
    await expect(first).rejects.toThrow("away")
    await turn()
    ends[1]?.done()
    await expect(second).resolves.toBeUndefined()
  })

  it("is idle again afterwards", async () => {
    const { ends, ask } = work()
    for (const n of [0, 1]) {
      const run = ask()
      ends[n]?.done()
      await run
    }
    expect(ends).toHaveLength(2)
  })
})

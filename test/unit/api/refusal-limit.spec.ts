import { createRefusalLimit, type Overrun } from "../../../src/api/refusal-limit"

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => jest.useRealTimers())

const nobody = () => undefined
const addressOf = (n: number) => `${n >> 24}.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`

it("is over after so many in a window, and begins anew after it", async () => {
  const limit = createRefusalLimit({ mostRefused: 3 })
  const over = async () => {
    const answers: boolean[] = []
    for (let n = 0; n < 5; n++) answers.push(await limit.isOver("192.0.2.1", nobody))
    return answers
  }
  expect(await over()).toEqual([false, false, false, true, true])
  jest.advanceTimersByTime(59_000)
  expect(await limit.isOver("192.0.2.1", nobody)).toBe(true)
  jest.advanceTimersByTime(1_001)
  expect(await over()).toEqual([false, false, false, true, true])
})

it("counts an address for itself, one that is not known among them", async () => {
  const limit = createRefusalLimit({ mostRefused: 1, places: 2 ** 31 })
  for (const address of ["192.0.2.1", "192.0.2.2", "2001:db8::1", undefined, "no address"]) {
    expect(await limit.isOver(address, nobody)).toBe(false)
    expect(await limit.isOver(address, nobody)).toBe(true)
  }
})

it("counts all addresses of one IPv6 network together", async () => {
  const limit = createRefusalLimit({ mostRefused: 1, places: 2 ** 31 })
  expect(await limit.isOver("2001:db8:1:2::1", nobody)).toBe(false)
  expect(await limit.isOver("2001:db8:1:2:ffff::1%eth0", nobody)).toBe(true)
  expect(await limit.isOver("2001:db8:1:3::1", nobody)).toBe(false)
})

it("tells of it once, when the window is over, with the number and without the address", async () => {
  const limit = createRefusalLimit({ mostRefused: 2 })
  const heard: Overrun[] = []
  const send = async (times: number, address: string) => {
    for (let n = 0; n < times; n++) await limit.isOver(address, (overrun) => void heard.push(overrun))
  }
  await send(40, "192.0.2.1")
  await send(2, "192.0.2.2")
  expect(heard).toEqual([])
  jest.advanceTimersByTime(60_000)
  expect(heard).toEqual([{ sender: expect.any(Number) as number, refused: 40 }])
  await send(3, "192.0.2.1")
  jest.advanceTimersByTime(60_000)
  expect(heard).toEqual([heard[0], { sender: heard[0]?.sender, refused: 3 }])
  expect(JSON.stringify(heard)).not.toContain("192.0.2")
})

it("takes no more memory for 100,000 addresses than for those it has places for", async () => {
  const places = 512
  const limit = createRefusalLimit({ mostRefused: 1, places })
  for (let n = 0; n < 100_000; n++) await limit.isOver(addressOf(n), nobody)
  const counted = jest.getTimerCount()
  expect(counted).toBeGreaterThan(places)
  expect(counted).toBeLessThanOrEqual(2 * places)
  jest.advanceTimersByTime(60_001)
  expect(jest.getTimerCount()).toBe(0)
})

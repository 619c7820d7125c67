import { createRequestLimit } from "../../../src/api/request-limit"

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => jest.useRealTimers())

it("lets so many through in a minute, says when there may be more, and begins anew after it", async () => {
  const limit = createRequestLimit(2)
  const count = () => limit.count("cus_1")
  expect([await count(), await count()]).toEqual([null, null])
  jest.advanceTimersByTime(45_000)
  expect(await count()).toEqual({ retryAfterSeconds: 15, isFirst: true })
  expect(await count()).toEqual({ retryAfterSeconds: 15, isFirst: false })
  jest.advanceTimersByTime(14_999)
  expect(await count()).toEqual({ retryAfterSeconds: 1, isFirst: false })
  jest.advanceTimersByTime(2)
  expect([await count(), await count()]).toEqual([null, null])
  expect(await count()).toMatchObject({ isFirst: true })
})

it("counts everybody for themselves", async () => {
  const limit = createRequestLimit(1, 2 ** 31)
  for (const requester of ["cus_1", "cus_2", "192.0.2.1", ""]) {
    expect(await limit.count(requester)).toBeNull()
    expect(await limit.count(requester)).not.toBeNull()
  }
})

it("takes no more memory for 100,000 requesters than for those it has places for", async () => {
  const places = 512
  const limit = createRequestLimit(1, places)
  for (let n = 0; n < 100_000; n++) await limit.count(`cus_${n}`)
  expect(jest.getTimerCount()).toBe(places)
  jest.advanceTimersByTime(60_001)
  expect(jest.getTimerCount()).toBe(0)
})

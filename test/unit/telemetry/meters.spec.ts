import { metrics } from "@opentelemetry/api"
import { AggregationTemporality, MeterProvider, MetricReader } from "@opentelemetry/sdk-metrics"
import { watchBacklog } from "../../../src/modules/amazon-pay/telemetry/backlog"
import { COUNTERS, GAUGES, HISTOGRAMS } from "../../../src/modules/amazon-pay/telemetry/instruments"
import { count, measure } from "../../../src/modules/amazon-pay/telemetry/meters"
import type { Backlog } from "../../../src/modules/amazon-pay/upkeep/backlog"

class Reader extends MetricReader {
  constructor() {
    super({ aggregationTemporalitySelector: () => AggregationTemporality.DELTA })
  }
  protected override onShutdown = () => Promise.resolve()
  protected override onForceFlush = () => Promise.resolve()
}

/** What a reader finds, by name. */
async function collected(reader: Reader) {
  const { resourceMetrics, errors } = await reader.collect()
  expect(errors).toEqual([])
  const found = resourceMetrics.scopeMetrics.flatMap(({ metrics: each }) => each)
  return Object.fromEntries(found.map(({ descriptor, dataPoints }) => [descriptor.name, { descriptor, dataPoints }]))
}

function register(): Reader {
  const reader = new Reader()
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }))
  return reader
}

afterEach(() => metrics.disable())

const BACKLOG: Backlog = {
  byStatus: { received: 3, processed: 9 },
  due: 2,
  oldestDueSeconds: 7,
  lastReceivedAt: null,
  unsentEvents: 4,
  updates: { started: 5, pending: 6 },
  payments: { unknown: 8, unrecorded: 9, chargebacks: 1 },
}

it("without a provider nothing is measured and nobody is asked", () => {
  const read = jest.fn(async () => BACKLOG)
  count("settled", { status: "processed" })
  measure("lag", 1, { status: "processed" })
  watchBacklog(read)()
  expect(read).not.toHaveBeenCalled()
})

it("a provider that is registered later is used from then on", async () => {
  count("settled", { status: "dead" })
  const reader = register()
  count("settled", { status: "dead" })
  count("settled", { status: "dead" }, 2)
  count("settled", { status: "failed" }, 0)
  const { "amazon_pay.notifications.settled": settled } = await collected(reader)
  expect(settled?.dataPoints).toMatchObject([{ attributes: { status: "dead" }, value: 3 }])
  expect(settled?.descriptor).toMatchObject({ unit: COUNTERS.settled.unit, description: COUNTERS.settled.description })
})

it("a histogram counts in seconds, in steps that fit, and never less than none", async () => {
  const reader = register()
  measure("request", 0.3, { operation: "o", priority: "buyer", outcome: "ok" })
  measure("request", -1, { operation: "o", priority: "buyer", outcome: "ok" })
  const { "amazon_pay.client.request.duration": request } = await collected(reader)
  expect(request?.descriptor.unit).toBe("s")
  expect(request?.dataPoints).toMatchObject([
    { value: { count: 2, sum: 0.3, min: 0, buckets: { boundaries: [...HISTOGRAMS.request.boundaries] } } },
  ])
})

describe("the backlog", () => {
  it("is asked for once in a collection, and shown as it stands", async () => {
    const reader = register()
    const read = jest.fn(async () => BACKLOG)
    const stop = watchBacklog(read)
    expect(read).not.toHaveBeenCalled()
    const found = await collected(reader)
    expect(read).toHaveBeenCalledTimes(1)
    const points = (key: keyof typeof GAUGES) =>
      found[GAUGES[key].name]?.dataPoints.map(({ attributes, value }) => [Object.values(attributes)[0], value])
    expect(points("inbox")).toEqual([
      ["received", 3],
      ["failed", 0],
      ["held", 0],
      ["dead", 0],
    ])
    expect([points("backlog"), points("oldest"), points("unsent")]).toEqual([
      [[undefined, 2]],
      [[undefined, 7]],
      [[undefined, 4]],
    ])
    expect(points("updates")).toEqual([
      ["started", 5],
      ["pending", 6],
    ])
    stop()
  })

  it("is asked for by nobody any more once it is ended, however often it began", async () => {
    const reader = register()
    const read = jest.fn(async () => BACKLOG)
    for (let run = 0; run < 100; run++) watchBacklog(read)()
    expect(Object.keys(await collected(reader))).toEqual([])
    expect(read).not.toHaveBeenCalled()
  })

  it("that cannot be read disturbs no other number", async () => {
    const reader = register()
    const stop = watchBacklog(() => Promise.reject(new Error("the database is away")))
    count("settled", { status: "processed" })
    expect(Object.keys(await collected(reader))).toEqual([COUNTERS.settled.name])
    stop()
  })
})

describe("the instruments", () => {
  const all = [...Object.values(COUNTERS), ...Object.values(HISTOGRAMS), ...Object.values(GAUGES)]

  it("have names of their own in OpenTelemetry's form, a unit, and a sentence", () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    for (const { name, unit, description } of all) {
      expect(name).toMatch(/^amazon_pay(\.[a-z_]+)+$/)
      expect(unit).toMatch(/^(s|\{[a-z]+\})$/)
      expect(description).toMatch(/^[A-Z].*\.$/)
    }
  })
})

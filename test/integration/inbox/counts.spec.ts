import { metrics } from "@opentelemetry/api"
import { AggregationTemporality, MeterProvider, MetricReader } from "@opentelemetry/sdk-metrics"
import { approveTopic } from "../../../src/modules/amazon-pay/inbox/decide-topic"
import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { settleWithoutChange } from "../../../src/modules/amazon-pay/inbox/settle"
import { COUNTERS, GAUGES, HISTOGRAMS } from "../../../src/modules/amazon-pay/telemetry/instruments"
import AmazonPayModuleService from "../../../src/modules/amazon-pay/service"
import { about, bodyOf, ipn, openDoor, TOPIC, type Door } from "./door"
import { asking } from "../support/quick"

/** What is counted of messages, where the counting could be wrong: before a commit, by two processes, or for ever. */

class Reader extends MetricReader {
  constructor() {
    super({ aggregationTemporalitySelector: () => AggregationTemporality.DELTA })
  }
  protected override onShutdown = () => Promise.resolve()
  protected override onForceFlush = () => Promise.resolve()
}

const reader = new Reader()
let door: Door
beforeAll(async () => {
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }))
  door = await openDoor({})
})
afterAll(async () => {
  await door.close()
  metrics.disable()
})

async function collected() {
  const { resourceMetrics, errors } = await reader.collect()
  expect(errors).toEqual([])
  const found = resourceMetrics.scopeMetrics.flatMap(({ metrics: each }) => each)
  return (name: string) =>
    (found.find(({ descriptor }) => descriptor.name === name)?.dataPoints ?? []).map(({ attributes, value }) => ({
      ...attributes,
      value,
    }))
}

it("what is held, known and approved is counted as that, and once by however many processes work on it", async () => {
  const runtime = asking(door.runtime)
  const amazonPay = new AmazonPayModuleService({ amazonPayRuntime: runtime })
  const bodies = ["B01-1111111-1111111", "B01-2222222-2222222"].map((id) => bodyOf(ipn({}, about(id))))
  for (const body of [...bodies, ...bodies]) await amazonPay.receiveNotification(body)
  const held = await collected()
  const taken = { merchant_account: "default", type: "Notification", value: 2 }
  expect([held(COUNTERS.held.name), held(COUNTERS.duplicate.name)]).toEqual([[taken], [taken]])
  expect([held(COUNTERS.received.name), held(COUNTERS.settled.name)]).toEqual([[], []])
  expect(held(GAUGES.inbox.name)).toContainEqual({ status: "held", value: 2 })

  await approveTopic(runtime, TOPIC)
  const second = asking(await door.secondProcess())
  await Promise.all([drainInbox(runtime), drainInbox(second), drainInbox(runtime), drainInbox(second)])
  const settled = await collected()
  expect(settled(COUNTERS.settled.name)).toEqual([{ status: "unmatched", value: 2 }])
  expect(settled(HISTOGRAMS.wait.name)).toEqual([
    { status: "unmatched", value: expect.objectContaining({ count: 2 }) as unknown },
  ])
})

it("what another process has settled meanwhile is not counted again", async () => {
  const runtime = asking(door.runtime)
  await new AmazonPayModuleService({ amazonPayRuntime: runtime }).receiveNotification(bodyOf(ipn()))
  const messages = (await door.rows()).slice(-1)
  await collected()
  for (let process = 0; process < 3; process++) await settleWithoutChange(runtime, messages)
  const settled = await collected()
  expect(settled(COUNTERS.settled.name)).toEqual([{ status: "processed", value: 1 }])
})

it("what a transaction takes back is not counted", async () => {
  const runtime = asking(door.runtime)
  const amazonPay = new AmazonPayModuleService({ amazonPayRuntime: runtime })
  await amazonPay.receiveNotification(bodyOf(ipn({}, about("B01-3333333-3333333"))))
  await runtime.db.query(
    "alter table amazon_pay_notification add constraint no_end check (status <> 'unmatched') not valid",
  )
  await collected()
  await drainInbox(runtime)
  const taken = await collected()
  expect(taken(COUNTERS.settled.name)).toEqual([{ status: "failed", value: 1 }])
  await runtime.db.query("alter table amazon_pay_notification drop constraint no_end")
})

it("nobody is asked for the backlog of a process that has ended", async () => {
  const other = await openDoor({})
  const asked = jest.spyOn(door.runtime.db, "query")
  await collected()
  expect(asked).toHaveBeenCalled()
  await door.close()
  asked.mockClear()
  expect((await collected())(GAUGES.backlog.name)).toEqual([{ value: 0 }])
  expect(asked).not.toHaveBeenCalled()
  await other.close()
  expect((await collected())(GAUGES.backlog.name)).toEqual([])
  door = await openDoor({})
})

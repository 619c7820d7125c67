import { logFile } from "./log-file"
import { readFileSync, rmSync } from "node:fs"
import path from "node:path"
import { setTimeout as delay } from "node:timers/promises"
import { registerOtel } from "@medusajs/medusa"
import type { Attributes } from "@opentelemetry/api"
import { AggregationTemporality, MetricReader, type Histogram } from "@opentelemetry/sdk-metrics"
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
  type SpanProcessor,
} from "@opentelemetry/sdk-trace-base"

const SCOPE = "medusa-payment-amazon-pay"

/** Reads what has changed since it last read. */
class DeltaReader extends MetricReader {
  constructor() {
    super({ aggregationTemporalitySelector: () => AggregationTemporality.DELTA })
  }
  protected override onShutdown = () => Promise.resolve()
  protected override onForceFlush = () => Promise.resolve()
}

/** Knows which of the plugin's spans have begun and not ended. */
class OpenSpans implements SpanProcessor {
  private readonly open = new Set<string>()
  onStart = (span: ReadableSpan) => void (isOurs(span) && this.open.add(span.spanContext().spanId))
  onEnd = (span: ReadableSpan) => void this.open.delete(span.spanContext().spanId)
  areNone = () => this.open.size === 0
  forceFlush = () => Promise.resolve()
  shutdown = () => Promise.resolve()
}

const isOurs = ({ instrumentationScope }: ReadableSpan) => instrumentationScope.name === SCOPE

const reader = new DeltaReader()
const exporter = new InMemorySpanExporter()
const openSpans = new OpenSpans()

/** As Medusa's documentation has it in a store's `instrumentation.ts`, with a reader for metrics. */
const sdk = registerOtel({
  serviceName: "store-under-test",
  exporter,
  spanProcessors: [new SimpleSpanProcessor(exporter), openSpans],
  instrument: { workflows: true },
  metricReaders: [reader],
  autoDetectResources: false,
})

export type Point = Attributes & { value: number }

type Measurement = Record<string, unknown> & Pick<Histogram, "count" | "sum">

/** What was measured since the last time. */
export type Measured = {
  /** A counter or a gauge: its attributes and value, one for each combination. */
  values: (name: string) => Point[]
  histograms: (name: string) => Measurement[]
  all: unknown
}

/** Waits until nothing of the plugin is at work: a row is done before what was done with it is counted and traced. */
export const workEnded = () => until(openSpans.areNone)

export async function measured(): Promise<Measured> {
  const { resourceMetrics, errors } = await reader.collect()
  if (errors.length) throw errors[0]
  const ours = resourceMetrics.scopeMetrics.find(({ scope }) => scope.name === SCOPE)?.metrics ?? []
  const pointsOf = (name: string) => ours.find(({ descriptor }) => descriptor.name === name)?.dataPoints ?? []
  return {
    values: (name) => pointsOf(name).map(({ attributes, value }) => ({ ...attributes, value: value as number })),
    histograms: (name) => pointsOf(name).map(({ attributes, value }) => ({ ...attributes, ...(value as Histogram) })),
    all: ours,
  }
}

/** The plugin's own spans since the last time. */
export function takeSpans(): ReadableSpan[] {
  const spans = exporter.getFinishedSpans().filter(isOurs)
  exporter.reset()
  return spans
}

export type LogLine = { level: string; message: string } & Record<string, unknown>

/** What Medusa's logger has written so far. */
export function logLines(): LogLine[] {
  const lines = readFileSync(logFile, "utf8").split("\n").filter(Boolean)
  return lines.map((line) => JSON.parse(line) as LogLine)
}

/** Waits for what comes in its own time, as what Medusa's logger writes; ten seconds at most. */
export async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds() && waited < 10_000; waited += 50) await delay(50)
}

/** Ends the exporting, and takes the log file away. */
export async function stopTelemetry(): Promise<void> {
  await sdk.shutdown()
  rmSync(path.dirname(logFile), { recursive: true })
}

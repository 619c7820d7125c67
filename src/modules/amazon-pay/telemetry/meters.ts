import {
  metrics,
  type Counter,
  type Histogram,
  type Meter,
  type MeterProvider,
  type ObservableGauge,
} from "@medusajs/framework/opentelemetry/api"
import {
  COUNTERS,
  GAUGES,
  HISTOGRAMS,
  type AttributesOf,
  type CounterKey,
  type GaugeKey,
  type HistogramKey,
} from "./instruments"

/** The name under which everything here is measured and traced. */
export const SCOPE = "medusa-payment-amazon-pay"

type Instruments = { meter: Meter; counters: Map<CounterKey, Counter>; histograms: Map<HistogramKey, Histogram> }

const instruments = new WeakMap<MeterProvider, Instruments>()

/**
 * Instruments of whatever provider the store has registered by now. Without one they are OpenTelemetry's own that do
 * nothing; the API hands those out for ever, which is why they are asked for again each time.
 */
function current(): Instruments {
  const provider = metrics.getMeterProvider()
  const known = instruments.get(provider)
  if (known) return known
  const made: Instruments = { meter: provider.getMeter(SCOPE), counters: new Map(), histograms: new Map() }
  instruments.set(provider, made)
  return made
}

/** Counts. */
export function count<K extends CounterKey>(key: K, attributes: AttributesOf<(typeof COUNTERS)[K]>, by = 1): void {
  if (!by) return
  const { meter, counters } = current()
  const { name, unit, description } = COUNTERS[key]
  const counter = counters.get(key) ?? meter.createCounter(name, { unit, description })
  counters.set(key, counter)
  counter.add(by, attributes)
}

/** Measures. */
export function measure<K extends HistogramKey>(
  key: K,
  seconds: number,
  attributes: AttributesOf<(typeof HISTOGRAMS)[K]>,
): void {
  const { meter, histograms } = current()
  const { name, unit, description, boundaries } = HISTOGRAMS[key]
  const advice = { explicitBucketBoundaries: boundaries }
  const histogram = histograms.get(key) ?? meter.createHistogram(name, { unit, description, advice })
  histograms.set(key, histogram)
  histogram.record(Math.max(seconds, 0), attributes)
}

/** Says what a gauge stands at. */
export type Observe = <K extends GaugeKey>(key: K, value: number, attributes: AttributesOf<(typeof GAUGES)[K]>) => void

/**
 * Lets somebody be asked for the gauges whenever a reader collects.
 *
 * @returns ends it
 */
export function observeGauges(ask: (observe: Observe) => Promise<void>): () => void {
  const { meter } = current()
  const create = ({ name, unit, description }: (typeof GAUGES)[GaugeKey]) =>
    meter.createObservableGauge(name, { unit, description })
  const gauges: Record<GaugeKey, ObservableGauge> = {
    inbox: create(GAUGES.inbox),
    backlog: create(GAUGES.backlog),
    oldest: create(GAUGES.oldest),
    unsent: create(GAUGES.unsent),
    updates: create(GAUGES.updates),
    payments: create(GAUGES.payments),
  }
  const callback: Parameters<Meter["addBatchObservableCallback"]>[0] = (result) =>
    ask((key, value, attributes) => result.observe(gauges[key], value, attributes))
  meter.addBatchObservableCallback(callback, Object.values(gauges))
  return () => meter.removeBatchObservableCallback(callback, Object.values(gauges))
}

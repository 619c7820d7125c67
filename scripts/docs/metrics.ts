import { COUNTERS, GAUGES, HISTOGRAMS } from "../../src/modules/amazon-pay/telemetry/instruments"
import { code, table } from "./markdown"

type Instrument = { name: string; unit: string; description: string; attributes: readonly string[] }

/** Every instrument, by its kind. */
export function metricsSection(): string {
  return [
    kind("Counters", COUNTERS),
    kind("Histograms, in seconds", HISTOGRAMS),
    kind("Gauges, looked up when a reader collects", GAUGES),
  ].join("\n\n")
}

function kind(title: string, instruments: Readonly<Record<string, Instrument>>): string {
  const rows = Object.values(instruments).map(({ name, attributes, description }) => [
    code(name),
    attributes.map(code).join(", "),
    description,
  ])
  return `**${title}**\n\n${table(["Name", "Attributes", "What"], rows)}`
}

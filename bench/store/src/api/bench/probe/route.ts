import crypto from "node:crypto"
import { monitorEventLoopDelay } from "node:perf_hooks"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"

const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()

let signatures = 0
const { sign } = crypto
/** The plugin looks the function up at each call. */
crypto.sign = ((...given: Parameters<typeof sign>) => {
  signatures += 1
  return sign(...given)
}) as typeof sign

/**
 * How the process is: processor time and signatures since its start, memory after a collection (with --expose-gc), open
 * handles, and the event loop's delay since the last look.
 */
export function GET(_: MedusaRequest, res: MedusaResponse): void {
  const delayMs = { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 }
  const { user, system } = process.cpuUsage()
  const processorMs = (user + system) / 1000
  globalThis.gc?.()
  globalThis.gc?.()
  const { rss, heapUsed, external } = process.memoryUsage()
  const handles: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) handles[kind] = (handles[kind] ?? 0) + 1
  delay.reset()
  res.status(200).json({
    processorMs,
    signatures,
    collected: globalThis.gc !== undefined,
    rss,
    heapUsed,
    external,
    delayMs,
    handles,
  })
}

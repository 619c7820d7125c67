// node signer.mjs <milliseconds> <in flight>: signs button payloads for so long, so many at once, and prints how many a
// second that were and how long the event loop was kept waiting meanwhile. With none in flight it only waits.
import { monitorEventLoopDelay } from "node:perf_hooks"
import { setTimeout as sleep } from "node:timers/promises"
import { built } from "./built.mjs"
import { newMerchant } from "./merchant.mjs"
import { newPayloads, signingAccount } from "./payloads.mjs"

const [ms, inFlight] = process.argv.slice(2).map(Number)
const { signPayload } = built("protocol")
const account = signingAccount(newMerchant("sandbox"))
const [key] = account.keys
const payload = newPayloads(account)

async function signFor(duration) {
  const until = performance.now() + duration
  let signed = 0
  const lane = async () => {
    while (performance.now() < until) {
      await signPayload(payload(), key, account.algorithm)
      signed += 1
    }
  }
  await Promise.all([sleep(duration), ...Array.from({ length: inFlight }, lane)])
  return signed
}

await signFor(300)
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const startedAt = performance.now()
const signed = await signFor(ms)
const perSecond = (signed * 1000) / (performance.now() - startedAt)
delay.disable()
console.log(JSON.stringify({ perSecond, delayMs: delay.percentile(99) / 1e6 }))

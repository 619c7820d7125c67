import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

const gc = (() => {
  setFlagsFromString("--expose-gc")
  return runInNewContext("gc") as () => void
})()

/** What is in use once everything that nobody holds is gone. */
export function heapMegabytes(): number {
  gc()
  return process.memoryUsage().heapUsed / 2 ** 20
}

import { fork } from "node:child_process"
import { once } from "node:events"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"

/** A Redis that a test can take away. */
export type RedisUnderTest = {
  url: string
  /** Ends it as its operator would; it remembers everything. */
  stop: () => Promise<void>
  /** Ends it as a crash would. */
  kill: () => Promise<void>
  start: () => Promise<void>
  /** Starts it with an empty memory, as a Redis that keeps nothing on disk. */
  forget: () => Promise<void>
  close: () => Promise<void>
}

export async function startRedis(): Promise<RedisUnderTest> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "amazon-pay-redis-"))
  const child = fork(path.join(__dirname, "redis-of-its-own.mjs"), [dir], { env: { ...process.env, NODE_OPTIONS: "" } })
  const ended = once(child, "exit")
  const answered = async () => {
    const [message] = await Promise.race([once(child, "message"), ended])
    if (typeof message !== "object") throw new Error("Redis could not be started; the reason is above")
    return message as { url: string }
  }
  const order = (what: string) => async () => {
    child.send(what)
    await answered()
  }
  const { url } = await answered()
  return {
    url,
    stop: order("stop"),
    kill: order("kill"),
    start: order("start"),
    forget: order("forget"),
    close: async () => {
      if (child.connected) child.disconnect()
      await ended
      fs.rmSync(dir, { recursive: true, force: true })
    },
  }
}

import { execFile, spawnSync } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { promisify } from "node:util"

/** Redis where the machine has none. */

const script = path.resolve(__dirname, "../../scripts/lib/redis.mjs")
const hasApt = spawnSync("apt-get", ["--version"]).status === 0

function node(code: string, env: Record<string, string | undefined>) {
  return promisify(execFile)(process.execPath, ["--input-type=module", "--eval", code], {
    env: { ...process.env, NODE_OPTIONS: "", REDIS_URL: undefined, ...env },
  })
}

let dir: string
beforeAll(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), "amazon-pay-redis-"))
})
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }))

const START = `
  import { findRedis, startRedis } from ${JSON.stringify(script)}
  const { kind, executablePath } = findRedis()
  const redis = await startRedis({ dir: process.env.DIR })
  await redis.restart()
  await redis.stop()
  console.log(JSON.stringify({ kind, executablePath, url: redis.url }))`

it("is unpacked from Debian's packages, and nothing is installed; without apt it is said what to do", async () => {
  const started = node(START, { DIR: path.join(dir, "data"), AMAZON_PAY_REDIS: "unpacked" })
  if (!hasApt) return expect(started).rejects.toThrow(/Install Redis 7 or set REDIS_URL/)
  expect(JSON.parse((await started).stdout)).toMatchObject({
    kind: "unpacked",
    executablePath: expect.stringContaining(".cache/redis"),
    url: expect.stringMatching(/^redis:\/\/127\.0\.0\.1:\d+$/),
  })
}, 120_000)

it("is refused with the ways there are when another is named", async () => {
  await expect(node(START, { DIR: dir, AMAZON_PAY_REDIS: "borrowed" })).rejects.toThrow(
    "AMAZON_PAY_REDIS must be one of system, installed, unpacked",
  )
})

it("of REDIS_URL is used as it is, and not stopped", async () => {
  const code = `
    import { startRedis } from ${JSON.stringify(script)}
    const { url, port, kill } = await startRedis({ dir: process.env.DIR })
    console.log(JSON.stringify({ url, port, refused: await kill().catch(({ message }) => message) }))`
  const { stdout } = await node(code, { DIR: dir, REDIS_URL: "redis://redis.example:7000" })
  expect(JSON.parse(stdout)).toEqual({
    url: "redis://redis.example:7000",
    port: 7000,
    refused: expect.stringContaining("not ours to stop"),
  })
})

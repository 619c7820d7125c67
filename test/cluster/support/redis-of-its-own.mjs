// A Redis that its parent ends and starts: `stop`, `kill`, `start` and `forget` by message, each answered when it is done.
import { startRedis } from "../../../scripts/lib/redis.mjs"

const redis = await startRedis({ dir: process.argv[2] })

process.on("message", async (order) => {
  if (order === "stop") await redis.stop()
  if (order === "kill") await redis.kill()
  if (order === "start") await redis.restart()
  if (order === "forget") await redis.restart({ forget: true })
  process.send({ done: order })
})
process.on("disconnect", async () => {
  await redis.stop()
  process.exit(0)
})
process.send({ url: redis.url })

// A PostgreSQL that its parent stops and starts: `stop`, `start` and `crash` by message, each answered when it is done.
import { startPostgres } from "../../../scripts/lib/postgres.mjs"

const dir = process.argv[2]
let postgres = await startPostgres({ dir, durable: true })
const { port } = postgres

process.on("message", async (order) => {
  if (order === "stop") await postgres.stop()
  if (order === "start") postgres = await startPostgres({ dir, port, durable: true })
  process.send({ done: order })
})
process.on("disconnect", async () => {
  await postgres.stop()
  process.exit(0)
})
process.send({ url: postgres.url("postgres") })

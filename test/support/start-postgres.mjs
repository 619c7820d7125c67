import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { startPostgres } from "../../scripts/lib/postgres.mjs"

/** One embedded PostgreSQL for all integration tests; Medusa's test runner reads where it is from the environment. */
export default async function startPostgresForTests() {
  linkSourcesIntoHost()
  const dir = path.join(os.tmpdir(), `amazon-pay-test-${process.pid}`)
  const postgres = await startPostgres({ dir, durable: false })
  globalThis.amazonPayPostgres = postgres
  Object.assign(process.env, {
    // The runner asks for TLS anywhere but at the word "localhost".
    DB_HOST: "localhost",
    DB_PORT: String(postgres.port),
    DB_USERNAME: "postgres",
    DB_PASSWORD: "",
    MEDUSA_DISABLE_TELEMETRY: "true",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "error",
  })
}

/** Medusa looks for routes, workflows and jobs in the `src` beside its config. */
function linkSourcesIntoHost() {
  const link = path.resolve(import.meta.dirname, "../host/src")
  fs.rmSync(link, { force: true })
  fs.symlinkSync("../../src", link)
}

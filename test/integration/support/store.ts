import { randomUUID } from "node:crypto"
import { ModulesSdkUtils } from "@medusajs/framework/utils"
import { Client } from "pg"
import type { AmazonPayOptions } from "../../../src"
import { connectRuntime } from "../../../src/modules/amazon-pay/connect-runtime"
import { runMigrations } from "../../../src/modules/amazon-pay/migration-scripts"
import type { KnexConnection } from "../../../src/modules/amazon-pay/persistence/data-source"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { resolveOptions } from "../../../src/options/resolve"
import { startSimulator, type Simulator } from "../../../src/simulator"
import { MERCHANT_ID, merchantSetup, pluginOptions } from "./options"

type LogLine = { level: "debug" | "info" | "warn" | "error"; message: string }

/** The wallet domain on a database of its own, talking to a simulator of its own: everything but Medusa's HTTP. */
export type TestStore = {
  runtime: Runtime
  simulator: Simulator
  /** What was logged since the start. */
  logs: LogLine[]
  /** Moves the plugin's clock; the simulator's is moved by its control. */
  advance: (seconds: number) => void
  /** Another process' view of the same database: its own pool, clients and circuit breakers. */
  secondProcess: () => Promise<Runtime>
  databaseUrl: string
  close: () => Promise<void>
}

export type StoreSetup = {
  /** On top of {@link pluginOptions}. */
  options?: Partial<AmazonPayOptions> | ((simulator: Simulator) => Partial<AmazonPayOptions>)
  /** Amazon's limits, where a test needs others. */
  limitOf?: Parameters<typeof connectRuntime>[0]["limitOf"]
  /** Connections of one process. */
  poolSize?: number
}

export async function openTestStore(given: StoreSetup = {}): Promise<TestStore> {
  const simulator = await startSimulator({ tlsPort: null, merchants: [merchantSetup()] })
  const database = await createDatabase()
  await runMigrations({ options: { database: { clientUrl: database.url } } })
  const options = resolveOptions(
    pluginOptions({
      endpoints: simulator.endpoints("eu"),
      ipn: { topicArns: [simulator.topicArn(MERCHANT_ID)] },
      ...(typeof given.options === "function" ? given.options(simulator) : given.options),
    }),
    { production: false },
  )
  const logs: LogLine[] = []
  let offsetMs = 0
  const now = () => new Date(Date.now() + offsetMs)
  const undo: (() => Promise<void>)[] = []

  const connect = async () => {
    const pool = { min: 0, max: given.poolSize ?? 10 }
    const knex = ModulesSdkUtils.createPgConnection({ clientUrl: database.url, pool })
    const runtime = await connectRuntime({
      knex: knex as unknown as KnexConnection,
      options,
      now,
      logger: recordingLogger(logs),
      limitOf: given.limitOf,
    })
    undo.push(async () => {
      await runtime.close()
      await knex.destroy()
    })
    return runtime
  }

  return {
    runtime: await connect(),
    simulator,
    logs,
    advance: (seconds) => {
      offsetMs += seconds * 1000
    },
    secondProcess: connect,
    databaseUrl: database.url,
    close: async () => {
      for (const step of undo) await step()
      await simulator.close()
      await database.drop()
    },
  }
}

function recordingLogger(logs: LogLine[]): Runtime["logger"] {
  const record = (level: LogLine["level"]) => (message: unknown) => {
    logs.push({ level, message: String(message) })
  }
  return { debug: record("debug"), info: record("info"), warn: record("warn"), error: record("error") }
}

export function databaseUrl(name: string): string {
  return `postgres://${process.env.DB_USERNAME}@${process.env.DB_HOST}:${process.env.DB_PORT}/${name}`
}

/** An empty database that goes away again. */
export async function createDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `amazon_pay_${randomUUID().replaceAll("-", "")}`
  await onServer(`create database ${name}`)
  return { url: databaseUrl(name), drop: () => onServer(`drop database ${name} with (force)`) }
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl("postgres") })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

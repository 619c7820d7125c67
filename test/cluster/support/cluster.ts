import { randomUUID } from "node:crypto"
import { ModulesSdkUtils } from "@medusajs/framework/utils"
import { Client } from "pg"
import { connectRuntime } from "../../../src/modules/amazon-pay/connect-runtime"
import type { KnexConnection } from "../../../src/modules/amazon-pay/persistence/data-source"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { resolveOptions } from "../../../src/options/resolve"
import { startSimulator, type Simulator, type SimulatorOptions } from "../../../src/simulator"
import { MERCHANT_ID, merchantSetup, pluginOptions } from "../../integration/support/options"
import { asking } from "../../integration/support/quick"
import { databaseUrl } from "../../integration/support/store"
import { startRedis, type RedisUnderTest } from "./redis"
import { startStoreProcess, type StoreProcess, type WorkerMode } from "./store-process"

/** Medusa looks for what a killed process left behind once a minute, and boots slowly on a busy machine. */
jest.setTimeout(300_000)

/** Several processes of one store, which share a database and, mostly, a Redis. */
export type Cluster = {
  simulator: Simulator
  environment: "sandbox" | "live"
  /** The test's own look at the same database. It works nothing off. */
  runtime: Runtime
  redis: RedisUnderTest | null
  start: (name: string, mode: WorkerMode) => Promise<StoreProcess>
  query: <Row>(statement: string, values?: unknown[]) => Promise<Row[]>
  close: () => Promise<void>
}

export type ClusterSetup = {
  redis: boolean
  /** An account that is live: it keeps to the limits that Amazon documents, and Amazon enforces them. */
  live?: boolean
  simulator?: Partial<SimulatorOptions>
}

const LIVE_KEY_ID = "LIVE-TESTKEY"
const LIVE_OPTIONS = {
  sandbox: false,
  publicKeyId: LIVE_KEY_ID,
  backendUrl: "https://api.shop.example",
  storefrontUrl: "https://shop.example",
}

/** A store without any process, on a database of its own. */
export async function openCluster({ redis: withRedis, live = false, simulator: more }: ClusterSetup): Promise<Cluster> {
  const simulator = await startSimulator({
    tlsPort: null,
    merchants: [live ? liveMerchant() : merchantSetup()],
    throttling: live,
    ...more,
  })
  // What is published is delivered by the tests.
  await simulator.control.addFault({ notification: "withhold", times: "always" })
  const redis = withRedis ? await startRedis() : null
  const database = `amazon_pay_${randomUUID().replaceAll("-", "")}`
  await onServer(`create database ${database} template amazon_pay_cluster`)
  const options = pluginOptions({
    endpoints: simulator.endpoints("eu"),
    ipn: { topicArns: [simulator.topicArn(MERCHANT_ID)] },
    ...(live && LIVE_OPTIONS),
  })
  const env = {
    DATABASE_URL: databaseUrl(database),
    AMAZON_PAY_TEST_OPTIONS: JSON.stringify(options),
    AMAZON_PAY_TEST_REDIS: redis?.url,
    AMAZON_PAY_TEST_PACE: live ? "amazon" : undefined,
  }
  const knex = ModulesSdkUtils.createPgConnection({ clientUrl: env.DATABASE_URL, pool: { min: 0, max: 10 } })
  const runtime = await connectRuntime({
    knex: knex as unknown as KnexConnection,
    options: resolveOptions(options, { production: false }),
  })
  const processes: StoreProcess[] = []
  return {
    simulator,
    environment: live ? "live" : "sandbox",
    runtime: asking(runtime),
    redis,
    start: async (name, mode) => {
      const started = await startStoreProcess(name, mode, env)
      processes.push(started)
      return started
    },
    query: (statement, values) => runtime.db.query(statement, values),
    close: async () => {
      await Promise.all(processes.map(({ kill }) => kill()))
      await redis?.close()
      await runtime.close()
      await knex.destroy()
      await simulator.close()
      await onServer(`drop database ${database} with (force)`)
    },
  }
}

function liveMerchant() {
  const { publicKeys, ...setup } = merchantSetup()
  const [publicKey = ""] = Object.values(publicKeys)
  return { ...setup, publicKeys: { [LIVE_KEY_ID]: publicKey } }
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

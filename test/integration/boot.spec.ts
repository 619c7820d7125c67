import { execFile } from "node:child_process"
import path from "node:path"
import { promisify } from "node:util"
import { Client } from "pg"
import { ModulesSdkUtils } from "@medusajs/framework/utils"
import { migrations } from "../../migrations"
import { connectRuntime } from "../../src/modules/amazon-pay/connect-runtime"
import { revertMigration, runMigrations, schemaDrift } from "../../src/modules/amazon-pay/migration-scripts"
import type { KnexConnection } from "../../src/modules/amazon-pay/persistence/data-source"
import { resolveOptions } from "../../src/options/resolve"
import { pluginOptions } from "./support/options"
import { createDatabase } from "./support/store"

let database: { url: string; drop: () => Promise<void> }
beforeEach(async () => {
  database = await createDatabase()
})
afterEach(() => database.drop())

async function query<T>(statement: string): Promise<T[]> {
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query(statement)).rows as T[]
  } finally {
    await client.end()
  }
}

async function tables(): Promise<string[]> {
  const rows = await query<{ tablename: string }>(
    `select tablename from pg_tables where tablename like 'amazon_pay_%' order by 1`,
  )
  return rows.map(({ tablename }) => tablename)
}

const onDatabase = () => ({ options: { database: { clientUrl: database.url } } })

describe("the migrations", () => {
  it("make what the entities say, to the last index", async () => {
    await runMigrations(onDatabase())
    expect(await schemaDrift(onDatabase())).toEqual([])
  })

  it("go back one at a time to an empty database, and forward again", async () => {
    await runMigrations(onDatabase())
    const all = await tables()
    for (let left = migrations.length; left > 0; left--) await revertMigration(onDatabase())
    expect(await tables()).toEqual(["amazon_pay_migrations"])
    await runMigrations(onDatabase())
    expect(await tables()).toEqual(all)
  })

  it("are run and rolled back by Medusa's own commands", async () => {
    await medusa("db:migrate", "--skip-scripts", "--skip-links")
    expect(await tables()).toContain("amazon_pay_wallet")
    expect(await query(`select name from amazon_pay_migrations`)).toHaveLength(migrations.length)
    await medusa("db:rollback", "amazonPay")
    expect(await query(`select name from amazon_pay_migrations`)).toHaveLength(migrations.length - 1)
    await medusa("db:migrate", "--skip-scripts", "--skip-links")
    expect(await query(`select name from amazon_pay_migrations`)).toHaveLength(migrations.length)
  }, 240_000)
})

describe("a store that starts", () => {
  const start = async (options = pluginOptions()) => {
    const knex = ModulesSdkUtils.createPgConnection({ clientUrl: database.url, pool: { min: 0, max: 4 } })
    try {
      const runtime = await connectRuntime({
        knex: knex as unknown as KnexConnection,
        options: resolveOptions(options, { production: false }),
      })
      await runtime.close()
    } finally {
      await knex.destroy()
    }
  }

  it("refuses a database that is not migrated and says what to run", async () => {
    await expect(start()).rejects.toThrow(/not migrated.*npx medusa db:migrate/)
  })

  it("refuses a database that lacks the newest migration", async () => {
    await runMigrations(onDatabase())
    await revertMigration(onDatabase())
    await expect(start()).rejects.toThrow(`1 of ${migrations.length} migrations are missing`)
  })

  it("refuses options without an account that saved wallets still use, and forgets closed ones", async () => {
    await runMigrations(onDatabase())
    const insert = (id: string, account: string, status: string) =>
      query(`insert into amazon_pay_wallet
        (id, customer_id, merchant_account, environment, charge_permission_id, status, product_type)
        values ('${id}', 'cus_1', '${account}', 'sandbox', '${id}', '${status}', 'pay_only')`)
    await insert("apw_1", "default", "chargeable")
    await insert("apw_2", "uk", "closed")
    await expect(start()).resolves.toBeUndefined()
    await insert("apw_3", "uk", "non_chargeable")
    await expect(start()).rejects.toThrow(/accounts\.uk is missing, and 1 saved wallets use it/)
  })
})

describe("a Medusa server with options that cannot work", () => {
  it("does not start, names every problem at once, and prints no key", async () => {
    const options = pluginOptions({
      publicKeyId: "LIVE-KEY",
      region: "jp",
      ledgerCurrency: "EUR",
      privateKey: "-----BEGIN PUBLIC KEY-----\nCANARY\n-----END PUBLIC KEY-----",
    })
    const output = await medusa("db:migrate", "--skip-scripts", "--skip-links")
      .then(() => medusaWith(options, "user", "-e", "a@example.com", "-p", "x"))
      .then(({ stdout }) => stdout)
      .catch((error: { stdout?: string; stderr?: string }) => `${error.stdout}${error.stderr}`)
    expect(output).toMatch(/publicKeyId is a LIVE key while sandbox is true/)
    expect(output).toMatch(/ledgerCurrency must be JPY in region jp/)
    expect(output).toMatch(/privateKey is a public key/)
    expect(output).not.toContain("CANARY")
  }, 240_000)
})

const medusa = (...args: string[]) => medusaWith(pluginOptions(), ...args)

function medusaWith(options: object, ...args: string[]) {
  const cli = require.resolve("@medusajs/cli/cli.js")
  return promisify(execFile)(process.execPath, [cli, ...args], {
    cwd: path.resolve(__dirname, "../host"),
    env: {
      ...process.env,
      NODE_ENV: "development",
      NODE_OPTIONS: "",
      DATABASE_URL: database.url,
      AMAZON_PAY_TEST_OPTIONS: JSON.stringify(options),
      LOG_LEVEL: "info",
    },
  })
}

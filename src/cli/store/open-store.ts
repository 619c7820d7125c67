import { ModulesSdkUtils } from "@medusajs/framework/utils"
import type { ConfigModule } from "@medusajs/framework/types"
import { connectRuntime } from "../../modules/amazon-pay/connect-runtime"
import type { KnexConnection } from "../../modules/amazon-pay/persistence/data-source"
import type { Runtime } from "../../modules/amazon-pay/runtime"
import type { ResolvedOptions } from "../../options/resolved"
import { codeOf, CommandFailure, inOneLine } from "../failure"

/** The plugin at work on a store's database, without Medusa's server, jobs and subscribers. */
export type OpenStore = Readonly<{
  runtime: Runtime
  /** Medusa's own kind of connection, for its modules. */
  connection: MedusaConnection
  close: () => Promise<void>
}>

export type MedusaConnection = ReturnType<typeof ModulesSdkUtils.createPgConnection>

/** Milliseconds a database may take to answer. */
const PATIENCE_MS = 10_000

/**
 * Connects to a store's database as Medusa does.
 *
 * @throws CommandFailure when the database does not answer or is not migrated, AmazonPayOptionsError when stored wallets
 * use an account that is not configured
 */
export async function openStore(config: ConfigModule, options: ResolvedOptions): Promise<OpenStore> {
  const { databaseUrl, databaseSchema, databaseDriverOptions } = config.projectConfig
  if (!databaseUrl) {
    throw new CommandFailure("medusa-config names no database. Set projectConfig.databaseUrl, often from DATABASE_URL.")
  }
  const { pool: _, ...driverOptions }: Record<string, unknown> = databaseDriverOptions ?? {}
  const connection = ModulesSdkUtils.createPgConnection({
    clientUrl: databaseUrl,
    schema: databaseSchema || "public",
    driverOptions,
    pool: { min: 0, max: 10 },
  })
  try {
    await firstAnswer(connection)
    const runtime = await connectRuntime({
      knex: connection as unknown as KnexConnection & object,
      schema: databaseSchema,
      options,
    }).catch(nameWhatIsMissing)
    const close = async () => {
      await runtime.close()
      await connection.destroy()
    }
    return { runtime, connection, close }
  } catch (error) {
    await connection.destroy().catch(() => undefined)
    throw error
  }
}

function nameWhatIsMissing(error: unknown): never {
  if (error instanceof Error && error.name === "AmazonPayOptionsError") throw error
  throw new CommandFailure(inOneLine(error).replace(/^amazon-pay: the/, "The"), { cause: error })
}

/** The pool would go on trying for a minute; the first refusal is reason enough. */
async function firstAnswer(connection: MedusaConnection): Promise<void> {
  const pool: { on: (event: "createFail", told: (id: unknown, error: unknown) => void) => void } =
    connection.client.pool
  const abandoned = new AbortController()
  const refused = new Promise<never>((_, reject) => {
    pool.on("createFail", (_id, error) => reject(error))
    const late = () => reject(Object.assign(new Error("it did not answer"), { code: "ETIMEDOUT" }))
    const timer = setTimeout(late, PATIENCE_MS)
    abandoned.signal.addEventListener("abort", () => clearTimeout(timer))
  })
  try {
    const answered = Promise.resolve(connection.raw("select 1"))
    answered.catch(() => undefined)
    await Promise.race([answered, refused])
  } catch (error) {
    throw new CommandFailure(whyUnreachable(error), { cause: error })
  } finally {
    abandoned.abort()
  }
}

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there. Start PostgreSQL, or correct databaseUrl",
  ENOTFOUND: "its host is not known. Correct databaseUrl",
  EAI_AGAIN: "its host is not known just now. Check the network, or correct databaseUrl",
  ETIMEDOUT: "it does not answer. Check the network and firewall between here and it",
  "28P01": "user or password are wrong. Correct databaseUrl",
  "28000": "this user may not log in. Correct databaseUrl",
  "3D000": "there is no database of this name. Create it, or correct databaseUrl",
  "53300": "it has no connection left. Try again, or allow more connections",
  "57P03": "it is starting up. Try again in a moment",
}

function whyUnreachable(error: unknown): string {
  const why = UNREACHABLE[codeOf(error)] ?? `${inOneLine(error)}. Check databaseUrl`
  return `The database cannot be used: ${why}.`
}

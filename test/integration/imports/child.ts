/** A process that works imports off and nothing else, until it is killed or nothing is due any more. */
import { ModulesSdkUtils } from "@medusajs/framework/utils"
import { connectRuntime } from "../../../src/modules/amazon-pay/connect-runtime"
import { workImports } from "../../../src/modules/amazon-pay/imports/work"
import type { KnexConnection } from "../../../src/modules/amazon-pay/persistence/data-source"
import { resolveOptions } from "../../../src/options/resolve"
import type { AmazonPayOptions } from "../../../src"

export type WorkerSetup = { databaseUrl: string; options: AmazonPayOptions }

async function main(): Promise<void> {
  const { databaseUrl, options }: WorkerSetup = JSON.parse(process.env.AMAZON_PAY_WORKER ?? "{}")
  const knex = ModulesSdkUtils.createPgConnection({ clientUrl: databaseUrl, pool: { min: 0, max: 10 } })
  const runtime = await connectRuntime({
    knex: knex as unknown as KnexConnection,
    options: resolveOptions(options, { production: false }),
    limitOf: () => ({ burst: 10_000, perSecond: 10_000 }),
  })
  process.once("disconnect", () => process.exit())
  const taken = await workImports(runtime)
  process.send?.({ taken })
  await runtime.close()
  await knex.destroy()
  process.disconnect()
}

void main()

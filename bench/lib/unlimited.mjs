import { createRequire } from "node:module"
import { built } from "./built.mjs"

const require = createRequire(import.meta.url)

/** Nobody waits for a turn. */
const UNLIMITED = { burst: 100_000, perSecond: 100_000 }

/**
 * The plugin's runtime on a store's database, without a store around it, and without waiting for Amazon's limits.
 *
 * @param {string} databaseUrl
 * @param {object} options of the plugin
 * @returns {Promise<{ runtime: object, provider: () => object, close: () => Promise<void> }>} `provider` is Medusa's payment
 * provider, as its Payment module makes it
 */
export async function connectUnlimited(databaseUrl, options) {
  const { ContainerRegistrationKeys, ModulesSdkUtils } = require("@medusajs/framework/utils")
  const knex = ModulesSdkUtils.createPgConnection({ clientUrl: databaseUrl, pool: { min: 0, max: 4 } })
  const runtime = await built("modules/amazon-pay/connect-runtime").connectRuntime({
    knex,
    options: built("options/resolve").resolveOptions(options, { production: false }),
    limitOf: () => UNLIMITED,
  })
  return {
    runtime,
    provider() {
      const { AmazonPayProviderService } = built("providers/amazon-pay/service")
      const cradle = { logger: runtime.logger, [ContainerRegistrationKeys.PG_CONNECTION]: knex }
      return new AmazonPayProviderService(cradle, { ...options, account: "default" })
    },
    async close() {
      await runtime.close()
      await knex.destroy()
    },
  }
}

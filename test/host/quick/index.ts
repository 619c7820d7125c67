import { asValue } from "@medusajs/framework/awilix"
import type { LoaderOptions } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createAmazonPayClient } from "../../../src/client/amazon-pay-client"
import amazonPay from "../../../src/modules/amazon-pay"
import { connectRuntime } from "../../../src/modules/amazon-pay/connect-runtime"
import type { KnexConnection } from "../../../src/modules/amazon-pay/persistence/data-source"
import type { ConnectedAccount } from "../../../src/modules/amazon-pay/runtime"
import { optionsFromMedusa } from "../../../src/options/from-medusa"

/** The module as it is, with clients that do not keep to Amazon's pace, try twice, and never leave Amazon alone. */
async function connectQuick({ container, options, logger }: LoaderOptions): Promise<void> {
  const runtime = await connectRuntime({
    knex: container.resolve<KnexConnection & object>(ContainerRegistrationKeys.PG_CONNECTION),
    options: optionsFromMedusa(options),
    logger,
  })
  const accounts = runtime.accounts as Map<string, ConnectedAccount>
  for (const { account } of runtime.accounts.values()) {
    const client = createAmazonPayClient(account, {
      awaitTurn: async () => undefined,
      retryBaseMs: 2,
      maxRetries: 1,
      breakAfter: 100_000,
    })
    accounts.set(account.id, { account, client })
  }
  container.register({ amazonPayRuntime: asValue(runtime) })
}

export default { ...amazonPay, loaders: [connectQuick] }

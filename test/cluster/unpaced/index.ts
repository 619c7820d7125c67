import { asValue } from "@medusajs/framework/awilix"
import type { LoaderOptions } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import amazonPay from "../../../src/modules/amazon-pay"
import { connectRuntime } from "../../../src/modules/amazon-pay/connect-runtime"
import type { KnexConnection } from "../../../src/modules/amazon-pay/persistence/data-source"
import { optionsFromMedusa } from "../../../src/options/from-medusa"

/** The module as it is, that thinks Amazon's limits are far higher than they are. */
async function connectUnpaced({ container, options, logger }: LoaderOptions): Promise<void> {
  const runtime = await connectRuntime({
    knex: container.resolve<KnexConnection & object>(ContainerRegistrationKeys.PG_CONNECTION),
    options: optionsFromMedusa(options),
    logger,
    limitOf: () => ({ burst: 10_000, perSecond: 10_000 }),
  })
  container.register({ amazonPayRuntime: asValue(runtime) })
}

export default { ...amazonPay, loaders: [connectUnpaced] }

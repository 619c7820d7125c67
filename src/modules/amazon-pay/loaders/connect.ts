import { asValue } from "@medusajs/framework/awilix"
import type { ConfigModule, LoaderOptions } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { optionsFromMedusa } from "../../../options/from-medusa"
import { connectRuntime } from "../connect-runtime"
import type { KnexConnection } from "../persistence/data-source"

/** Checks the options and connects the module to Medusa's database and to Amazon, before the server listens. */
export default async function connect({ container, options, logger }: LoaderOptions): Promise<void> {
  const knex = container.resolve<KnexConnection & object>(ContainerRegistrationKeys.PG_CONNECTION)
  const config = container.resolve<ConfigModule | undefined>(ContainerRegistrationKeys.CONFIG_MODULE, {
    allowUnregistered: true,
  })
  const runtime = await connectRuntime({
    knex,
    schema: config?.projectConfig.databaseSchema,
    options: optionsFromMedusa(options),
    logger,
  })
  container.register({ amazonPayRuntime: asValue(runtime) })
}

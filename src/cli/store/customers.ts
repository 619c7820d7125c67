import { asValue, createContainer } from "@medusajs/framework/awilix"
import { MedusaApp } from "@medusajs/framework/modules-sdk"
import type { ConfigModule, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { MedusaConnection } from "./open-store"

/** A container with the store's own customer module, without the rest of Medusa. */
export async function containerWithCustomers(
  { modules }: ConfigModule,
  connection: MedusaConnection,
): Promise<MedusaContainer> {
  const app = await MedusaApp({
    modulesConfig: { [Modules.CUSTOMER]: modules?.[Modules.CUSTOMER] ?? { resolve: "@medusajs/medusa/customer" } },
    injectedDependencies: { [ContainerRegistrationKeys.PG_CONNECTION]: connection },
    cwd: process.cwd(),
    workerMode: "server",
  })
  const container = createContainer() as MedusaContainer
  container.register(Modules.CUSTOMER, asValue(app.modules[Modules.CUSTOMER]))
  return container
}

import { Module } from "@medusajs/framework/utils"
import connect from "./loaders/connect"
import { generateMigration, revertMigration, runMigrations } from "./migration-scripts"
import AmazonPayModuleService, { AMAZON_PAY_MODULE } from "./service"

export { AMAZON_PAY_MODULE }
export type { AmazonPayModuleService }

const amazonPayModule = Module(AMAZON_PAY_MODULE, { service: AmazonPayModuleService, loaders: [connect] })

/** `run` and `revert` must both be there: with one of them Medusa calls it for both. */
export default { ...amazonPayModule, runMigrations, revertMigration, generateMigration }

import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import type { ConfigModule } from "@medusajs/framework/types"
import { AMAZON_PAY_MODULE } from "../../modules/amazon-pay"
import { optionsFromMedusa } from "../../options/from-medusa"
import type { ResolvedOptions } from "../../options/resolved"
import { CommandFailure } from "../failure"
import { readStoreConfig } from "./store-config"

const PACKAGE = "medusa-payment-amazon-pay"

/**
 * The checked options of a store.
 *
 * @throws CommandFailure, AmazonPayOptionsError
 */
export async function optionsOfStore(directory: string): Promise<ResolvedOptions> {
  return optionsIn(await readStoreConfig(directory))
}

/**
 * The checked options in a store's config: those of the plugin, or of the module where a store registers that itself.
 *
 * @throws CommandFailure when the plugin is not in it, AmazonPayOptionsError
 */
export function optionsIn(config: ConfigModule): ResolvedOptions {
  const plugin = (config.plugins ?? []).find((each) => isOurs(typeof each === "string" ? each : each.resolve))
  const given = typeof plugin === "object" ? plugin.options : moduleOptions(config)
  if (plugin === undefined && given === undefined) {
    throw new CommandFailure(
      `medusa-config does not have the plugin ${PACKAGE}. Add plugins: [pay.plugin], where pay = amazonPay({ ... }).`,
    )
  }
  return optionsFromMedusa(given ?? {})
}

function moduleOptions({ modules }: ConfigModule): unknown {
  const declared = modules?.[AMAZON_PAY_MODULE]
  return typeof declared === "object" && "options" in declared ? declared.options : undefined
}

/** A plugin is named by its package, or by the folder that it lies in. */
function isOurs(resolve: string): boolean {
  if (resolve === PACKAGE) return true
  const manifest = path.join(path.resolve(resolve), "package.json")
  if (!path.isAbsolute(resolve) || !existsSync(manifest)) return false
  const { name }: { name?: string } = JSON.parse(readFileSync(manifest, "utf8"))
  return name === PACKAGE
}

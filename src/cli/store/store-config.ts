import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { getConfigFile } from "@medusajs/framework/utils"
import type { ConfigModule } from "@medusajs/framework/types"
import { CommandFailure, inOneLine } from "../failure"

const CONFIG = "medusa-config"
const ENDINGS = [".ts", ".js", ".mjs", ".cjs"]

/**
 * Reads a store's `medusa-config` as Medusa's own commands do, from inside the store's folder: what is relative in it
 * is found there, and its `.env` is read as they read it. Nothing of the store is started.
 *
 * @throws CommandFailure when there is none, AmazonPayOptionsError as the config threw it, or why it cannot be read
 */
export async function readStoreConfig(directory: string): Promise<ConfigModule> {
  const folder = path.resolve(directory)
  if (!ENDINGS.some((ending) => existsSync(path.join(folder, CONFIG + ending)))) {
    throw new CommandFailure(
      `There is no ${CONFIG}.ts in ${folder}. Run this in the folder of the Medusa store, or name it with --directory.`,
    )
  }
  process.chdir(folder)
  if (existsSync(".env")) process.loadEnvFile(".env")
  understandTypeScript(folder)
  const { configModule, error } = await getConfigFile<ConfigModule>(folder, CONFIG)
  if (!error) return configModule
  if (error.name === "AmazonPayOptionsError") throw error
  throw new CommandFailure(`${CONFIG} cannot be read: ${inOneLine(error)}`, { cause: error })
}

/** How ts-node leaves word that it is at work. */
const AT_WORK = Symbol.for("ts-node.register.instance")

/** With the same tools as Medusa's command line, which comes with every store; a built store needs none. */
function understandTypeScript(folder: string): void {
  if (AT_WORK in process) return
  const ofStore = createRequire(path.join(folder, "package.json"))
  const places = [ofStore, requireBeside(ofStore, "@medusajs/cli/package.json"), require]
  for (const load of places) {
    try {
      load?.("ts-node").register({ transpileOnly: true, cwd: folder })
      load?.("tsconfig-paths").register({ cwd: folder })
      return
    } catch {
      continue
    }
  }
}

function requireBeside(from: NodeRequire, module: string): NodeRequire | null {
  try {
    return createRequire(from.resolve(module))
  } catch {
    return null
  }
}

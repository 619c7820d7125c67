import { createRequire } from "node:module"
import path from "node:path"
import { ROOT } from "../../scripts/lib/install.mjs"

const require = createRequire(import.meta.url)

/** A module of the plugin as it was built, which is what stores run: `built("protocol")`. */
export function built(module) {
  return require(path.join(ROOT, ".medusa/server/src", module))
}

import fs from "node:fs"
import path from "node:path"
import { gzipSync } from "node:zlib"
import { ROOT } from "../../scripts/lib/install.mjs"
import { plainRow } from "../lib/row.mjs"

const BUILT = path.join(ROOT, ".medusa/storefront")
const rowName = (entry) => `widget: ${entry}, gzipped`
const CORE = "core"
/** The most that a store's customers may have to load for the core. */
const CORE_BELOW = 4_096
/** Each entry as it is written; what they need of the core is in the core's own file. */
const FILES = { [CORE]: "index.mjs", "React components": "react.mjs", element: "element.mjs", words: "words.mjs" }

/** What a store's customers load, as it was built. */
export const widget = {
  names: Object.keys(FILES).map(rowName),

  async measure() {
    return Object.entries(FILES).map(([entry, file]) => {
      const code = fs.readFileSync(path.join(BUILT, file))
      const value = gzipSync(code, { level: 9 }).length
      const limit = entry === CORE ? { below: CORE_BELOW } : {}
      return plainRow({
        name: rowName(entry),
        value,
        unit: "bytes",
        against: "as it is",
        yardstick: code.length,
        ...limit,
      })
    })
  },
}

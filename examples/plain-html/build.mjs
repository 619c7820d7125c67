// Puts the page and the widget's files side by side, as a web server wants them. A store copies the latter out of
// node_modules/medusa-payment-amazon-pay/.medusa/storefront.
import fs from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"

const HERE = path.dirname(fileURLToPath(import.meta.url))
const ROOT = path.resolve(HERE, "../..")
const OUT = path.resolve(process.env.OUT_DIR ?? path.join(ROOT, ".cache/plain-html"))
const WIDGET = ["index.mjs", "element.mjs"]

fs.rmSync(OUT, { recursive: true, force: true })
fs.cpSync(path.join(HERE, "public"), OUT, { recursive: true })
for (const file of WIDGET) {
  const built = path.join(ROOT, ".medusa/storefront", file)
  if (!fs.existsSync(built)) {
    console.error(`${built} is missing. Build the widget first: npm run build`)
    process.exit(1)
  }
  fs.mkdirSync(path.join(OUT, "amazon-pay"), { recursive: true })
  fs.copyFileSync(built, path.join(OUT, "amazon-pay", file))
}

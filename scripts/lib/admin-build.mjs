import fs from "node:fs"
import path from "node:path"
import { ROOT } from "./install.mjs"

/**
 * Medusa's bundler drops a widget or a page it cannot read and ends well all the same, so the bundle is looked at.
 *
 * @throws Error that names what is missing
 */
export function assertAdminIsBuilt() {
  const bundle = fs.readFileSync(path.join(ROOT, ".medusa/server/src/admin/index.mjs"), "utf8")
  const widgets = fs.readdirSync(path.join(ROOT, "src/admin/widgets")).filter((file) => file.endsWith(".tsx"))
  for (const widget of widgets) {
    const source = fs.readFileSync(path.join(ROOT, "src/admin/widgets", widget), "utf8")
    const zone = /zone:\s*"([^"]+)"/.exec(source)?.[1]
    if (!zone || !bundle.includes(zone)) throw new Error(`The admin bundle lacks the widget ${widget} (zone ${zone})`)
  }
  for (const route of adminRoutes()) {
    if (!bundle.includes(`path: "${route}"`)) throw new Error(`The admin bundle lacks the page ${route}`)
  }
}

/** Paths of the pages below src/admin/routes, as the bundler writes them. */
function adminRoutes() {
  const routes = path.join(ROOT, "src/admin/routes")
  return fs
    .readdirSync(routes, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "page.tsx")
    .map((file) => `/${path.dirname(file)}`.replace(/\[(\w+)\]/g, ":$1"))
}

import fs from "node:fs"
import path from "node:path"
import { z } from "zod"
import { AUDIENCES } from "../../src/api/audiences"
import { EVENTS } from "../../src/modules/amazon-pay/events/names"
import { optionsSchema } from "../../src/options/schema"

const ROOT = path.resolve(__dirname, "../..")
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]

type Audience = (typeof AUDIENCES)[number]
type Route = { method: string; path: string } & Pick<Audience, "audience" | "credentials">
type Job = { name: string; schedule: string }

/** What tools can know of this plugin without running it: `medusa-plugin.json`. */
export function buildManifest() {
  const { name, version, description, peerDependencies, engines } = packageJson()
  return {
    $comment: "Generated from the sources by `npm run manifest`. Do not edit.",
    name,
    version,
    description,
    medusa: peerDependencies["@medusajs/medusa"],
    node: engines.node,
    payment_provider: "pp_amazon-pay_<account>",
    routes: routes(),
    events: Object.values(EVENTS),
    admin: { widgets: widgetZones() },
    jobs: jobs(),
    options: z.toJSONSchema(optionsSchema, { io: "input" }),
  }
}

/** The manifest as it is stored. */
export function manifestText(): string {
  return `${JSON.stringify(buildManifest(), null, 2)}\n`
}

export const MANIFEST_FILE = path.join(ROOT, "medusa-plugin.json")

function packageJson() {
  return JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
    name: string
    version: string
    description: string
    peerDependencies: Record<string, string>
    engines: { node: string }
  }
}

/** Every method that a route file exports, at the path that its folder is. */
function routes(): Route[] {
  return filesBelow("src/api", "route.ts").flatMap((file) => {
    const route = routePath(file)
    return exportsOf(file)
      .filter((name) => METHODS.includes(name))
      .map((method) => ({ method, path: route, ...audienceOf(route) }))
  })
}

function routePath(file: string): string {
  return "/" + path.dirname(path.relative("src/api", file)).replace(/\[(\w+)\]/g, ":$1")
}

function audienceOf(route: string): Pick<Route, "audience" | "credentials"> {
  const found = AUDIENCES.find(({ prefix }) => route.startsWith(`${prefix}/`))
  if (!found) throw new Error(`${route} belongs to no audience in src/api/audiences.ts, so nothing guards it`)
  return { audience: found.audience, credentials: found.credentials }
}

function jobs(): Job[] {
  return filesBelow("src/jobs", ".ts").map((file) => (load(file) as { config: Job }).config)
}

/** The zones as Medusa's bundler reads them: literals in the source. */
function widgetZones() {
  return filesBelow("src/admin/widgets", ".tsx").map((file) => {
    const zone = /zone:\s*"([^"]+)"/.exec(fs.readFileSync(path.join(ROOT, file), "utf8"))?.[1]
    if (!zone) throw new Error(`${file} names no zone in a form that Medusa's bundler reads`)
    return { zone, file: path.basename(file, ".tsx") }
  })
}

function exportsOf(file: string): string[] {
  return Object.keys(load(file) as object)
}

function load(file: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the files are found, not known
  return require(path.join(ROOT, file))
}

function filesBelow(folder: string, ending: string): string[] {
  return fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => path.join(folder, file))
    .sort()
}

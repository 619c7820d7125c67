import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import fs from "node:fs"
import path from "node:path"

const ROOT = path.resolve(__dirname, "../../..")
const EXAMPLE = path.join(ROOT, "examples/nextjs-account")
const WIDGET = path.join(ROOT, ".medusa/storefront")
const APP = path.join(ROOT, ".cache/nextjs-account")
const MARKER = path.join(APP, "built-from")

/**
 * Installs and builds the Next.js example as a store would, with the widget as it is packed, in a folder that is kept:
 * nothing is done while example and widget are the same.
 *
 * @returns the folder of the built app
 */
export function builtNextApp(): string {
  const sources = fingerprint([EXAMPLE, WIDGET])
  if (fs.existsSync(MARKER) && fs.readFileSync(MARKER, "utf8") === sources) return APP
  fs.mkdirSync(APP, { recursive: true })
  for (const name of fs.readdirSync(APP)) {
    if (name !== "node_modules") fs.rmSync(path.join(APP, name), { recursive: true })
  }
  fs.cpSync(EXAMPLE, APP, { recursive: true })
  packWidget(path.join(APP, "widget"))
  const file = path.join(APP, "package.json")
  const manifest = JSON.parse(fs.readFileSync(file, "utf8")) as { dependencies: Record<string, string> }
  manifest.dependencies["medusa-payment-amazon-pay"] = "file:./widget"
  fs.writeFileSync(file, JSON.stringify(manifest))
  run("npm", ["install", "--install-links", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"])
  run(process.execPath, [path.join(APP, "node_modules/next/dist/bin/next"), "build"])
  fs.writeFileSync(MARKER, sources)
  return APP
}

/** What a browser needs of the package: the widget's entries, without the plugin's own dependencies. */
function packWidget(to: string): void {
  const own = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as Record<string, unknown>
  const { name, version, type, exports } = own
  fs.cpSync(WIDGET, path.join(to, ".medusa/storefront"), { recursive: true })
  fs.writeFileSync(path.join(to, "package.json"), JSON.stringify({ name, version, type, exports }))
}

function run(program: string, args: readonly string[]): void {
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", npm_config_include: "dev" }
  execFileSync(program, args, { cwd: APP, env, stdio: ["ignore", "ignore", "pipe"] })
}

function fingerprint(folders: readonly string[]): string {
  const hash = createHash("sha256")
  for (const folder of folders) {
    const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    for (const file of files.map(({ parentPath, name }) => path.join(parentPath, name)).sort()) {
      hash.update(file).update(fs.readFileSync(file))
    }
  }
  return hash.digest("hex")
}

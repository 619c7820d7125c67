import { spawnSync } from "node:child_process"
import fs from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"

/** Root of this repository. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..")

/** Installs the dependencies of the lock file unless they are there. Uses nothing but Node and npm. */
export function ensureInstalled() {
  const installed = path.join(ROOT, "node_modules/.package-lock.json")
  const lock = path.join(ROOT, "package-lock.json")
  if (fs.existsSync(installed) && fs.statSync(installed).mtimeMs >= fs.statSync(lock).mtimeMs) return
  console.log("Installing dependencies (npm ci); this takes a minute or two ...")
  const npm = process.platform === "win32" ? "npm.cmd" : "npm"
  const { status } = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: ROOT,
    stdio: "inherit",
  })
  if (status !== 0) throw new Error("npm ci failed; its message is above")
  const now = new Date()
  fs.utimesSync(installed, now, now)
}

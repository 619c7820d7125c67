import { spawnSync } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"

/** How a browser can be had, in the order in which it is tried. */
export const BROWSER_KINDS = ["system", "npm", "npm-libraries", "debian"]

const SYSTEM_PATHS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
]

/** Without these a closed network makes Chromium ask Google's hosts over and over. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/**
 * The launch options of a Chromium that runs on this machine: the system's, else the one of the npm package
 * `@sparticuz/chromium`, with the shared libraries it carries where the system lacks them, else (as root) Debian's.
 *
 * @param {string | undefined} forced one of BROWSER_KINDS; taken from AMAZON_PAY_BROWSER
 * @returns {Promise<{ kind: string, executablePath: string, args: string[], env: Record<string, string> }>} options for
 * playwright's `chromium.launch`
 * @throws Error that says what was tried
 */
export async function findBrowser(forced = process.env.AMAZON_PAY_BROWSER) {
  if (forced && !BROWSER_KINDS.includes(forced)) {
    throw new Error(`AMAZON_PAY_BROWSER must be one of ${BROWSER_KINDS.join(", ")}`)
  }
  const tried = []
  for (const kind of forced ? [forced] : BROWSER_KINDS) {
    const found = await FINDERS[kind]()
    if (found && runs(found)) return { kind, args: ARGUMENTS, ...found }
    tried.push(kind)
  }
  throw new Error(`No Chromium runs on this machine (tried: ${tried.join(", ")}). Install Chromium and try again`)
}

const FINDERS = {
  system: () => systemBrowser(),
  npm: () => npmBrowser(),
  "npm-libraries": () => npmBrowserWithLibraries(),
  debian: () => debianBrowser(),
}

function systemBrowser() {
  const executablePath = [process.env.CHROMIUM_PATH, ...SYSTEM_PATHS].find((file) => file && fs.existsSync(file))
  return executablePath ? { executablePath, env: environment() } : null
}

async function npmBrowser() {
  const { default: chromium } = await import("@sparticuz/chromium")
  const executablePath = await chromium.executablePath()
  return { executablePath, env: environment({ FONTCONFIG_PATH: path.join(os.tmpdir(), "fonts") }) }
}

/** For a machine without NSS and its kin: the package brings them, as for AWS Lambda. */
async function npmBrowserWithLibraries() {
  const { inflate } = await import("@sparticuz/chromium")
  const { executablePath, env } = await npmBrowser()
  const archive = path.join(
    path.dirname(new URL(import.meta.resolve("@sparticuz/chromium")).pathname),
    "../bin/al2023.tar.br",
  )
  const libraries = path.join(await inflate(archive), "lib")
  return {
    executablePath,
    env: { ...env, LD_LIBRARY_PATH: [libraries, env.LD_LIBRARY_PATH].filter(Boolean).join(":") },
  }
}

function debianBrowser() {
  if (process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).status !== 0) return null
  const quiet = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } }
  spawnSync("apt-get", ["update"], quiet)
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], quiet)
  return systemBrowser()
}

function environment(more = {}) {
  return { ...process.env, ...more }
}

function runs({ executablePath, env }) {
  return spawnSync(executablePath, ["--version", "--no-sandbox"], { env, timeout: 30_000 }).status === 0
}

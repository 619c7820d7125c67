import fs from "node:fs"
import path from "node:path"
import { ROOT } from "../../../scripts/lib/install.mjs"

const FIXTURES = path.join(ROOT, "test/package")
const MEDUSA = "node_modules/@medusajs/cli/cli.js"
const NPM = process.platform === "win32" ? "npm.cmd" : "npm"
const TESTED = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")).devDependencies

/** What `create-medusa-app` puts into a new store, in the versions this plugin is tested with. */
const OF_EVERY_STORE = ["admin-sdk", "cli", "framework", "medusa"].map((name) => `@medusajs/${name}`)
const TO_BUILD = ["@swc/core", "@types/node", "@types/react", "react", "react-dom", "ts-node", "typescript", "vite"]

/** Nothing of the tests' own environment. Jest runs this Node with flags that a store's does not have. */
const OWN_ENVIRONMENT = { NODE_OPTIONS: "", NODE_ENV: undefined, MEDUSA_DISABLE_TELEMETRY: "true" }

/**
 * A Medusa store in an empty folder outside this repository: the plugin's tarball and a second plugin's are installed with
 * npm, as in anybody's store. It is built, and started from what was built, in production mode.
 *
 * @param {string} dir an empty folder
 * @returns {import("../../../scripts/lib/demo.mjs").Store}
 */
export function freshStore(dir) {
  const root = path.join(dir, "store")
  const medusa = path.join(root, MEDUSA)
  return {
    root,
    medusa,
    env: { ...OWN_ENVIRONMENT, NODE_ENV: "production", JWT_SECRET: "of the test", COOKIE_SECRET: "of the test" },
    startedIn: path.join(root, ".medusa/server"),
    prepare: async ({ logs, crew }) => {
      const run = runner(crew, path.join(logs, "install.log"))
      const tarballs = [await pack(run, ROOT, dir), await packSecondPlugin(run, dir)]
      writeStore(root, tarballs)
      await run([NPM, "install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"], root)
    },
    build: async ({ env, logs, crew }) => {
      fs.writeFileSync(path.join(dir, "store-environment.json"), JSON.stringify(env))
      await crew.run(["node", medusa, "build"], { cwd: root, env, logFile: path.join(logs, "store-build.log") })
    },
  }
}

function runner(crew, logFile) {
  return (command, cwd) => crew.run(command, { cwd, logFile, env: OWN_ENVIRONMENT })
}

/** @returns {Promise<string>} the tarball's file */
async function pack(run, from, dir) {
  const destination = path.join(dir, "tarballs")
  fs.mkdirSync(destination, { recursive: true })
  const before = new Set(fs.readdirSync(destination))
  await run([NPM, "pack", "--pack-destination", destination], from)
  const [made] = fs.readdirSync(destination).filter((file) => !before.has(file))
  return path.join(destination, made)
}

/** Built with this repository's packages, as its author would with theirs. */
async function packSecondPlugin(run, dir) {
  const plugin = path.join(dir, "second-plugin")
  fs.cpSync(path.join(FIXTURES, "second-plugin"), plugin, { recursive: true })
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(plugin, "node_modules"), "junction")
  await run(["node", path.join(ROOT, MEDUSA), "plugin:build"], plugin)
  return pack(run, plugin, dir)
}

function writeStore(root, tarballs) {
  fs.cpSync(path.join(FIXTURES, "store"), root, { recursive: true })
  fs.cpSync(path.join(ROOT, "examples/store/src/scripts"), path.join(root, "src/scripts"), { recursive: true })
  const [plugin, secondPlugin] = tarballs.map((tarball) => `file:${tarball}`)
  const manifest = {
    name: "fresh-store",
    version: "0.0.1",
    private: true,
    dependencies: {
      ...tested(OF_EVERY_STORE),
      "medusa-payment-amazon-pay": plugin,
      "medusa-second-plugin": secondPlugin,
    },
    devDependencies: tested(TO_BUILD),
  }
  fs.writeFileSync(path.join(root, "package.json"), JSON.stringify(manifest, null, 2))
}

function tested(names) {
  return Object.fromEntries(names.map((name) => [name, TESTED[name]]))
}

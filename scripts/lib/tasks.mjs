import { assertAdminIsBuilt } from "./admin-build.mjs"
import { isBuilt, stampBuild } from "./build-stamp.mjs"
import { run } from "./processes.mjs"

const TEST_PARTS = ["unit", "simulator", "integration", "browser"]
/** Parts that run what was built rather than the sources. */
const NEED_BUILD = new Set(["browser"])

export const TASKS = { build, lint, typecheck, manifest, docs, test }

/** The plugin, its admin and the storefront widget, into .medusa. */
async function build({ logFile } = {}) {
  const env = { MEDUSA_DISABLE_TELEMETRY: "true" }
  await run(["node", "node_modules/@medusajs/cli/cli.js", "plugin:build"], { env, logFile })
  assertAdminIsBuilt()
  await run(["node", "scripts/build-storefront.mjs"], { logFile })
  stampBuild()
}

/** Builds unless today's sources are built already. */
export async function buildIfNeeded(options) {
  if (!isBuilt()) await build(options)
}

async function lint() {
  await run(["node", "node_modules/eslint/bin/eslint.js", ".", "--max-warnings", "0"])
  await run(["node", "node_modules/prettier/bin/prettier.cjs", "--check", "."])
}

async function typecheck() {
  for (const project of [
    "tsconfig.json",
    "admin/tsconfig.json",
    "src/storefront/tsconfig.json",
    "test/tsconfig.json",
  ]) {
    await run(["node", "node_modules/typescript/bin/tsc", "--noEmit", "-p", project])
  }
}

/** Writes medusa-plugin.json from the sources. */
async function manifest() {
  await run(["node", "--require", "ts-node/register/transpile-only", "scripts/manifest/write.ts"])
}

/** Writes the generated documentation from the sources. */
async function docs() {
  await run(["node", "--require", "ts-node/register/transpile-only", "scripts/docs/write.ts"])
}

/** @param {string} [part] one of TEST_PARTS, or all of them; what follows goes to Jest */
async function test(part, ...jestArguments) {
  const parts = TEST_PARTS.includes(part) ? [part] : TEST_PARTS
  const more = TEST_PARTS.includes(part) || part === undefined ? jestArguments : [part, ...jestArguments]
  if (parts.some((name) => NEED_BUILD.has(name))) await buildIfNeeded()
  await run(
    ["node", "node_modules/jest/bin/jest.js", "--selectProjects", ...parts, ...(more.length ? ["--", ...more] : [])],
    {
      env: { NODE_OPTIONS: "--experimental-vm-modules --no-warnings", NODE_ENV: "test" },
    },
  )
}

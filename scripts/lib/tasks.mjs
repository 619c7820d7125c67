import { BENCH_CORE, onCore } from "../../bench/lib/cores.mjs"
import { assertAdminIsBuilt } from "./admin-build.mjs"
import { isBuilt, stampBuild } from "./build-stamp.mjs"
import { COMPATIBILITY, fetchVersion } from "./compatibility.mjs"
import { jest, jestInParts } from "./jest.mjs"
import { LONG_RUNS } from "./long-runs.mjs"
import { fetchStryker } from "./mutation.mjs"
import { run } from "./processes.mjs"

const TEST_PARTS = ["unit", "simulator", "integration", "browser"]
/** Parts that run only when they are named, one file at a time: several stores are started there. */
const NAMED_PARTS = ["cluster", "package"]
/** Parts that run what was built rather than the sources. */
const NEED_BUILD = new Set(["browser", "package"])

export const TASKS = { build, lint, typecheck, manifest, docs, openapi, test, compatibility, mutation, bench, long }

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
    "bench/store/tsconfig.json",
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

/** Writes openapi.json from the sources. */
async function openapi() {
  await run(["node", "--require", "ts-node/register/transpile-only", "scripts/openapi/write.ts"])
}

/** @param {string} [part] one of TEST_PARTS or NAMED_PARTS, or all of TEST_PARTS; what follows goes to Jest */
async function test(part, ...jestArguments) {
  const isNamed = [...TEST_PARTS, ...NAMED_PARTS].includes(part)
  const parts = isNamed ? [part] : TEST_PARTS
  const more = isNamed || part === undefined ? jestArguments : [part, ...jestArguments]
  if (parts.some((name) => NEED_BUILD.has(name))) await buildIfNeeded()
  const workers = parts.every((name) => NAMED_PARTS.includes(name)) ? ["--maxWorkers", "1"] : []
  if (!more.length) return jestInParts(parts, workers)
  await jest(["--selectProjects", ...parts, ...workers, "--", ...more])
}

/** The packed plugin in a fresh store, with other versions of what it runs on. @param {...string} names all unless given */
async function compatibility(...names) {
  await buildIfNeeded()
  for (const name of names.length ? names : Object.keys(COMPATIBILITY)) {
    const { node, env } = await fetchVersion(name)
    console.log(`The package's tests with ${name}`)
    await jest(["--selectProjects", "package", "--maxWorkers", "1"], env, node)
  }
}

/** Whether the tests notice when the sources are changed. @param {...string} args for Stryker, as `--mutate <files>` */
async function mutation(...args) {
  await run(["node", await fetchStryker(), "run", "test/mutation/stryker.config.mjs", ...args])
}

/** @param {...string} args parts of row names, `--quick` */
async function bench(...args) {
  await buildIfNeeded()
  await run(onCore(BENCH_CORE, [process.execPath, "bench/run.mjs", ...args]))
}

/** Nothing that a long run does is given up on before a day has gone by. */
const A_DAY_MS = 86_400_000

/**
 * @param {string} name one of LONG_RUNS
 * @param {string} [given] another number than its own
 */
async function long(name, given) {
  const known = Object.hasOwn(LONG_RUNS, name) ? LONG_RUNS[name] : undefined
  if (!known) throw new Error(`There is no long run "${name}". Long runs: ${Object.keys(LONG_RUNS).join(", ")}`)
  const count = String(given ?? known.count)
  if (!(Number(count) > 0)) throw new Error(`"${count}" is not a number of ${known.of}`)
  console.log(`${count} ${known.of}`)
  if (known.program) {
    await buildIfNeeded()
    return run(onCore(BENCH_CORE, [process.execPath, known.program, count]))
  }
  const args = ["--selectProjects", "integration", "--testTimeout", String(A_DAY_MS), "--", known.tests]
  return jest(args, { [known.variable]: count })
}

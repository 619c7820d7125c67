import fs from "node:fs"
import path from "node:path"
import { ROOT } from "./install.mjs"
import { run } from "./processes.mjs"

const REPORT = path.join(ROOT, ".cache", "test-report.json")
/** With more failed files than these something is broken, and another try would only tell it later. */
const MOST_TRIED_AGAIN = 4

/**
 * Runs Jest.
 *
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @param {string} [node] another Node than this one
 * @throws Error when a test fails
 */
export async function jest(args, env = {}, node = "node") {
  await run([node, "node_modules/jest/bin/jest.js", ...args], {
    env: { NODE_OPTIONS: "--experimental-vm-modules --no-warnings", NODE_ENV: "test", ...env },
  })
}

/**
 * Runs whole parts. A few files that failed beside others are run once more, one by one with the machine to themselves,
 * and named at the end whatever comes of it: a test that passes only then is not to be relied on, and is to be mended.
 *
 * @param {string[]} parts Jest's projects
 * @param {string[]} [args] more for Jest
 * @throws Error when a test fails twice, or too many files fail
 */
export async function jestInParts(parts, args = []) {
  fs.mkdirSync(path.dirname(REPORT), { recursive: true })
  fs.rmSync(REPORT, { force: true })
  try {
    await jest(["--selectProjects", ...parts, "--json", "--outputFile", REPORT, ...args])
  } catch (failure) {
    const files = failedFiles()
    if (!files.length || files.length > MOST_TRIED_AGAIN) throw failure
    const names = files.map((file) => path.relative(ROOT, file))
    console.error(`\nFailed beside others, run again alone:\n  ${names.join("\n  ")}\n`)
    for (const file of files) await jest(["--selectProjects", partOf(file), "--runTestsByPath", file])
    console.error(`\nPassed only when run alone, to be mended:\n  ${names.join("\n  ")}\n`)
  }
}

/** @returns {string[]} the test files that failed, as Jest reported; none where it did not come to report */
function failedFiles() {
  if (!fs.existsSync(REPORT)) return []
  const { testResults } = JSON.parse(fs.readFileSync(REPORT, "utf8"))
  return testResults.filter(({ status }) => status === "failed").map(({ name }) => name)
}

/** @param {string} file of a test, which lies under `test/<part>` */
function partOf(file) {
  return path.relative(path.join(ROOT, "test"), file).split(path.sep)[0]
}

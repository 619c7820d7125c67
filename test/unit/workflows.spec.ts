import fs from "node:fs"
import path from "node:path"

/** What GitHub runs: nothing that is not in package.json, and with no more rights than it needs. */

const ROOT = path.resolve(__dirname, "../..")
const FOLDER = path.join(ROOT, ".github/workflows")
const FILES = fs.readdirSync(FOLDER)
const read = (file: string) => fs.readFileSync(path.join(FOLDER, file), "utf8")

const { scripts } = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
  scripts: Record<string, string>
}

/** The scripts that a workflow runs, once for each value of its matrix. */
function scriptsOf(text: string): string[] {
  return [...text.matchAll(/npm run ([\w:-]+)(?:\$\{\{ matrix\.(\w+) \}\})?/g)].flatMap(([, name = "", axis]) =>
    axis === undefined ? [name] : valuesOf(text, axis).map((value) => name + value),
  )
}

function valuesOf(text: string, axis: string): string[] {
  const [, list = ""] = new RegExp(`^ +${axis}: \\[([^\\]]+)\\]`, "m").exec(text) ?? []
  return list.split(",").map((value) => value.trim())
}

it.each(FILES)("%s runs scripts that exist", (file) => {
  const named = scriptsOf(read(file))
  expect(named).not.toEqual([])
  expect(named.filter((name) => !(name in scripts))).toEqual([])
})

it.each(FILES)("%s may read the repository and nothing else, unless a job says why, and ends by itself", (file) => {
  const text = read(file)
  expect(text).toMatch(/^permissions:\n {2}contents: read\n/m)
  const jobs = text.slice(text.indexOf("\njobs:")).match(/^ {2}[\w-]+:$/gm) ?? []
  expect(jobs.length).toBeGreaterThan(0)
  expect(text.match(/timeout-minutes: \d+/g)).toHaveLength(jobs.length)
})

it("all parts of the tests and all long runs are run by a workflow", () => {
  const named = FILES.flatMap((file) => scriptsOf(read(file)))
  const parts = Object.keys(scripts).filter((name) => name.startsWith("test:"))
  expect(parts.filter((name) => !named.includes(name))).toEqual([])
  const long = Object.keys(scripts).filter((name) => name.startsWith("long:"))
  expect(long.length).toBeGreaterThan(3)
  expect(long.filter((name) => !named.includes(name))).toEqual([])
})

it("what is published has been tested, says where it comes from, and is of the tagged version", () => {
  const text = read("publish.yml")
  expect(text).toMatch(/npm test[\s\S]*test:package[\s\S]*npm publish --provenance/)
  expect(text).toContain("id-token: write")
  expect(text).toContain("npm pkg get version")
})

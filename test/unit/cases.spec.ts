import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"

/** The project's list of hostile cases, and the OWASP list: each has tests, and SECURITY.md names them truly. */

const ROOT = path.resolve(__dirname, "../..")
const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8")

const specs = readdirSync(path.join(ROOT, "test"), { recursive: true, encoding: "utf8" })
  .filter((file) => /\.spec\.tsx?$/.test(file))
  .map((file) => path.posix.join("test", file))

/** The cases that the names of a file's groups and tests say: `"30. ..."` and `"... (30, 35)"`. */
function casesIn(file: string): number[] {
  const text = read(file)
  const groups = [...text.matchAll(/\bdescribe\("(\d+)\. /g)].map(([, number]) => Number(number))
  const named = [...text.matchAll(/\((\d+(?:, \d+)*)\)"/g)].flatMap(([, list = ""]) => list.split(", ").map(Number))
  return [...(/^test\/integration\/cases\/[a-e]-/.test(file) ? groups : []), ...named]
}

it("each of the 40 hostile cases has a test that names it", () => {
  const covered = new Set(specs.flatMap(casesIn))
  const missing = Array.from({ length: 40 }, (_, index) => index + 1).filter((number) => !covered.has(number))
  expect(missing).toEqual([])
})

describe("the OWASP API Security Top 10 in SECURITY.md", () => {
  const rows = [...read("SECURITY.md").matchAll(/^\| API(\d+) [^|]+\|([^|]+)\|([^|]+)\|$/gm)].map(
    ([, number, here = "", tests = ""]) => ({
      number: Number(number),
      here: here.trim(),
      tests: [...tests.matchAll(/`([^`]+)`(?: \((\d+)(?: to (\d+))?[^)]*\))?/g)],
    }),
  )

  it("is whole, and says of each what is done and which test covers it", () => {
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    for (const { here, tests } of rows) {
      expect(here).not.toBe("")
      expect(tests.length).toBeGreaterThan(0)
    }
  })

  it("names tests that exist, and cases that are in them", () => {
    for (const [, file = "", first, last = first] of rows.flatMap(({ tests }) => tests)) {
      expect(specs).toContain(file)
      if (first === undefined) continue
      expect(casesIn(file)).toEqual(expect.arrayContaining([Number(first), Number(last)]))
    }
  })
})

import { readFileSync, readdirSync } from "node:fs"
import path from "node:path"

const root = path.join(__dirname, "../../src/simulator")
const ALLOWED = ["express", "node-forge"]

function imports(file: string): string[] {
  const text = readFileSync(file, "utf8")
  return [...text.matchAll(/(?:from|import|require\()\s*"([^"]+)"/g)].map(([, source]) => source ?? "")
}

function isOwn(file: string, source: string): boolean {
  return source.startsWith(".") && !path.relative(root, path.resolve(path.dirname(file), source)).startsWith("..")
}

it("the simulator knows nothing of the plugin, so that one's mistake is the other's failure", () => {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name))
  expect(files.length).toBeGreaterThan(40)
  const foreign = files.flatMap((name) => {
    const file = path.join(root, name)
    return imports(file)
      .filter((source) => !isOwn(file, source) && !source.startsWith("node:") && !ALLOWED.includes(source))
      .map((source) => `${name}: ${source}`)
  })
  expect(foreign).toEqual([])
})

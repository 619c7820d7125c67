import { createHash } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { ROOT } from "./install.mjs"

const INPUTS = [
  "src",
  "admin",
  "migrations",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "scripts/build-storefront.mjs",
]
const STAMP = path.join(ROOT, ".medusa/built-from")

/** A digest of everything that is built from. */
function digest() {
  const hash = createHash("sha256")
  for (const file of INPUTS.flatMap((input) => filesBelow(path.join(ROOT, input)))) {
    hash.update(path.relative(ROOT, file)).update("\0").update(fs.readFileSync(file))
  }
  return hash.digest("hex")
}

function filesBelow(place) {
  if (!fs.statSync(place).isDirectory()) return [place]
  return fs
    .readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

/** Whether what is in .medusa was built from today's sources. */
export function isBuilt() {
  return fs.existsSync(STAMP) && fs.readFileSync(STAMP, "utf8") === digest()
}

export function stampBuild() {
  fs.writeFileSync(STAMP, digest())
}

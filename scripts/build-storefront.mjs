// Builds the storefront widget from src/storefront into .medusa/storefront, beside what `medusa plugin:build` makes:
// every entry as .mjs and .cjs, its types, and the stylesheet.
import { spawn } from "node:child_process"
import fs from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { build } from "esbuild"

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..")
const SOURCES = path.join(ROOT, "src/storefront")
const OUT = path.join(ROOT, ".medusa/storefront")
const TSC = path.join(ROOT, "node_modules/typescript/bin/tsc")

/** What a store's customers may have to load for the core, in bytes, gzipped. */
const CORE_LIMIT = 4096

/** What a store imports, beside the core. */
const ENTRIES = ["react.tsx", "words.ts", "element.ts"]

const FORMATS = [
  { format: "esm", extension: "mjs" },
  { format: "cjs", extension: "cjs" },
]

fs.rmSync(OUT, { recursive: true, force: true })
try {
  await Promise.all([...FORMATS.flatMap(bundlesIn), emitTypes()])
  for (const name of ["index", ...ENTRIES.map((entry) => path.parse(entry).name)]) {
    for (const extension of ["d.ts", "d.mts"]) {
      fs.writeFileSync(path.join(OUT, `${name}.${extension}`), `export * from "./types/storefront/${name}.js"\n`)
    }
  }
  fs.copyFileSync(path.join(SOURCES, "styles.css"), path.join(OUT, "styles.css"))
  for (const { extension } of FORMATS) checkCoreSize(`index.${extension}`)
} catch (error) {
  console.error(error.message)
  process.exit(1)
}

/** All entries in one module format. They use the core's file, so scripts load once whichever are used. */
function bundlesIn({ format, extension }) {
  const shared = { bundle: true, format, outdir: OUT, outExtension: { ".js": `.${extension}` }, logLevel: "warning" }
  const language = {
    target: "es2022",
    platform: "browser",
    jsx: "automatic",
    minify: true,
  }
  return [
    build({ ...shared, ...language, entryPoints: [path.join(SOURCES, "index.ts")] }),
    build({
      ...shared,
      ...language,
      entryPoints: ENTRIES.map((entry) => path.join(SOURCES, entry)),
      loader: { ".css": "text" },
      external: ["react", "react/jsx-runtime"],
      plugins: [coreFromItsOwnFile(extension)],
    }),
  ]
}

/** @returns {import("esbuild").Plugin} */
function coreFromItsOwnFile(extension) {
  return {
    name: "core-from-its-own-file",
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.?\/index$/ }, () => ({ path: `./index.${extension}`, external: true }))
    },
  }
}

function emitTypes() {
  const child = spawn(process.execPath, [TSC, "-p", path.join(SOURCES, "tsconfig.json")], { stdio: "inherit" })
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error("The types of src/storefront do not build")),
    )
  })
}

function checkCoreSize(file) {
  const size = gzipSync(fs.readFileSync(path.join(OUT, file)), { level: 9 }).length
  if (size >= CORE_LIMIT) throw new Error(`${file} is ${size} bytes gzipped; the limit is ${CORE_LIMIT}`)
  console.log(`storefront/${file}: ${size} bytes gzipped (limit ${CORE_LIMIT})`)
}

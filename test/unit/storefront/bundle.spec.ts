import path from "node:path"
import { createContext, runInContext } from "node:vm"
import { gzipSync } from "node:zlib"
import { build } from "esbuild"

const ROOT = path.resolve(__dirname, "../../..")

async function bundle(entry: string) {
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    loader: { ".css": "text" },
    external: ["react", "react/jsx-runtime"],
    metafile: true,
    write: false,
    logLevel: "silent",
  })
  return { code: outputFiles[0].contents, inputs: Object.keys(metafile.inputs) }
}

describe("the element", () => {
  it("can be loaded where there is no browser, as a server that renders pages does", async () => {
    const { outputFiles } = await build({
      entryPoints: [path.join(ROOT, "src/storefront/element.ts")],
      bundle: true,
      format: "iife",
      globalName: "widget",
      target: "es2022",
      loader: { ".css": "text" },
      write: false,
    })
    const server = createContext({})
    runInContext(outputFiles[0].text, server)
    expect(runInContext("typeof widget.defineWalletsElement", server)).toBe("function")
  })
})

describe("the words in six languages", () => {
  it("cost only those that are named", async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: 'export { GERMAN } from "./src/storefront/words"',
        resolveDir: ROOT,
      },
      bundle: true,
      minify: true,
      format: "esm",
      write: false,
    })
    const code = outputFiles[0].text
    expect(code.includes("Zahlungsart")).toBe(true)
    expect(
      ["moyen de paiement", "metodo di pagamento", "payment method"].filter((text) => code.includes(text)),
    ).toEqual([])
  })
})

describe("what a store's customers load", () => {
  it("is less than 4 kB gzipped for the core", async () => {
    const { code } = await bundle("src/storefront/index.ts")
    expect(gzipSync(code, { level: 9 }).length).toBeLessThan(4_096)
  })

  it.each(["index.ts", "react.tsx", "words.ts", "element.ts"].map((entry) => `src/storefront/${entry}`))(
    "contains nothing but the widget: %s",
    async (entry) => {
      const { inputs } = await bundle(entry)
      expect(inputs.filter((file) => !file.startsWith("src/storefront/"))).toEqual([])
    },
  )
})

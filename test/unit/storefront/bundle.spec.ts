import path from "node:path"
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
    external: ["react", "react/jsx-runtime"],
    metafile: true,
    write: false,
    logLevel: "silent",
  })
  return { code: outputFiles[0].contents, inputs: Object.keys(metafile.inputs) }
}

describe("what a store's customers load", () => {
  it("is less than 4 kB gzipped for the core", async () => {
    const { code } = await bundle("src/storefront/index.ts")
    expect(gzipSync(code, { level: 9 }).length).toBeLessThan(4_096)
  })

  it.each(["src/storefront/index.ts", "src/storefront/react.tsx"])(
    "contains nothing but the widget: %s",
    async (entry) => {
      const { inputs } = await bundle(entry)
      expect(inputs.filter((file) => !file.startsWith("src/storefront/"))).toEqual([])
    },
  )
})

import { isBuiltin } from "node:module"
import os from "node:os"
import path from "node:path"
import { INSTALLED, packed, packedFiles, REPOSITORY, runInStore, runNode, tarball } from "./support/store"

/** What a store, a storefront and their tools need. */
const WANTED = [
  /^\.medusa\/server\/(src|migrations)\/.+\.(js|d\.ts)$/,
  /^\.medusa\/server\/src\/admin\/index\.mjs$/,
  /^\.medusa\/storefront\/[\w-]+\.(mjs|cjs|d\.ts|d\.mts|css)$/,
  /^\.medusa\/storefront\/types\/.+\.d\.ts$/,
  /^(package|medusa-plugin|openapi)\.json$/,
  /^(README|CHANGELOG|CONTRIBUTING|SECURITY)\.md$/,
  /^LICENSE$/,
  /^docs\/([\w-]+\/)?[\w-]+\.(md|png)$/,
  /^examples\/[\w-]+\/((src|public)\/.+|[\w.-]+)\.(tsx?|js|mjs|json|html|css|svg)$/,
]

type Manifest = {
  bin?: Record<string, string>
  exports: Record<string, unknown>
  dependencies: Record<string, string>
}

const manifest = JSON.parse(packed("package.json")) as Manifest
const files = packedFiles()
const holding = (pattern: RegExp | string) =>
  files.filter((file) => (typeof pattern === "string" ? packed(file).includes(pattern) : pattern.test(packed(file))))

describe("what is in the tarball", () => {
  it("is what was built, papers, and examples to copy from", () => {
    expect(files.filter((file) => !WANTED.some((wanted) => wanted.test(file)))).toEqual([])
    expect(files).toEqual(expect.arrayContaining(["LICENSE", "README.md", "CHANGELOG.md", "medusa-plugin.json"]))
  })

  it("is all that its pages link to", () => {
    const links = files
      .filter((file) => file.endsWith(".md"))
      .flatMap((page) =>
        [...packed(page).matchAll(/\]\(([^)\s:#]+)(?:#[^)\s]*)?\)/g)].map(([, target = ""]) => ({
          page,
          target: path.posix.join(path.posix.dirname(page), target),
        })),
      )
    expect(links.length).toBeGreaterThan(60)
    const isThere = (target: string) => files.some((file) => file === target || file.startsWith(`${target}/`))
    expect(links.filter(({ target }) => !isThere(target))).toEqual([])
  })

  it("is no test and no fixture", () => {
    expect(
      files.filter((file) => /(^|\/)(tests?|__\w+__|fixtures?|mocks?|vectors?)\/|\.(spec|test)\./.test(file)),
    ).toEqual([])
  })

  it("is no key and no secret", () => {
    expect(holding(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\\nr]+[A-Za-z0-9+/=]{40}/)).toEqual([])
    expect(holding(/\b(npm_[A-Za-z0-9]{36}|gh[pousr]_[A-Za-z0-9]{36}|AKIA[0-9A-Z]{16})\b/)).toEqual([])
    expect(files.filter((file) => /\.(pem|key|env|p12|crt)$|(^|\/)\.(env|npmrc)/.test(file))).toEqual([])
  })

  it("names no place on the machine where it was built", () => {
    for (const place of [REPOSITORY, os.homedir(), os.tmpdir()]) {
      expect([place, holding(new RegExp(`${place.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}[/\\\\]`))]).toEqual([
        place,
        [],
      ])
    }
  })

  it("has source maps that need nothing outside", () => {
    const maps = files.flatMap((file) => sourceMapsIn(file).map((map) => ({ ...map, file })))
    expect(maps.length).toBeGreaterThan(0)
    const outside = maps.filter(({ file, sources, sourcesContent }) =>
      sources.some((source, at) => {
        const place = path.posix.join(path.posix.dirname(file), source)
        return place.startsWith("..") || path.isAbsolute(source) || typeof sourcesContent?.[at] !== "string"
      }),
    )
    expect(outside.map(({ file }) => file)).toEqual([])
  })

  function sourceMapsIn(file: string): { sources: string[]; sourcesContent?: string[] }[] {
    const text = packed(file)
    const inline = [...text.matchAll(/^\/\/# sourceMappingURL=data:application\/json;base64,(\S+)$/gm)]
    const linked = [...text.matchAll(/^\/\/# sourceMappingURL=(?!data:)(\S+)$/gm)]
    return [
      ...inline.map(([, map = ""]) => JSON.parse(Buffer.from(map, "base64").toString("utf8"))),
      ...linked.map(([, map = ""]) => JSON.parse(packed(path.posix.join(path.posix.dirname(file), map)))),
    ]
  }
})

describe("what the package offers", () => {
  const subpaths = Object.keys(manifest.exports)
  const specifierOf = (subpath: string) => path.posix.join("medusa-payment-amazon-pay", subpath)
  /** Only bundlers ask for these. */
  const forBundlers = subpaths.filter((subpath) => subpath === "./admin" || subpath.endsWith(".css"))
  const loadable = subpaths.filter((subpath) => !subpath.includes("*") && !forBundlers.includes(subpath))

  it("is right by publint", async () => {
    const said = await tool("publint/src/cli.js", ["run", tarball(), "--strict"])
    expect(said).toMatchObject({ status: 0, output: expect.stringContaining("All good!") })
  })

  it("has types that are right for every way to import it", async () => {
    const said = await tool("@arethetypeswrong/cli/dist/index.js", [
      tarball(),
      ...["--profile", "node16", "--exclude-entrypoints", ...forBundlers],
      // It takes the names of `export type *` for values.
      ...["--ignore-rules", "named-exports"],
    ])
    expect(said).toMatchObject({ status: 0 })
  })

  it.each(loadable)("%s can be loaded with require and, with the same names, with import", async (subpath) => {
    const [required, imported] = await namesOf(specifierOf(subpath), subpath.endsWith(".json"))
    expect(required).not.toEqual([])
    expect(imported).toEqual(expect.arrayContaining(required ?? []))
  })

  it.each([
    ["./modules/*", "amazon-pay"],
    ["./providers/*", "amazon-pay"],
  ])("%s is there as %s, for medusa-config.ts", async (subpath, name) => {
    const [required] = await namesOf(specifierOf(subpath.replace("*", name)), false)
    expect(required).toContain("default")
  })

  it("hides everything else", async () => {
    const load = `require("medusa-payment-amazon-pay/.medusa/server/src/client/index.js")`
    await expect(runInStore(["-e", load])).rejects.toThrow(/ERR_PACKAGE_PATH_NOT_EXPORTED/)
  })

  it("has every dependency that its server part loads", () => {
    const loaded = new Set(
      files
        .filter((file) => file.startsWith(".medusa/server/") && file.endsWith(".js") && !file.includes("/admin/"))
        .flatMap((file) =>
          [...packed(file).matchAll(/\brequire\("([^."][^"]*)"\)/g)].map(([, name = ""]) => packageOf(name)),
        ),
    )
    const known = new Set([...Object.keys(manifest.dependencies), ...PROVIDED])
    expect([...loaded].filter((name) => !isBuiltin(name) && !known.has(name)).sort()).toEqual([])
  })

  /** Every Medusa store has these. */
  const PROVIDED = ["@medusajs/framework", "@medusajs/medusa"]

  function packageOf(specifier: string): string {
    return specifier
      .split("/")
      .slice(0, specifier.startsWith("@") ? 2 : 1)
      .join("/")
  }

  /** The names of what `require` and `import` answer in the store. */
  async function namesOf(specifier: string, isJson: boolean): Promise<string[][]> {
    const how = isJson ? `, { with: { type: "json" } }` : ""
    const names = "(module) => Object.keys(module).filter((name) => name !== '__esModule')"
    const script = `const names = ${names}
      const required = require("${specifier}")
      import("${specifier}"${how}).then((imported) => {
        console.log(JSON.stringify([names(required), names(${isJson ? "imported.default" : "imported"})]))
        process.exit(0)
      })`
    return JSON.parse((await runInStore(["-e", script])).trim().split("\n").at(-1) ?? "[]") as string[][]
  }

  /** @param file a program among this repository's packages */
  function tool(file: string, args: readonly string[]) {
    return runNode([path.join(REPOSITORY, "node_modules", file), ...args])
  }
})

it("was installed from the tarball, and is no link into this repository", async () => {
  const resolved = await runInStore(["-p", `require.resolve("medusa-payment-amazon-pay")`])
  expect(resolved.trim()).toBe(path.join(INSTALLED, ".medusa/server/src/index.js"))
})

import { readdirSync, readFileSync, statSync } from "node:fs"
import { join, relative, resolve, dirname } from "node:path"
import ts from "typescript"

const ROOT = resolve(__dirname, "../..")
const CODE = /\.(ts|tsx|mts|mjs|cjs)$/

type Import = { from: string; specifier: string; typeOnly: boolean }

/** Source files of a folder; installed, generated and hidden ones, and links to elsewhere, are not ours. */
function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return /^(\.|node_modules$|dist$|static$)/.test(entry.name) ? [] : filesUnder(path)
      return entry.isFile() && CODE.test(entry.name) ? [path] : []
    })
    .sort()
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.Latest, true)
}

/** Every module a file names, however it does: import, export from, import(), require(), import type. */
function importsOf(file: string): Import[] {
  const found: Import[] = []
  const add = (node: ts.Node | undefined, typeOnly = false) => {
    if (node && ts.isStringLiteralLike(node)) found.push({ from: file, specifier: node.text, typeOnly })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly)
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true)
    if (ts.isExternalModuleReference(node)) add(node.expression)
    if (ts.isCallExpression(node)) {
      const called = node.expression
      const isRequire = ts.isIdentifier(called) && called.text === "require"
      if (called.kind === ts.SyntaxKind.ImportKeyword || isRequire) add(node.arguments[0])
    }
    ts.forEachChild(node, visit)
  }
  visit(parse(file))
  return found
}

const isOwn = (specifier: string) => specifier.startsWith(".")
const targetOf = ({ from, specifier }: Import) => relative(ROOT, resolve(ROOT, dirname(from), specifier))

/** The part of the house a path lies in: `src/protocol`, `admin`, `migrations`; `src/index.ts` is `src`. */
function partOf(path: string): string {
  const [top = "", next = ""] = path.split("/")
  return top === "src" && next && !/^index(\.ts)?$/.test(next) ? `src/${next}` : top
}

const files = ["src", "admin", "migrations"].flatMap(filesUnder)
const imports = files.flatMap(importsOf)
const ownImports = imports.filter(({ specifier }) => isOwn(specifier))

/** Which parts each part may import. What is not here may not exist. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  "src/protocol": [],
  "src/contracts": [],
  "src/simulator": [],
  "src/storefront": ["src/contracts"],
  admin: ["src/contracts"],
  "src/admin": ["admin", "src/contracts"],
  "src/options": ["src/protocol", "src/contracts"],
  "src/client": ["src/protocol", "src/options"],
  migrations: [],
  "src/modules": ["src/protocol", "src/options", "src/client", "src/contracts", "migrations"],
  "src/links": ["src/modules"],
  "src/workflows": ["src/modules", "src/contracts", "src/protocol"],
  "src/providers": ["src/modules", "src/options", "src/protocol", "src/contracts", "src/workflows"],
  "src/api": ["src/workflows", "src/modules", "src/contracts", "src/options", "src/protocol"],
  "src/subscribers": ["src/workflows", "src/modules", "src/contracts"],
  "src/jobs": ["src/workflows", "src/modules", "src/contracts"],
  "src/cli": [
    "src/options",
    "src/protocol",
    "src/client",
    "src/modules",
    "src/workflows",
    "src/simulator",
    "src/contracts",
  ],
  src: ["src/options", "src/protocol", "src/contracts"],
}

describe("imports point one way", () => {
  it("reads a house that is really there", () => {
    const parts = new Set(files.map(partOf))
    for (const part of ["src/protocol", "src/client", "src/modules", "src/api", "src/workflows", "admin"]) {
      expect(parts).toContain(part)
    }
    expect(ownImports.length).toBeGreaterThan(200)
  })

  it("knows every part of the house", () => {
    expect([...new Set(files.map(partOf))].filter((part) => !(part in ARROWS))).toEqual([])
  })

  it.each(Object.keys(ARROWS))("from %s only where the design allows", (part) => {
    const allowed = [part, ...(ARROWS[part] ?? [])]
    const wrong = ownImports
      .filter(({ from }) => partOf(from) === part)
      .filter((each) => !allowed.includes(partOf(targetOf(each))))
      .map((each) => `${each.from} -> ${targetOf(each)}`)
    expect(wrong).toEqual([])
  })

  it("and never in a circle, whatever the table above says", () => {
    const arrows = new Map<string, Set<string>>()
    for (const each of ownImports) {
      const [from, to] = [partOf(each.from), partOf(targetOf(each))]
      if (from !== to) arrows.set(from, (arrows.get(from) ?? new Set()).add(to))
    }
    expect(circleIn(arrows)).toEqual([])
  })

  it("into files that exist", () => {
    const candidates = (path: string) =>
      ["", ".ts", ".tsx", ".mjs", ".json", "/index.ts", "/index.tsx"].map((end) => join(ROOT, path + end))
    const missing = ownImports.filter(
      (each) => !candidates(targetOf(each)).some((path) => statSync(path, { throwIfNoEntry: false })?.isFile()),
    )
    expect(missing.map((each) => `${each.from} -> ${each.specifier}`)).toEqual([])
  })
})

function circleIn(arrows: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const done = new Set<string>()
  const walk = (part: string, path: string[]): string[] => {
    if (path.includes(part)) return [...path.slice(path.indexOf(part)), part]
    if (done.has(part)) return []
    for (const next of arrows.get(part) ?? []) {
      const circle = walk(next, [...path, part])
      if (circle.length) return circle
    }
    done.add(part)
    return []
  }
  for (const part of arrows.keys()) {
    const circle = walk(part, [])
    if (circle.length) return circle
  }
  return []
}

/** The package a specifier belongs to. */
function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/")
}

const packagesIn = (part: string) => [
  ...new Set(
    imports.filter(({ from, specifier }) => partOf(from) === part && !isOwn(specifier)).map((i) => i.specifier),
  ),
]

describe("from outside", () => {
  it("the protocol takes crypto and node-forge, turns at the thread pool, and nothing else", () => {
    expect(packagesIn("src/protocol").sort()).toEqual(["cockatiel", "node-forge", "node:crypto"])
  })

  it("contracts take nothing", () => {
    expect(packagesIn("src/contracts")).toEqual([])
  })

  it("options take zod, crypto and files: no Medusa, no database, no network", () => {
    expect(packagesIn("src/options").sort()).toEqual(["node:crypto", "node:fs", "zod"])
  })

  it("the client takes no Medusa and no database", () => {
    expect(packagesIn("src/client").filter((name) => /medusa|typeorm|^pg$/.test(name))).toEqual([])
  })

  it("the widget of the storefront takes React alone, and that only where it is React's", () => {
    const taken = imports.filter(({ from, specifier }) => partOf(from) === "src/storefront" && !isOwn(specifier))
    expect([...new Set(taken.map(({ specifier }) => packageOf(specifier)))].filter((name) => name !== "react")).toEqual(
      [],
    )
    expect(taken.filter(({ from }) => !/react/.test(from)).map(({ from }) => from)).toEqual([])
  })

  it("Amazon's SDK and the SNS validators are used by nothing that is shipped", () => {
    const wrong = imports.filter(({ specifier }) => /@amazonpay|sns-validator|sns-payload-validator/.test(specifier))
    expect(wrong).toEqual([])
  })

  /** Medusa's dashboard brings these along for its extensions; a second copy would not see its context. */
  const FROM_THE_DASHBOARD = ["@tanstack/react-query", "react-i18next", "react-router-dom"]

  it("every package that is imported at run time is a dependency, or the dashboard's own", () => {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Record<
      "dependencies" | "peerDependencies",
      Record<string, string>
    >
    const known = { ...dependencies, ...peerDependencies }
    const unknown = imports
      .filter(({ specifier, typeOnly }) => !typeOnly && !isOwn(specifier) && !specifier.startsWith("node:"))
      .map(({ from, specifier }) => ({ from, name: packageOf(specifier) }))
      .filter(({ name }) => !(name in known))
      .filter(({ from, name }) => !(partOf(from) === "admin" && FROM_THE_DASHBOARD.includes(name)))
    expect(unknown).toEqual([])
  })
})

describe("the protocol is pure", () => {
  const forbidden: [string, (node: ts.Node) => boolean][] = [
    ["calls fetch", (node) => ts.isCallExpression(node) && node.expression.getText() === "fetch"],
    ["asks Date.now", (node) => ts.isPropertyAccessExpression(node) && node.getText() === "Date.now"],
    [
      "makes a Date of nothing",
      (node) => ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length,
    ],
    ["calls Date()", (node) => ts.isCallExpression(node) && node.expression.getText() === "Date"],
    ["rolls dice", (node) => ts.isPropertyAccessExpression(node) && node.getText() === "Math.random"],
    ["reads process", (node) => ts.isIdentifier(node) && node.text === "process"],
    ["sets a timer", (node) => ts.isIdentifier(node) && /^set(Timeout|Interval|Immediate)$/.test(node.text)],
    ["asks for the time in another way", (node) => ts.isIdentifier(node) && node.text === "performance"],
  ]

  function contains(file: string | ts.SourceFile, matches: (node: ts.Node) => boolean): boolean {
    const search = (node: ts.Node): boolean => matches(node) || ts.forEachChild(node, search) === true
    return search(typeof file === "string" ? parse(file) : file)
  }

  it.each(forbidden)("no file of it %s", (_, matches) => {
    const protocol = files.filter((file) => partOf(file) === "src/protocol")
    expect(protocol.length).toBeGreaterThan(15)
    expect(protocol.filter((file) => contains(file, matches))).toEqual([])
  })

  it.each(forbidden)("a file that %s would be found", (what, matches) => {
    const guilty =
      "fetch(x); Date.now(); new Date(); Date(); Math.random(); process.env; setTimeout(f); performance.now()"
    const source = ts.createSourceFile("guilty.ts", guilty, ts.ScriptTarget.Latest, true)
    expect([what, contains(source, matches)]).toEqual([what, true])
  })

  it("a Date of something is allowed", () => {
    const source = ts.createSourceFile("fine.ts", "new Date(text); Date.parse(text)", ts.ScriptTarget.Latest, true)
    expect(forbidden.some(([, matches]) => contains(source, matches))).toBe(false)
  })
})

describe("nothing reads outside the repository", () => {
  const everywhere = ["src", "admin", "migrations", "test", "scripts", "examples"]
    .filter((folder) => statSync(join(ROOT, folder), { throwIfNoEntry: false }))
    .flatMap(filesUnder)

  it("by the path of the checkout it was made in", () => {
    const named = everywhere.filter((file) => readFileSync(join(ROOT, file), "utf8").includes(`${ROOT}/`))
    expect(named).toEqual([])
  })

  it("by no relative path", () => {
    const outside = everywhere
      .flatMap(importsOf)
      .filter(({ specifier }) => isOwn(specifier))
      .filter((each) => targetOf(each).startsWith(".."))
    expect(outside).toEqual([])
  })
})

import fs from "node:fs"
import path from "node:path"
import ts from "typescript"
import { buildDocs } from "../../scripts/docs/build-docs"
import { EVENTS } from "../../src/modules/amazon-pay/events/names"

const ROOT = path.resolve(__dirname, "../..")

const PAGES = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", ...pagesBelow("docs")]

function pagesBelow(folder: string): string[] {
  return fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.posix.join(folder, file))
    .sort()
}

const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8")

/** A page without its code blocks. */
const proseOf = (page: string) => read(page).replace(/^ *```[\s\S]*?^ *```$/gm, "")

describe("what is generated", () => {
  it("says what the sources say (run `npm run docs` after changing them)", async () => {
    const pages = await buildDocs()
    expect([...pages.keys()]).toContain("docs/reference.md")
    for (const [file, text] of pages) expect({ file, text: read(file) }).toEqual({ file, text })
  })

  it("leaves no cell of the routes without words", () => {
    const rows = read("docs/reference.md").matchAll(/^\| `(?:GET|POST) [^|]+\|([^|]*)\|/gm)
    const summaries = [...rows].map(([row, summary = ""]) => ({ row, summary: summary.trim() }))
    expect(summaries.length).toBeGreaterThan(20)
    expect(summaries.filter(({ summary }) => !summary)).toEqual([])
  })
})

/** GitHub's name of a heading. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replace(/ /g, "-")
}

const anchorsOf = (page: string) =>
  [...proseOf(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, text = ""]) => anchorOf(text))

describe("links", () => {
  const links = PAGES.flatMap((page) =>
    [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => ({ page, target })),
  )
  const internal = links.filter(({ target }) => !/^[a-z]+:/.test(target))

  it("lead to files and headings that exist", () => {
    expect(internal.length).toBeGreaterThan(60)
    const broken = internal.filter(({ page, target }) => {
      const [file = "", anchor] = target.split("#")
      const place = file ? path.posix.join(path.posix.dirname(page), file) : page
      if (!fs.existsSync(path.join(ROOT, place))) return true
      return anchor !== undefined && !anchorsOf(place).includes(anchor)
    })
    expect(broken).toEqual([])
  })

  it("reach every page from the README", () => {
    const reached = new Set<string>(["README.md"])
    for (const page of reached) {
      for (const { target } of internal.filter((link) => link.page === page)) {
        const place = path.posix.join(path.posix.dirname(page), target.split("#")[0] ?? "")
        if (PAGES.includes(place)) reached.add(place)
      }
    }
    expect(PAGES.filter((page) => !reached.has(page))).toEqual([])
  })

  it("to the outside are https", () => {
    expect(links.filter(({ target }) => /^[a-z]+:/.test(target) && !target.startsWith("https:"))).toEqual([])
  })
})

describe("what a page names", () => {
  const OURS = /`((?:src|test|scripts|docs|admin|migrations|examples)\/[\w./[\]-]+)`/g

  it.each(PAGES)("is in the repository: files of %s", (page) => {
    const named = [...proseOf(page).matchAll(OURS)].map(([, file = ""]) => file)
    expect(named.filter((file) => !fs.existsSync(path.join(ROOT, file)))).toEqual([])
  })

  it("is a command of package.json", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> }
    const named = PAGES.flatMap((page) => [...read(page).matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = ""]) => name))
    expect(named).toContain("demo")
    expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([])
  })

  it("is an event that exists", () => {
    const known: readonly string[] = Object.values(EVENTS)
    const events = PAGES.flatMap((page) =>
      [...proseOf(page).matchAll(/`(amazon-pay\.(?:wallet|notification)\.\w+)`/g)].map(([, name = ""]) => name),
    )
    expect(events.length).toBeGreaterThan(5)
    expect(events.filter((name) => !known.includes(name))).toEqual([])
  })

  it("has a line in operations for every check of the status page", () => {
    const [, union = ""] = /id: ("keys"[^\n]+)/.exec(read("src/contracts/status.ts")) ?? []
    const ids = [...union.matchAll(/"(\w+)"/g)].map(([, id = ""]) => id)
    expect(ids.length).toBeGreaterThan(5)
    const operations = read("docs/operations.md")
    expect(ids.filter((id) => !new RegExp(`^\\| \`${id}\``, "m").test(operations))).toEqual([])
  })
})

describe("decisions", () => {
  const decisions = PAGES.filter((page) => /^docs\/decisions\/\d{4}-/.test(page))

  it("are numbered without a gap and listed", () => {
    const list = read("docs/decisions/README.md")
    expect(decisions.map((page) => Number(path.basename(page).slice(0, 4)))).toEqual(
      decisions.map((_, index) => index + 1),
    )
    expect(decisions.filter((page) => !list.includes(`(${path.basename(page)})`))).toEqual([])
  })

  it.each(decisions)("say why, what and what follows: %s", (page) => {
    const headings = [...read(page).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual(["Context", "Decision", "Consequences"])
  })
})

describe("the README", () => {
  it.each(["npm run demo", "npm test", "npx medusa db:migrate", "money_not_supported", "--reset"])(
    "names %s",
    (text) => {
      expect(read("README.md")).toContain(text)
    },
  )
})

/** Every `ts` and `tsx` block as a file of its own in docs/, where a store's imports lead to the sources. */
function samples(): Map<string, string> {
  const found = new Map<string, string>()
  for (const page of PAGES) {
    const blocks = [...read(page).matchAll(/^( *)```(tsx?)\n([\s\S]*?)^\1```$/gm)]
    for (const [index, [, indent = "", language = "ts", text = ""]] of blocks.entries()) {
      const name = `${page.replace(/\W/g, "_")}_${index + 1}.${language}`
      found.set(path.join(ROOT, "docs", name), text.replace(new RegExp(`^${indent}`, "gm"), ""))
    }
  }
  return found
}

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  esModuleInterop: true,
  resolveJsonModule: true,
  experimentalDecorators: true,
  useDefineForClassFields: false,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.ReactJSX,
  types: ["node", "jest"],
  baseUrl: ROOT,
  paths: {
    "medusa-payment-amazon-pay": ["src/index.ts"],
    "medusa-payment-amazon-pay/protocol": ["src/protocol/index.ts"],
    "medusa-payment-amazon-pay/simulator": ["src/simulator/index.ts"],
    "medusa-payment-amazon-pay/storefront": ["src/storefront/index.ts"],
    "medusa-payment-amazon-pay/storefront/react": ["src/storefront/react.tsx"],
    "medusa-payment-amazon-pay/workflows": ["src/workflows/index.ts"],
  },
}

function compile(files: ReadonlyMap<string, string>): ts.Program {
  const host = ts.createCompilerHost(OPTIONS)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (file) => files.has(file) || fileExists(file)
  host.readFile = (file) => files.get(file) ?? readFile(file)
  host.getSourceFile = (file, language, ...more) => {
    const text = files.get(file)
    return text === undefined ? getSourceFile(file, language, ...more) : ts.createSourceFile(file, text, language)
  }
  return ts.createProgram([...files.keys()], OPTIONS, host)
}

describe("code samples", () => {
  const files = samples()

  it("compile against the sources", () => {
    expect(files.size).toBeGreaterThan(10)
    const program = compile(files)
    const problems = [...files.keys()].flatMap((file) => {
      const source = program.getSourceFile(file)
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      return found.map(
        ({ messageText }) => `${path.basename(file)}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
      )
    })
    expect(problems).toEqual([])
  })
})

import fs from "node:fs"
import path from "node:path"
import ts from "typescript"
import { buildDocs } from "../../scripts/docs/build-docs"
import { EVENTS } from "../../src/modules/amazon-pay/events/names"
import { run } from "./cli/support"

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
    const [, union = ""] = /id:\s*\|? ("keys"[\s|"\w]+?)level/.exec(read("src/contracts/status.ts")) ?? []
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
  it.each(["npm run demo", "npm test", "npx medusa db:migrate", "chargeWalletWorkflow", "--reset"])(
    "names %s",
    (text) => {
      expect(read("README.md")).toContain(text)
    },
  )
})

type Block = { page: string; text: string }

/** The blocks of a language, without the indent they have in a list. */
function blocksOf(language: string): Block[] {
  const fence = new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)^\\1\`\`\`$`, "gm")
  return PAGES.flatMap((page) =>
    [...read(page).matchAll(fence)].map(([, indent = "", text = ""]) => ({
      page,
      text: text.replace(new RegExp(`^${indent}`, "gm"), ""),
    })),
  )
}

describe("commands that a page shows", () => {
  /** One for each line; what goes on after a backslash is one. */
  const lines = blocksOf("sh").flatMap(({ page, text }) =>
    text
      .replace(/\\\n\s*/g, " ")
      .split("\n")
      .filter((line) => line && !line.startsWith("#"))
      .map((line) => ({ page, line })),
  )
  const ours = lines.filter(({ line }) => line.startsWith("npx amazon-pay "))

  it("begin with a program that who reads it has", () => {
    expect(lines.length).toBeGreaterThan(30)
    const KNOWN = /^(npm (ci|run|test|pack|install|publish)|npx (medusa|amazon-pay)|curl|cd|openssl|bash|git|docker) ?/
    expect(lines.filter(({ line }) => !KNOWN.test(line))).toEqual([])
  })

  it("name a command of amazon-pay, and flags that it has", async () => {
    expect(ours.length).toBeGreaterThan(8)
    for (const { page, line } of ours) {
      const [name = "", ...words] = line.replace("npx amazon-pay ", "").split(/\s+/)
      const { code, out } = await run(name.startsWith("-") ? [name] : [name, "--help"])
      const flags = words.filter((word) => word.startsWith("--"))
      const unknown = flags.filter((flag) => !out.includes(`${flag} `))
      expect({ page, line, code, unknown }).toEqual({ page, line, code: 0, unknown: [] })
    }
  })

  it("ask routes that the store has", () => {
    const { routes } = JSON.parse(read("medusa-plugin.json")) as { routes: { path: string }[] }
    const known = routes.map(({ path: route }) => new RegExp(`^${route.replace(/:\w+/g, "[^/]+")}$`))
    const asked = lines.flatMap(({ page, line }) =>
      [...line.matchAll(/(?:\$STORE|https:\/\/api\.shop\.example)(\/[^"\s?]*)/g)].map(([, route = ""]) => ({
        page,
        route,
      })),
    )
    expect(asked.length).toBeGreaterThan(8)
    expect(asked.filter(({ route }) => !known.some((pattern) => pattern.test(route)))).toEqual([])
  })

  it("send bodies that are JSON", () => {
    const bodies = lines.flatMap(({ line }) => [...line.matchAll(/-d '([^']*)'/g)].map(([, body = ""]) => body))
    expect(bodies.length).toBeGreaterThan(3)
    for (const body of bodies) expect(() => JSON.parse(body) as unknown).not.toThrow()
  })
})

describe("the page about the command line", () => {
  const page = () => read("docs/cli.md")

  it("has a section for each command, and names every flag of it", async () => {
    const { out: help } = await run(["--help"])
    const names = [...help.matchAll(/^ {2}([a-z-]+) \[options\]/gm)].map(([, name = ""]) => name)
    expect(names.length).toBeGreaterThan(5)
    for (const name of names) {
      const { out } = await run([name, "--help"])
      const flags = [...out.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, flag = ""]) => flag)
      expect({ name, isThere: page().includes(`\n## ${name}\n`) }).toEqual({ name, isThere: true })
      expect({ name, missing: flags.filter((flag) => !page().includes(flag)) }).toEqual({ name, missing: [] })
    }
  })
})

describe("JSON that a page shows", () => {
  it("is JSON", () => {
    for (const { text } of blocksOf("json")) expect(() => JSON.parse(text) as unknown).not.toThrow()
  })
})

describe("pictures", () => {
  const shown = PAGES.flatMap((page) =>
    [...read(page).matchAll(/!\[([^\]]*)\]\(([^)\s]+)\)/g)].map(([, alt = "", target = ""]) => ({
      page,
      alt,
      file: path.posix.join(path.posix.dirname(page), target),
    })),
  )

  it("have words for who does not see them", () => {
    expect(shown.filter(({ alt }) => alt.length < 20)).toEqual([])
  })

  it("are small, and each is shown somewhere", () => {
    const folder = path.join(ROOT, "docs/images")
    const there = fs.existsSync(folder) ? fs.readdirSync(folder).map((file) => `docs/images/${file}`) : []
    expect(there.filter((file) => fs.statSync(path.join(ROOT, file)).size > 200_000)).toEqual([])
    expect(there.filter((file) => !shown.some((picture) => picture.file === file))).toEqual([])
  })
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
    "medusa-payment-amazon-pay/storefront/words": ["src/storefront/words.ts"],
    "medusa-payment-amazon-pay/storefront/element": ["src/storefront/element.ts"],
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

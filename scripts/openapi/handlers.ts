import path from "node:path"
import ts from "typescript"
import { fileOfRoute } from "../docs/route-sources"
import { nodesBelow, ROOT, summaryOf } from "../docs/source"

/** What a handler's own code says about its answers. */
export type Handler = {
  summary: string
  /** The contracts that each success is made of, by status. */
  answers: ReadonlyMap<number, readonly string[]>
  /** What its file reads from a query that no schema checked. */
  query: readonly string[]
  /** Whether it can answer a CSV file. */
  csv: boolean
  /** Whether it hands the caller what Amazon refused or could not do. */
  asksAmazon: boolean
  /** Codes of the refusals that its code can reach. */
  refusals: readonly string[]
}

/**
 * Reads and checks the sources of all routes.
 *
 * @returns reads one handler; throws an Error that names a handler whose answer cannot be told
 */
export function readHandlers(urls: readonly string[]): (method: string, url: string) => Handler {
  const program = ts.createProgram(
    urls.map((url) => path.join(ROOT, fileOfRoute(url))),
    compilerOptions(),
  )
  const checker = program.getTypeChecker()
  return (method, url) => {
    const file = fileOfRoute(url)
    const source = program.getSourceFile(path.join(ROOT, file))
    const handler = source && exportOf(checker, source, method)
    if (!handler) throw new Error(`${file} exports no ${method}`)
    return {
      summary: summaryOf(handler),
      answers: answersOf(checker, handler, file),
      query: uncheckedQuery(source),
      csv: nodesBelow(handler, ts.isCallExpression).some(sendsCsv),
      asksAmazon: nodesBelow(handler, ts.isCallExpression).some(
        ({ expression }) => expression.getText() === "answeringAmazonErrors",
      ),
      refusals: reachableRefusals(checker, handler),
    }
  }
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(path.join(ROOT, "tsconfig.json"), ts.sys.readFile)
  return ts.parseJsonConfigFileContent(config, ts.sys, ROOT).options
}

function exportOf(checker: ts.TypeChecker, source: ts.SourceFile, name: string): ts.Declaration | undefined {
  const module = checker.getSymbolAtLocation(source)
  return module && checker.getExportsOfModule(module).find((symbol) => symbol.name === name)?.valueDeclaration
}

/** The names in `req.query.<name>`. */
function uncheckedQuery(source: ts.SourceFile): string[] {
  return nodesBelow(source, ts.isPropertyAccessExpression)
    .filter(({ expression }) => expression.getText() === "req.query")
    .map(({ name }) => name.text)
}

function sendsCsv({ expression, arguments: [first] }: ts.CallExpression): boolean {
  if (expression.getText() === "sendCsv") return true
  return (
    expression.getText() === "res.type" && !!first && ts.isStringLiteral(first) && first.text.startsWith("text/csv")
  )
}

/** Which of the declared contracts each status is answered with: where there are several, those that what is sent fits. */
function answersOf(checker: ts.TypeChecker, handler: ts.Node, file: string): Map<number, string[]> {
  const declared = declaredContracts(checker, handler)
  const answers = new Map<number, string[]>()
  for (const call of nodesBelow(handler, ts.isCallExpression)) {
    if (call.expression.getText() === "res.redirect") answers.set(numberIn(call.arguments[0]), [])
    const sent = sentAsJson(call)
    if (!sent) continue
    const names = contractsOf(checker, sent.value, declared)
    if (!names.length) throw new Error(`${file}: what is sent as ${sent.status} is of none of the declared types`)
    answers.set(sent.status, [...new Set([...(answers.get(sent.status) ?? []), ...names])])
  }
  return answers
}

type Contract = { name: string; type: ts.Type }

/** The declared contracts that a value fits, or the one that it says it satisfies. */
function contractsOf(checker: ts.TypeChecker, value: ts.Node, declared: readonly Contract[]): string[] {
  if (ts.isSatisfiesExpression(value)) return [value.type.getText()]
  const fitting =
    declared.length === 1
      ? declared
      : declared.filter(({ type }) => checker.isTypeAssignableTo(checker.getTypeAtLocation(value), type))
  return fitting.map(({ name }) => name)
}

/** `res.json(value)` or `res.status(202).json(value)`. */
function sentAsJson({ expression, arguments: [value] }: ts.CallExpression): { status: number; value: ts.Node } | null {
  if (!value || !ts.isPropertyAccessExpression(expression) || expression.name.text !== "json") return null
  const on = expression.expression
  if (on.getText() === "res") return { status: 200, value }
  if (!ts.isCallExpression(on) || on.expression.getText() !== "res.status") return null
  return { status: numberIn(on.arguments[0]), value }
}

function numberIn(node: ts.Node | undefined): number {
  if (node && ts.isNumericLiteral(node)) return Number(node.text)
  throw new Error(`A status is not written as a number: ${node?.getText()}`)
}

/** The members of `MedusaResponse<A | B>`. */
function declaredContracts(checker: ts.TypeChecker, handler: ts.Node): Contract[] {
  const [answer] = nodesBelow(handler, ts.isTypeReferenceNode)
    .filter(({ typeName }) => typeName.getText() === "MedusaResponse")
    .flatMap(({ typeArguments }) => typeArguments ?? [])
  if (!answer) return []
  const members = ts.isUnionTypeNode(answer) ? [...answer.types] : [answer]
  return members.map((member) => ({ name: member.getText(), type: checker.getTypeFromTypeNode(member) }))
}

const OURS = path.join(ROOT, "src") + path.sep

/**
 * The codes of every `refusal(...)` in the code that a handler names, and in the code that this names, and so on. More than
 * can happen: who calls with which values is not looked at.
 */
function reachableRefusals(checker: ts.TypeChecker, handler: ts.Declaration): string[] {
  const seen = new Set<ts.Node>()
  const codes = new Set<string>()
  const visit = (declaration: ts.Node): void => {
    if (seen.has(declaration) || !declaration.getSourceFile().fileName.startsWith(OURS)) return
    seen.add(declaration)
    walk(declaration)
  }
  const walk = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return
    if (ts.isCallExpression(node)) for (const code of codesOf(checker, node)) codes.add(code)
    if (ts.isIdentifier(node)) valuesNamed(checker, node).forEach(visit)
    ts.forEachChild(node, walk)
  }
  visit(handler)
  return [...codes].sort()
}

function codesOf(checker: ts.TypeChecker, { expression, arguments: [code] }: ts.CallExpression): string[] {
  if (expression.getText() !== "refusal" || !code) return []
  const type = checker.getTypeAtLocation(code)
  return (type.isUnion() ? type.types : [type]).flatMap((each) => (each.isStringLiteral() ? each.value : []))
}

/** Functions, methods and variables that a name stands for. */
function valuesNamed(checker: ts.TypeChecker, name: ts.Identifier): ts.Declaration[] {
  const symbol = checker.getSymbolAtLocation(name)
  if (!symbol) return []
  const meant = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  return (meant.declarations ?? []).filter(
    (each) => ts.isFunctionLike(each) || ts.isVariableDeclaration(each) || ts.isPropertyAssignment(each),
  )
}

import fs from "node:fs"
import path from "node:path"
import ts from "typescript"

export const ROOT = path.resolve(__dirname, "../..")

/** A source file of this repository, read but not checked. */
export function parseSource(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readText(file), ts.ScriptTarget.Latest, true)
}

export function readText(file: string): string {
  return fs.readFileSync(path.join(ROOT, file), "utf8")
}

/** Files below a folder whose names end like this, sorted. */
export function filesBelow(folder: string, ending: string): string[] {
  return fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => path.join(folder, file))
    .sort()
}

/** What a file declares at its top level, by name; a default export without a name is `default`. */
export function declarationsOf(source: ts.SourceFile): Map<string, ts.Node> {
  const found = new Map<string, ts.Node>()
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const each of statement.declarationList.declarations) found.set(each.name.getText(), each)
    } else if (isDeclaration(statement)) {
      found.set(isDefault(statement) ? "default" : (statement.name?.text ?? "default"), statement)
    }
  }
  return found
}

type Declaration = ts.FunctionDeclaration | ts.TypeAliasDeclaration | ts.InterfaceDeclaration | ts.ClassDeclaration

function isDeclaration(node: ts.Node): node is Declaration {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isClassDeclaration(node)
  )
}

function isDefault(node: Declaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false
}

/**
 * A declaration of a file.
 *
 * @throws Error that names it when it is not there any more
 */
export function declaration(file: string, name: string): ts.Node {
  const found = declarationsOf(parseSource(file)).get(name)
  if (!found) throw new Error(`${file} declares no ${name}, which the documentation is made from`)
  return found
}

/** The first paragraph of the comment above a declaration, as one line; empty when there is none. */
export function summaryOf(node: ts.Node): string {
  const [first] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
  const text = ts.getTextOfJSDocComment(first?.comment) ?? ""
  const [paragraph = ""] = text.split(/\n\s*\n/)
  return paragraph
    .replace(/\s+/g, " ")
    .replace(/\{@link\s+([^}\s]+)\s*\}/g, "`$1`")
    .trim()
}

/** Every node below this one, itself included, that a test accepts. */
export function nodesBelow<T extends ts.Node>(root: ts.Node, accepts: (node: ts.Node) => node is T): T[] {
  const found: T[] = []
  const visit = (node: ts.Node): void => {
    if (accepts(node)) found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(root)
  return found
}

/** The value of a member of an object literal, or `undefined`. */
export function memberOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = object.properties.find((property) => property.name?.getText() === name)
  return found && ts.isPropertyAssignment(found) ? found.initializer : undefined
}

/** An object literal behind `as const` and `satisfies`. */
export function objectLiteral(expression: ts.Node | undefined): ts.ObjectLiteralExpression {
  let inner = expression
  while (inner && (ts.isAsExpression(inner) || ts.isSatisfiesExpression(inner))) inner = inner.expression
  if (inner && ts.isObjectLiteralExpression(inner)) return inner
  throw new Error("The documentation is made from an object literal that is not one any more")
}

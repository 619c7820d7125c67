import path from "node:path"
import ts from "typescript"
import middlewares from "../../src/api/middlewares"
import * as validators from "../../src/api/validators"
import { memberOf, nodesBelow, parseSource } from "./source"

/** The name of a schema in src/api/validators.ts. */
export type SchemaName = keyof typeof validators

/** What a route accepts. */
export type RouteInput = {
  query?: SchemaName
  body?: SchemaName
  /** The middlewares it names beside those, e.g. one that reads the body in its own way. */
  others: string[]
}

/** The file of a route, by the path that Medusa serves it at. */
export function fileOfRoute(url: string): string {
  return path.join("src/api", url.replace(/:(\w+)/g, "[$1]"), "route.ts")
}

/**
 * What each route accepts, by method and path. Medusa keeps a route's schema to itself, so its name is read from the
 * source, at the same place in the list as the matcher it stands beside.
 */
export function inputsByRoute(): ReadonlyMap<string, RouteInput> {
  const inputs = new Map<string, RouteInput>()
  const written = middlewareEntries()
  for (const [index, { matcher, methods = [] }] of (middlewares.routes ?? []).entries()) {
    for (const method of methods) inputs.set(`${method} ${String(matcher)}`, inputOf(written[index] ?? []))
  }
  return inputs
}

/** For each entry of `routes`, its middlewares as they are written. */
function middlewareEntries(): ts.Expression[][] {
  const [routes] = nodesBelow(parseSource("src/api/middlewares.ts"), ts.isObjectLiteralExpression)
    .map((object) => memberOf(object, "routes"))
    .filter((value) => value !== undefined)
  if (!routes || !ts.isArrayLiteralExpression(routes)) throw new Error("src/api/middlewares.ts lists no routes")
  return routes.elements.map((element) => {
    const list = ts.isObjectLiteralExpression(element) ? memberOf(element, "middlewares") : undefined
    return list && ts.isArrayLiteralExpression(list) ? [...list.elements] : []
  })
}

const KINDS: Readonly<Record<string, "body" | "query">> = { validateAndTransformBody: "body", validateQuery: "query" }

function inputOf(written: readonly ts.Expression[]): RouteInput {
  const input: RouteInput = { others: [] }
  for (const each of written) {
    const kind = ts.isCallExpression(each) ? KINDS[each.expression.getText()] : undefined
    if (kind && ts.isCallExpression(each)) input[kind] = schemaNamed(each.arguments[0]?.getText() ?? "nothing")
    else input.others.push(each.getText())
  }
  return input
}

function schemaNamed(name: string): SchemaName {
  if (isSchemaName(name)) return name
  throw new Error(`src/api/validators.ts exports no ${name}`)
}

function isSchemaName(name: string): name is SchemaName {
  return Object.hasOwn(validators, name)
}

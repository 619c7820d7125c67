import path from "node:path"
import { z } from "@medusajs/framework/zod"
import ts from "typescript"
import { AUDIENCES } from "../../src/api/audiences"
import middlewares from "../../src/api/middlewares"
import * as validators from "../../src/api/validators"
import { buildManifest } from "../manifest/build-manifest"
import { typeInWords, type JsonSchema } from "./json-schema"
import { code, table } from "./markdown"
import { declarationsOf, memberOf, nodesBelow, parseSource, summaryOf } from "./source"

type Audience = (typeof AUDIENCES)[number]["audience"]

/** What holds for all routes of an audience. */
const INTRODUCTIONS = {
  customer:
    "A customer who is logged in (session or bearer token), with the publishable key of every `/store` route. Every answer is `cache-control: no-store`. Another customer's wallet or entry is 404, exactly like one that does not exist.",
  admin: "A user of the admin (session, bearer token or secret API key). Every answer is `cache-control: no-store`.",
  "amazon-sns":
    "Amazon's SNS, known by its signature. The body is read raw, whatever its content type, up to 256 KiB. 200: stored, now or before. 400: not an SNS message. 403: not authentic, or not for this store. 413: too large. 503: could not be stored or verified just now; SNS sends it again.",
  "buyer-browser":
    "The buyer's browser, known by the token in the path. Always answers 303 to the storefront's account page. `cache-control: no-store`, `referrer-policy: no-referrer`; the token is kept out of the request log.",
} as const satisfies Record<Audience, string>

const TITLES = {
  customer: "Customer",
  admin: "Admin",
  "amazon-sns": "Notifications",
  "buyer-browser": "Return from Amazon",
} as const satisfies Record<Audience, string>

/** Every route, by who may call it. */
export function routesSection(): string {
  const { routes } = buildManifest()
  const inputs = inputsByRoute()
  return AUDIENCES.map(({ audience }) => {
    const rows = routes
      .filter((route) => route.audience === audience)
      .map(({ method, path: url }) => {
        const { summary, answer } = readRoute(method, url)
        return [code(`${method} ${url}`), summary, inputs.get(`${method} ${url}`) ?? "", answer]
      })
      .sort(([a = ""], [b = ""]) => (a.replace(/^\S+ /, "") < b.replace(/^\S+ /, "") ? -1 : 1))
    return [
      `### ${TITLES[audience]}`,
      INTRODUCTIONS[audience],
      table(["Route", "Does", "Body or query", "Answers"], rows),
    ].join("\n\n")
  }).join("\n\n")
}

/** The comment of the exported handler, and the type that it declares to answer. */
function readRoute(method: string, url: string): { summary: string; answer: string } {
  const file = path.join("src/api", url.replace(/:(\w+)/g, "[$1]"), "route.ts")
  const handler = declarationsOf(parseSource(file)).get(method)
  if (!handler) throw new Error(`${file} exports no ${method}`)
  const [response] = nodesBelow(handler, ts.isTypeReferenceNode).filter(
    ({ typeName }) => typeName.getText() === "MedusaResponse",
  )
  const answer = response?.typeArguments?.[0]?.getText()
  return { summary: summaryOf(handler), answer: answer ? code(answer) : "" }
}

/**
 * What each route accepts. Medusa keeps a route's schema to itself, so its name is read from the source, at the same
 * place in the list as the matcher it stands beside.
 */
function inputsByRoute(): Map<string, string> {
  const inputs = new Map<string, string>()
  const written = middlewareEntries()
  for (const [index, { matcher, methods = [] }] of (middlewares.routes ?? []).entries()) {
    for (const [kind, schema] of written[index] ?? []) {
      for (const method of methods) inputs.set(`${method} ${String(matcher)}`, inputInWords(kind, schemaOf(schema)))
    }
  }
  return inputs
}

const KINDS: Readonly<Record<string, string>> = { validateAndTransformBody: "Body", validateQuery: "Query" }

/** For each entry of `routes`, what its middlewares check and with which schema. */
function middlewareEntries(): [kind: string, schema: string][][] {
  const [routes] = nodesBelow(parseSource("src/api/middlewares.ts"), ts.isObjectLiteralExpression)
    .map((object) => memberOf(object, "routes"))
    .filter((value) => value !== undefined)
  if (!routes || !ts.isArrayLiteralExpression(routes)) throw new Error("src/api/middlewares.ts lists no routes")
  return routes.elements.map((element) =>
    nodesBelow(element, ts.isCallExpression).flatMap(({ expression, arguments: [schema] }) => {
      const kind = KINDS[expression.getText()]
      return kind && schema ? [[kind, schema.getText()] as [string, string]] : []
    }),
  )
}

function schemaOf(name: string): JsonSchema {
  const schema = Object.entries(validators).find(([known]) => known === name)?.[1]
  if (!schema) throw new Error(`src/api/validators.ts exports no ${name}`)
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema
}

function inputInWords(kind: string, schema: JsonSchema): string {
  const alternatives = (schema.anyOf ?? [schema]).map(membersInWords).filter(Boolean)
  return alternatives.length ? `${kind}: ${alternatives.join("; or ")}` : ""
}

function membersInWords({ properties = {}, required = [] }: JsonSchema, prefix?: unknown): string {
  const at = typeof prefix === "string" ? prefix : ""
  return Object.entries(properties)
    .flatMap(([name, member]) => {
      if (member.properties) return membersInWords(member, `${name}.`)
      const needed = required.includes(name) && member.default === undefined ? ", required" : ""
      const usual = member.default === undefined ? "" : `, default ${String(member.default)}`
      return `${code(at + name)} (${typeInWords(member)}${usual}${needed})`
    })
    .join(", ")
}

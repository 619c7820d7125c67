import { z } from "@medusajs/framework/zod"
import ts from "typescript"
import { AUDIENCES } from "../../src/api/audiences"
import * as validators from "../../src/api/validators"
import { buildManifest } from "../manifest/build-manifest"
import { typeInWords, type JsonSchema } from "./json-schema"
import { code, table } from "./markdown"
import { fileOfRoute, inputsByRoute, type RouteInput, type SchemaName } from "./route-sources"
import { declaration, nodesBelow, summaryOf } from "./source"

type Audience = (typeof AUDIENCES)[number]["audience"]

/** What holds for all routes of an audience. */
export const INTRODUCTIONS = {
  customer:
    "A customer who is logged in (session or bearer token), with the publishable key of every `/store` route. Every answer is `cache-control: no-store`. Another customer's wallet or entry is 404, exactly like one that does not exist.",
  buyer:
    "Whoever buys, logged in or not, with the publishable key of every `/store` route. Every answer is `cache-control: no-store`. The payment session of a customer is 404 for everybody else, exactly like one that does not exist.",
  admin: "A user of the admin (session, bearer token or secret API key). Every answer is `cache-control: no-store`.",
  "amazon-sns":
    "Amazon's SNS, known by its signature. The body is read raw, whatever its content type, up to 256 KiB. 200: stored, now or before. 400: not an SNS message. 403: not authentic, or not for this store. 413: too large. 503: could not be stored or verified just now; SNS sends it again.",
  "buyer-browser":
    "The buyer's browser, known by the token in the path. Always answers 303 to the storefront's account page. `cache-control: no-store`, `referrer-policy: no-referrer`; the token is kept out of the request log.",
} as const satisfies Record<Audience, string>

export const TITLES = {
  customer: "Customer",
  buyer: "Buyer",
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
        const input = inputs.get(`${method} ${url}`)
        return [code(`${method} ${url}`), summary, input ? wordsOf(input) : "", answer]
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
  const handler = declaration(fileOfRoute(url), method)
  const [response] = nodesBelow(handler, ts.isTypeReferenceNode).filter(
    ({ typeName }) => typeName.getText() === "MedusaResponse",
  )
  const answer = response?.typeArguments?.[0]?.getText()
  return { summary: summaryOf(handler), answer: answer ? code(answer) : "" }
}

function wordsOf({ query, body }: RouteInput): string {
  return [query && inputInWords("Query", schemaOf(query)), body && inputInWords("Body", schemaOf(body))]
    .filter(Boolean)
    .join("; ")
}

function schemaOf(name: SchemaName): JsonSchema {
  return z.toJSONSchema(validators[name], { io: "input", unrepresentable: "any" }) as JsonSchema
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

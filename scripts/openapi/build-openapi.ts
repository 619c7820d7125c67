import { STATUS_CODES } from "node:http"
import path from "node:path"
import { inputsByRoute, type RouteInput } from "../docs/route-sources"
import { INTRODUCTIONS, TITLES } from "../docs/routes"
import { ROOT } from "../docs/source"
import { buildManifest } from "../manifest/build-manifest"
import { readContracts, type Contracts } from "./contracts"
import type { Answer, OpenApiDocument, Operation, Parameter, Schema } from "./document"
import { errorsOf, MEDUSAS_ANSWERS, UNAUTHORIZED } from "./errors"
import { readHandlers, type Handler } from "./handlers"
import { bodySchema, queryParameters, requestBodyOf } from "./inputs"
import { operationIdOf } from "./operation-ids"
import { securityOf, securitySchemes } from "./security"

export const OPENAPI_FILE = path.join(ROOT, "openapi.json")

type Route = ReturnType<typeof buildManifest>["routes"][number]

/** What is known of one route, from the places that enforce it. */
type Known = { route: Route; input: RouteInput; handler: Handler; contracts: Contracts }

/** Every HTTP route of the plugin, in OpenAPI 3.1. */
export function buildOpenApi(): OpenApiDocument {
  const { name, version, description, routes } = buildManifest()
  const inputs = inputsByRoute()
  const readHandler = readHandlers([...new Set(routes.map((route) => route.path))])
  const contracts = readContracts()
  contracts.use("ApiError")
  const paths: OpenApiDocument["paths"] = {}
  const bodies = new Map<string, Schema>()
  for (const route of routes) {
    const input = inputs.get(`${route.method} ${route.path}`) ?? { others: [] }
    const operation = operationOf({ route, input, contracts, handler: readHandler(route.method, route.path) })
    if (input.body) bodies.set(input.body, bodySchema(input.body, contracts))
    const at = route.path.replace(/:(\w+)/g, "{$1}")
    paths[at] = { ...paths[at], [route.method.toLowerCase()]: operation }
  }
  return {
    openapi: "3.1.0",
    info: { title: name, version, description: introduction(description), license: { name: "MIT", identifier: "MIT" } },
    servers: [
      {
        url: "{backend_url}",
        variables: {
          backend_url: { default: "http://localhost:9000", description: "Where the store's Medusa answers." },
        },
      },
    ],
    tags: tagsOf(routes),
    paths,
    components: {
      schemas: { ...contracts.used(), ...Object.fromEntries(bodies), Unauthorized: UNAUTHORIZED },
      responses: MEDUSAS_ANSWERS,
      securitySchemes: securitySchemes(),
    },
  }
}

/** The document as it is stored. */
export function openApiText(): string {
  return `${JSON.stringify(buildOpenApi(), null, 2)}\n`
}

function introduction(description: string): string {
  return `${description}\n\nGenerated from the sources by \`npm run openapi\`. Do not edit. Answers may have more members in a later version.`
}

function operationOf(known: Known): Operation {
  const { route, input, handler, contracts } = known
  const operationId = operationIdOf(`${route.method} ${route.path}`)
  const requestBody = requestBodyOf(input, contracts)
  const parameters = [...pathParameters(route.path), ...queryOf(known)]
  return {
    operationId,
    tags: [tagOf(route)],
    ...inWords(handler.summary),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: { ...successesOf(known), ...errorsOf(operationId, { ...route, input, handler }) },
    security: securityOf(route.path, route.credentials),
    "x-credentials": route.credentials,
  }
}

/** The first sentence, and all of it where there is more. */
function inWords(text: string): Pick<Operation, "summary" | "description"> {
  const [sentence = text] = /^.*?[^.]\.(?= |$)/.exec(text) ?? []
  const summary = sentence.replace(/\.$/, "")
  return sentence === text ? { summary } : { summary, description: text }
}

function successesOf({ route, handler, contracts }: Known): Record<string, Answer> {
  const answers = [...handler.answers].map(([status, names]): [number, Answer] => [
    status,
    status === 303 ? REDIRECT : jsonAnswer(status, names, contracts),
  ])
  if (handler.csv) {
    const before = answers.find(([status]) => status === 200)?.[1]
    const content = { ...before?.content, "text/csv": { schema: { type: "string" } } }
    answers.push([
      200,
      { description: STATUS_CODES[200] ?? "", ...before, headers: { "Content-Disposition": ATTACHMENT }, content },
    ])
  }
  if (!answers.length) throw new Error(`${route.method} ${route.path} answers nothing that can be read from its source`)
  return Object.fromEntries(answers)
}

const REDIRECT: Answer = {
  description: "To the storefront's account page, with the outcome in the query.",
  headers: {
    Location: {
      description:
        "`<storefrontUrl><accountPath>?amazon_pay=<outcome>&update=<id>`; of a set-up with `amazonCheckoutSessionId`.",
      schema: { type: "string", format: "uri" },
    },
  },
}

const ATTACHMENT = { description: "Names the file, when it is one.", schema: { type: "string" } }

function jsonAnswer(status: number, names: readonly string[], contracts: Contracts): Answer {
  const [first, ...others] = names.map(contracts.use)
  if (!first) throw new Error(`What is answered with ${status} is of no type that is declared`)
  const schema: Schema = others.length ? { oneOf: [first, ...others] } : first
  return { description: STATUS_CODES[status] ?? "", content: { "application/json": { schema } } }
}

function pathParameters(url: string): Parameter[] {
  return [...url.matchAll(/([\w-]+)\/:(\w+)/g)].map(([, before = "", name = ""]) => ({
    name,
    in: "path",
    required: true,
    description: name === "token" ? "The token that is in the link." : `Names one of the ${before.replace("-", " ")}.`,
    schema: { type: "string" },
  }))
}

function queryOf({ input, handler, contracts }: Known): Parameter[] {
  if (input.query) return queryParameters(input.query, contracts)
  return handler.query.map((name) => ({ name, in: "query", required: false, schema: { type: "string" } }))
}

/** By who may call and what it is about: "Admin: update links". */
function tagOf({ audience, path: url }: Route): string {
  if (audience !== "customer" && audience !== "admin") return TITLES[audience]
  const [, subject = ""] = /\/amazon-pay\/([\w-]+)/.exec(url) ?? []
  return `${TITLES[audience]}: ${subject.replace("-", " ")}`
}

function tagsOf(routes: readonly Route[]): OpenApiDocument["tags"] {
  const tags = new Map(routes.map((route) => [tagOf(route), INTRODUCTIONS[route.audience]]))
  return [...tags].map(([name, description]) => ({ name, description }))
}

import fs from "node:fs"
import path from "node:path"
import Ajv from "ajv/dist/2020"
import type { Content, OpenApiDocument, Operation } from "../../../scripts/openapi/document"

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** One operation of the document, and where it is. */
export type Found = { method: string; path: string; operation: Operation }

export type Answered = { status: number; body: unknown; headers: Record<string, string | undefined> }

/** openapi.json as it is stored, as something that requests and answers are held against. */
export function readDocument() {
  const file = path.resolve(__dirname, "../../../openapi.json")
  const document = JSON.parse(fs.readFileSync(file, "utf8")) as OpenApiDocument
  const ajv = new Ajv({ strict: false, allErrors: true })
  ajv.addFormat("date-time", ISO_TIME)
  ajv.addSchema(closed({ ...document, $id: "openapi" }))

  const operations = new Map<string, Found>()
  for (const [at, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      operations.set(operation.operationId, { method: method.toUpperCase(), path: at, operation })
    }
  }

  /** What is wrong with a value for the schema at a place in the document. */
  const faults = (place: readonly string[], value: unknown): string[] => {
    const pointer = place.map((part) => part.replace(/~/g, "~0").replace(/\//g, "~1")).map(encodeURIComponent)
    const validate = ajv.compile({ $ref: `openapi#/${pointer.join("/")}` })
    if (validate(value)) return []
    return (validate.errors ?? []).map(({ instancePath, message, params }) =>
      [instancePath, message, JSON.stringify(params)].join(" "),
    )
  }

  return {
    operations,
    find: (operationId: string): Found => {
      const found = operations.get(operationId)
      if (!found) throw new Error(`The document has no operation ${operationId}`)
      return found
    },
    /** What is wrong with a JSON body that is sent. */
    faultsOfRequest: ({ path: at, method }: Found, body: unknown): string[] =>
      faults(["paths", at, method.toLowerCase(), "requestBody", "content", "application/json", "schema"], body),
    /** What is wrong with an answer: its status, its content type, its body, or a header where only headers are described. */
    faultsOfAnswer: ({ path: at, method, operation }: Found, answered: Answered): string[] => {
      const status = String(answered.status)
      const known = operation.responses[status]
      if (!known) return [`${status} is not described: ${JSON.stringify(answered.body)}`]
      const shared = "$ref" in known ? known.$ref.split("/").slice(1) : undefined
      const place = shared ?? ["paths", at, method.toLowerCase(), "responses", status]
      const content = shared ? document.components.responses[shared.at(-1) ?? ""]?.content : contentOf(known)
      const type = answered.headers["content-type"]?.split(";")[0] ?? ""
      if (!content) return headersOf(known).filter((name) => !answered.headers[name])
      if (!content[type]) return [`${status} is not described as ${type}`]
      return faults([...place, "content", type, "schema"], answered.body)
    },
  }
}

function contentOf(answer: object): Content | undefined {
  return "content" in answer ? (answer.content as Content) : undefined
}

function headersOf(answer: object): string[] {
  return "headers" in answer ? Object.keys(answer.headers as object).map((name) => name.toLowerCase()) : []
}

/** The same with objects that have no other members than those that are described. */
function closed(node: unknown): object {
  return JSON.parse(JSON.stringify(node), (_, value: unknown) =>
    isOpenObject(value) ? { ...value, additionalProperties: false } : value,
  ) as object
}

function isOpenObject(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    value.type === "object" &&
    "properties" in value &&
    !("additionalProperties" in value)
  )
}

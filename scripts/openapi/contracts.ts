import path from "node:path"
import { createGenerator } from "ts-json-schema-generator"
import { ROOT } from "../docs/source"
import { schemaNamed, type Schema } from "./document"

const SOURCES = "src/{contracts/index,protocol/sns/envelope}.ts"

/** JSON Schema of the types that routes answer with, by their names. */
export type Contracts = {
  /** Points at the schema of one type, which {@link Contracts.used} has from now on, with what it is made of. */
  use: (name: string) => Schema
  /** The comment at each member of an object type, empty where there is none. Members that must be left out are left out. */
  describe: (name: string) => Map<string, string>
  /** Every schema that was used, and every one they are made of. */
  used: () => Record<string, Schema>
}

/** Reads the types of src/contracts, and of SNS's messages. */
export function readContracts(): Contracts {
  const generator = createGenerator({
    path: path.join(ROOT, SOURCES),
    tsconfig: path.join(ROOT, "tsconfig.json"),
    topRef: true,
    encodeRefs: false,
    sortProps: false,
    skipTypeCheck: true,
  })
  const definitionsFor = (name: string) => {
    const { definitions = {} } = generator.createSchema(name)
    return new Map(Object.entries(definitions).map(([each, schema]) => [each, adapted({ ...Object(schema) })]))
  }
  const used = new Map<string, Schema>()
  return {
    use: (name) => {
      for (const [each, schema] of definitionsFor(name)) used.set(each, schema)
      return schemaNamed(name)
    },
    describe: (name) => {
      const definitions = definitionsFor(name)
      return descriptionsIn(definitions.get(name) ?? {}, definitions)
    },
    used: () => Object.fromEntries([...used].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

function descriptionsIn(schema: Schema, definitions: ReadonlyMap<string, Schema>): Map<string, string> {
  const found = new Map<string, string>()
  const meant = typeof schema.$ref === "string" ? definitions.get(schema.$ref.split("/").at(-1) ?? "") : schema
  for (const [member, its] of Object.entries(meant?.properties ?? {})) {
    if (isObject(its) && !("not" in its)) found.set(member, typeof its.description === "string" ? its.description : "")
  }
  for (const each of Array.isArray(meant?.anyOf) ? meant.anyOf : []) {
    if (isObject(each)) descriptionsIn(each, definitions).forEach((words, member) => found.set(member, words))
  }
  return found
}

/**
 * In the words of OpenAPI: references lead into the document, names that end in `_at` are times. Objects stay open, because
 * a later version may answer more.
 */
function adapted(schema: Schema): Schema {
  const entries = Object.entries(schema)
    .filter(([keyword, value]) => !(keyword === "additionalProperties" && value === false))
    .map(([keyword, value]): [string, unknown] => {
      if (keyword === "$ref") return [keyword, String(value).replace("#/definitions/", "#/components/schemas/")]
      if (keyword === "properties" && isObject(value)) return [keyword, adaptedMembers(value)]
      return [keyword, adaptedValue(value)]
    })
  return Object.fromEntries(entries)
}

function adaptedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(adaptedValue)
  return isObject(value) ? adapted(value) : value
}

function adaptedMembers(members: Schema): Schema {
  return Object.fromEntries(
    Object.entries(members).map(([name, member]) => [
      name,
      isObject(member) && name.endsWith("_at") ? { ...adapted(member), format: "date-time" } : adaptedValue(member),
    ]),
  )
}

function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

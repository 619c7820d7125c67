import { code } from "./markdown"

/** As much of JSON Schema as zod writes for options, bodies and queries. */
export type JsonSchema = {
  type?: string
  description?: string
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: readonly JsonSchema[]
  items?: JsonSchema
  properties?: Readonly<Record<string, JsonSchema>>
  required?: readonly string[]
  additionalProperties?: boolean | JsonSchema
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  default?: unknown
}

/** What a value may be, in a few words. */
export function typeInWords(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map((value) => code(String(value))).join(", ")
  if (schema.const !== undefined) return code(String(schema.const))
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeInWords))].join(" or ")
  if (schema.type === "array") return `list of ${schema.items ? typeInWords(schema.items) : "anything"}${range(schema)}`
  if (schema.type === "object") return objectInWords(schema)
  if (schema.type === undefined) return "date and time, ISO 8601"
  return (schema.type === "integer" ? "whole number" : schema.type) + range(schema)
}

function objectInWords({ properties, additionalProperties }: JsonSchema): string {
  if (properties && Object.keys(properties).length) return `{ ${Object.keys(properties).map(code).join(", ")} }`
  return typeof additionalProperties === "object" ? `object of ${typeInWords(additionalProperties)} by name` : "object"
}

function range(schema: JsonSchema): string {
  const [low, high] = [schema.minimum ?? schema.minItems, schema.maximum ?? schema.maxItems ?? schema.maxLength]
  if (low !== undefined && high !== undefined) return `, ${low} to ${high}`
  if (high !== undefined) return schema.type === "string" ? `, at most ${high} characters` : `, at most ${high}`
  return low === undefined ? "" : `, at least ${low}`
}

/** JSON Schema of the 2020-12 dialect, which is OpenAPI 3.1's. */
export type Schema = { [keyword: string]: unknown }

export type Header = { description: string; schema: Schema }

export type Example = { value: unknown }

export type Content = Record<string, { schema: Schema; examples?: Record<string, Example> }>

export type Answer = { description: string; headers?: Record<string, Header>; content?: Content }

export type Reference = { $ref: string }

export type Parameter = {
  name: string
  in: "path" | "query"
  required: boolean
  description?: string
  style?: "form" | "deepObject"
  explode?: boolean
  schema: Schema
}

export type Operation = {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  parameters?: Parameter[]
  requestBody?: { required: boolean; description?: string; content: Content }
  responses: Record<string, Answer | Reference>
  security: Record<string, string[]>[]
  /** How the caller is known, also where OpenAPI has no words for it. */
  "x-credentials": readonly string[]
}

/** As much of OpenAPI 3.1 as we write. */
export type OpenApiDocument = {
  openapi: "3.1.0"
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } }
  servers: { url: string; variables: Record<string, { default: string; description: string }> }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, Schema>
    responses: Record<string, Answer>
    securitySchemes: Record<string, Record<string, string>>
  }
}

/** Points at a schema of the document. */
export function schemaNamed(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` }
}

import { z } from "@medusajs/framework/zod"
import { CSV_REFUSALS, CSV_TYPES } from "../../src/api/csv-body"
import { NOTIFICATION_REFUSALS } from "../../src/api/refuse-notification"
import * as validators from "../../src/api/validators"
import type { RouteInput, SchemaName } from "../docs/route-sources"
import type { Contracts } from "./contracts"
import { schemaNamed, type Operation, type Parameter, type Schema } from "./document"

/** The contract that says the same as a schema, for whoever calls. Its comments are the words for the members. */
const DESCRIBED_BY: Readonly<Partial<Record<SchemaName, string>>> = {
  PageQuery: "OffsetQuery",
  AdminUpdatesQuery: "AdminUpdateListQuery",
  AdminExportQuery: "AdminUpdateExportQuery",
  AdminStatisticsQuery: "AdminStatisticsQuery",
  AdminWalletsQuery: "AdminWalletListQuery",
  AdminNotificationsQuery: "AdminNotificationListQuery",
  UpdateLinkBody: "CreateUpdateLinkRequest",
}

type RawBody = {
  description: string
  content: (contracts: Contracts) => Record<string, { schema: Schema }>
  refusals: Readonly<Record<number, string>>
}

/** Bodies that are not JSON, by the middleware that reads them. */
const RAW_BODIES: Readonly<Record<string, RawBody>> = {
  csvBody: {
    description: "The CSV file itself.",
    content: () => Object.fromEntries(CSV_TYPES.map((type) => [type, { schema: { type: "string" } }])),
    refusals: CSV_REFUSALS,
  },
  rawBody: {
    description: "What SNS sends: JSON, under whatever content type. Nothing of it is believed before it is verified.",
    content: (contracts) => {
      const contentSchema = contracts.use("SnsEnvelope")
      return { "text/plain": { schema: { type: "string", contentMediaType: "application/json", contentSchema } } }
    },
    refusals: Object.fromEntries(
      Object.entries(NOTIFICATION_REFUSALS).map(([status, { message }]) => [status, message]),
    ),
  },
}

/** How a body that is not JSON is refused, by status; nothing when there is no such body. */
export function rawRefusals({ others }: RouteInput): Readonly<Record<number, string>> {
  return Object.assign({}, ...others.map((name) => RAW_BODIES[name]?.refusals)) as Record<number, string>
}

/** What the body has to be; `undefined` where a body is not looked at. */
export function requestBodyOf(input: RouteInput, contracts: Contracts): Operation["requestBody"] {
  const [raw] = input.others.flatMap((name) => RAW_BODIES[name] ?? [])
  if (raw) return { required: true, description: raw.description, content: raw.content(contracts) }
  if (!input.body) return undefined
  return {
    required: !validators[input.body].safeParse({}).success,
    content: { "application/json": { schema: schemaNamed(input.body) } },
  }
}

/** The schema of a body, with the words of the contract that says the same. */
export function bodySchema(name: SchemaName, contracts: Contracts): Schema {
  const schema = schemaOf(name)
  const described = descriptionsFor(name, schema, contracts)
  if (!described.size) return schema
  const properties = Object.entries(membersOf(schema)).map(([member, its]) => [
    member,
    { ...its, ...optional("description", described.get(member)) },
  ])
  return { ...schema, properties: Object.fromEntries(properties) as Schema }
}

/** The parameters of a query. */
export function queryParameters(name: SchemaName, contracts: Contracts): Parameter[] {
  const schema = schemaOf(name)
  const described = descriptionsFor(name, schema, contracts)
  const required = Array.isArray(schema.required) ? schema.required : []
  return Object.entries(membersOf(schema)).map(([member, { description, ...its }]) => ({
    name: member,
    in: "query",
    required: required.includes(member) && its.default === undefined,
    ...optional("description", textOr(description, described.get(member))),
    ...parameterSchema(its),
  }))
}

/** One value or several is a list; an object is written as `created_at[$gte]=`. */
function parameterSchema(schema: Schema): Pick<Parameter, "schema" | "style" | "explode"> {
  if (schema.type === "object") return { style: "deepObject", explode: true, schema }
  const several = alternativesOf(schema).find(({ type }) => type === "array")
  return several ? { style: "form", explode: true, schema: several } : { schema }
}

/** JSON Schema of what is taken in, before it is transformed. */
function schemaOf(name: SchemaName): Schema {
  const { $schema, ...schema } = z.toJSONSchema(validators[name], {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema instanceof z.ZodDate) Object.assign(jsonSchema, TIME)
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  return schema
}

const TIME = {
  anyOf: [
    { type: "string", format: "date-time" },
    { type: "string", format: "date" },
  ],
} as const

/** @throws Error when contract and schema have different members */
function descriptionsFor(name: SchemaName, schema: Schema, contracts: Contracts): Map<string, string> {
  const contract = DESCRIBED_BY[name]
  if (!contract) return new Map()
  const described = contracts.describe(contract)
  const [accepted, promised] = [Object.keys(membersOf(schema)), [...described.keys()]].map((names) =>
    names.sort().join(),
  )
  if (accepted === promised) return described
  throw new Error(
    `${name} of src/api/validators.ts takes ${accepted}, and ${contract} of src/contracts has ${promised}`,
  )
}

function membersOf({ properties = {} }: Schema): Record<string, Schema> {
  return properties as Record<string, Schema>
}

function alternativesOf({ anyOf = [] }: Schema): readonly Schema[] {
  return anyOf as readonly Schema[]
}

function textOr(text: unknown, otherwise: string | undefined): string | undefined {
  return typeof text === "string" ? text : otherwise || undefined
}

function optional<K extends string>(key: K, value: string | undefined): { [key in K]?: string } {
  return value ? ({ [key]: value } as { [key in K]?: string }) : {}
}

import { z } from "zod"
import { accountSchema, optionsSchema } from "../../src/options/schema"
import type { JsonSchema } from "./json-schema"
import { typeInWords } from "./json-schema"
import { code, table } from "./markdown"

/** Every option with who it belongs to, what it may be and what it means. */
export function optionsTable(): string {
  const store: JsonSchema = z.toJSONSchema(optionsSchema, { io: "input" }) as JsonSchema
  const account: JsonSchema = z.toJSONSchema(accountSchema, { io: "input" }) as JsonSchema
  const ofAccount = new Set(rowsOf(account, "").map(({ path }) => path))
  const all = rowsOf({ ...store, properties: without(store.properties, "accounts") }, "")
  const scopeOf = (path: string) => {
    if (!ofAccount.has(path)) return "store"
    const shared = all.some((row) => row.path.startsWith(`${path}.`) && !ofAccount.has(row.path))
    return shared ? "account, store" : "account"
  }
  const rows = all.map(({ path, schema }): string[] => [
    code(path),
    scopeOf(path),
    typeInWords(schema),
    schema.description ?? "",
  ])
  const accounts = store.properties?.accounts?.description ?? ""
  rows.push([code("accounts.<name>"), "store", "the options of scope account", accounts])
  return table(["Option", "Scope", "Type", "Meaning"], rows)
}

type Row = { path: string; schema: JsonSchema }

/** Objects are followed down to their members; lists are not. */
function rowsOf({ properties = {} }: JsonSchema, prefix: string): Row[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = prefix + name
    return [{ path, schema }, ...(schema.properties ? rowsOf(schema, `${path}.`) : [])]
  })
}

function without(members: JsonSchema["properties"] = {}, name: string): JsonSchema["properties"] {
  return Object.fromEntries(Object.entries(members).filter(([each]) => each !== name))
}

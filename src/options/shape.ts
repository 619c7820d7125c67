import type { z } from "zod"
import { AmazonPayOptionsError } from "./error"
import type { Problems } from "./problems"
import { optionsSchema, type AmazonPayOptions } from "./schema"

/**
 * What was given, read by the schema. Options of the wrong shape are noted and left out, so that everything else can
 * still be checked in the same go.
 *
 * @throws AmazonPayOptionsError when nothing can be read
 */
export function parseShape(input: unknown, problems: Problems): AmazonPayOptions {
  const parsed = optionsSchema.safeParse(input)
  if (parsed.success) return parsed.data
  let readable: unknown = input
  for (const issue of parsed.error.issues) {
    for (const { path, message } of brokenPaths(issue)) {
      problems.addUnreadable(path.join(".") || "options", message)
      readable = without(readable, issue.code === "unrecognized_keys" ? path : memberOf(path))
    }
  }
  const rest = optionsSchema.safeParse(readable)
  if (rest.success) return rest.data
  throw new AmazonPayOptionsError(problems.found)
}

type Path = readonly PropertyKey[]

function brokenPaths(issue: z.core.$ZodIssue): { path: Path; message: string }[] {
  if (issue.code !== "unrecognized_keys") return [{ path: issue.path, message: withoutValue(issue.message) }]
  return issue.keys.map((key) => ({ path: [...issue.path, key], message: "is not an option" }))
}

/** Zod names expectations, and for some issues what it received; only the expectation is told. */
function withoutValue(message: string): string {
  return message.replace(/, received [\s\S]*$/, "")
}

/** The whole option that a path lies in: parts of it cannot be left out. */
function memberOf(path: Path): Path {
  return path.slice(0, path[0] === "accounts" ? 3 : 1)
}

function without(value: unknown, [head, ...tail]: Path): unknown {
  if (typeof value !== "object" || value === null || head === undefined) return value
  const entries = Object.entries(value).flatMap(([name, member]) => {
    if (name !== head) return [[name, member]]
    return tail.length ? [[name, without(member, tail)]] : []
  })
  return Object.fromEntries(entries)
}

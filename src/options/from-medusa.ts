import { createHash } from "node:crypto"
import { resolveOptions } from "./resolve"
import type { ResolvedOptions } from "./resolved"

/** What Medusa itself adds to the options it hands to a plugin's modules and providers. */
const ADDED_BY_MEDUSA = ["database", "account"] as const

const resolved = new Map<string, ResolvedOptions>()

/**
 * The checked options behind what Medusa hands to a module or provider. Medusa copies the options and adds to them, so
 * they are recognised by content; keys are parsed once per process.
 *
 * @throws AmazonPayOptionsError
 */
export function optionsFromMedusa(given: unknown, nodeEnv = process.env.NODE_ENV): ResolvedOptions {
  const own = withoutAdded(given)
  const identity = createHash("sha256")
    .update(`${nodeEnv}|${JSON.stringify(own)}`)
    .digest("hex")
  const known = resolved.get(identity)
  if (known) return known
  const options = resolveOptions(own, { production: nodeEnv === "production" })
  resolved.set(identity, options)
  return options
}

function withoutAdded(given: unknown): unknown {
  if (typeof given !== "object" || given === null) return given
  const added: ReadonlySet<string> = new Set(ADDED_BY_MEDUSA)
  return Object.fromEntries(Object.entries(given).filter(([name]) => !added.has(name)))
}

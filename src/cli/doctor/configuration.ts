import type { ConfigModule } from "@medusajs/framework/types"
import type { OptionProblem } from "../../options/error"
import type { MerchantAccount, ResolvedOptions } from "../../options/resolved"
import { environmentOfKey } from "../../protocol/api-path"
import { ok, warning, wrong, type Finding } from "./finding"

/** Every problem with the options, in the words in which the store would refuse to start. */
export function optionProblems(problems: readonly OptionProblem[]): Finding[] {
  return problems.map(({ option, message }) =>
    wrong("options", `${option} ${message}`, { fix: `Correct ${option} in medusa-config; the store does not start.` }),
  )
}

/** Which key signs for an account, and whether another one is still valid. */
export function signingKey({ id, keys, region, environment, merchantId }: MerchantAccount): Finding {
  const [first, ...others] = keys
  const bound = environmentOfKey(first.publicKeyId) ? "" : `, which asks for ${environment} by its path`
  const also = others.length ? ` Also valid: ${others.map(({ publicKeyId }) => publicKeyId).join(", ")}.` : ""
  const message = `${merchantId} in region ${region}, ${environment}, signs with ${first.publicKeyId}${bound}.${also}`
  return ok("signing_key", message, { account: id })
}

/** Whether Medusa has a payment provider for each account. */
export function providers(config: ConfigModule, { accounts }: ResolvedOptions): Finding {
  const registered = new Set(providersIn(config))
  const missing = [...accounts.keys()].filter((id) => !registered.has(id))
  if (!missing.length) return ok("providers", "Every account is a payment provider.")
  return warning("providers", `Medusa's payment module has no provider for: ${missing.join(", ")}.`, {
    fix: 'Add { resolve: "@medusajs/medusa/payment", options: { providers: [...pay.providers] } } to modules.',
  })
}

function providersIn({ modules }: ConfigModule): string[] {
  const payment: unknown = modules?.payment
  const given = member(member(payment, "options"), "providers")
  if (!Array.isArray(given)) return []
  return given
    .filter((each) => /[\\/]providers[\\/]amazon-pay$/.test(String(member(each, "resolve"))))
    .map((each) => String(member(each, "id")))
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined
}

/** What a strict policy of the storefront has to allow. */
export function contentSecurityPolicy({ id, endpoints }: MerchantAccount): Finding {
  const { origin } = new URL(endpoints.checkoutScript)
  const message = `A Content-Security-Policy needs script-src ${origin}; for form-action see the plugin's storefront guide.`
  return ok("content_security_policy", message, { account: id })
}

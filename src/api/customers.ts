import type { MedusaRequest } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { parseSearch } from "../modules/amazon-pay/persistence/search"

/**
 * What was typed into a search field, for the module: an e-mail address is replaced by the customers it belongs to, because
 * the module knows no customers.
 */
export async function searchedFor(
  req: MedusaRequest,
  q: string | undefined,
): Promise<{ q?: string; customerIds?: string[] }> {
  if (q === undefined) return {}
  return parseSearch(q)?.by === "email" ? { customerIds: await customersWithEmail(req, q) } : { q }
}

/**
 * The customers an e-mail address belongs to: an account, a guest, or both. Spaces around it and its case do not matter.
 *
 * Medusa keeps addresses as they were typed. As it is typed here and in lower case an address is found by its index; only one
 * that is found neither way is compared without regard to case, which reads all customers.
 */
async function customersWithEmail(req: MedusaRequest, typed: string): Promise<string[]> {
  const email = typed.trim()
  const found = await findCustomers(req, { email: [...new Set([email, email.toLowerCase()])] })
  if (found.length) return found.map(({ id }) => id)
  const alike = await findCustomers(req, { email: { $ilike: email.replace(/[\\%_]/g, "\\$&") } })
  return alike.map(({ id }) => id)
}

/** The e-mail addresses of customers by their ids, in one request for all of them; those Medusa does not know are missing. */
export async function customerEmails(
  req: MedusaRequest,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (!customerIds.length) return new Map()
  const customers = await findCustomers(req, { id: [...new Set(customerIds)] })
  return new Map(customers.flatMap(({ id, email }) => (email ? [[id, email] as const] : [])))
}

async function findCustomers(req: MedusaRequest, filters: Record<string, unknown>) {
  const { data } = await req.scope
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: "customer", fields: ["id", "email"], filters })
  return data
}

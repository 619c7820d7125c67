import type { CustomerDTO, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { ParsedRow } from "../modules/amazon-pay/imports/parse-file"
import type { KnownCustomers } from "../modules/amazon-pay/imports/plan"

const BATCH = 500

/**
 * Looks up the customers that rows name, many at a time. An e-mail address is found as it is written or in lower case;
 * where a guest and a customer with an account share it, the account is meant.
 */
export async function findCustomers(
  container: MedusaContainer,
  rows: readonly Pick<ParsedRow, "customerId" | "customerEmail">[],
): Promise<KnownCustomers> {
  const ids = new Set(rows.flatMap(({ customerId }) => customerId ?? []))
  const emails = new Set(rows.flatMap(({ customerEmail: email }) => (email ? [email, email.toLowerCase()] : [])))
  const byId = await inBatches(ids, (id) => list(container, { id }))
  const byEmail = await inBatches(emails, (email) => list(container, { email }))
  const accountsLast = byEmail.sort((a, b) => Number(a.has_account) - Number(b.has_account))
  return {
    ids: new Set(byId.map(({ id }) => id)),
    idByEmail: new Map(accountsLast.map(({ id, email }) => [email.toLowerCase(), id])),
  }
}

type Found = Pick<CustomerDTO, "id" | "email" | "has_account">

async function inBatches(values: ReadonlySet<string>, find: (batch: string[]) => Promise<Found[]>): Promise<Found[]> {
  const all = [...values]
  const found: Found[] = []
  for (let at = 0; at < all.length; at += BATCH) found.push(...(await find(all.slice(at, at + BATCH))))
  return found
}

/** An e-mail address has two customers at most, one with an account and one without. */
function list(container: MedusaContainer, filters: { id: string[] } | { email: string[] }): Promise<Found[]> {
  const select: (keyof Found)[] = ["id", "email", "has_account"]
  return container.resolve(Modules.CUSTOMER).listCustomers(filters, { select, take: 2 * BATCH })
}

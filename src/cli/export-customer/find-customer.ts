import type { ConfigModule } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { hasDataOf } from "../../modules/amazon-pay/upkeep/export-customer"
import { CommandFailure } from "../failure"
import { containerWithCustomers } from "../store/customers"
import type { OpenStore } from "../store/open-store"

/**
 * The id of the customer who is meant. One who is gone is found by the id, as long as anything is stored of them.
 *
 * @param given an id or an e-mail address
 * @throws CommandFailure when there is none, or when a guest and an account share the address
 */
export async function findCustomer(
  { runtime, connection }: OpenStore,
  config: ConfigModule,
  given: string,
): Promise<string> {
  const customers = (await containerWithCustomers(config, connection)).resolve(Modules.CUSTOMER)
  const isEmail = given.includes("@")
  const filters = isEmail ? { email: [given, given.toLowerCase()] } : { id: [given] }
  const [found, ...more] = await customers.listCustomers(filters, { select: ["id", "has_account"] })
  if (more.length) throw new CommandFailure(whichOf([found, ...more]))
  if (found) return found.id
  if (isEmail) throw new CommandFailure("No customer has this e-mail address. One who is gone is found by the id.")
  if (await hasDataOf(runtime, given)) return given
  throw new CommandFailure(`There is no customer ${given}, and nothing is stored of one. Compare the id.`)
}

function whichOf(customers: readonly ({ id: string; has_account: boolean } | undefined)[]): string {
  const each = customers.map((customer) => `${customer?.id} (${customer?.has_account ? "account" : "guest"})`)
  return `Several customers have this e-mail address: ${each.join(", ")}. Export each by its id.`
}

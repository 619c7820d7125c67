import { writeFileSync } from "node:fs"
import type { ExecArgs } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import {
  createApiKeysWorkflow,
  createUserAccountWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
} from "@medusajs/medusa/core-flows"
import { createCatalogue } from "./catalogue"

/** Makes what a new store needs before anybody can buy: an admin, a publishable key for the storefront, and the goods. */
export default async function seed({ container, args: [email, password, keyFile] }: ExecArgs): Promise<void> {
  if (!email || !password || !keyFile)
    throw new Error("Usage: medusa exec ./src/scripts/seed.ts <email> <password> <file>")
  const auth = container.resolve(Modules.AUTH)
  const { authIdentity, error } = await auth.register("emailpass", { body: { email, password } })
  if (!authIdentity) throw new Error(`The admin could not be registered: ${error}`)
  await createUserAccountWorkflow(container).run({
    input: { authIdentityId: authIdentity.id, userData: { email, first_name: "Ada", last_name: "Admin" } },
  })

  const { result } = await createApiKeysWorkflow(container).run({
    input: { api_keys: [{ title: "Demo storefront", type: "publishable", created_by: "" }] },
  })
  const [key] = result
  if (!key) throw new Error("No publishable key was made")
  const [channel] = await container.resolve(Modules.SALES_CHANNEL).listSalesChannels({}, { take: 1 })
  if (!channel) throw new Error("The store has no sales channel")
  await linkSalesChannelsToApiKeyWorkflow(container).run({ input: { id: key.id, add: [channel.id] } })
  await createCatalogue(container, channel.id)
  writeFileSync(keyFile, key.token)
}

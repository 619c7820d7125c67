import type { MedusaContainer } from "@medusajs/framework/types"
import { pruneWorkflow } from "../workflows/prune"

/** Forgets what need not be remembered any more, at an hour when few buy. */
export default async function pruneDaily(container: MedusaContainer): Promise<void> {
  await pruneWorkflow(container).run()
}

export const config = { name: "amazon-pay-retention", schedule: "17 3 * * *" }

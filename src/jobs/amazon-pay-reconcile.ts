import type { MedusaContainer } from "@medusajs/framework/types"
import { reconcileWalletsWorkflow } from "../workflows/reconcile-wallets"

/** The third look, for whatever neither a return nor a notification told us. */
export default async function reconcileWallets(container: MedusaContainer): Promise<void> {
  await reconcileWalletsWorkflow(container).run()
}

export const config = { name: "amazon-pay-reconcile", schedule: "*/5 * * * *" }

import type { MedusaContainer } from "@medusajs/framework/types"
import { beginToWorkImports } from "../workflows/import-wallets"

/** Goes on with imports that a process left behind, and with rows that are to be tried again. */
export default async function resumeImports(container: MedusaContainer): Promise<void> {
  beginToWorkImports(container)
}

export const config = { name: "amazon-pay-import", schedule: "* * * * *" }

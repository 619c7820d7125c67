import { MedusaError } from "@medusajs/framework/utils"
import type { ImportRowCode } from "../../../contracts"
import { AmazonPayError } from "../../../protocol"
import type { RefusalCode } from "../errors"
import type { Runtime } from "../runtime"
import { failureInWords } from "../telemetry/failures"
import { say } from "../telemetry/say"
import { adoptFromAnyAccount } from "../wallets/attach-wallet"
import type { ClaimedRow } from "./claim-row"
import { findWallets } from "./find-wallets"
import { outcomeOfKnown } from "./plan"
import { settleRow } from "./settle-row"

/** The row does not wait any more; the wallet is not made then. */
class RowGone extends Error {}

/**
 * Attaches the wallet of one row as an admin would, and writes what became of it in the same transaction: a process that
 * dies over it leaves a row that waits and no wallet, or both done.
 *
 * @throws AmazonPayError when Amazon cannot be asked now; the row waits then
 */
export async function attachRow(runtime: Runtime, row: ClaimedRow): Promise<void> {
  const wallet = (await findWallets(runtime, [row.charge_permission_id])).get(row.charge_permission_id)
  if (wallet) {
    await settleRow(runtime.db, row, outcomeOfKnown(wallet, row.customer_id))
    return
  }
  try {
    await adopt(runtime, row)
  } catch (error) {
    if (error instanceof RowGone) return
    const code = whyRefused(error)
    if (!code) throw error
    if (error instanceof AmazonPayError) tellRefused(runtime, row, error)
    await settleRow(runtime.db, row, { status: "refused", code, ...(code === "customer_deleted" && NOBODY) })
  }
}

const NOBODY = { customer_id: null, charge_permission_id: null }

async function adopt(runtime: Runtime, row: ClaimedRow): Promise<void> {
  await adoptFromAnyAccount(runtime, {
    customerId: row.customer_id,
    chargePermissionId: row.charge_permission_id,
    priority: "import",
    alongside: async (db, { walletId, isNew }) => {
      const status = isNew ? "attached" : "already_attached"
      if (!(await settleRow(db, row, { status, code: null, wallet_id: walletId }))) throw new RowGone()
    },
  })
}

const REFUSED: ReadonlySet<string | undefined> = new Set<ImportRowCode & RefusalCode>([
  "charge_permission_not_found",
  "not_a_saved_wallet",
  "wallet_of_another_customer",
  "customer_deleted",
])

/** Our own refusal, or Amazon's of this very charge permission. What concerns the keys is nothing about the row. */
function whyRefused(error: unknown): ImportRowCode | null {
  if (error instanceof MedusaError) return isRefused(error.code) ? error.code : null
  const { code, status = 0 } = error instanceof AmazonPayError ? error : {}
  return code === "request_refused" && status !== 401 && status !== 403 ? "refused_by_amazon" : null
}

function isRefused(code: string | undefined): code is ImportRowCode & RefusalCode {
  return REFUSED.has(code)
}

function tellRefused({ logger }: Runtime, { import_id, line }: ClaimedRow, error: AmazonPayError): void {
  say(logger, "warn", "Amazon refused a row of an import", { import_id, line, ...failureInWords(error) })
}

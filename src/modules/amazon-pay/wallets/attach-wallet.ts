import type { Priority } from "../../../client/turns"
import { AmazonPayError, isChargePermissionId } from "../../../protocol"
import { refusal } from "../errors"
import { WalletEntity } from "../persistence/entities"
import { priorityOf } from "../priority"
import type { Runtime } from "../runtime"
import { adoptWallet, type Alongside } from "./adopt-wallet"

/**
 * Attaches a saved wallet that already exists at Amazon to a customer, for a store that moves from another platform. It is
 * looked for in every configured merchant account.
 *
 * @throws MedusaError `charge_permission_not_found`, `not_a_saved_wallet`, `wallet_of_another_customer`,
 * `customer_deleted`
 * @throws AmazonPayError when Amazon cannot be asked; nothing is attached then
 */
export async function attachWallet(
  runtime: Runtime,
  input: { customerId: string; chargePermissionId: string },
): Promise<WalletEntity> {
  const id = await adoptFromAnyAccount(runtime, { ...input, priority: priorityOf("admin") })
  return runtime.db.getRepository(WalletEntity).findOneByOrFail({ id })
}

type Attachment = { customerId: string; chargePermissionId: string; priority: Priority; alongside?: Alongside }

/**
 * The same for whoever writes something of their own beside it.
 *
 * @returns the wallet's id
 * @throws as {@link attachWallet}, and what `alongside` throws
 */
export async function adoptFromAnyAccount(runtime: Runtime, input: Attachment): Promise<string> {
  if (!isChargePermissionId(input.chargePermissionId)) throw refusal("charge_permission_not_found")
  for (const merchantAccount of runtime.accounts.keys()) {
    const walletId = await adoptIfKnown(runtime, { ...input, merchantAccount })
    if (walletId) return walletId
  }
  throw refusal("charge_permission_not_found")
}

/** @returns `null` when this account has no such charge permission */
async function adoptIfKnown(runtime: Runtime, input: Attachment & { merchantAccount: string }): Promise<string | null> {
  try {
    const adopted = await adoptWallet(runtime, { ...input, cause: { initiatedBy: "admin" } })
    if ("refused" in adopted) throw refusal(adopted.refused)
    if ("erased" in adopted) throw refusal("customer_deleted")
    return adopted.walletId
  } catch (error) {
    if (error instanceof AmazonPayError && error.status === 404) return null
    throw error
  }
}

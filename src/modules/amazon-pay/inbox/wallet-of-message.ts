import { In, type EntityManager } from "typeorm"
import { WalletEntity, type NotificationEntity } from "../persistence/entities"
import { accountsOfSameMerchant, type Runtime } from "../runtime"

/**
 * The wallet a notification is about, or `null` when we do not know that charge permission. A notification names the
 * merchant but not the environment, so the wallet decides which of the merchant's accounts it is.
 */
export function walletOfMessage(
  runtime: Runtime,
  message: Pick<NotificationEntity, "charge_permission_id" | "merchant_account">,
  db: Pick<EntityManager, "getRepository"> = runtime.db,
): Promise<WalletEntity | null> {
  return db.getRepository(WalletEntity).findOneBy({
    charge_permission_id: message.charge_permission_id,
    merchant_account: In(accountsOfSameMerchant(runtime, message.merchant_account)),
  })
}

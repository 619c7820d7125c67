import type { DataSource } from "typeorm"
import { WalletEntity, type NotificationEntity } from "../persistence/entities"

/** The wallet a notification is about, or `null` when we do not know that charge permission. */
export function walletOfMessage(
  db: DataSource,
  message: Pick<NotificationEntity, "charge_permission_id" | "merchant_account">,
): Promise<WalletEntity | null> {
  return db.getRepository(WalletEntity).findOneBy({
    charge_permission_id: message.charge_permission_id,
    merchant_account: message.merchant_account ?? "",
  })
}

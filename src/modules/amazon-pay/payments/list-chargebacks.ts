import { In, IsNull } from "typeorm"
import type { Chargeback } from "../../../contracts"
import { ChargebackEntity, type OperationEntity } from "../persistence/entities"
import { toChargeback } from "../presentation"
import type { Runtime } from "../runtime"

/** More than these no page shows. */
const MOST = 100

/** The latest chargebacks on wallets, newest first. */
export async function listChargebacks({ db }: Runtime, walletIds: readonly string[]): Promise<Chargeback[]> {
  if (!walletIds.length) return []
  const found = await db.getRepository(ChargebackEntity).find({
    where: { wallet_id: In(walletIds) },
    order: { opened_at: "DESC", id: "ASC" },
    take: MOST,
  })
  return found.map(toChargeback)
}

/** Those about payments, and those on their wallets of which Amazon does not say which payment they are about. */
export function chargebacksOn(
  { db }: Runtime,
  operations: readonly Pick<OperationEntity, "charge_permission_id" | "payment_session_id">[],
): Promise<ChargebackEntity[]> {
  const permissions = [...new Set(operations.flatMap(({ charge_permission_id: id }) => id ?? []))]
  const payments = [...new Set(operations.map(({ payment_session_id }) => payment_session_id))]
  const charge_permission_id = In(permissions)
  return db.getRepository(ChargebackEntity).find({
    where: [
      { charge_permission_id, payment_session_id: In(payments) },
      { charge_permission_id, payment_session_id: IsNull() },
    ],
    order: { opened_at: "DESC", id: "ASC" },
    take: MOST,
  })
}

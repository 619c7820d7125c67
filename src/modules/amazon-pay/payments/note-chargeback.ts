import { In, type EntityManager } from "typeorm"
import { EVENTS } from "../events/names"
import { writeEvent } from "../events/outbox"
import { settle } from "../inbox/settle"
import { walletOfMessage } from "../inbox/wallet-of-message"
import { ChargebackEntity, OperationEntity, type NotificationEntity } from "../persistence/entities"
import { accountsOfSameMerchant, type Runtime } from "../runtime"
import { countSettled } from "../telemetry/notifications"
import { isLiveCharge } from "./operations"

/**
 * Stores a chargeback and tells of it, once. Amazon lets nobody read it, and its notification names the charge permission
 * and no charge: the payment is known where the permission paid for one only.
 */
export async function noteChargeback(runtime: Runtime, message: NotificationEntity): Promise<void> {
  const chargeback = await chargebackOf(runtime, message)
  const settled = await runtime.db.transaction(async (db) => {
    const settled = await settle(db, [message], { status: "processed", update_id: null, no_visible_change: false })
    if (settled.length && (await insertOnce(db, chargeback))) await tell(db, chargeback)
    return settled
  })
  countSettled(settled, "processed", runtime.now())
}

type NewChargeback = Omit<ChargebackEntity, "created_at">

async function chargebackOf(runtime: Runtime, message: NotificationEntity): Promise<NewChargeback> {
  const wallet = await walletOfMessage(runtime, message)
  const accounts = accountsOfSameMerchant(runtime, message.merchant_account)
  const { charge_permission_id } = message
  const operations = await runtime.db.getRepository(OperationEntity).find({
    where: { charge_permission_id, merchant_account: In(accounts), kind: "charge", state: "succeeded" },
    order: { created_at: "DESC" },
    take: MOST_CHARGES,
  })
  const [charge, another] = operations.filter(isLiveCharge)
  const only = another ? undefined : charge
  return {
    id: message.object_id ?? message.message_id,
    merchant_account: charge?.merchant_account ?? wallet?.merchant_account ?? message.merchant_account,
    charge_permission_id,
    wallet_id: wallet?.id ?? null,
    customer_id: wallet?.customer_id ?? charge?.customer_id ?? null,
    payment_session_id: only?.payment_session_id ?? null,
    charge_id: only?.amazon_id ?? null,
    amount: only?.amount ?? null,
    currency_code: only?.currency_code ?? null,
    opened_at: message.sent_at ?? message.received_at,
  }
}

/** Enough to tell one from several, among those that came to nothing. */
const MOST_CHARGES = 100

/** @returns whether it was new */
async function insertOnce(db: EntityManager, chargeback: NewChargeback): Promise<boolean> {
  const insert = db.createQueryBuilder().insert().into(ChargebackEntity).values(chargeback)
  const { raw } = await insert.orIgnore().returning("id").execute()
  return (raw as unknown[]).length > 0
}

async function tell(db: EntityManager, chargeback: NewChargeback): Promise<void> {
  await writeEvent(db, EVENTS.chargebackCreated, {
    id: chargeback.id,
    wallet_id: chargeback.wallet_id,
    customer_id: chargeback.customer_id,
    merchant_account: chargeback.merchant_account,
    charge_permission_id: chargeback.charge_permission_id || null,
    payment_session_id: chargeback.payment_session_id,
    charge_id: chargeback.charge_id,
  })
}

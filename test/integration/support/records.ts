import {
  CheckoutAttemptEntity,
  OutboxEventEntity,
  WalletEntity,
  WalletUpdateEntity,
} from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import type { LoggedRequest, Simulator } from "../../../src/simulator"

/** What is stored about a wallet. */
export function walletNow({ db }: Runtime, id: string): Promise<WalletEntity> {
  return db.getRepository(WalletEntity).findOneByOrFail({ id })
}

/** The history entry as it is stored. */
export function updateNow({ db }: Runtime, id: string): Promise<WalletUpdateEntity> {
  return db.getRepository(WalletUpdateEntity).findOneByOrFail({ id })
}

/** A wallet's history without the entry that attached it, oldest first. */
export function historyOf({ db }: Runtime, walletId: string): Promise<WalletUpdateEntity[]> {
  return db
    .createQueryBuilder(WalletUpdateEntity, "u")
    .where("u.wallet_id = :walletId and u.initiated_by <> 'admin'", { walletId })
    .orderBy("u.created_at", "ASC")
    .getMany()
}

export function attemptNow({ db }: Runtime, checkoutSessionId: string): Promise<CheckoutAttemptEntity | null> {
  return db.getRepository(CheckoutAttemptEntity).findOneBy({ checkout_session_id: checkoutSessionId })
}

/** Names of the events that were committed about a wallet, in order, or about a set-up that has none yet. */
export async function eventsAbout({ db }: Runtime, customerId: string): Promise<string[]> {
  const events = await db.getRepository(OutboxEventEntity).find({ order: { id: "ASC" } })
  return events.filter(({ data }) => data.customer_id === customerId).map(({ name }) => name)
}

/** What Amazon was asked of one kind. */
export function asked(
  { control }: Simulator,
  operation: "GetCheckoutSession" | "CompleteCheckoutSession" | "GetChargePermission" | "CloseChargePermission",
): Promise<LoggedRequest[]> {
  return control.requests({ operation })
}

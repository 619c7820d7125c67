import type { AdminNotification, AdminWallet, Chargeback, Wallet, WalletUpdate } from "../../contracts"
import type { MerchantAccount } from "../../options/resolved"
import { actionFor, manageUrl, sellerCentralUrl } from "../../protocol"
import type { ChargebackEntity, NotificationEntity, WalletEntity, WalletUpdateEntity } from "./persistence/entities"

const iso = (date: Date | null): string | null => date?.toISOString() ?? null

/** A wallet as its customer sees it. */
export function toWallet(wallet: WalletEntity, account: Pick<MerchantAccount, "region">): Wallet {
  return {
    id: wallet.id,
    charge_permission_id: wallet.charge_permission_id,
    status: wallet.status,
    reasons: wallet.reasons,
    action: actionFor(wallet.status, wallet.reasons),
    payment_descriptor: wallet.payment_descriptor,
    product_type: wallet.product_type,
    shipping_address: wallet.shipping_address,
    billing_address: wallet.billing_address,
    merchant_account: wallet.merchant_account,
    environment: wallet.environment,
    manage_url: manageUrl(account.region, wallet.charge_permission_id),
    created_at: wallet.created_at.toISOString(),
    updated_at: wallet.updated_at.toISOString(),
    last_checked_at: iso(wallet.last_checked_at),
  }
}

export function toAdminWallet(wallet: WalletEntity, account: Pick<MerchantAccount, "region">): AdminWallet {
  return {
    ...toWallet(wallet, account),
    customer_id: wallet.customer_id,
    seller_central_url: sellerCentralUrl(account.region, wallet.charge_permission_id),
  }
}

export function toChargeback(chargeback: ChargebackEntity): Chargeback {
  return {
    id: chargeback.id,
    charge_permission_id: chargeback.charge_permission_id,
    wallet_id: chargeback.wallet_id,
    payment_session_id: chargeback.payment_session_id,
    charge_id: chargeback.charge_id,
    amount: chargeback.amount,
    currency_code: chargeback.currency_code,
    opened_at: chargeback.opened_at.toISOString(),
  }
}

/** A history entry as customers and merchants see it: nothing that was signed is in it. */
export function toWalletUpdate(update: WalletUpdateEntity): WalletUpdate {
  return {
    id: update.id,
    wallet_id: update.wallet_id,
    customer_id: update.customer_id,
    update_type: update.update_type,
    initiated_by: update.initiated_by,
    status: update.status,
    sources: update.sources,
    changes: update.changes,
    reason_code: update.reason_code,
    message: update.message,
    checkout_session_id: update.checkout_session_id,
    started_at: iso(update.started_at),
    completed_at: iso(update.completed_at),
    created_at: update.created_at.toISOString(),
  }
}

export function toAdminNotification(notification: NotificationEntity): AdminNotification {
  const waiting = notification.status === "received" || notification.status === "failed"
  return {
    message_id: notification.message_id,
    type: notification.type,
    topic_arn: notification.topic_arn,
    merchant_account: notification.merchant_account,
    notification_type: notification.notification_type,
    object_type: notification.object_type,
    object_id: notification.object_id,
    charge_permission_id: notification.charge_permission_id || null,
    status: notification.status,
    attempts: notification.attempts,
    last_error: notification.last_error,
    next_attempt_at: waiting ? notification.next_attempt_at.toISOString() : null,
    update_id: notification.update_id,
    no_visible_change: notification.no_visible_change,
    sent_at: iso(notification.sent_at),
    received_at: notification.received_at.toISOString(),
  }
}

import type { AdminListedWallet, AdminNotification, WalletAddress, WalletUpdate } from "../../../src/contracts"

export const HOSTILE = `<script>alert("x")</script><img src=x onerror=alert(1)> \u202Egnirts\u202C ${"A".repeat(10_000)}`

export function address(parts: Partial<WalletAddress> = {}): WalletAddress {
  return {
    name: "Erika Mustermann",
    address_line_1: "Marienplatz 8",
    address_line_2: null,
    address_line_3: null,
    city: "München",
    county: null,
    district: null,
    state_or_region: null,
    postal_code: "80331",
    country_code: "DE",
    phone_number: null,
    ...parts,
  }
}

export function wallet(parts: Partial<AdminListedWallet> = {}): AdminListedWallet {
  return {
    id: "apw_1",
    customer_id: "cus_1",
    charge_permission_id: "S02-1234567-1234567",
    status: "chargeable",
    reasons: [],
    action: "none",
    payment_descriptor: "Visa ****1111",
    product_type: "pay_and_ship",
    shipping_address: address(),
    billing_address: null,
    merchant_account: "default",
    environment: "sandbox",
    manage_url: "https://pay.amazon.de/wallet",
    seller_central_url: "https://sellercentral-europe.amazon.com/hz/me/pmd/payment-details?orderReferenceId=S02",
    created_at: "2026-09-01T10:00:00.000Z",
    updated_at: "2026-09-01T10:00:00.000Z",
    last_checked_at: "2026-09-01T10:00:00.000Z",
    customer_email: null,
    chargebacks: [],
    ...parts,
  }
}

export function update(parts: Partial<WalletUpdate> = {}): WalletUpdate {
  return {
    id: "apwu_1",
    wallet_id: "apw_1",
    customer_id: "cus_1",
    update_type: "payment_method",
    initiated_by: "customer",
    status: "completed",
    sources: ["return", "ipn"],
    changes: [{ field: "payment_descriptor", before: "Visa ****1111", after: "Mastercard ****4444" }],
    reason_code: null,
    message: null,
    checkout_session_id: "6a3f2c11-8a2f-4d5e-9c1b-5f0c2a7f0b11",
    started_at: "2026-09-30T09:12:00.000Z",
    completed_at: "2026-09-30T09:14:00.000Z",
    created_at: "2026-09-30T09:12:00.000Z",
    ...parts,
  }
}

export function notification(parts: Partial<AdminNotification> = {}): AdminNotification {
  return {
    message_id: "5c9b2f8e-1b9a-5d0a-9d7e-0f6f0c7a1e11",
    type: "Notification",
    topic_arn: "arn:aws:sns:eu-west-1:291180941288:A1",
    merchant_account: "default",
    notification_type: "STATE_CHANGE",
    object_type: "CHARGE_PERMISSION",
    object_id: "S02-1234567-1234567",
    charge_permission_id: "S02-1234567-1234567",
    status: "processed",
    attempts: 1,
    last_error: null,
    next_attempt_at: null,
    update_id: "apwu_1",
    no_visible_change: false,
    sent_at: "2026-09-30T09:14:01.000Z",
    received_at: "2026-09-30T09:14:02.000Z",
    ...parts,
  }
}

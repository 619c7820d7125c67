/**
 * The name of every operation. Generated clients call their functions by it, so a name stays what it is even where its
 * path moves.
 */
export const OPERATION_IDS: Readonly<Record<string, string>> = {
  "GET /store/customers/me/amazon-pay/wallets": "StoreListAmazonPayWallets",
  "POST /store/customers/me/amazon-pay/wallets": "StoreSetUpAmazonPayWallet",
  "GET /store/customers/me/amazon-pay/wallets/:id": "StoreGetAmazonPayWallet",
  "POST /store/customers/me/amazon-pay/wallets/:id/update": "StoreStartAmazonPayWalletUpdate",
  "GET /store/customers/me/amazon-pay/wallets/:id/updates": "StoreListAmazonPayWalletUpdates",
  "POST /store/customers/me/amazon-pay/wallets/:id/close": "StoreCloseAmazonPayWallet",
  "GET /store/customers/me/amazon-pay/updates/:id": "StoreGetAmazonPayUpdate",
  "POST /store/customers/me/amazon-pay/updates/:id/complete": "StoreCompleteAmazonPayUpdate",
  "GET /store/customers/me/amazon-pay/update-links/:token": "StoreGetAmazonPayUpdateLink",
  "POST /store/customers/me/amazon-pay/update-links/:token": "StoreStartAmazonPayUpdateLink",
  "POST /store/amazon-pay/payment-sessions/:id/return": "StoreReturnFromAmazonPayCheckout",
  "GET /admin/amazon-pay/updates": "AdminListAmazonPayUpdates",
  "GET /admin/amazon-pay/updates/statistics": "AdminGetAmazonPayUpdateStatistics",
  "GET /admin/amazon-pay/updates/export": "AdminExportAmazonPayUpdates",
  "GET /admin/amazon-pay/updates/:id": "AdminGetAmazonPayUpdate",
  "GET /admin/amazon-pay/wallets": "AdminListAmazonPayWallets",
  "POST /admin/amazon-pay/wallets": "AdminAttachAmazonPayWallet",
  "GET /admin/amazon-pay/wallets/:id": "AdminGetAmazonPayWallet",
  "POST /admin/amazon-pay/wallets/:id/refresh": "AdminRefreshAmazonPayWallet",
  "POST /admin/amazon-pay/wallets/:id/update-link": "AdminCreateAmazonPayUpdateLink",
  "GET /admin/amazon-pay/wallets/import": "AdminListAmazonPayImports",
  "POST /admin/amazon-pay/wallets/import": "AdminCreateAmazonPayImport",
  "GET /admin/amazon-pay/wallets/import/:id": "AdminGetAmazonPayImport",
  "DELETE /admin/amazon-pay/wallets/import/:id": "AdminCancelAmazonPayImport",
  "GET /admin/amazon-pay/update-links": "AdminListAmazonPayUpdateLinks",
  "DELETE /admin/amazon-pay/update-links/:id": "AdminRevokeAmazonPayUpdateLink",
  "GET /admin/amazon-pay/payments": "AdminListAmazonPayPayments",
  "GET /admin/amazon-pay/notifications": "AdminListAmazonPayNotifications",
  "POST /admin/amazon-pay/notifications/replay": "AdminReplayAmazonPayNotifications",
  "GET /admin/amazon-pay/notifications/:message_id": "AdminGetAmazonPayNotification",
  "POST /admin/amazon-pay/notifications/:message_id/replay": "AdminReplayAmazonPayNotification",
  "GET /admin/amazon-pay/topics": "AdminListAmazonPayTopics",
  "POST /admin/amazon-pay/topics/approve": "AdminApproveAmazonPayTopic",
  "POST /admin/amazon-pay/topics/reject": "AdminRejectAmazonPayTopic",
  "GET /admin/amazon-pay/status": "AdminGetAmazonPayStatus",
  "POST /admin/amazon-pay/status/self-test": "AdminSelfTestAmazonPay",
  "POST /hooks/amazon-pay/ipn": "ReceiveAmazonPayNotification",
  "GET /amazon-pay/return/:token": "ReturnFromAmazonPay",
  "GET /amazon-pay/cancel/:token": "CancelAtAmazonPay",
}

/** @throws Error that names a route without a name */
export function operationIdOf(route: string): string {
  const id = OPERATION_IDS[route]
  if (!id) throw new Error(`scripts/openapi/operation-ids.ts has no name for ${route}`)
  return id
}

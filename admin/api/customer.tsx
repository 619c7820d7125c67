import type {
  AdminUpdateResponse,
  AdminWalletListResponse,
  AdminWalletResponse,
  UpdateListResponse,
} from "../../src/contracts"
import { sdk } from "./client"

/** A part of a list. */
export type Page = { limit: number; offset: number }

/** Saved wallets of one customer, newest first. */
export function listWallets(customerId: string, page: Page, signal?: AbortSignal): Promise<AdminWalletListResponse> {
  return sdk.client.fetch("/admin/amazon-pay/wallets", { query: { customer_id: customerId, ...page }, signal })
}

/** Reads a wallet at Amazon now and answers it as it is there. */
export function refreshWallet(walletId: string): Promise<AdminWalletResponse> {
  return sdk.client.fetch(`/admin/amazon-pay/wallets/${encodeURIComponent(walletId)}/refresh`, {
    method: "POST",
    body: {},
  })
}

/** The update history of one customer, newest first. */
export function listUpdates(customerId: string, page: Page, signal?: AbortSignal): Promise<UpdateListResponse> {
  return sdk.client.fetch("/admin/amazon-pay/updates", { query: { customer_id: customerId, ...page }, signal })
}

/** One history entry with the notifications behind it. */
export function retrieveUpdate(updateId: string, signal?: AbortSignal): Promise<AdminUpdateResponse> {
  return sdk.client.fetch(`/admin/amazon-pay/updates/${encodeURIComponent(updateId)}`, { signal })
}

/** Attaches a saved wallet that exists at Amazon already. */
export function attachWallet(customerId: string, chargePermissionId: string): Promise<AdminWalletResponse> {
  return sdk.client.fetch("/admin/amazon-pay/wallets", {
    method: "POST",
    body: { customer_id: customerId, charge_permission_id: chargePermissionId },
  })
}

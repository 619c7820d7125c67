import Medusa from "@medusajs/js-sdk"
import type {
  AdminUpdateResponse,
  AdminWalletListResponse,
  AdminWalletResponse,
  UpdateListResponse,
} from "../../src/contracts"

/** Set by the dashboard's build; absent where the panel runs outside of it. */
declare const __BACKEND_URL__: string | undefined
declare const __AUTH_TYPE__: "session" | "jwt" | undefined
declare const __JWT_TOKEN_STORAGE_KEY__: string | undefined

const sdk = new Medusa({
  baseUrl: (typeof __BACKEND_URL__ !== "undefined" && __BACKEND_URL__) || "/",
  auth: {
    type: (typeof __AUTH_TYPE__ !== "undefined" && __AUTH_TYPE__) || "session",
    jwtTokenStorageKey: (typeof __JWT_TOKEN_STORAGE_KEY__ !== "undefined" && __JWT_TOKEN_STORAGE_KEY__) || undefined,
  },
})

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

import type {
  AdminCreatedUpdateLinkResponse,
  AdminUpdateLinkDeletedResponse,
  AdminWalletDetailResponse,
  CreateUpdateLinkRequest,
} from "../../src/contracts"
import { sdk } from "./client"

/** A wallet with the latest links that were made for it. */
export function retrieveWallet(walletId: string, signal?: AbortSignal): Promise<AdminWalletDetailResponse> {
  return sdk.client.fetch(`/admin/amazon-pay/wallets/${encodeURIComponent(walletId)}`, { signal })
}

/** Makes a link that asks the wallet's customer to update it. */
export function createUpdateLink(
  walletId: string,
  wanted: CreateUpdateLinkRequest,
): Promise<AdminCreatedUpdateLinkResponse> {
  return sdk.client.fetch(`/admin/amazon-pay/wallets/${encodeURIComponent(walletId)}/update-link`, {
    method: "POST",
    body: wanted,
  })
}

/** Lets a link do nothing any more. */
export function revokeUpdateLink(linkId: string): Promise<AdminUpdateLinkDeletedResponse> {
  return sdk.client.fetch(`/admin/amazon-pay/update-links/${encodeURIComponent(linkId)}`, { method: "DELETE" })
}

import type { AdminWalletCursorResponse } from "../../src/contracts"
import type { ListLocation } from "../listing/list-location"
import { sdk } from "./client"

const LIMIT = 20

/** What the wallets page may have in its address besides its search and its place. */
export const WALLET_FILTERS = ["status"] as const

type Where = Pick<ListLocation, "search" | "chosen" | "cursor">

/** A page of every customer's wallets, those first that need their customer. */
export function listWallets(
  { search, chosen, cursor }: Where,
  signal?: AbortSignal,
): Promise<AdminWalletCursorResponse> {
  const query = {
    ...(search && { q: search }),
    ...(chosen.status?.length && { status: chosen.status }),
    order: "attention",
    cursor,
    limit: LIMIT,
  }
  return sdk.client.fetch("/admin/amazon-pay/wallets", { query, signal })
}

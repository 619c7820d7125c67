import type {
  CheckoutResponse,
  UpdateListResponse,
  UpdateResponse,
  Wallet,
  WalletListResponse,
  WalletResponse,
  WalletUpdate,
  WalletUpdateType,
} from "../contracts"

/**
 * Asks the store as the logged-in customer, and rejects with an error that has the HTTP `status`. `client.fetch` of
 * `@medusajs/js-sdk` is one; a `fetch` with a few lines around it is another.
 */
export type StoreRequest = <T>(
  path: string,
  init?: { method?: "POST"; body?: object; query?: Record<string, number> },
) => Promise<T>

/**
 * What an account page asks of the store. Made by {@link createWalletActions}, or out of a framework's server actions:
 * where the customer's token is kept on the server, the browser needs none.
 */
export type WalletActions = {
  listWallets: () => Promise<Wallet[]>
  /** Starts saving a new wallet. */
  saveWallet: () => Promise<CheckoutResponse>
  startUpdate: (walletId: string, updateType: WalletUpdateType) => Promise<CheckoutResponse>
  closeWallet: (walletId: string) => Promise<Wallet>
  /** Newest first; `count` is of all there are. */
  listUpdates: (walletId: string, limit: number) => Promise<{ updates: WalletUpdate[]; count: number }>
  loadUpdate: (updateId: string) => Promise<WalletUpdate>
  completeUpdate: (updateId: string, checkoutSessionId: string) => Promise<WalletUpdate>
}

const MINE = "/store/customers/me/amazon-pay/"

/** Ids of a server action come from a browser: none leads out of its place in the path. */
const encode = encodeURIComponent

/**
 * The store's routes for a customer's wallets, called in one's own way.
 *
 * @example
 * const actions = createWalletActions((path, init) => sdk.client.fetch(path, init))
 */
export function createWalletActions(request: StoreRequest): WalletActions {
  const post = <T>(path: string, body: object = {}) => request<T>(MINE + path, { method: "POST", body })
  return {
    listWallets: async () => (await request<WalletListResponse>(`${MINE}wallets`, { query: { limit: 50 } })).wallets,
    saveWallet: () => post("wallets"),
    startUpdate: (id, update_type) => post(`wallets/${encode(id)}/update`, { update_type }),
    closeWallet: async (id) => (await post<WalletResponse>(`wallets/${encode(id)}/close`)).wallet,
    listUpdates: (id, limit) =>
      request<UpdateListResponse>(`${MINE}wallets/${encode(id)}/updates`, { query: { limit } }),
    loadUpdate: async (id) => (await request<UpdateResponse>(`${MINE}updates/${encode(id)}`)).update,
    completeUpdate: async (id, checkout_session_id) =>
      (await post<UpdateResponse>(`updates/${encode(id)}/complete`, { checkout_session_id })).update,
  }
}

/**
 * Whether Amazon has a page for updates of this wallet. It has none in Japan: offer the wallet's `manage_url` there.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/steps-to-integrate-with-amazon-pay-hosted-update-page.html
 */
export function hasUpdatePage({ manage_url }: Wallet): boolean {
  return !manage_url.startsWith("https://pay.amazon.com/jp/")
}

import Medusa from "@medusajs/js-sdk"
import type {
  CheckoutResponse,
  UpdateListResponse,
  UpdateResponse,
  Wallet,
  WalletListResponse,
  WalletResponse,
  WalletUpdate,
  WalletUpdateType,
} from "medusa-payment-amazon-pay/storefront"

/** What `/config.json` says; it comes from whoever serves this page. */
export type Config = { backend_url: string; publishable_key: string }

export type Customer = { email: string; name: string }

export type Store = ReturnType<typeof createStore>

const WALLETS = "/store/customers/me/amazon-pay/wallets"
const UPDATES = "/store/customers/me/amazon-pay/updates"

/** Everything this page asks of the Medusa server. Every call rejects with the SDK's `FetchError`. */
export function createStore({ backend_url, publishable_key }: Config) {
  const sdk = new Medusa({ baseUrl: backend_url, publishableKey: publishable_key, auth: { type: "jwt" } })

  return {
    async logIn(email: string, password: string): Promise<void> {
      const answer = await sdk.auth.login("customer", "emailpass", { email, password })
      if (typeof answer === "string") return
      await sdk.auth.logout()
      throw new Error("This account needs one more step to log in, which this page does not offer.")
    },

    logOut: (): Promise<void> => sdk.auth.logout(),

    isLoggedIn: async (): Promise<boolean> => Boolean(await sdk.client.getToken()),

    async customer(): Promise<Customer> {
      const { customer } = await sdk.store.customer.retrieve()
      const name = [customer.first_name, customer.last_name].filter(Boolean).join(" ")
      return { email: customer.email, name: name || customer.email }
    },

    async wallets(): Promise<Wallet[]> {
      const { wallets } = await sdk.client.fetch<WalletListResponse>(WALLETS, { query: { limit: 50 } })
      return wallets
    },

    startSetUp: (): Promise<CheckoutResponse> => sdk.client.fetch(WALLETS, { method: "POST", body: {} }),

    startUpdate: (walletId: string, update_type: WalletUpdateType): Promise<CheckoutResponse> =>
      sdk.client.fetch(`${WALLETS}/${walletId}/update`, { method: "POST", body: { update_type } }),

    async closeWallet(walletId: string): Promise<Wallet> {
      const { wallet } = await sdk.client.fetch<WalletResponse>(`${WALLETS}/${walletId}/close`, {
        method: "POST",
        body: {},
      })
      return wallet
    },

    history: (walletId: string, limit: number): Promise<UpdateListResponse> =>
      sdk.client.fetch(`${WALLETS}/${walletId}/updates`, { query: { limit } }),

    async update(updateId: string): Promise<WalletUpdate> {
      const { update } = await sdk.client.fetch<UpdateResponse>(`${UPDATES}/${updateId}`)
      return update
    },

    async completeUpdate(updateId: string, checkout_session_id: string): Promise<WalletUpdate> {
      const { update } = await sdk.client.fetch<UpdateResponse>(`${UPDATES}/${updateId}/complete`, {
        method: "POST",
        body: { checkout_session_id },
      })
      return update
    },
  }
}

import Medusa from "@medusajs/js-sdk"
import {
  createWalletActions,
  type CheckoutResponse,
  type UpdateLink,
  type UpdateLinkResponse,
} from "medusa-payment-amazon-pay/storefront"
import { createShop } from "./shop/shop"

/** What `/config.json` says; it comes from whoever serves this page. */
export type Config = { backend_url: string; publishable_key: string }

export type Customer = { email: string; name: string }

export type Store = ReturnType<typeof createStore>

const LINKS = "/store/customers/me/amazon-pay/update-links"

/** This account logs in with something that the page does not offer. */
export class OneMoreStepError extends Error {}

/** Everything this page asks of the Medusa server. Every call rejects with the SDK's `FetchError`. */
export function createStore({ backend_url, publishable_key }: Config) {
  const sdk = new Medusa({ baseUrl: backend_url, publishableKey: publishable_key, auth: { type: "jwt" } })

  return {
    url: backend_url,

    async logIn(email: string, password: string): Promise<void> {
      const answer = await sdk.auth.login("customer", "emailpass", { email, password })
      if (typeof answer === "string") return
      await sdk.auth.logout()
      throw new OneMoreStepError()
    },

    logOut: (): Promise<void> => sdk.auth.logout(),

    isLoggedIn: async (): Promise<boolean> => Boolean(await sdk.client.getToken()),

    async customer(): Promise<Customer> {
      const { customer } = await sdk.store.customer.retrieve()
      const name = [customer.first_name, customer.last_name].filter(Boolean).join(" ")
      return { email: customer.email, name: name || customer.email }
    },

    shop: createShop(sdk),

    wallets: createWalletActions((path, init) => sdk.client.fetch(path, init)),

    async updateLink(token: string): Promise<UpdateLink> {
      const { update_link } = await sdk.client.fetch<UpdateLinkResponse>(`${LINKS}/${token}`)
      return update_link
    },

    startFromLink: (token: string): Promise<CheckoutResponse> =>
      sdk.client.fetch(`${LINKS}/${token}`, { method: "POST", body: {} }),
  }
}

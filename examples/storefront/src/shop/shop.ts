import type Medusa from "@medusajs/js-sdk"
import { FetchError } from "@medusajs/js-sdk"
import type { CheckoutResponse } from "medusa-payment-amazon-pay/storefront"

/** The provider of the account that the demo store configures. */
const PROVIDER = "pp_amazon-pay_default"
const KEPT = "cart"
/** Which cart a payment session pays, for when the buyer is back from Amazon, in whichever tab. */
const PAYS = "pays:"
const CART_FIELDS = "+items.variant.title,+shipping_methods.name,+items.total"

export type Product = Awaited<ReturnType<Medusa["store"]["product"]["list"]>>["products"][number]
export type Cart = Awaited<ReturnType<Medusa["store"]["cart"]["retrieve"]>>["cart"]
export type Order = Awaited<ReturnType<Medusa["store"]["order"]["retrieve"]>>["order"]
export type ShippingOption = Awaited<
  ReturnType<Medusa["store"]["fulfillment"]["listCartOptions"]>
>["shipping_options"][number]

export type Address = Record<"first_name" | "last_name" | "address_1" | "postal_code" | "city" | "country_code", string>

/** With what to pay: on Amazon's page, there and saving the wallet, or with a wallet that is saved. */
export type PaymentChoice = { with: "amazon" } | { with: "amazon_saving" } | { with: "wallet"; walletId: string }

/** What became of a payment. */
export type Payment =
  | { order: Order }
  /** To be handed to `payWithAmazonPay`. */
  | { checkout: CheckoutResponse["checkout"] }
  /** Where the bank or Amazon wants the buyer to confirm. */
  | { redirectUrl: string }
  | { problem: PaymentProblem }

export type PaymentProblem =
  "update_wallet" | "set_up_again" | "try_again" | "pay_again" | "pay_otherwise" | "changed" | "sold_out" | "unclear"

type SessionData = {
  checkout: CheckoutResponse["checkout"] | null
  decline: { action: PaymentProblem } | null
  redirect_url: string | null
}

/** Everything that shopping asks of the Medusa server. Every call rejects with the SDK's `FetchError`. */
export function createShop(sdk: Medusa) {
  const { store } = sdk
  const region = once(async () => {
    const [found] = (await store.region.list({ limit: 1 })).regions
    if (!found) throw new Error("The store has no region")
    return found
  })
  const readCart = async (id: string) => (await store.cart.retrieve(id, { fields: CART_FIELDS })).cart
  const isLoggedIn = async () => Boolean(await sdk.client.getToken())

  async function cart(): Promise<Cart | null> {
    const id = localStorage.getItem(KEPT)
    if (!id) return null
    try {
      return await readCart(id)
    } catch (error) {
      if (!(error instanceof FetchError && error.status === 404)) throw error
      localStorage.removeItem(KEPT)
      return null
    }
  }

  async function openCart(): Promise<Cart> {
    const open = await cart()
    if (open && !open.completed_at) return open
    const { cart: made } = await store.cart.create({ region_id: (await region()).id })
    localStorage.setItem(KEPT, made.id)
    return made
  }

  /** Completing a cart charges the buyer, once, however often it is asked for. */
  async function complete(cartId: string): Promise<Payment> {
    try {
      const answer = await store.cart.complete(cartId)
      if (answer.type !== "order") return explain(cartId)
      if (localStorage.getItem(KEPT) === cartId) localStorage.removeItem(KEPT)
      return { order: answer.order }
    } catch (error) {
      if (!(error instanceof FetchError)) throw error
      return explain(cartId)
    }
  }

  /** Why a cart was not completed, as far as its payment and the stock tell. */
  async function explain(cartId: string): Promise<Payment> {
    const failed = await readCart(cartId)
    const { redirect_url, decline } = sessionData(failed) ?? {}
    if (redirect_url) return { redirectUrl: redirect_url }
    if (decline) return { problem: decline.action }
    return { problem: (await isSoldOut(failed)) ? "sold_out" : "unclear" }
  }

  async function isSoldOut({ items = [] }: Cart): Promise<boolean> {
    const left = new Map((await products()).flatMap(({ variants }) => variants ?? []).map((one) => [one.id, one]))
    return items.some(({ variant_id, quantity }) => (left.get(variant_id ?? "")?.inventory_quantity ?? 0) < quantity)
  }

  async function products(): Promise<Product[]> {
    const { id } = await region()
    const fields = "*variants.calculated_price,+variants.inventory_quantity"
    return (await store.product.list({ region_id: id, fields, order: "title" })).products
  }

  return {
    region,
    products,
    cart,
    order: async (id: string): Promise<Order> => (await store.order.retrieve(id)).order,

    async add(variantId: string): Promise<Cart> {
      const { id } = await openCart()
      return (await store.cart.createLineItem(id, { variant_id: variantId, quantity: 1 })).cart
    },

    async remove({ id }: Cart, itemId: string): Promise<Cart> {
      await store.cart.deleteLineItem(id, itemId)
      return readCart(id)
    },

    async deliverTo({ id }: Cart, email: string, address: Address): Promise<Cart> {
      if (await isLoggedIn()) await store.cart.transferCart(id)
      await store.cart.update(id, { email, shipping_address: address, billing_address: address })
      return readCart(id)
    },

    deliveries: async (cartId: string): Promise<ShippingOption[]> =>
      (await store.fulfillment.listCartOptions({ cart_id: cartId })).shipping_options,

    async deliverBy({ id }: Cart, optionId: string): Promise<Cart> {
      await store.cart.addShippingMethod(id, { option_id: optionId })
      return readCart(id)
    },

    /** Begins a payment. One with a saved wallet is done at once; the others go on at Amazon. */
    async pay(given: Cart, choice: PaymentChoice): Promise<Payment> {
      const data =
        choice.with === "wallet" ? { wallet_id: choice.walletId } : { save_wallet: choice.with === "amazon_saving" }
      const { payment_collection } = await store.payment.initiatePaymentSession(given, { provider_id: PROVIDER, data })
      if (choice.with === "wallet") return complete(given.id)
      const session = payment_collection.payment_sessions?.find(({ provider_id }) => provider_id === PROVIDER)
      const { checkout } = (session?.data ?? {}) as Partial<SessionData>
      if (!session || !checkout) return { problem: "unclear" }
      localStorage.setItem(PAYS + session.id, given.id)
      return { checkout }
    },

    /** The buyer is back from Amazon's page: notes with what, and completes the cart. */
    async comeBack(paymentSessionId: string, checkoutSessionId: string): Promise<Payment> {
      const cartId = localStorage.getItem(PAYS + paymentSessionId)
      if (!cartId) return { problem: "unclear" }
      try {
        await sdk.client.fetch(`/store/amazon-pay/payment-sessions/${encodeURIComponent(paymentSessionId)}/return`, {
          method: "POST",
          body: { checkout_session_id: checkoutSessionId },
        })
      } catch (error) {
        if (error instanceof FetchError && error.status === 404) return { problem: "changed" }
        throw error
      }
      return complete(cartId)
    },
  }
}

export type Shop = ReturnType<typeof createShop>

function sessionData({ payment_collection }: Cart): SessionData | undefined {
  const session = payment_collection?.payment_sessions?.find(({ provider_id }) => provider_id === PROVIDER)
  return session?.data as SessionData | undefined
}

/** Asked once; a failure is forgotten. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = null
      throw error
    })
    return asked
  }
}

import { CHECKOUT_PATH, orderOf, SHOP_PATH } from "../navigation"
import type { Customer, Store } from "../store"
import { CheckoutPage } from "./checkout-page"
import { OrderPage } from "./order-page"
import { PaymentReturnPage } from "./payment-return-page"
import { ShopPage } from "./shop-page"

type ShoppingPagesProps = { store: Store; customer: Customer | null; path: string }

/** Everything that guests may see too. */
export function ShoppingPages({ store, customer, path }: ShoppingPagesProps) {
  const orderId = orderOf(path)
  if (path === SHOP_PATH) return <ShopPage shop={store.shop} />
  if (path === CHECKOUT_PATH) return <CheckoutPage store={store} customer={customer} />
  if (orderId) return <OrderPage shop={store.shop} orderId={orderId} />
  return <PaymentReturnPage store={store} customer={customer} />
}

import { useCallback, useState } from "react"
import { Notice } from "../components/notice"
import { describeError } from "../errors"
import { useLanguage } from "../language/language"
import { shopWordsFor } from "../language/shop-words"
import { SHOP_PATH } from "../navigation"
import type { Customer, Store } from "../store"
import { AddressForm } from "./address-form"
import { Basket } from "./basket"
import { DeliveryStep } from "./delivery-step"
import { PaymentProblemNotice } from "./payment-problem"
import { PaymentStep } from "./payment-step"
import type { Address, Cart, PaymentProblem } from "./shop"
import { useLoaded } from "./use-loaded"

type CheckoutPageProps = { store: Store; customer: Customer | null; problem?: PaymentProblem }

/** Basket, address, delivery and payment, one after the other on one page. */
export function CheckoutPage({ store, customer, problem }: CheckoutPageProps) {
  const { words } = useLanguage()
  const text = shopWordsFor(words.language)
  const { shop } = store
  const load = useCallback(async () => {
    const [cart, region] = await Promise.all([shop.cart(), shop.region()])
    return { cart, countries: (region.countries ?? []).map(({ iso_2 }) => iso_2 ?? "") }
  }, [shop])
  const { value: loaded, error, set } = useLoaded(load)
  const [failure, setFailure] = useState<unknown>(null)

  async function change(work: Promise<Cart>) {
    try {
      const cart = await work
      set({ cart, countries: loaded?.countries ?? [] })
      setFailure(null)
    } catch (caught) {
      setFailure(caught)
    }
  }

  const cart = loaded?.cart
  const isEmpty = loaded && !cart?.items?.length
  const hasAddress = Boolean(cart?.shipping_address?.address_1)
  const hasDelivery = Boolean(cart?.shipping_methods?.length)
  return (
    <main className="page narrow">
      <h1>{text.checkout}</h1>
      {problem && <PaymentProblemNotice problem={problem} />}
      {(error ?? failure) !== null && (
        <Notice tone="bad" title={text.problem}>
          {describeError(error ?? failure, words)}
        </Notice>
      )}
      {isEmpty && (
        <Notice tone="neutral" title={text.emptyBasket}>
          <a href={SHOP_PATH}>{text.toShop}</a>
        </Notice>
      )}
      {cart && !isEmpty && (
        <>
          <Basket cart={cart} onRemove={(itemId) => void change(shop.remove(cart, itemId))} />
          <AddressForm
            cart={cart}
            countries={loaded.countries}
            email={customer?.email}
            onSubmit={(email: string, address: Address) => change(shop.deliverTo(cart, email, address))}
          />
          {hasAddress && (
            <DeliveryStep shop={shop} cart={cart} onChoose={(id) => void change(shop.deliverBy(cart, id))} />
          )}
          {hasAddress && hasDelivery && <PaymentStep store={store} cart={cart} isLoggedIn={customer !== null} />}
        </>
      )}
    </main>
  )
}

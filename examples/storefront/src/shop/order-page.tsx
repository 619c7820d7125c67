import { useCallback } from "react"
import { Notice } from "../components/notice"
import { describeError } from "../errors"
import { useLanguage } from "../language/language"
import { shopWordsFor } from "../language/shop-words"
import { SHOP_PATH } from "../navigation"
import { priceText } from "./price"
import type { Shop } from "./shop"
import { useLoaded } from "./use-loaded"

/** The order that was placed. */
export function OrderPage({ shop, orderId }: { shop: Shop; orderId: string }) {
  const { words } = useLanguage()
  const text = shopWordsFor(words.language)
  const { value: order, error } = useLoaded(useCallback(() => shop.order(orderId), [shop, orderId]))
  if (error !== null) {
    return (
      <main className="page narrow">
        <Notice tone="bad" title={text.problem}>
          {describeError(error, words)}
        </Notice>
      </main>
    )
  }
  if (!order) return <main className="page narrow" aria-busy="true" />
  return (
    <main className="page narrow">
      <section className="panel step" data-testid="order" data-order={order.id}>
        <h1>{text.thanks}</h1>
        <p className="lead">
          {text.orderNumber(String(order.display_id ?? order.id))} {text.mailTo(order.email ?? "")}
        </p>
        <dl className="facts">
          {order.items?.map((item) => (
            <div key={item.id}>
              <dt>
                {item.quantity} × {item.product_title}
              </dt>
              <dd>{priceText(item.unit_price * item.quantity, order.currency_code, words.language)}</dd>
            </div>
          ))}
          {order.shipping_methods?.map(({ id, name, amount }) => (
            <div key={id}>
              <dt>
                {text.delivery}: {name}
              </dt>
              <dd>{priceText(amount, order.currency_code, words.language)}</dd>
            </div>
          ))}
          <div className="total">
            <dt>{text.total}</dt>
            <dd>{priceText(order.total, order.currency_code, words.language)}</dd>
          </div>
        </dl>
        <a className="button" href={SHOP_PATH}>
          {text.toShop}
        </a>
      </section>
    </main>
  )
}

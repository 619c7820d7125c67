import { useLanguage } from "../language/language"
import { shopWordsFor } from "../language/shop-words"
import { priceText } from "./price"
import type { Cart } from "./shop"

/** What is bought, and what it costs. Without `onRemove` nothing can be changed. */
export function Basket({ cart, onRemove }: { cart: Cart; onRemove?: (itemId: string) => void }) {
  const { words } = useLanguage()
  const text = shopWordsFor(words.language)
  const price = (amount: number | undefined) => priceText(amount, cart.currency_code, words.language)
  return (
    <section className="panel step" aria-labelledby="basket-title">
      <h2 id="basket-title">{text.basket}</h2>
      <ul className="lines">
        {cart.items?.map((item) => (
          <li key={item.id}>
            <span>
              {item.quantity} × {item.product_title} <span className="hint">{item.variant_title}</span>
            </span>
            <span className="line-end">
              {onRemove && (
                <button
                  type="button"
                  className="button quiet"
                  aria-label={`${text.remove}: ${item.product_title}`}
                  onClick={() => onRemove(item.id)}
                >
                  {text.remove}
                </button>
              )}
              {price(item.unit_price * item.quantity)}
            </span>
          </li>
        ))}
      </ul>
      <dl className="facts">
        {cart.shipping_methods?.map(({ id, name, amount }) => (
          <div key={id}>
            <dt>
              {text.delivery}: {name}
            </dt>
            <dd>{price(amount)}</dd>
          </div>
        ))}
        <div className="total">
          <dt>{text.total}</dt>
          <dd data-testid="total">{price(cart.total)}</dd>
        </div>
      </dl>
    </section>
  )
}

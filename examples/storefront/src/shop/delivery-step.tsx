import { useCallback } from "react"
import { useLanguage } from "../language/language"
import { shopWordsFor } from "../language/shop-words"
import { priceText } from "./price"
import type { Cart, Shop } from "./shop"
import { useLoaded } from "./use-loaded"

type DeliveryStepProps = { shop: Shop; cart: Cart; onChoose: (optionId: string) => void }

/** How the goods come. */
export function DeliveryStep({ shop, cart, onChoose }: DeliveryStepProps) {
  const { words } = useLanguage()
  const text = shopWordsFor(words.language)
  const { id } = cart
  const { value: options } = useLoaded(useCallback(() => shop.deliveries(id), [shop, id]))
  if (!options) return null
  const chosen = cart.shipping_methods?.[0]?.shipping_option_id
  return (
    <section className="panel step" aria-labelledby="delivery-title">
      <fieldset className="choices">
        <legend>
          <h2 id="delivery-title">{text.delivery}</h2>
        </legend>
        {options.map((option) => (
          <label className="choice" key={option.id}>
            <input
              type="radio"
              name="delivery"
              checked={option.id === chosen}
              onChange={() => onChoose(option.id)}
              data-testid={`delivery-${option.name.toLowerCase()}`}
            />
            {option.name} · {priceText(option.amount, cart.currency_code, words.language)}
          </label>
        ))}
      </fieldset>
    </section>
  )
}

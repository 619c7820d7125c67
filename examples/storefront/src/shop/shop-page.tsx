import { useCallback, useState } from "react"
import { CupIcon } from "../components/icons"
import { Notice } from "../components/notice"
import { describeError } from "../errors"
import { useLanguage } from "../language/language"
import { shopWordsFor } from "../language/shop-words"
import { CHECKOUT_PATH } from "../navigation"
import { priceText } from "./price"
import type { Product, Shop } from "./shop"
import { useLoaded } from "./use-loaded"

/** What there is to buy. */
export function ShopPage({ shop }: { shop: Shop }) {
  const { words } = useLanguage()
  const text = shopWordsFor(words.language)
  const { value: products, error } = useLoaded(useCallback(() => shop.products(), [shop]))
  const [added, setAdded] = useState<string | null>(null)
  const [problem, setProblem] = useState<unknown>(null)

  async function add(variantId: string, title: string) {
    try {
      await shop.add(variantId)
      setAdded(title)
      setProblem(null)
    } catch (failure) {
      setProblem(failure)
    }
  }

  return (
    <main className="page">
      <h1>{text.shop}</h1>
      <p className="basket-news" role="status">
        {added !== null && (
          <>
            {text.added(added)}{" "}
            <a href={CHECKOUT_PATH} data-testid="to-checkout">
              {text.toBasket}
            </a>
          </>
        )}
      </p>
      {(error ?? problem) !== null && (
        <Notice tone="bad" title={text.problem}>
          {describeError(error ?? problem, words)}
        </Notice>
      )}
      <ul className="goods">
        {products?.map((product) => (
          <li key={product.id}>
            <ProductCard product={product} onAdd={add} />
          </li>
        ))}
      </ul>
    </main>
  )
}

type ProductCardProps = { product: Product; onAdd: (variantId: string, title: string) => Promise<void> }

function ProductCard({ product, onAdd }: ProductCardProps) {
  const { words } = useLanguage()
  const text = shopWordsFor(words.language)
  const [variant] = product.variants ?? []
  if (!variant) return null
  const { calculated_amount: price, currency_code: currency } = variant.calculated_price ?? {}
  const isSoldOut = (variant.inventory_quantity ?? 0) < 1
  return (
    <article className="panel good">
      <span className="good-picture" data-tea={product.handle}>
        <CupIcon size={56} />
      </span>
      <h2>{product.title}</h2>
      <p className="lead">
        {variant.title} · {priceText(price, currency ?? "eur", words.language)}
      </p>
      <button
        type="button"
        className="button primary"
        disabled={isSoldOut}
        onClick={() => void onAdd(variant.id, product.title)}
        aria-label={isSoldOut ? undefined : `${text.add}: ${product.title}`}
        data-testid={`add-${product.handle}`}
      >
        {isSoldOut ? text.soldOut : text.add}
      </button>
    </article>
  )
}

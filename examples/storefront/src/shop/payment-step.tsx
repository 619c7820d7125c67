import { useCallback, useRef, useState } from "react"
import { payWithAmazonPay } from "medusa-payment-amazon-pay/storefront"
import { describeError } from "../errors"
import { Notice } from "../components/notice"
import { useLanguage } from "../language/language"
import { shopWordsFor } from "../language/shop-words"
import { orderPath, replacePath } from "../navigation"
import type { Store } from "../store"
import { PaymentProblemNotice } from "./payment-problem"
import { priceText } from "./price"
import type { Cart, Payment, PaymentChoice, PaymentProblem } from "./shop"
import { useLoaded } from "./use-loaded"

type PaymentStepProps = { store: Store; cart: Cart; isLoggedIn: boolean }

/** With a saved wallet in one click, or on Amazon's page. */
export function PaymentStep({ store, cart, isLoggedIn }: PaymentStepProps) {
  const { words } = useLanguage()
  const text = shopWordsFor(words.language)
  const loadWallets = useCallback(
    async () => (isLoggedIn ? await store.wallets.listWallets() : []),
    [store, isLoggedIn],
  )
  const { value: wallets, error: unlisted } = useLoaded(loadWallets)
  const [chosen, setChosen] = useState<PaymentChoice | null>(null)
  const [problem, setProblem] = useState<PaymentProblem | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  /** State is shown later than a second click comes. */
  const isPaying = useRef(false)

  // Nothing may be pressed before what is chosen by default is known.
  if (!wallets && unlisted === null) return null
  const chargeable = (wallets ?? []).filter(({ status }) => status === "chargeable")
  const [first] = chargeable
  const choice = chosen ?? (first ? { with: "wallet", walletId: first.id } : { with: "amazon" })
  const price = priceText(cart.total, cart.currency_code, words.language)

  async function pay() {
    if (isPaying.current) return
    isPaying.current = true
    setBusy(true)
    setProblem(null)
    setFailure(null)
    try {
      if (await goOn(await store.shop.pay(cart, choice))) return
    } catch (error) {
      setFailure(error)
    }
    isPaying.current = false
    setBusy(false)
  }

  /** @returns whether the buyer is on the way to another page */
  async function goOn(payment: Payment): Promise<boolean> {
    if ("order" in payment) replacePath(orderPath(payment.order.id))
    else if ("redirectUrl" in payment) location.assign(payment.redirectUrl)
    else if ("checkout" in payment) await payWithAmazonPay(payment.checkout)
    else setProblem(payment.problem)
    return !("problem" in payment)
  }

  const option = (value: PaymentChoice, label: string, testId: string) => (
    <label className="choice" key={testId}>
      <input
        type="radio"
        name="payment"
        checked={keyOf(choice) === keyOf(value)}
        onChange={() => setChosen(value)}
        data-testid={testId}
      />
      {label}
    </label>
  )
  return (
    <section className="panel step" aria-labelledby="payment-title">
      <fieldset className="choices" disabled={busy}>
        <legend>
          <h2 id="payment-title">{text.payment}</h2>
        </legend>
        {chargeable.map(({ id, payment_descriptor }) =>
          option(
            { with: "wallet", walletId: id },
            text.payWith(payment_descriptor ?? words.labels.unnamedWallet),
            `pay-${id}`,
          ),
        )}
        {option({ with: "amazon" }, text.payOnce, "pay-once")}
        {isLoggedIn && option({ with: "amazon_saving" }, text.payAndSave, "pay-and-save")}
      </fieldset>
      {problem && <PaymentProblemNotice problem={problem} />}
      {failure !== null && (
        <Notice tone="bad" title={text.problem}>
          {describeError(failure, words)}
        </Notice>
      )}
      <button
        type="button"
        className="button primary wide"
        aria-disabled={busy}
        aria-busy={busy}
        onClick={() => void pay()}
        data-testid="pay"
      >
        {busy ? text.paying : choice.with === "wallet" ? text.payNow(price) : text.payAtAmazon(price)}
      </button>
    </section>
  )
}

function keyOf(choice: PaymentChoice): string {
  return choice.with === "wallet" ? choice.walletId : choice.with
}

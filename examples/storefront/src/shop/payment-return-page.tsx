import { useEffect, useRef, useState } from "react"
import { Notice } from "../components/notice"
import { describeError } from "../errors"
import { useLanguage } from "../language/language"
import { shopWordsFor } from "../language/shop-words"
import { CHECKOUT_PATH, orderPath, paymentSessionOf, replacePath } from "../navigation"
import type { Customer, Store } from "../store"
import { CheckoutPage } from "./checkout-page"
import type { Payment, PaymentProblem } from "./shop"

/** Where Amazon sends the buyer: the payment is finished, or the buyer is told why not and can pay again. */
export function PaymentReturnPage({ store, customer }: { store: Store; customer: Customer | null }) {
  const { words } = useLanguage()
  const text = shopWordsFor(words.language)
  const [problem, setProblem] = useState<PaymentProblem | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const isAsked = useRef(false)

  useEffect(() => {
    if (isAsked.current) return
    isAsked.current = true
    finish(store).then(
      (payment) => {
        if ("order" in payment) replacePath(orderPath(payment.order.id))
        else if ("redirectUrl" in payment) location.assign(payment.redirectUrl)
        else setProblem("problem" in payment ? payment.problem : "unclear")
      },
      (error: unknown) => setFailure(error),
    )
  }, [store])

  if (problem) return <CheckoutPage store={store} customer={customer} problem={problem} />
  return (
    <main className="page narrow">
      {failure === null ? (
        <p role="status">{text.confirming}</p>
      ) : (
        <Notice tone="bad" title={text.problem}>
          {describeError(failure, words)}
          <a className="button" href={CHECKOUT_PATH}>
            {text.toBasket}
          </a>
        </Notice>
      )}
    </main>
  )
}

/** Without a checkout session the buyer canceled: Amazon's cancel URL is the same page. */
async function finish({ shop }: Store): Promise<Payment> {
  const paymentSessionId = paymentSessionOf(location.pathname)
  const checkoutSessionId = new URLSearchParams(location.search).get("amazonCheckoutSessionId")
  if (!paymentSessionId || !checkoutSessionId) return { problem: "pay_again" }
  return shop.comeBack(paymentSessionId, checkoutSessionId)
}

import { Notice } from "../components/notice"
import { useLanguage } from "../language/language"
import { shopWordsFor } from "../language/shop-words"
import { ACCOUNT_PATH } from "../navigation"
import type { PaymentProblem } from "./shop"

/** Why nothing was paid, and what helps. */
export function PaymentProblemNotice({ problem }: { problem: PaymentProblem }) {
  const { words } = useLanguage()
  const text = shopWordsFor(words.language)
  const isAboutWallet = problem === "update_wallet" || problem === "set_up_again"
  const isOwnWish = problem === "pay_again"
  return (
    <div data-testid="payment-problem" data-problem={problem}>
      <Notice tone={isOwnWish ? "neutral" : "bad"} title={text.notPaid}>
        {text.problems[problem]}
        {isAboutWallet && (
          <a className="button" href={ACCOUNT_PATH} data-testid="to-wallets">
            {text.toWallets}
          </a>
        )}
      </Notice>
    </div>
  )
}

import { useLanguage } from "../language/language"
import type { Customer } from "../store"
import { CupIcon } from "./icons"
import { shopWordsFor } from "../language/shop-words"
import { ACCOUNT_PATH, CHECKOUT_PATH, SHOP_PATH } from "../navigation"
import { LanguageChoice } from "./language-choice"

export function Header({ customer, onLogOut }: { customer: Customer | null; onLogOut: () => void }) {
  const { page, words } = useLanguage()
  const text = shopWordsFor(words.language)
  return (
    <header className="site-header">
      <a className="brand" href="/">
        <CupIcon />
        Kettle &amp; Cup
      </a>
      <nav className="site-nav" aria-label="Kettle &amp; Cup">
        <a href={SHOP_PATH}>{text.shop}</a>
        <a href={CHECKOUT_PATH}>{text.basket}</a>
        <a href={ACCOUNT_PATH}>{text.account}</a>
      </nav>
      <div className="who">
        {customer && <span className="who-email">{customer.email}</span>}
        <LanguageChoice />
        {customer && (
          <button type="button" className="button quiet" onClick={onLogOut} data-testid="logout">
            {page.logOut}
          </button>
        )}
      </div>
    </header>
  )
}

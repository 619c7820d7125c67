import { useLanguage } from "../language/language"
import type { Customer } from "../store"
import { CupIcon } from "./icons"
import { shopWordsFor } from "../language/shop-words"
import { ACCOUNT_PATH, CHECKOUT_PATH, SHOP_PATH, usePath } from "../navigation"
import { LanguageChoice } from "./language-choice"

export function Header({ customer, onLogOut }: { customer: Customer | null; onLogOut: () => void }) {
  const { page, words } = useLanguage()
  const text = shopWordsFor(words.language)
  const path = usePath()
  const link = (to: string, label: string) => (
    <a href={to} aria-current={path === to ? "page" : undefined}>
      {label}
    </a>
  )
  return (
    <header className="site-header">
      <a className="brand" href="/">
        <CupIcon />
        Kettle &amp; Cup
      </a>
      <nav className="site-nav" aria-label="Kettle &amp; Cup">
        {link(SHOP_PATH, text.shop)}
        {link(CHECKOUT_PATH, text.basket)}
        {link(ACCOUNT_PATH, text.account)}
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

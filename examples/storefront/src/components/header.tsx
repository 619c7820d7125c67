import type { Customer } from "../store"
import { CupIcon } from "./icons"

export function Header({ customer, onLogOut }: { customer: Customer | null; onLogOut: () => void }) {
  return (
    <header className="site-header">
      <a className="brand" href="/">
        <CupIcon />
        Kettle &amp; Cup
      </a>
      {customer && (
        <div className="who">
          <span className="who-email">{customer.email}</span>
          <button type="button" className="button quiet" onClick={onLogOut} data-testid="logout">
            Log out
          </button>
        </div>
      )}
    </header>
  )
}

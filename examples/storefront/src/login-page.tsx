import { useState, type FormEvent } from "react"
import { FetchError } from "@medusajs/js-sdk"
import { describeError } from "./errors"
import type { Store } from "./store"

type LoginPageProps = {
  store: Store
  /** Why the customer has to log in again, if so. */
  reason: string | null
  onLoggedIn: () => Promise<void>
}

export function LoginPage({ store, reason, onLoggedIn }: LoginPageProps) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function logIn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setProblem(null)
    try {
      await store.logIn(String(form.get("email")).trim(), String(form.get("password")))
      await onLoggedIn()
    } catch (error) {
      setProblem(loginProblem(error))
      setBusy(false)
    }
  }

  return (
    <main className="login">
      <section className="login-words">
        <h1>
          <span>Your tea, on time.</span> <span>Your wallet, up to date.</span>
        </h1>
        <p>
          Log in to see the wallets your subscriptions are paid with, and to change a card or an address at Amazon in a
          minute.
        </p>
      </section>
      <form className="panel login-form" onSubmit={(event) => void logIn(event)} aria-labelledby="login-title">
        <h2 id="login-title">Log in</h2>
        {reason && !problem && (
          <p className="hint" role="status">
            {reason}
          </p>
        )}
        <label>
          E-mail
          <input
            name="email"
            type="email"
            autoComplete="username"
            required
            aria-describedby="login-problem"
            data-testid="login-email"
          />
        </label>
        <label>
          Password
          <input
            name="password"
            type="password"
            autoComplete="current-password"
            required
            aria-describedby="login-problem"
            data-testid="login-password"
          />
        </label>
        <p id="login-problem" className="problem" role="alert">
          {problem}
        </p>
        <button className="button primary wide" disabled={busy} aria-busy={busy} data-testid="login-submit">
          {busy ? "Logging in…" : "Log in"}
        </button>
      </form>
    </main>
  )
}

function loginProblem(error: unknown): string {
  const wrong = error instanceof FetchError && error.status === 401
  return wrong ? "This e-mail and password do not go together. Check both and try again." : describeError(error)
}

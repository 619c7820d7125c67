import { useState, type FormEvent } from "react"
import { FetchError } from "@medusajs/js-sdk"
import { describeError } from "./errors"
import { useLanguage, type Language } from "./language/language"
import { OneMoreStepError, type Store } from "./store"

type LoginPageProps = {
  store: Store
  /** Why the customer has to log in again, if so. */
  reason: string | null
  onLoggedIn: () => Promise<void>
}

export function LoginPage({ store, reason, onLoggedIn }: LoginPageProps) {
  const language = useLanguage()
  const { page } = language
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
      setProblem(loginProblem(error, language))
      setBusy(false)
    }
  }

  return (
    <main className="login">
      <section className="login-words">
        <h1>
          <span>{page.yourTea}</span> <span>{page.yourWallet}</span>
        </h1>
        <p>{page.loginLead}</p>
      </section>
      <form className="panel login-form" onSubmit={(event) => void logIn(event)} aria-labelledby="login-title">
        <h2 id="login-title">{page.logIn}</h2>
        {reason && !problem && (
          <p className="hint" role="status">
            {reason}
          </p>
        )}
        <label>
          {page.email}
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
          {page.password}
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
          {busy ? page.loggingIn : page.logIn}
        </button>
      </form>
    </main>
  )
}

function loginProblem(error: unknown, { page, words }: Language): string {
  if (error instanceof FetchError && error.status === 401) return page.wrongPassword
  return error instanceof OneMoreStepError ? page.oneMoreStep : describeError(error, words)
}

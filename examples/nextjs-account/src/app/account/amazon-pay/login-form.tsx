"use client"

import { useActionState } from "react"
import { login } from "@lib/data/customer"

export function LoginForm() {
  const [problem, action, busy] = useActionState(login, null)
  return (
    <form action={action}>
      <p role="alert">{problem}</p>
      <label>
        E-mail <input name="email" type="email" autoComplete="username" required />
      </label>
      <label>
        Password <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <button disabled={busy}>Log in</button>
    </form>
  )
}

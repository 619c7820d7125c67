import { useCallback, useEffect, useState } from "react"
import { AccountPage } from "./account-page"
import { Header } from "./components/header"
import { Notice } from "./components/notice"
import { describeError, isLoggedOut } from "./errors"
import { LoginPage } from "./login-page"
import { ACCOUNT_PATH, isAccountPath, replacePath, usePath } from "./navigation"
import type { Customer, Store } from "./store"

type Session =
  | { status: "unknown" }
  | { status: "out"; reason: string | null }
  | { status: "in"; customer: Customer }
  | { status: "unreachable"; message: string }

export function App({ store }: { store: Store }) {
  const path = usePath()
  const [session, setSession] = useState<Session>({ status: "unknown" })

  const identify = useCallback(async () => setSession(await currentSession(store)), [store])
  useEffect(() => {
    void currentSession(store).then(setSession)
  }, [store])

  const leave = useCallback(
    async (reason: string | null) => {
      await store.logOut()
      setSession({ status: "out", reason })
    },
    [store],
  )
  const expire = useCallback(() => void leave("You have been logged out. Log in to go on."), [leave])

  const isHome = path === "/"
  const loggedIn = session.status === "in"
  useEffect(() => {
    if (isHome && loggedIn) replacePath(ACCOUNT_PATH)
  }, [isHome, loggedIn])

  if (!isHome && !isAccountPath(path)) return <NotFound />
  return (
    <>
      <Header
        customer={session.status === "in" ? session.customer : null}
        onLogOut={() => {
          void leave(null).then(() => replacePath("/"))
        }}
      />
      {session.status === "out" && <LoginPage store={store} reason={session.reason} onLoggedIn={identify} />}
      {session.status === "in" && <AccountPage store={store} customer={session.customer} onLoggedOut={expire} />}
      {session.status === "unreachable" && (
        <main className="page">
          <Notice tone="bad" title="The store does not answer">
            {session.message}
            <button type="button" className="button" onClick={() => void identify()}>
              Try again
            </button>
          </Notice>
        </main>
      )}
    </>
  )
}

async function currentSession(store: Store): Promise<Session> {
  try {
    if (!(await store.isLoggedIn())) return { status: "out", reason: null }
    return { status: "in", customer: await store.customer() }
  } catch (error) {
    if (!isLoggedOut(error)) return { status: "unreachable", message: describeError(error) }
    await store.logOut()
    return { status: "out", reason: "Your last visit was a while ago. Log in to go on." }
  }
}

function NotFound() {
  return (
    <main className="page">
      <Notice tone="neutral" title="There is no such page">
        <a href="/">Go to your account</a>
      </Notice>
    </main>
  )
}

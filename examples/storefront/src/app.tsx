import { useCallback, useEffect, useState } from "react"
import { AccountPage } from "./account-page"
import { Header } from "./components/header"
import { Notice } from "./components/notice"
import { describeError, isLoggedOut } from "./errors"
import { LanguageProvider, useChosenLanguage, useLanguage } from "./language/language"
import type { PageWords } from "./language/page-words"
import { LoginPage } from "./login-page"
import { ACCOUNT_PATH, isAccountPath, isShoppingPath, isUpdateLinkPath, replacePath, usePath } from "./navigation"
import { ShoppingPages } from "./shop/shopping-pages"
import type { Customer, Store } from "./store"
import { UpdateLinkPage } from "./update-link-page"

type Session =
  | { status: "unknown" }
  | { status: "out"; reason: LoginReason | null }
  | { status: "in"; customer: Customer }
  | { status: "unreachable"; error: unknown }

type LoginReason = keyof Pick<PageWords, "loggedOut" | "longAgo" | "loginForOther">

export function App({ store }: { store: Store }) {
  const language = useChosenLanguage()
  return (
    <LanguageProvider value={language}>
      <Pages store={store} />
    </LanguageProvider>
  )
}

function Pages({ store }: { store: Store }) {
  const { page, words } = useLanguage()
  const path = usePath()
  const [session, setSession] = useState<Session>({ status: "unknown" })

  const identify = useCallback(async () => setSession(await currentSession(store)), [store])
  useEffect(() => {
    void currentSession(store).then(setSession)
  }, [store])

  const leave = useCallback(
    async (reason: LoginReason | null) => {
      await store.logOut()
      setSession({ status: "out", reason })
    },
    [store],
  )
  const expire = useCallback(() => void leave("loggedOut"), [leave])

  const isHome = path === "/"
  const loggedIn = session.status === "in"
  useEffect(() => {
    if (isHome && loggedIn) replacePath(ACCOUNT_PATH)
  }, [isHome, loggedIn])

  const isShopping = isShoppingPath(path)
  if (!isHome && !isShopping && !isAccountPath(path)) return <NotFound />
  return (
    <>
      <Header
        customer={session.status === "in" ? session.customer : null}
        onLogOut={() => {
          void leave(null).then(() => replacePath("/"))
        }}
      />
      {isShopping && (session.status === "in" || session.status === "out") && (
        <ShoppingPages store={store} customer={session.status === "in" ? session.customer : null} path={path} />
      )}
      {session.status === "out" && !isShopping && (
        <LoginPage store={store} reason={reasonToLogIn(session.reason, path, page)} onLoggedIn={identify} />
      )}
      {session.status === "in" && isAccountPath(path) && !isUpdateLinkPath(path) && (
        <AccountPage store={store} customer={session.customer} onLoggedOut={expire} />
      )}
      {session.status === "in" && isUpdateLinkPath(path) && (
        <UpdateLinkPage
          store={store}
          customer={session.customer}
          onLoggedOut={expire}
          onOtherCustomer={() => void leave("loginForOther")}
        />
      )}
      {session.status === "unreachable" && (
        <main className="page">
          <Notice tone="bad" title={page.noAnswer}>
            {describeError(session.error, words)}
            <button type="button" className="button" onClick={() => void identify()}>
              {words.labels.tryAgain}
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
    if (!isLoggedOut(error)) return { status: "unreachable", error }
    await store.logOut()
    return { status: "out", reason: "longAgo" }
  }
}

function reasonToLogIn(reason: LoginReason | null, path: string, page: PageWords): string | null {
  if (reason) return page[reason]
  return isUpdateLinkPath(path) ? page.loginForLink : null
}

function NotFound() {
  const { page } = useLanguage()
  return (
    <main className="page">
      <Notice tone="neutral" title={page.noPage}>
        <a href="/">{page.toAccount}</a>
      </Notice>
    </main>
  )
}

import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { readReturn } from "medusa-payment-amazon-pay/storefront"
import { App } from "./app"
import { Notice } from "./components/notice"
import { createStore, type Config } from "./store"
import "./styles.css"

const root = createRoot(document.getElementById("root") ?? document.body)

try {
  const config = await loadConfig()
  const elsewhere = returnForBackend(config)
  if (elsewhere) location.replace(elsewhere)
  else start(config)
} catch {
  root.render(
    <main className="page">
      <Notice tone="bad" title="This page could not start">
        Its configuration could not be loaded. Please try again in a moment.
      </Notice>
    </main>,
  )
}

function start(config: Config): void {
  root.render(
    <StrictMode>
      <App store={createStore(config)} />
    </StrictMode>,
  )
}

async function loadConfig(): Promise<Config> {
  const response = await fetch("/config.json", { cache: "no-store" })
  if (!response.ok) throw new Error(`/config.json answered ${response.status}`)
  return response.json()
}

/**
 * A return straight to this storefront names a token, and only the tab that started the update knows which update that
 * is. In any other tab the backend's own return handler, which knows the token, takes over and sends the buyer back here.
 */
function returnForBackend({ backend_url }: Config): string | null {
  const returned = readReturn(location.href)
  if (!returned?.returnToken || returned.updateId) return null
  return `${backend_url}/amazon-pay/return/${returned.returnToken}?amazonCheckoutSessionId=${returned.checkoutSessionId}`
}

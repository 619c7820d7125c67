import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { handOverUrl, readReturn } from "medusa-payment-amazon-pay/storefront"
import { App } from "./app"
import { Notice } from "./components/notice"
import { createStore, type Config } from "./store"
import "./styles.css"

const root = createRoot(document.getElementById("root") ?? document.body)

try {
  const config = await loadConfig()
  const returned = readReturn(location.href)
  // Before anything is asked of the customer: only the store's own return handler knows which update this is.
  const elsewhere = returned && handOverUrl(returned, config.backend_url)
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

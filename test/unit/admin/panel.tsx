import "./browser-globals"
import { QueryClient, QueryClientProvider } from "@tanstack/react-query"
import { TooltipProvider } from "@medusajs/ui"
import i18n from "i18next"
import { act, type ReactNode } from "react"
import { createRoot, type Root } from "react-dom/client"
import { initReactI18next } from "react-i18next"
import { MemoryRouter } from "react-router-dom"
import translations from "../../../admin/i18n"
import CustomerAmazonPayWidget from "../../../admin/widgets/customer-amazon-pay"
import type { Language } from "./words"

type Answer = { status?: number; body?: unknown }
type Request = { method: string; path: string; query: URLSearchParams; body?: unknown }
type Responder = (request: Request) => Answer | "offline"

/** A screen in a page of its own, with a store that answers what a test tells it to. */
export class Panel {
  readonly requests: string[] = []
  private readonly root: Root

  private constructor(readonly page: HTMLElement) {
    this.root = createRoot(page)
  }

  /** The customer page's widget. */
  static open(respond: Responder, language: Language = "en"): Promise<Panel> {
    const customer = { id: "cus_1" } as Parameters<typeof CustomerAmazonPayWidget>[0]["data"]
    return Panel.show(<CustomerAmazonPayWidget data={customer} />, respond, { language })
  }

  /** Any screen, as if its address were `path`. */
  static async show(
    screen: ReactNode,
    respond: Responder,
    { language = "en", path = "/" }: { language?: Language; path?: string } = {},
  ): Promise<Panel> {
    await i18n.use(initReactI18next).init({
      lng: language,
      resources: translations,
      interpolation: { escapeValue: false },
    })
    const page = document.createElement("div")
    document.body.append(page)
    const panel = new Panel(page)
    panel.answerWith(respond)
    const client = new QueryClient({ defaultOptions: { queries: { retryDelay: 0 } } })
    await act(async () =>
      panel.root.render(
        <QueryClientProvider client={client}>
          <MemoryRouter initialEntries={[path]}>
            <TooltipProvider>{screen}</TooltipProvider>
          </MemoryRouter>
        </QueryClientProvider>,
      ),
    )
    await panel.settle()
    return panel
  }

  answerWith(respond: Responder): void {
    const fetch = async (input: URL | string, { method = "GET", body: sent }: { method?: string; body?: unknown }) => {
      const url = new URL(input)
      this.requests.push(`${method} ${url.pathname}${url.search}`)
      const given: unknown = typeof sent === "string" ? JSON.parse(sent) : undefined
      const answer = respond({ method, path: url.pathname, query: url.searchParams, body: given })
      if (answer === "offline") throw new TypeError("Failed to fetch")
      const { status = 200, body = {} } = answer
      return { status, statusText: "", json: async () => body }
    }
    Object.assign(globalThis, { fetch })
  }

  /** Lets answers arrive and React draw them. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 5; turn++) await act(() => new Promise((resolve) => setTimeout(resolve, 5)))
  }

  region(title: string): HTMLElement {
    const found = [...this.page.querySelectorAll<HTMLElement>("[role=region]")].find(
      (region) => region.querySelector("h2")?.textContent === title,
    )
    if (!found) throw new Error(`There is no region ${title} in:\n${this.page.innerHTML}`)
    return found
  }

  button(name: string, within: HTMLElement = this.page): HTMLButtonElement {
    const buttons = [...within.querySelectorAll("button")]
    const found = buttons.find((button) => (button.getAttribute("aria-label") ?? button.textContent) === name)
    if (!found) throw new Error(`There is no button ${name} in:\n${within.innerHTML}`)
    return found
  }

  /** What opened above the page and wants an answer. */
  dialog(): HTMLElement {
    const found = document.querySelector<HTMLElement>("[role=alertdialog], [role=dialog]")
    if (!found) throw new Error("No dialog is open")
    return found
  }

  async press(button: HTMLButtonElement, times = 1): Promise<void> {
    button.focus()
    await act(async () => {
      for (let time = 0; time < times; time++) button.click()
    })
    await this.settle()
  }

  close(): void {
    act(() => this.root.unmount())
    this.page.remove()
  }
}

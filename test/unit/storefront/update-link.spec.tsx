/** @jest-environment jsdom */
import { TextEncoder } from "node:util"
import { act, StrictMode } from "react"
import { createRoot, type Root } from "react-dom/client"
import { UPDATE_LINK_STATUSES, WALLET_UPDATE_TYPES, type UpdateLink } from "../../../src/contracts"
import { ENGLISH, useUpdateLink, type UseUpdateLinkOptions } from "../../../src/storefront/react"
import { flush, TOKEN } from "./fixtures"

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true, TextEncoder })

const LINK: UpdateLink = {
  id: "apwl_01",
  status: "open",
  message: "The store asks you to choose the payment method of your saved wallet again.",
  update_type: "payment_method",
  wallet: {
    id: "apw_01",
    charge_permission_id: "B01-1234567-1234567",
    status: "chargeable",
    reasons: [],
    action: "none",
    payment_descriptor: "Visa ****1111",
    product_type: "pay_only",
    shipping_address: null,
    billing_address: null,
    merchant_account: "default",
    environment: "sandbox",
    manage_url: "https://payments.amazon.de/",
    created_at: "2026-11-24T10:00:00.000Z",
    updated_at: "2026-11-24T10:00:00.000Z",
    last_checked_at: null,
  },
  expires_at: "2026-12-01T10:00:00.000Z",
  used_at: null,
  created_at: "2026-11-24T10:00:00.000Z",
}

function Page(options: UseUpdateLinkOptions) {
  const { token, link, loading, error, reload } = useUpdateLink(options)
  return (
    <>
      <p>{JSON.stringify({ token, status: link?.status ?? null, loading, error })}</p>
      <button onClick={reload}>Again</button>
    </>
  )
}

let container: HTMLDivElement
let root: Root
beforeEach(() => {
  sessionStorage.clear()
  container = document.createElement("div")
  document.body.append(container)
  root = createRoot(container)
})
afterEach(() => {
  act(() => root.unmount())
  document.body.replaceChildren()
  jest.restoreAllMocks()
})

const open = async (options: UseUpdateLinkOptions) => {
  await act(async () => root.render(<Page {...options} />))
  await act(flush)
}
const shown = () => JSON.parse(container.querySelector("p")?.textContent ?? "") as unknown
const address = () => location.pathname + location.search + location.hash
const at = (path: string) => history.replaceState(null, "", path)
const load = () => jest.fn(async (_: string) => LINK)

describe("the page behind a link", () => {
  it("takes the token off the address and asks the store what the link is for", async () => {
    at(`/de/account/amazon-pay/update/${TOKEN}?utm_source=mail#top`)
    const asked = load()
    await open({ load: asked })
    expect(address()).toBe("/de/account/amazon-pay/update?utm_source=mail#top")
    expect(asked.mock.calls).toEqual([[TOKEN]])
    expect(shown()).toEqual({ token: TOKEN, status: "open", loading: false, error: null })
  })

  it("has the address clean before the store has answered", async () => {
    at(`/account/amazon-pay/update/${TOKEN}/`)
    await open({ load: () => new Promise(() => undefined) })
    expect(address()).toBe("/account/amazon-pay/update")
    expect(shown()).toMatchObject({ status: null, loading: true })
  })

  it("knows the link after a reload of the page, and in strict mode without any storage", async () => {
    at(`/account/amazon-pay/update/${TOKEN}`)
    await open({ load: load() })
    act(() => root.unmount())
    root = createRoot(container)
    await open({ load: load() })
    expect(shown()).toMatchObject({ token: TOKEN, status: "open" })

    act(() => root.unmount())
    sessionStorage.clear()
    const denied = () => {
      throw new DOMException("denied", "SecurityError")
    }
    jest.spyOn(Storage.prototype, "getItem").mockImplementation(denied)
    jest.spyOn(Storage.prototype, "setItem").mockImplementation(denied)
    at(`/account/amazon-pay/update/${TOKEN}`)
    root = createRoot(container)
    await act(async () =>
      root.render(
        <StrictMode>
          <Page load={load()} />
        </StrictMode>,
      ),
    )
    await act(flush)
    expect(shown()).toMatchObject({ token: TOKEN, status: "open" })
  })

  it("asks nothing where no link led", async () => {
    at("/account/amazon-pay/update")
    const asked = load()
    await open({ load: asked })
    expect(asked).not.toHaveBeenCalled()
    expect(shown()).toEqual({ token: null, status: null, loading: false, error: null })
  })

  it.each([
    "/account/amazon-pay/update/short",
    `/account/amazon-pay/update/${TOKEN}/more`,
    `/update/${"a".repeat(129)}`,
  ])("takes no token from %s", async (path) => {
    at(path)
    const asked = load()
    await open({ load: asked })
    expect(asked).not.toHaveBeenCalled()
    expect(address()).toBe(path)
  })

  it("tells what kept the store from answering, and asks again on request", async () => {
    at(`/account/amazon-pay/update/${TOKEN}`)
    const answers = [() => Promise.reject({ status: 503 }), async () => LINK]
    await open({ load: () => (answers.shift() ?? (async () => LINK))() })
    expect(shown()).toEqual({ token: TOKEN, status: null, loading: false, error: { status: 503 } })
    await act(async () => container.querySelector("button")?.click())
    expect(shown()).toEqual({ token: TOKEN, status: "open", loading: false, error: null })
  })

  it("shows nothing of an answer that comes after the page was left", async () => {
    at(`/account/amazon-pay/update/${TOKEN}`)
    let answer: (link: UpdateLink) => void = () => undefined
    await open({ load: () => new Promise((resolve) => (answer = resolve)) })
    const complaints = jest.spyOn(console, "error").mockImplementation(() => undefined)
    act(() => root.unmount())
    await act(async () => answer(LINK))
    expect(complaints).not.toHaveBeenCalled()
    root = createRoot(container)
  })
})

it("there are words for what each link is for and for each of its ends", () => {
  const wanted = [...WALLET_UPDATE_TYPES, ...UPDATE_LINK_STATUSES.filter((status) => status !== "open")]
  expect(Object.keys(ENGLISH.updateLinks).sort()).toEqual([...wanted].sort())
  for (const { title, text } of Object.values(ENGLISH.updateLinks)) {
    expect(title).not.toBe("")
    expect(text).not.toBe("")
  }
})

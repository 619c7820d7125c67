/** @jest-environment jsdom */
import { TextEncoder } from "node:util"
import { act, StrictMode, type ReactElement } from "react"
import { createRoot, hydrateRoot, type Root } from "react-dom/client"
import type { CheckoutResponse, WalletAddress, WalletUpdate } from "../../../src/storefront"
import {
  ENGLISH,
  UpdateResultBanner,
  useUpdateReturn,
  WalletHistory,
  WalletUpdateButton,
  type UseUpdateReturnOptions,
  type WalletUpdateButtonProps,
} from "../../../src/storefront/react"
import { answerScript, checkoutResponse, flush, freshScriptUrl, SESSION_ID, UPDATE } from "./fixtures"

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true, TextEncoder })

let container: HTMLDivElement
let root: Root
let initCheckout: jest.Mock

beforeEach(() => {
  container = document.createElement("div")
  document.body.append(container)
  root = createRoot(container)
  initCheckout = jest.fn()
  window.amazon = { Pay: { initCheckout } }
  history.replaceState(null, "", "/account/amazon-pay")
})

afterEach(() => {
  act(() => root.unmount())
  document.body.replaceChildren()
  document.head.replaceChildren()
  delete window.amazon
})

const render = (element: ReactElement) => act(() => root.render(element))
const find = (selector: string) => {
  const element = container.querySelector<HTMLElement>(selector)
  if (!element) throw new Error(`${selector} is not on the page:\n${container.innerHTML}`)
  return element
}
const click = (selector: string) => act(async () => find(selector).click())
const script = (url: string, event?: "load" | "error") => act(() => answerScript(url, event))

describe("the button", () => {
  let url: string
  beforeEach(() => {
    url = freshScriptUrl()
  })
  const button = (props: Partial<WalletUpdateButtonProps> = {}) => (
    <WalletUpdateButton start={async () => checkoutResponse({ scriptUrl: url })} {...props}>
      Update payment method
    </WalletUpdateButton>
  )

  it("is busy from the click on, keeps the focus, and calls Amazon once", async () => {
    await render(button())
    expect(find("button").getAttribute("aria-busy")).toBe("false")
    find("button").focus()
    await click("button")
    expect(find("button")).toMatchObject({ disabled: false, ariaDisabled: "true", ariaBusy: "true" })
    expect(document.activeElement).toBe(find("button"))
    expect(find("button").dataset.state).toBe("loading_script")
    await click("button")
    await script(url)
    expect(find("button").dataset.state).toBe("redirecting")
    expect(find("button")).toMatchObject({ ariaDisabled: "true" })
    expect(initCheckout).toHaveBeenCalledTimes(1)
  })

  it("works in strict mode", async () => {
    await render(<StrictMode>{button()}</StrictMode>)
    await click("button")
    await script(url)
    expect(initCheckout).toHaveBeenCalledTimes(1)
  })

  it("never reaches Amazon once it is gone", async () => {
    await render(button())
    await click("button")
    await render(<p>Another page</p>)
    await script(url)
    expect(initCheckout).not.toHaveBeenCalled()
  })

  it("announces a failure and can be used again", async () => {
    await render(button())
    const region = find("[role=alert]")
    expect(region.textContent).toBe("")
    await click("button")
    await script(url, "error")
    expect(find("[role=alert]")).toBe(region)
    expect(region.textContent).toContain("Turn off content blockers")
    expect(region.dataset.code).toBe("script_blocked")
    expect(find("button").getAttribute("aria-describedby")).toBe(region.id)
    expect(find("button")).toMatchObject({ ariaDisabled: null, ariaBusy: "false" })
    await click("button")
    expect(region.textContent).toBe("")
    await script(url)
    expect(initCheckout).toHaveBeenCalledTimes(1)
  })

  it("lets the store choose words, label and attributes", async () => {
    const cause = new Error("closed")
    await render(
      <WalletUpdateButton
        start={() => Promise.reject(cause)}
        describeError={(error) => `${error.code}: ${error.cause === cause}`}
        className="primary"
        data-testid="update"
      >
        {({ busy, state }) => (busy ? "…" : `Update (${state.status})`)}
      </WalletUpdateButton>,
    )
    expect(find("[data-testid=update]").className).toBe("amazon-pay-button primary")
    expect(find("button").textContent).toBe("Update (idle)")
    await click("button")
    expect(find("[role=alert]").textContent).toBe("start_failed: true")
    expect(find("button").textContent).toBe("Update (failed)")
  })

  it("starts what the latest render says", async () => {
    const first = jest.fn(async (): Promise<CheckoutResponse> => checkoutResponse({ scriptUrl: url }))
    const second = jest.fn(async (): Promise<CheckoutResponse> => checkoutResponse({ scriptUrl: url }))
    await render(button({ start: first }))
    await render(button({ start: second }))
    await click("button")
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1])
  })

  it("is taken over from the server without a warning", async () => {
    const { renderToString } = await import("react-dom/server")
    const warned = jest.spyOn(console, "error").mockImplementation(() => undefined)
    const host = document.createElement("div")
    host.innerHTML = renderToString(button())
    document.body.append(host)
    const hydrated = await act(() => hydrateRoot(host, button()))
    expect(warned).not.toHaveBeenCalled()
    act(() => hydrated.unmount())
    warned.mockRestore()
  })
})

const ADDRESS: WalletAddress = {
  name: "Ada <b>Buyer</b>",
  address_line_1: "1 Test Street",
  address_line_2: null,
  address_line_3: null,
  city: "Berlin",
  county: null,
  district: null,
  state_or_region: null,
  postal_code: "10115",
  country_code: "DE",
  phone_number: "030 000",
}

const COMPLETED: WalletUpdate = {
  ...UPDATE,
  status: "completed",
  sources: ["return", "ipn"],
  completed_at: "2026-11-24T10:05:00.000Z",
  changes: [{ field: "payment_descriptor", before: "Visa ****1111", after: "Mastercard ****4444" }],
}

describe("the result banner", () => {
  it("shows what changed, old to new", async () => {
    await render(<UpdateResultBanner outcome="completed" update={COMPLETED} data-testid="result" />)
    const banner = find("[data-testid=result]")
    expect(banner.getAttribute("role")).toBe("status")
    expect(banner.dataset.outcome).toBe("completed")
    expect(banner.textContent).toContain("Your payment method is updated.")
    expect(find("del").textContent).toBe("Visa ****1111")
    expect(find("ins").textContent).toBe("Mastercard ****4444")
  })

  it.each(["failed", "declined"] as const)("alerts in Amazon's words when the update %s", async (outcome) => {
    await render(<UpdateResultBanner outcome={outcome} update={{ ...UPDATE, status: outcome }} />)
    expect(find("[role=alert]").textContent).toContain(
      "The update for your address or payment method failed. Please try again.",
    )
  })

  it.each(["canceled", "pending"] as const)("says %s without alarm and without old values", async (outcome) => {
    await render(<UpdateResultBanner outcome={outcome} update={COMPLETED} />)
    expect(find("[role=status]").textContent).toContain(ENGLISH.outcomes[outcome].text)
    expect(container.querySelector("ins")).toBeNull()
  })

  it("is not there when there is nothing to tell", async () => {
    await render(<UpdateResultBanner outcome={null} update={COMPLETED} />)
    expect(container.innerHTML).toBe("")
  })

  it("takes the words of another language, and children", async () => {
    const words = { ...ENGLISH, completed: { ...ENGLISH.completed, payment_method: "Zahlungsart geändert." } }
    await render(
      <UpdateResultBanner outcome="completed" update={COMPLETED} words={words}>
        <button>Schließen</button>
      </UpdateResultBanner>,
    )
    expect(container.textContent).toMatch(/Zahlungsart geändert\..*Schließen/)
  })
})

describe("the history", () => {
  const formatDate = (iso: string) => `on ${iso.slice(0, 10)}`

  it("tells old and new, when, by whom and through what", async () => {
    await render(
      <WalletHistory updates={[COMPLETED]} formatDate={formatDate} entryProps={{ "data-testid": "entry" }} />,
    )
    const entry = find("li")
    expect(entry.dataset).toMatchObject({ status: "completed", updateType: "payment_method", testid: "entry" })
    expect(entry.textContent).toBe(
      "Payment method update Done" +
        "Payment methodVisa ****1111 → Mastercard ****4444" +
        "on 2026-11-24 · By you, through Amazon's page and a notification from Amazon",
    )
    expect(find("time").getAttribute("datetime")).toBe("2026-11-24T10:05:00.000Z")
  })

  it("does not say twice that it was the store", async () => {
    const update: WalletUpdate = { ...COMPLETED, initiated_by: "admin", sources: ["admin"] }
    await render(<WalletHistory updates={[update]} formatDate={formatDate} />)
    expect(find("li").textContent).toMatch(/· By the store$/)
  })

  it("shows every kind of value, and markup in it as text", async () => {
    const update: WalletUpdate = {
      ...COMPLETED,
      update_type: null,
      initiated_by: "amazon",
      changes: [
        { field: "status", before: "chargeable", after: "non_chargeable" },
        { field: "reasons", before: [], after: ["PaymentMethodExpired", "SomethingNew"] },
        { field: "shipping_address", before: null, after: ADDRESS },
        { field: "billing_address", before: ADDRESS, after: null },
        { field: "product_type", before: "pay_only", after: "pay_and_ship" },
      ],
    }
    await render(<WalletHistory updates={[update]} formatDate={formatDate} />)
    const values = Array.from(container.querySelectorAll("dd"), (dd) => dd.textContent)
    expect(values).toEqual([
      "Ready to use → Needs your attention",
      "The payment method has expired. SomethingNew",
      "Ada <b>Buyer</b>, 1 Test Street, 10115 Berlin, DE",
      "Ada <b>Buyer</b>, 1 Test Street, 10115 Berlin, DE → none",
      "payment → payment and delivery",
    ])
    expect(container.querySelector("b")).toBeNull()
    expect(find("li").textContent).toContain("Wallet change")
  })

  it("says so when there is none", async () => {
    await render(<WalletHistory updates={[]} />)
    expect(container.textContent).toBe(ENGLISH.noHistory)
  })
})

describe("the page a buyer comes back to", () => {
  function Page(options: UseUpdateReturnOptions) {
    const { outcome, update, settling, error, dismiss } = useUpdateReturn(options)
    return (
      <>
        <p id="state">{settling ? "settling" : error ? `error: ${String(error)}` : "settled"}</p>
        <UpdateResultBanner outcome={outcome} update={update}>
          <button onClick={dismiss}>Dismiss</button>
        </UpdateResultBanner>
      </>
    )
  }
  const never = () => Promise.reject(new Error("asked"))

  it("shows the result, cleans the address and calls back once, in strict mode too", async () => {
    history.replaceState(null, "", "/account/amazon-pay?amazon_pay=completed&update=apwu_01&tab=2")
    const onSettled = jest.fn()
    await render(
      <StrictMode>
        <Page load={async () => COMPLETED} complete={never} onSettled={onSettled} />
      </StrictMode>,
    )
    await act(flush)
    expect(find("[role=status]").dataset.outcome).toBe("completed")
    expect(location.pathname + location.search).toBe("/account/amazon-pay?tab=2")
    expect(onSettled.mock.calls).toEqual([[COMPLETED]])
    await click("button")
    expect(container.querySelector(".amazon-pay-result")).toBeNull()
  })

  it("completes a new wallet with the session Amazon sent", async () => {
    history.replaceState(
      null,
      "",
      `/account/amazon-pay?amazon_pay=pending&update=apwu_01&amazonCheckoutSessionId=${SESSION_ID}`,
    )
    const complete = jest.fn(async () => COMPLETED)
    await render(<Page load={never} complete={complete} />)
    await act(flush)
    expect(complete.mock.calls).toEqual([["apwu_01", SESSION_ID]])
    expect(find(".amazon-pay-result").dataset.outcome).toBe("completed")
  })

  it("claims nothing before the store has confirmed it", async () => {
    history.replaceState(null, "", "/account/amazon-pay?amazon_pay=completed&update=apwu_somebody")
    let answer: (error: unknown) => void = () => undefined
    const load = () => new Promise<WalletUpdate>((_, reject) => (answer = reject))
    await render(<Page load={load} complete={never} />)
    expect(find("#state").textContent).toBe("settling")
    expect(container.querySelector(".amazon-pay-result")).toBeNull()
    await act(async () => answer({ status: 404 }))
    expect(find("#state").textContent).toBe("settled")
    expect(container.querySelector(".amazon-pay-result")).toBeNull()
  })

  it("says what is pending until it is decided", async () => {
    jest.useFakeTimers()
    history.replaceState(null, "", "/account/amazon-pay?amazon_pay=pending&update=apwu_01")
    const answers: WalletUpdate[] = [{ ...UPDATE, status: "pending" }]
    await render(<Page load={async () => answers.shift() ?? COMPLETED} complete={never} />)
    expect(find(".amazon-pay-result").dataset.outcome).toBe("pending")
    await act(() => jest.advanceTimersByTimeAsync(1_000))
    expect(find(".amazon-pay-result").dataset.outcome).toBe("completed")
    jest.useRealTimers()
  })

  it("tells when the store cannot be asked", async () => {
    history.replaceState(null, "", "/account/amazon-pay?amazon_pay=completed&update=apwu_01")
    await render(<Page load={never} complete={never} />)
    await act(flush)
    expect(find("#state").textContent).toContain("error")
  })

  it("does nothing on any other visit", async () => {
    await render(<Page load={never} complete={never} />)
    await act(flush)
    expect(find("#state").textContent).toBe("settled")
    expect(container.querySelector(".amazon-pay-result")).toBeNull()
  })
})

/** @jest-environment jsdom */
import { loadCheckoutScript } from "../../../src/storefront"
import { answerScript, freshScriptUrl, scriptElement } from "./fixtures"

const pay = { initCheckout: () => undefined }

afterEach(() => {
  delete window.amazon
  document.head.replaceChildren()
  jest.useRealTimers()
})

describe("Amazon's script", () => {
  it("is put on the page once, however many ask for it", async () => {
    const url = freshScriptUrl()
    const loads = [loadCheckoutScript(url), loadCheckoutScript(url), loadCheckoutScript(url)]
    window.amazon = { Pay: pay }
    await answerScript(url)
    expect(await Promise.all(loads)).toEqual([pay, pay, pay])
    expect(await loadCheckoutScript(url)).toBe(pay)
    expect(document.scripts).toHaveLength(1)
    expect(scriptElement(url)?.async).toBe(true)
  })

  it("carries the nonce of the page's policy", () => {
    const url = freshScriptUrl()
    void loadCheckoutScript(url, { nonce: "r4nd0m" }).catch(() => undefined)
    expect(scriptElement(url)?.nonce).toBe("r4nd0m")
  })

  it("is not loaded again where the store's page has it already", async () => {
    const url = freshScriptUrl()
    const script = document.createElement("script")
    script.src = url
    document.head.append(script)
    window.amazon = { Pay: pay }
    expect(await loadCheckoutScript(url)).toBe(pay)
    expect(document.scripts).toHaveLength(1)
  })

  it("gives each region its own amazon.Pay", async () => {
    const [na, eu] = [freshScriptUrl(), freshScriptUrl()]
    const [naPay, euPay] = [{ ...pay }, { ...pay }]
    const loads = [loadCheckoutScript(na), loadCheckoutScript(eu)]
    window.amazon = { Pay: naPay }
    await answerScript(na)
    window.amazon = { Pay: euPay }
    await answerScript(eu)
    expect((await loads[0]) === naPay && (await loads[1]) === euPay).toBe(true)
  })

  it("can be tried again after it was blocked", async () => {
    const url = freshScriptUrl()
    const first = loadCheckoutScript(url)
    const refused = expect(first).rejects.toMatchObject({ code: "script_blocked" })
    await answerScript(url, "error")
    await refused
    expect(scriptElement(url)).toBeNull()

    const second = loadCheckoutScript(url)
    window.amazon = { Pay: pay }
    await answerScript(url)
    expect(await second).toBe(pay)
  })

  it("counts as blocked when something else was delivered in its place", async () => {
    const url = freshScriptUrl()
    const load = loadCheckoutScript(url)
    const refused = expect(load).rejects.toMatchObject({ code: "script_blocked" })
    await answerScript(url)
    await refused
  })

  it("is given up after the time-out and can be tried again", async () => {
    jest.useFakeTimers()
    const url = freshScriptUrl()
    const load = loadCheckoutScript(url, { timeoutMs: 5_000 })
    const refused = expect(load).rejects.toMatchObject({ code: "script_timeout" })
    jest.advanceTimersByTime(4_999)
    expect(scriptElement(url)).not.toBeNull()
    jest.advanceTimersByTime(1)
    await refused
    expect(scriptElement(url)).toBeNull()
    void loadCheckoutScript(url).catch(() => undefined)
    expect(scriptElement(url)).not.toBeNull()
  })

  it.each([
    "http://static-eu.payments-amazon.com/checkout.js",
    "http://localhost.evil.example/checkout.js",
    "http://127.0.0.1@evil.example/checkout.js",
    "https://amazon:pay@static-eu.payments-amazon.com/checkout.js",
    "//static-eu.payments-amazon.com/checkout.js",
    "/checkout.js",
    "checkout.js",
    "javascript:alert(1)",
    "data:text/javascript,alert(1)",
    "blob:https://store.example/6b1c",
    "file:///etc/passwd",
    "ftp://static-eu.payments-amazon.com/checkout.js",
    "",
  ])("is refused from %j, and nothing is put on the page", async (url) => {
    await expect(loadCheckoutScript(url)).rejects.toMatchObject({ code: "script_refused" })
    expect(document.scripts).toHaveLength(0)
  })

  it.each([
    "https://static-na.payments-amazon.com/checkout.js",
    "http://localhost:9700/na/checkout.js",
    "http://127.0.0.1:9700/eu/checkout.js",
    "http://[::1]:9700/jp/checkout.js",
  ])("is accepted from %s", (url) => {
    void loadCheckoutScript(url).catch(() => undefined)
    expect(scriptElement(url)).not.toBeNull()
  })
})

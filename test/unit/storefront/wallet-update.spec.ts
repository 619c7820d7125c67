/** @jest-environment jsdom */
import { createWalletUpdate, isBusy, readReturn } from "../../../src/storefront"
import type { CheckoutResponse, InitCheckoutOptions, WalletUpdateState } from "../../../src/storefront"
import {
  answerScript,
  checkoutResponse,
  flush,
  freshScriptUrl,
  scriptElement,
  SESSION_ID,
  setOnline,
  TOKEN,
} from "./fixtures"

let initCheckout: jest.Mock<void, [InitCheckoutOptions]>
let url: string

beforeEach(() => {
  initCheckout = jest.fn()
  window.amazon = { Pay: { initCheckout } }
  url = freshScriptUrl()
})

afterEach(() => {
  delete window.amazon
  document.head.replaceChildren()
  sessionStorage.clear()
  setOnline(true)
  jest.useRealTimers()
})

function deferred<T>() {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((done) => (resolve = done))
  return { promise, resolve }
}

/** A flow whose buyer has just been sent to Amazon. */
async function atAmazon(options: { timeoutMs?: number } = {}) {
  const flow = createWalletUpdate({ start: async () => checkoutResponse({ scriptUrl: url }), ...options })
  const run = flow.run()
  await answerScript(url)
  expect(await run).toMatchObject({ status: "redirecting" })
  return flow
}

describe("the way to Amazon's page", () => {
  it("goes through every state and ends at Amazon", async () => {
    const states: string[] = []
    const flow = createWalletUpdate({
      start: async () => checkoutResponse({ scriptUrl: url }),
      onState: ({ status }) => states.push(status),
    })
    expect(flow.getState()).toEqual({ status: "idle" })
    const run = flow.run()
    await answerScript(url)
    expect(await run).toMatchObject({ status: "redirecting", update: { id: "apwu_01" } })
    expect(states).toEqual(["starting", "loading_script", "redirecting"])
    expect(isBusy(flow.getState())).toBe(true)
  })

  it("hands Amazon the very object the store signed, with every byte of the payload", async () => {
    const response = checkoutResponse({ scriptUrl: url })
    const before = JSON.stringify(response.checkout.options)
    const flow = createWalletUpdate({ start: async () => response })
    const run = flow.run()
    await answerScript(url)
    await run
    const [given] = initCheckout.mock.calls[0]
    expect(given).toBe(response.checkout.options)
    expect(JSON.stringify(given)).toBe(before)
  })

  it("calls Amazon once for a double click", async () => {
    const start = jest.fn(async () => checkoutResponse({ scriptUrl: url }))
    const flow = createWalletUpdate({ start })
    const runs = [flow.run(), flow.run()]
    await answerScript(url)
    runs.push(flow.run())
    await Promise.all(runs)
    expect(start).toHaveBeenCalledTimes(1)
    expect(initCheckout).toHaveBeenCalledTimes(1)
  })

  it("tells its listeners until they stop listening", async () => {
    const flow = createWalletUpdate({ start: () => Promise.reject(new Error("down")) })
    const listener = jest.fn()
    const stop = flow.subscribe(listener)
    await flow.run()
    expect(listener).toHaveBeenCalledTimes(2)
    stop()
    await flow.run()
    expect(listener).toHaveBeenCalledTimes(2)
  })
})

describe("a page that goes away (40)", () => {
  it("never reaches Amazon when it is left while the store is asked", async () => {
    const { promise, resolve } = deferred<CheckoutResponse>()
    const flow = createWalletUpdate({ start: () => promise })
    const run = flow.run()
    flow.dispose()
    resolve(checkoutResponse({ scriptUrl: url }))
    expect(await run).toEqual({ status: "disposed" })
    expect(scriptElement(url)).toBeNull()
    expect(initCheckout).not.toHaveBeenCalled()
  })

  it("never reaches Amazon when it is left while the script loads", async () => {
    const flow = createWalletUpdate({ start: async () => checkoutResponse({ scriptUrl: url }) })
    const run = flow.run()
    await flush()
    expect(flow.getState().status).toBe("loading_script")
    flow.dispose()
    await answerScript(url)
    await run
    expect(initCheckout).not.toHaveBeenCalled()
  })

  it("never reaches Amazon when it is left in the very last moment", async () => {
    const flow = createWalletUpdate({
      start: async () => checkoutResponse({ scriptUrl: url }),
      onState: ({ status }) => status === "redirecting" && flow.reset(),
    })
    const run = flow.run()
    await answerScript(url)
    expect(await run).toEqual({ status: "idle" })
    expect(initCheckout).not.toHaveBeenCalled()
  })

  it("does nothing more once it is disposed", async () => {
    const start = jest.fn(async () => checkoutResponse({ scriptUrl: url }))
    const flow = createWalletUpdate({ start })
    flow.dispose()
    flow.reset()
    expect(await flow.run()).toEqual({ status: "disposed" })
    expect(start).not.toHaveBeenCalled()
  })

  it("can start afresh after a reset, and the old answer changes nothing", async () => {
    const old = deferred<CheckoutResponse>()
    const answers = [old.promise, Promise.resolve(checkoutResponse({ scriptUrl: url }))]
    const flow = createWalletUpdate({ start: () => answers.shift() ?? Promise.reject(new Error("asked too often")) })
    void flow.run()
    flow.reset()
    expect(flow.getState()).toEqual({ status: "idle" })
    const second = flow.run()
    await answerScript(url)
    await second
    old.resolve(checkoutResponse({ scriptUrl: url }))
    await flush()
    expect(initCheckout).toHaveBeenCalledTimes(1)
    expect(flow.getState().status).toBe("redirecting")
  })
})

describe("a failure", () => {
  const codeOf = (state: WalletUpdateState) => (state.status === "failed" ? state.error.code : state.status)

  it("of the store keeps its cause, and the next click tries again", async () => {
    const cause = new Error("This saved wallet is closed")
    const start = jest.fn<Promise<CheckoutResponse>, []>().mockRejectedValueOnce(cause)
    start.mockResolvedValueOnce(checkoutResponse({ scriptUrl: url }))
    const flow = createWalletUpdate({ start })
    expect(await flow.run()).toMatchObject({ status: "failed", error: { code: "start_failed", cause }, update: null })
    const run = flow.run()
    await answerScript(url)
    expect(codeOf(await run)).toBe("redirecting")
  })

  it("of a start function that throws at once is told the same way", async () => {
    const flow = createWalletUpdate({
      start: () => {
        throw new TypeError("no")
      },
    })
    expect(codeOf(await flow.run())).toBe("start_failed")
  })

  it("is a store that never answers", async () => {
    jest.useFakeTimers()
    const flow = createWalletUpdate({ start: () => new Promise(() => undefined), timeoutMs: 3_000 })
    const run = flow.run()
    await jest.advanceTimersByTimeAsync(3_000)
    expect(codeOf(await run)).toBe("start_timeout")
  })

  it.each([undefined, null, {}, { checkout: {} }, { checkout: { options: { createCheckoutSessionConfig: {} } } }])(
    "is an answer that is no checkout: %j",
    async (answer) => {
      const flow = createWalletUpdate({ start: async () => answer as unknown as CheckoutResponse })
      expect(codeOf(await flow.run())).toBe("invalid_checkout")
      expect(initCheckout).not.toHaveBeenCalled()
    },
  )

  it("is a script from an address that is not trusted", async () => {
    const flow = createWalletUpdate({ start: async () => checkoutResponse({ scriptUrl: "http://evil.example/x.js" }) })
    expect(codeOf(await flow.run())).toBe("script_refused")
  })

  it("is a blocked script, and the next click loads it anew", async () => {
    const flow = createWalletUpdate({ start: async () => checkoutResponse({ scriptUrl: url }) })
    const run = flow.run()
    await answerScript(url, "error")
    expect(await run).toMatchObject({ status: "failed", error: { code: "script_blocked" }, update: { id: "apwu_01" } })
    const again = flow.run()
    await answerScript(url)
    expect(codeOf(await again)).toBe("redirecting")
  })

  it("is a late script", async () => {
    jest.useFakeTimers()
    const flow = createWalletUpdate({ start: async () => checkoutResponse({ scriptUrl: url }), timeoutMs: 3_000 })
    const run = flow.run()
    await jest.advanceTimersByTimeAsync(3_000)
    expect(codeOf(await run)).toBe("script_timeout")
    expect(initCheckout).not.toHaveBeenCalled()
  })

  it("is what Amazon's script throws, which is a string", async () => {
    const thrown = "AmazonPay:\nInvalid value 'EUR' for 'ledgerCurrency'"
    initCheckout.mockImplementation(() => {
      throw thrown
    })
    const flow = createWalletUpdate({ start: async () => checkoutResponse({ scriptUrl: url }) })
    const run = flow.run()
    await answerScript(url)
    const state = await run
    expect(state).toMatchObject({ status: "failed", error: { code: "refused_by_amazon", cause: thrown } })
    expect(state.status === "failed" && state.error.message).not.toContain("ledgerCurrency")
  })

  it("is explained by being offline where the browser knows that it is", async () => {
    setOnline(false)
    const flow = createWalletUpdate({ start: () => Promise.reject(new TypeError("Failed to fetch")) })
    expect(codeOf(await flow.run())).toBe("offline")
    const other = createWalletUpdate({ start: async () => checkoutResponse({ scriptUrl: url }) })
    const run = other.run()
    await answerScript(url, "error")
    expect(codeOf(await run)).toBe("offline")
  })

  it("of a script loader the store brought is told as a blocked script", async () => {
    const flow = createWalletUpdate({
      start: async () => checkoutResponse({ scriptUrl: url }),
      loadScript: () => Promise.reject(new Error("no")),
    })
    expect(codeOf(await flow.run())).toBe("script_blocked")
  })

  it("is a page of Amazon's that never opens", async () => {
    jest.useFakeTimers()
    const flow = await atAmazon({ timeoutMs: 3_000 })
    jest.advanceTimersByTime(3_000)
    expect(codeOf(flow.getState())).toBe("no_redirect")
  })
})

describe("a buyer who comes back without a result", () => {
  it("closed Amazon's popup: the button works again", async () => {
    const flow = await atAmazon()
    window.dispatchEvent(new Event("focus"))
    expect(flow.getState().status).toBe("redirecting")
    window.dispatchEvent(new Event("blur"))
    window.dispatchEvent(new Event("focus"))
    expect(flow.getState()).toMatchObject({ status: "returned", update: { id: "apwu_01" } })
    expect(isBusy(flow.getState())).toBe(false)
    await flow.run()
    expect(initCheckout).toHaveBeenCalledTimes(2)
  })

  it("went back to a page the browser had kept", async () => {
    const flow = await atAmazon()
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: false }))
    expect(flow.getState().status).toBe("redirecting")
    window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }))
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))
    expect(flow.getState().status).toBe("returned")
  })

  it("is not told that the page did not open, however long they were away", async () => {
    jest.useFakeTimers()
    const flow = await atAmazon({ timeoutMs: 3_000 })
    window.dispatchEvent(new Event("blur"))
    jest.advanceTimersByTime(3_600_000)
    expect(flow.getState().status).toBe("redirecting")
    window.dispatchEvent(new Event("focus"))
    expect(flow.getState().status).toBe("returned")
  })

  it("is not watched any more after the page was left for good", async () => {
    const flow = await atAmazon()
    flow.dispose()
    window.dispatchEvent(new Event("blur"))
    window.dispatchEvent(new Event("focus"))
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))
    expect(flow.getState()).toEqual({ status: "disposed" })
  })
})

describe("a store to whose storefront Amazon returns directly", () => {
  const runWith = async (returnUrl: string) => {
    const flow = createWalletUpdate({ start: async () => checkoutResponse({ scriptUrl: url, returnUrl }) })
    const run = flow.run()
    await answerScript(url)
    return run
  }
  const page = `${location.origin}/account/amazon-pay/return/${TOKEN}`
  const backAt = (base: string) => readReturn(`${base}?amazonCheckoutSessionId=${SESSION_ID}`)

  it("finds the update of a return again in the same tab", async () => {
    await runWith(page)
    expect(backAt(page)).toEqual({
      outcome: "pending",
      updateId: "apwu_01",
      checkoutSessionId: SESSION_ID,
      returnToken: TOKEN,
    })
  })

  it("is told the token when the tab does not know the update", () => {
    expect(backAt(page)).toMatchObject({ updateId: null, returnToken: TOKEN })
  })

  it("keeps nothing where Amazon returns to the backend", async () => {
    await runWith(`https://store.example/amazon-pay/return/${TOKEN}`)
    expect(sessionStorage).toHaveLength(0)
  })

  it("goes to Amazon also without storage", async () => {
    const setItem = jest.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError")
    })
    const getItem = jest.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError")
    })
    expect(await runWith(page)).toMatchObject({ status: "redirecting" })
    expect(backAt(page)).toMatchObject({ updateId: null })
    setItem.mockRestore()
    getItem.mockRestore()
  })
})

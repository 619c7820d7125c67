/** @jest-environment jsdom */
import { payWithAmazonPay } from "../../../src/storefront"
import { answerScript, freshScriptUrl } from "./fixtures"

const options = { merchantId: "A1" } as never

afterEach(() => {
  delete window.amazon
  document.head.replaceChildren()
})

describe("paying on Amazon's page", () => {
  it("hands Amazon's script exactly what the store signed, once", async () => {
    const script_url = freshScriptUrl()
    const initCheckout = jest.fn()
    const paying = payWithAmazonPay({ script_url, options })
    window.amazon = { Pay: { initCheckout } }
    await answerScript(script_url)
    await paying
    expect(initCheckout.mock.calls).toEqual([[options]])
  })

  it("says so when Amazon's script refuses what it is given", async () => {
    const script_url = freshScriptUrl()
    const paying = payWithAmazonPay({ script_url, options })
    const refused = expect(paying).rejects.toMatchObject({ code: "refused_by_amazon", cause: "Invalid argument" })
    window.amazon = {
      Pay: {
        initCheckout: () => {
          throw "Invalid argument"
        },
      },
    }
    await answerScript(script_url)
    await refused
  })

  it("says so when the script is blocked", async () => {
    const script_url = freshScriptUrl()
    const refused = expect(payWithAmazonPay({ script_url, options })).rejects.toMatchObject({ code: "script_blocked" })
    await answerScript(script_url, "error")
    await refused
  })

  it("loads nothing from an address that nobody should trust", async () => {
    const paying = payWithAmazonPay({ script_url: "http://evil.example/checkout.js", options })
    await expect(paying).rejects.toMatchObject({ code: "script_refused" })
    expect(document.scripts).toHaveLength(0)
  })
})

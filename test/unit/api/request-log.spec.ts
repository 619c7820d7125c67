import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import middlewares from "../../../src/api/middlewares"

/** What Medusa's request log gets to see of a URL, once the middlewares of a matcher have had it. */
function logged(matcher: string, originalUrl: string): string {
  const [first] = middlewares.routes?.find((route) => route.matcher === matcher)?.middlewares ?? []
  const req = { originalUrl } as MedusaRequest
  const res = { setHeader: () => res } as unknown as MedusaResponse
  let went = false
  void first?.(req, res, () => {
    went = true
  })
  expect(went).toBe(true)
  return req.originalUrl
}

const TOKEN = "q8X-_0zJ".repeat(5)

describe("the request log", () => {
  it.each([
    ["/amazon-pay/*", `/amazon-pay/return/${TOKEN}?amazonCheckoutSessionId=1`, "/amazon-pay/return/<token>"],
    ["/amazon-pay/*", `/amazon-pay/cancel/${TOKEN}`, "/amazon-pay/cancel/<token>"],
    [
      "/store/customers/me/amazon-pay/*",
      `/store/customers/me/amazon-pay/update-links/${TOKEN}`,
      "/store/customers/me/amazon-pay/update-links/<token>",
    ],
    [
      "/store/customers/me/amazon-pay/*",
      `/STORE/customers/me/Amazon-Pay/update-links/${TOKEN}/?a=b`,
      "/STORE/customers/me/Amazon-Pay/update-links/<token>",
    ],
  ])("keeps no token: %s %s", (matcher, url, expected) => {
    expect(logged(matcher, url)).toBe(expected)
  })

  it("keeps every other URL of a customer as it is", () => {
    const url = "/store/customers/me/amazon-pay/wallets/apw_1/updates?limit=5"
    expect(logged("/store/customers/me/amazon-pay/*", url)).toBe(url)
  })
})

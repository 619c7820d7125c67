import { randomUUID } from "node:crypto"
import type { CheckoutResponse, WalletUpdate } from "../../../src/contracts"
import { describeStore, type Customer } from "./support"

describeStore((store) => {
  const ACCOUNT_PAGE = "http://localhost:8000/account/amazon-pay"

  /** Follows Amazon's redirect into the store, as the buyer's browser does. */
  const follow = (url: URL | string) => {
    const { pathname, search } = typeof url === "string" ? new URL(url, "http://localhost:9000") : url
    return store.request(pathname + search)
  }
  const destination = (answer: { headers: Record<string, string | undefined> }) => {
    const url = new URL(answer.headers.location ?? "")
    return { page: url.origin + url.pathname, ...Object.fromEntries(url.searchParams) }
  }
  const entryOf = async (customer: Customer, id: string) =>
    (await customer.call<{ update: WalletUpdate }>(`/updates/${id}`)).data.update

  it("completes the update and sends the buyer to the account page with nothing but id and outcome", async () => {
    const customer = await store.customer()
    const started = await customer.start((await customer.savedWallet()).id)
    const answer = await follow(await customer.atAmazon(started, { card: "4444", end: "confirm" }))
    expect(answer.status).toBe(303)
    expect(destination(answer)).toEqual({ page: ACCOUNT_PAGE, amazon_pay: "completed", update: started.update.id })
    expect(answer.headers["cache-control"]).toBe("no-store")
    expect(answer.headers["referrer-policy"]).toBe("no-referrer")
    expect(await entryOf(customer, started.update.id)).toMatchObject({
      status: "completed",
      sources: expect.arrayContaining(["return"]),
    })
  })

  it.each(["return", "cancel"])(
    "the page at %s loads nothing, runs nothing, stands in no frame and is not kept",
    async (name) => {
      const customer = await store.customer()
      const started = await customer.start((await customer.savedWallet()).id)
      const back = await customer.atAmazon(started, { card: "4444", end: "confirm" })
      const token = back.pathname.split("/").at(-1) ?? ""
      for (const path of [`/amazon-pay/${name}/${token}${back.search}`, `/amazon-pay/${name}/unknown`]) {
        for (const method of ["GET", "HEAD"]) {
          const { status, headers, data } = await store.request<string>(path, { method })
          expect(status).toBe(303)
          expect(headers).toMatchObject({
            "cache-control": "no-store",
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
            "content-security-policy": expect.stringMatching(/^default-src 'none'.*frame-ancestors 'none'$/),
          })
          expect(data).not.toContain(token)
          expect(data).not.toContain("<script")
        }
      }
    },
  )

  it("answers the same to a return that is refreshed, and completes once (35)", async () => {
    const customer = await store.customer()
    const started = await customer.start((await customer.savedWallet()).id)
    const back = await customer.atAmazon(started, { card: "4444", end: "confirm" })
    await store.forgetRequests()
    const answers = await Promise.all([follow(back), follow(back), follow(back)])
    answers.push(await follow(back))
    for (const answer of answers) expect(destination(answer)).toMatchObject({ amazon_pay: "completed" })
    expect(await store.simulator.control.requests({ operation: "CompleteCheckoutSession" })).toHaveLength(1)
  })

  it.each([
    ["cancel", "canceled"],
    ["decline", "declined"],
  ] as const)("tells a buyer who ended with %s", async (end, outcome) => {
    const customer = await store.customer()
    const wallet = await customer.savedWallet()
    const answer = await follow(await customer.atAmazon(await customer.start(wallet.id), { end }))
    expect(destination(answer)).toMatchObject({ page: ACCOUNT_PAGE, amazon_pay: outcome })
  })

  it("leaves the update open when Amazon's cancel URL is visited", async () => {
    const customer = await store.customer()
    const started = await customer.start((await customer.savedWallet()).id)
    const { webCheckoutDetails } = JSON.parse(started.checkout.options.createCheckoutSessionConfig.payloadJSON) as {
      webCheckoutDetails: { checkoutCancelUrl: string }
    }
    const answer = await follow(webCheckoutDetails.checkoutCancelUrl)
    expect(destination(answer)).toEqual({ page: ACCOUNT_PAGE, amazon_pay: "canceled", update: started.update.id })
    expect((await entryOf(customer, started.update.id)).status).toBe("started")
  })

  it.each([
    ["without a session", ""],
    ["with a malformed session", "?amazonCheckoutSessionId=../../x"],
    ["with a session twice", `?amazonCheckoutSessionId=${randomUUID()}&amazonCheckoutSessionId=${randomUUID()}`],
    ["with a session as a list", `?amazonCheckoutSessionId[]=${randomUUID()}`],
    ["with a session of nobody", `?amazonCheckoutSessionId=${randomUUID()}`],
    ["with line breaks", "?amazonCheckoutSessionId=%0d%0aSet-Cookie:x"],
  ])(
    "sends a return %s to the account page as failed, completes nothing and leaves the update open (37)",
    async (_, query) => {
      const customer = await store.customer()
      const started = await customer.start((await customer.savedWallet()).id)
      await store.forgetRequests()
      const { webCheckoutDetails } = JSON.parse(started.checkout.options.createCheckoutSessionConfig.payloadJSON) as {
        webCheckoutDetails: { checkoutResultReturnUrl: string }
      }
      const answer = await follow(webCheckoutDetails.checkoutResultReturnUrl + query)
      expect(answer.status).toBe(303)
      expect(destination(answer)).toEqual({ page: ACCOUNT_PAGE, amazon_pay: "failed", update: started.update.id })
      expect(await store.simulator.control.requests({ operation: "CompleteCheckoutSession" })).toEqual([])
      expect((await entryOf(customer, started.update.id)).status).toBe("started")
    },
  )

  it.each([
    ["that nobody was given", "unknown"],
    ["that is a path", "..%2f..%2fadmin"],
    ["of a null byte", "%00"],
    ["of three thousand letters", "x".repeat(3000)],
  ])("sends a return token %s to the account page, never elsewhere and never as an error (36)", async (_, token) => {
    for (const query of ["", "?next=//evil.example&return_to=https://evil.example&update=apwu_1"]) {
      const answer = await store.request(`/amazon-pay/return/${token}${query}`)
      expect(answer.status).toBe(303)
      expect(destination(answer)).toEqual({ page: ACCOUNT_PAGE, amazon_pay: "failed" })
    }
  })

  it("does not let one customer's session settle another customer's update (33)", async () => {
    const victim = await store.customer()
    const attacker = await store.customer()
    const theirs = await victim.start((await victim.savedWallet()).id)
    const own = await attacker.start((await attacker.savedWallet()).id)
    const stolen = await victim.atAmazon(theirs, { card: "4444", end: "confirm" })
    const { webCheckoutDetails } = JSON.parse(own.checkout.options.createCheckoutSessionConfig.payloadJSON) as {
      webCheckoutDetails: { checkoutResultReturnUrl: string }
    }
    await store.forgetRequests()
    const answer = await follow(webCheckoutDetails.checkoutResultReturnUrl + stolen.search)
    expect(destination(answer)).toMatchObject({ amazon_pay: "failed", update: own.update.id })
    expect(await store.simulator.control.requests({ operation: "CompleteCheckoutSession" })).toEqual([])
    expect(destination(await follow(stolen))).toMatchObject({ amazon_pay: "completed", update: theirs.update.id })
  })

  it("completes no set-up: the storefront does, as the customer who started it (34)", async () => {
    const customer = await store.customer()
    const { data: started } = await customer.call<CheckoutResponse>("/wallets", {})
    const back = await customer.atAmazon(started, { card: "1111", end: "confirm" })
    await store.forgetRequests()
    const answer = await follow(back)
    expect(destination(answer)).toEqual({
      page: ACCOUNT_PAGE,
      amazon_pay: "pending",
      update: started.update.id,
      amazonCheckoutSessionId: back.searchParams.get("amazonCheckoutSessionId"),
    })
    expect(await store.simulator.control.requests()).toEqual([])
  })

  it("tells the buyer `pending` while Amazon does not answer, and the result once it does", async () => {
    const customer = await store.customer()
    const started = await customer.start((await customer.savedWallet()).id)
    const back = await customer.atAmazon(started, { card: "4444", end: "confirm" })
    await store.simulator.control.addFault({ operation: "GetCheckoutSession", times: "always", status: 503 })
    expect(destination(await follow(back))).toMatchObject({ amazon_pay: "pending", update: started.update.id })
    await store.simulator.control.clearFaults()
    expect(destination(await follow(back))).toMatchObject({ amazon_pay: "completed" })
  })
})

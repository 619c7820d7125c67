import { createHmac, randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import path from "node:path"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { deleteCustomersWorkflow } from "@medusajs/medusa/core-flows"
import type { CheckoutResponse, UpdateResponse, Wallet, WalletUpdate } from "../../../src/contracts"
import { describeStore, type Answer, type Customer } from "../http/support"
import { from, numbersIn } from "../support/numbers"

/** Whose a wallet is, and what a browser can be made to do. The numbers are those of the project's list of hostile cases. */

const OWN = "/store/customers/me/amazon-pay"
const ADMIN = "/admin/amazon-pay"
const ACCOUNT_PAGE = "http://localhost:8000/account/amazon-pay"
const COMPLETE = "CompleteCheckoutSession"
const BACKEND = "http://localhost:9000"

/** Every route of the plugin, as the manifest has it. */
const { routes } = JSON.parse(readFileSync(path.resolve(__dirname, "../../../medusa-plugin.json"), "utf8")) as {
  routes: { method: string; path: string; audience: string }[]
}
const routesFor = (prefix: string) => routes.filter((route) => route.path.startsWith(prefix))

const sessionOf = (url: URL) => url.searchParams.get("amazonCheckoutSessionId") ?? ""

function payloadOf({ checkout }: CheckoutResponse) {
  return JSON.parse(checkout.options.createCheckoutSessionConfig.payloadJSON) as {
    webCheckoutDetails: { checkoutResultReturnUrl: string; checkoutCancelUrl: string }
  }
}

/** Whoever tries many things here is one customer, from one address. */
const UNLIMITED = {
  options: () => ({ limits: { requestsPerCustomer: 10_000, returnsPerUpdate: 10_000, returnsPerAddress: 10_000 } }),
}

describeStore((store) => {
  const follow = (url: URL | string, headers?: Record<string, string>) => {
    const { pathname, search } = typeof url === "string" ? new URL(url, BACKEND) : url
    return store.request(pathname + search, { headers })
  }
  const told = ({ status, headers }: Answer) => {
    expect(status).toBe(303)
    const { origin, pathname, searchParams } = new URL(headers.location ?? "")
    expect(origin + pathname).toBe(ACCOUNT_PAGE)
    return Object.fromEntries(searchParams)
  }
  const complete = (customer: Customer, updateId: string, checkout_session_id: unknown) =>
    customer.call<UpdateResponse>(`/updates/${updateId}/complete`, { checkout_session_id })
  const historyOf = async (customer: Customer, walletId: string) =>
    (await customer.call<{ updates: WalletUpdate[] }>(`/wallets/${walletId}/updates`)).data.updates
  const walletOf = async (customer: Customer, id: string) =>
    (await customer.call<{ wallet: Wallet }>(`/wallets/${id}`)).data.wallet
  const completions = () => store.simulator.control.requests({ operation: COMPLETE })
  const rowsOf = async (table: string) => {
    const { rows } = (await store
      .container()
      .resolve(ContainerRegistrationKeys.PG_CONNECTION)
      .raw(`select count(*)::int as count from ${table}`)) as { rows: [{ count: number }] }
    return rows[0].count
  }

  /** A customer whose update was confirmed at Amazon, and who has not come back. */
  async function confirmed(card = "4444") {
    const customer = await store.customer()
    const wallet = await customer.savedWallet()
    const started = await customer.start(wallet.id)
    const back = await customer.atAmazon(started, { card, end: "confirm" })
    await store.forgetRequests()
    return { customer, wallet, started, back }
  }

  describe("30. a customer who names what is another customer's", () => {
    it("gets 404 everywhere, with the body of what does not exist; nothing is signed, stored or asked of Amazon", async () => {
      const { wallet, started } = await confirmed()
      const admin = await store.admin()
      const made = await store.request<{ update_link: { url: string } }>(`${ADMIN}/wallets/${wallet.id}/update-link`, {
        body: {},
        headers: admin,
      })
      const token = new URL(made.data.update_link.url).pathname.split("/").at(-1) ?? ""
      const stranger = await store.customer()
      await store.forgetRequests()
      const rows = await rowsOf("amazon_pay_wallet_update")
      const named: [(id: string) => string, string, object | undefined][] = [
        [(id) => `/wallets/${id}`, wallet.id, undefined],
        [(id) => `/wallets/${id}/updates`, wallet.id, undefined],
        [(id) => `/wallets/${id}/update`, wallet.id, { update_type: "payment_method" }],
        [(id) => `/wallets/${id}/update`, wallet.id, { update_type: "shipping_address" }],
        [(id) => `/wallets/${id}/close`, wallet.id, {}],
        [(id) => `/updates/${id}`, started.update.id, undefined],
        [(id) => `/updates/${id}/complete`, started.update.id, { checkout_session_id: randomUUID() }],
        [(id) => `/update-links/${id}`, token, undefined],
        [(id) => `/update-links/${id}`, token, {}],
      ]
      for (const [route, id, body] of named) {
        const foreign = await stranger.call(route(id), body)
        const unknown = await stranger.call(route(`${id.slice(0, -4)}ZZZZ`), body)
        expect({ route: route(id), status: foreign.status }).toEqual({ route: route(id), status: 404 })
        expect({ status: foreign.status, data: foreign.data }).toEqual({ status: unknown.status, data: unknown.data })
      }
      expect(await rowsOf("amazon_pay_wallet_update")).toBe(rows)
      expect(await store.simulator.control.requests()).toEqual([])
    })

    it("and cannot name another customer than the one who is logged in", async () => {
      const { customer: victim, wallet } = await confirmed()
      const stranger = await store.customer()
      for (const answer of [
        await stranger.call(`/wallets?customer_id=${victim.id}`),
        await stranger.call("/wallets", { customer_id: victim.id }),
        await stranger.call(`/wallets/${wallet.id}/update`, { update_type: "payment_method", customer_id: victim.id }),
      ]) {
        expect(answer).toMatchObject({ status: 400, data: { type: "invalid_data" } })
      }
      const posing = { ...stranger.headers, "x-customer-id": victim.id, "x-medusa-customer-id": victim.id }
      const seen = await store.request(`${OWN}/wallets`, { headers: posing })
      expect(seen.data).toMatchObject({ wallets: [], count: 0 })
    })
  })

  describe("31. a body that names more than it may", () => {
    const EXTRA: Record<string, unknown> = {
      storeId: "amzn1.application-oa2-client.evil",
      merchantId: "A2EVIL",
      checkoutResultReturnUrl: "https://evil.example",
      webCheckoutDetails: { checkoutResultReturnUrl: "https://evil.example" },
      setupOnly: false,
      chargePermissionType: "Recurring",
      chargePermissionId: "B01-0000000-0000000",
      charge_permission_id: "B01-0000000-0000000",
      productType: "PayOnly",
      amount: "0.01",
      scopes: ["email"],
      payloadJSON: "{}",
    }

    it("is refused on every route that takes one; nothing is signed, completed or closed", async () => {
      const { customer, wallet, started, back } = await confirmed()
      const bodies: [string, object][] = [
        ["/wallets", {}],
        [`/wallets/${wallet.id}/update`, { update_type: "shipping_address" }],
        [`/wallets/${wallet.id}/close`, {}],
        [`/updates/${started.update.id}/complete`, { checkout_session_id: sessionOf(back) }],
        ["/update-links/any", {}],
      ]
      for (const [name, value] of Object.entries(EXTRA)) {
        for (const [route, body] of bodies) {
          const answer = await customer.call(route, { ...body, [name]: value })
          expect({ route, name, ...answer }).toMatchObject({ route, name, status: 400, data: { type: "invalid_data" } })
        }
      }
      expect(await store.simulator.control.requests()).toEqual([])
      expect(await historyOf(customer, wallet.id)).toHaveLength(2)
      expect((await walletOf(customer, wallet.id)).status).toBe("chargeable")
    })

    it("is refused when it comes in a form that was never meant, and reaches no prototype", async () => {
      const { customer, wallet } = await confirmed()
      const post = (body: string, type: string) =>
        store.request(`${OWN}/wallets/${wallet.id}/update`, {
          method: "POST",
          body,
          raw: true,
          headers: { ...customer.headers, "content-type": type },
        })
      const hostile = '{"update_type":"payment_method","__proto__":{"setupOnly":false},"constructor":{"a":1}}'
      expect((await post(hostile, "application/json")).status).toBe(400)
      expect((await post('{"update_type":', "application/json")).status).toBe(400)
      expect((await post("update_type=payment_method&storeId=evil", "application/x-www-form-urlencoded")).status).toBe(
        400,
      )
      expect(({} as Record<string, unknown>).setupOnly).toBeUndefined()
    })
  })

  describe("32. a request without the right to it", () => {
    const b64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")

    /** As Medusa makes them, with the secret of the store under test. */
    function jwt(claims: object, { secret = "test", alg = "HS256" } = {}): string {
      const text = `${b64({ alg, typ: "JWT" })}.${b64(claims)}`
      return `Bearer ${text}.${alg === "none" ? "" : createHmac("sha256", secret).update(text).digest("base64url")}`
    }

    const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset
    const claimsOf = (actor_id: string, actor_type: string, exp = seconds(3600)) => ({
      ...{ actor_id, actor_type, auth_identity_id: "authid_any", app_metadata: { [`${actor_type}_id`]: actor_id } },
      ...{ iat: seconds(-7200), exp },
    })

    const ask = async (prefix: string, headers: Record<string, string>) => {
      const statuses = new Map<string, number>()
      for (const { method, path: route } of routesFor(prefix)) {
        const url = route.replace(/:\w+/g, "any")
        const { status } = await store.request(url, { method, headers, ...(method === "POST" && { body: {} }) })
        statuses.set(`${method} ${route}`, status)
      }
      return statuses
    }
    const all = (prefix: string, status: number) =>
      new Map(routesFor(prefix).map((route) => [`${route.method} ${route.path}`, status]))

    it("is 401 on every route of customers, whatever is shown in place of a customer's token", async () => {
      expect(routesFor(OWN).length).toBeGreaterThanOrEqual(10)
      const { customer } = await confirmed()
      const key = { "x-publishable-api-key": customer.headers["x-publishable-api-key"] ?? "" }
      const { id } = customer
      const shown: Record<string, string>[] = [
        {},
        await store.admin(),
        { authorization: "Bearer nonsense" },
        { authorization: jwt(claimsOf(id, "customer", seconds(-1))) },
        { authorization: jwt(claimsOf(id, "customer"), { secret: "guessed" }) },
        { authorization: jwt(claimsOf(id, "customer"), { alg: "none" }) },
        { authorization: jwt(claimsOf("", "customer")) },
        { authorization: jwt(claimsOf(id, "user")) },
        { authorization: `Basic ${Buffer.from(`${id}:`).toString("base64")}` },
        { cookie: "connect.sid=s%3Aforged.signature" },
      ]
      for (const headers of shown) expect(await ask(OWN, { ...key, ...headers })).toEqual(all(OWN, 401))
      const valid = await store.request(`${OWN}/wallets`, {
        headers: { ...key, authorization: jwt(claimsOf(id, "customer")) },
      })
      expect(valid).toMatchObject({ status: 200, data: { count: 1 } })
      expect(await store.simulator.control.requests()).toEqual([])
    })

    it("is 401 on every route of admins, also with a customer's token and the publishable key", async () => {
      expect(routesFor(ADMIN).length).toBeGreaterThanOrEqual(20)
      const { customer } = await confirmed()
      for (const headers of [
        {},
        customer.headers,
        { authorization: jwt(claimsOf("user_1", "user", seconds(-1))) },
        { authorization: jwt(claimsOf("user_1", "user"), { alg: "none" }) },
        { authorization: `Basic ${Buffer.from(`${customer.headers["x-publishable-api-key"]}:`).toString("base64")}` },
      ]) {
        expect(await ask(ADMIN, headers)).toEqual(all(ADMIN, 401))
      }
      expect(await store.simulator.control.requests()).toEqual([])
    })

    it("of a customer who was deleted sees and starts nothing any more", async () => {
      const { customer, wallet, started, back } = await confirmed()
      await deleteCustomersWorkflow(store.container()).run({ input: { ids: [customer.id] } })
      await store.amazonPay().eraseCustomer(customer.id)
      await store.forgetRequests()
      const login = { email: customer.email, password: "a-customer" }
      const { data } = await store.request<{ token?: string }>("/auth/customer/emailpass", { body: login })
      const again = { ...customer.headers, authorization: `Bearer ${data.token}` }
      for (const headers of [customer.headers, again]) {
        const call = (route: string, body?: object) => store.request(OWN + route, { headers, body })
        for (const [route, body] of [
          ["/wallets", {}],
          [`/wallets/${wallet.id}/update`, { update_type: "payment_method" }],
          [`/updates/${started.update.id}/complete`, { checkout_session_id: sessionOf(back) }],
        ] as const) {
          const { status } = await call(route, body)
          expect({ route, refused: status >= 400 && status < 500 }).toEqual({ route, refused: true })
        }
        const shown = JSON.stringify((await call("/wallets")).data)
        expect(shown).not.toContain(String(wallet.payment_descriptor))
        expect(shown).not.toContain(String(wallet.shipping_address?.address_line_1))
      }
      expect(await completions()).toEqual([])
    })
  })

  describe("33. a return with a session that is not of its update", () => {
    it("is not completed: not another customer's and not nobody's, neither by the page nor by the route", async () => {
      const victim = await confirmed()
      const attacker = await confirmed("0005")
      for (const session of [sessionOf(victim.back), randomUUID()]) {
        expect(told(await follow(`${attacker.back.pathname}?amazonCheckoutSessionId=${session}`))).toEqual({
          amazon_pay: "failed",
          update: attacker.started.update.id,
        })
        const refused = await complete(attacker.customer, attacker.started.update.id, session)
        expect(refused).toMatchObject({ status: 400, data: { code: "update_not_yours" } })
      }
      expect(await completions()).toEqual([])
      expect(told(await follow(victim.back))).toMatchObject({ amazon_pay: "completed" })
    })

    it("of an update that Amazon says is of another charge permission is not completed, and the merchant is told", async () => {
      const bystander = await confirmed("0005")
      const { customer, wallet, started, back } = await confirmed()
      await store.simulator.control.setModes({ getShowsChargePermission: "another" })
      expect(told(await follow(back)).amazon_pay).not.toBe("completed")
      expect(await completions()).toEqual([])
      await store.simulator.control.setModes({ getShowsChargePermission: "always" })
      expect(await walletOf(bystander.customer, bystander.wallet.id)).toMatchObject({
        charge_permission_id: bystander.wallet.charge_permission_id,
      })
      expect(await walletOf(customer, wallet.id)).toMatchObject({ charge_permission_id: wallet.charge_permission_id })
      const [entry] = await historyOf(customer, wallet.id)
      expect(entry).toMatchObject({ id: started.update.id, status: expect.not.stringMatching("completed") })
    })
  })

  describe("34. a return that somebody else's browser makes", () => {
    it("touches the wallet its token names, whoever's cookies and token come with it", async () => {
      const attacker = await confirmed()
      const victim = await store.customer()
      const saved = await victim.savedWallet()
      const session = await store.request("/auth/session", { method: "POST", headers: victim.headers, body: {} })
      const cookie = String(session.headers["set-cookie"]).split(";")[0] ?? ""
      expect(cookie).toMatch(/^connect\.sid=/)
      await store.forgetRequests()
      const image = { cookie, accept: "image/avif,image/webp,*/*", referer: "https://evil.example/" }
      expect(told(await follow(attacker.back, { ...image, ...victim.headers }))).toEqual({
        amazon_pay: "completed",
        update: attacker.started.update.id,
      })
      expect(await historyOf(victim, saved.id)).toHaveLength(1)
      expect(await walletOf(victim, saved.id)).toMatchObject({ payment_descriptor: saved.payment_descriptor })
      expect((await walletOf(attacker.customer, attacker.wallet.id)).payment_descriptor).toContain("4444")
    })

    it("of a set-up attaches nothing; nor does the victim's own call, for the attacker started it", async () => {
      const attacker = await store.customer()
      const victim = await store.customer()
      const { data: started } = await attacker.call<CheckoutResponse>("/wallets", {})
      const back = await victim.atAmazon(started, { card: "1111", end: "confirm" })
      await store.forgetRequests()
      expect(told(await follow(back, victim.headers))).toMatchObject({
        amazon_pay: "pending",
        amazonCheckoutSessionId: sessionOf(back),
      })
      expect(await complete(victim, started.update.id, sessionOf(back))).toMatchObject({
        status: 404,
        data: { code: "update_not_found" },
      })
      expect(await store.simulator.control.requests()).toEqual([])
      for (const customer of [attacker, victim]) {
        expect((await customer.call("/wallets")).data).toMatchObject({ count: 0 })
      }
    })

    it("by a POST, or of a page that was never given out, does nothing", async () => {
      const { back } = await confirmed()
      for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
        expect((await store.request(back.pathname + back.search, { method, body: {} })).status).toBe(404)
      }
      expect(told(await follow(`${back.pathname.slice(0, -4)}AAAA${back.search}`))).toEqual({ amazon_pay: "failed" })
      expect(await completions()).toEqual([])
    })
  })

  describe("35. a return that comes again", () => {
    it("ten times at once, reloaded, from the back button and by the route: one Complete, one result, one page", async () => {
      const { customer, wallet, started, back } = await confirmed()
      const [answers, calls] = await Promise.all([
        Promise.all(Array.from({ length: 10 }, () => follow(back))),
        Promise.all(Array.from({ length: 3 }, () => complete(customer, started.update.id, sessionOf(back)))),
      ])
      answers.push(await follow(back), await follow(back))
      const place = `${ACCOUNT_PAGE}?amazon_pay=completed&update=${started.update.id}`
      expect(new Set(answers.map(({ headers }) => headers.location))).toEqual(new Set([place]))
      for (const { data } of calls) expect(data.update).toMatchObject({ status: "completed" })
      expect(await completions()).toHaveLength(1)
      expect(await historyOf(customer, wallet.id)).toHaveLength(2)
    })

    it("in two tabs, each with a session of its own: both are completed once, and the later cancel undoes nothing", async () => {
      const { customer, wallet, started, back } = await confirmed()
      const second = await customer.atAmazon(started, { end: "cancel" })
      expect(sessionOf(second)).not.toBe(sessionOf(back))
      expect(told(await follow(back))).toMatchObject({ amazon_pay: "completed" })
      await follow(second)
      expect((await historyOf(customer, wallet.id))[0]).toMatchObject({ id: started.update.id, status: "completed" })
      expect(await completions()).toHaveLength(1)
    })

    it("after the notification was first: one entry with both sources", async () => {
      const { customer, wallet, started, back } = await confirmed()
      await store.inboxWorkedOff()
      expect((await historyOf(customer, wallet.id))[0]).toMatchObject({ id: started.update.id, sources: ["ipn"] })
      expect(told(await follow(back))).toMatchObject({ amazon_pay: "completed" })
      await store.inboxWorkedOff()
      const [entry, ...others] = await historyOf(customer, wallet.id)
      expect(entry).toMatchObject({ status: "completed", sources: expect.arrayContaining(["ipn", "return"]) })
      expect(others).toHaveLength(1)
      expect(await completions()).toHaveLength(1)
    })
  })

  describe("36. a return that wants to lead elsewhere", () => {
    const TARGETS = [
      "//evil.example",
      "/\\evil.example",
      "https:evil.example",
      "https://evil.example",
      "javascript:alert(1)",
      "%2f%2fevil.example",
      "https://localhost:8000@evil.example",
      "http://localhost:8000.evil.example",
    ]

    it("leads to the configured page", async () => {
      const { started, back } = await confirmed()
      const cancel = new URL(payloadOf(started).webCheckoutDetails.checkoutCancelUrl)
      const lying = { host: "evil.example", "x-forwarded-host": "evil.example", referer: "https://evil.example" }
      for (const target of TARGETS.map(encodeURIComponent)) {
        const more = ["next", "return_to", "redirect", "url", "amazon_pay", "update"].map((name) => `${name}=${target}`)
        for (const [url, outcome] of [
          [`${back.pathname}${back.search}&${more.join("&")}`, "completed"],
          [`${cancel.pathname}?${more.join("&")}`, "canceled"],
        ] as const) {
          const answer = await follow(url, lying)
          expect(told(answer)).toEqual({ amazon_pay: outcome, update: started.update.id })
          expect(answer.headers.location).not.toContain("evil")
        }
        for (const name of ["return", "cancel"]) {
          const unknown = await store.request(`/amazon-pay/${name}/${target}?${more.join("&")}`, { headers: lying })
          expect(Object.keys(told(unknown))).toEqual(["amazon_pay"])
        }
      }
    })

    it("is not told to Amazon either: return URLs come from the options, whatever host was asked", async () => {
      const { customer, wallet } = await confirmed()
      const lying = { host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" }
      const { data } = await store.request<CheckoutResponse>(`${OWN}/wallets/${wallet.id}/update`, {
        body: { update_type: "shipping_address" },
        headers: { ...customer.headers, ...lying, origin: "https://evil.example", referer: "https://evil.example" },
      })
      const { checkoutResultReturnUrl, checkoutCancelUrl } = payloadOf(data).webCheckoutDetails
      expect(checkoutResultReturnUrl).toMatch(/^http:\/\/localhost:9000\/amazon-pay\/return\/[\w-]{40,}$/)
      expect(checkoutCancelUrl).toMatch(/^http:\/\/localhost:9000\/amazon-pay\/cancel\/[\w-]{40,}$/)
    })
  })

  describe("37. a checkout session that is none", () => {
    const uuid = randomUUID()
    const NONE: [string, string][] = [
      ["a path", "../../v2/chargePermissions/B01"],
      ["a path after a session", `${uuid}/../../charges`],
      ["an encoded path", `${uuid}%2f..%2fcomplete`],
      ["a line break", `${uuid}\r\nx-evil: 1`],
      ["a line break at its end", `${uuid}\n`],
      ["seven thousand letters", "a".repeat(7_000)],
      ["a session of other digits", uuid.replace(/^./, "０")],
      ["a session with a query", `${uuid}?complete=1`],
      ["a NUL", `${uuid}\0`],
      ["a session without hyphens", uuid.replaceAll("-", "")],
      ["nothing", ""],
    ]

    it("is refused before Amazon is asked, on both ways", async () => {
      const { customer, wallet, started, back } = await confirmed()
      for (const [what, session] of NONE) {
        const refused = await complete(customer, started.update.id, session)
        expect({ what, ...refused }).toMatchObject({ what, status: 400, data: { type: "invalid_data" } })
        const query = `?amazonCheckoutSessionId=${encodeURIComponent(session)}`
        expect(told(await follow(back.pathname + query))).toEqual({ amazon_pay: "failed", update: started.update.id })
      }
      for (const session of [[uuid], { $ne: null }, 7, null, true, undefined]) {
        expect(await complete(customer, started.update.id, session)).toMatchObject({ status: 400 })
      }
      expect(await store.simulator.control.requests()).toEqual([])
      expect((await historyOf(customer, wallet.id))[0]).toMatchObject({
        status: expect.stringMatching(/started|pending/),
      })
    })
  })
}, UNLIMITED)

it("no case of ownership and the browser is missing", () => {
  expect(numbersIn(__filename)).toEqual(from(30, 37))
})

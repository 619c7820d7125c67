import { randomUUID } from "node:crypto"
import type { CheckoutResponse, UpdateResponse } from "../../../src/contracts"
import { describeStore, type Answer, type Customer } from "./support"

/** How often buyers may ask. What is refused for it is not lost. */

const REQUESTS = 8
const RETURNS_OF_UPDATE = 4
const RETURNS_FROM_ADDRESS = 9
/** Saving a wallet takes so many requests: one starts, one completes. */
const SAVING = 2

describeStore(
  (store) => {
    const comeBack = (url: URL, session = url.searchParams.get("amazonCheckoutSessionId"), from = "203.0.113.1") =>
      store.request(`${url.pathname}?amazonCheckoutSessionId=${session}`, { headers: { "x-forwarded-for": from } })

    const told = ({ status, headers }: Answer) => {
      expect(status).toBe(303)
      const { origin, pathname, searchParams } = new URL(headers.location ?? "")
      expect(origin + pathname).toBe("http://localhost:8000/account/amazon-pay")
      return Object.fromEntries(searchParams)
    }

    const updatable = async (): Promise<{ customer: Customer; started: CheckoutResponse; back: URL }> => {
      const customer = await store.customer()
      const started = await customer.start((await customer.savedWallet()).id)
      return { customer, started, back: await customer.atAmazon(started, { card: "4444", end: "confirm" }) }
    }

    describe("a customer who asks too often", () => {
      it("is told so with a code and for how long, and nothing is stored or asked for it", async () => {
        const customer = await store.customer()
        const { id } = await customer.savedWallet()
        for (let n = SAVING; n < REQUESTS; n++) await customer.start(id)
        await store.forgetRequests()
        const routes: [string, object][] = [
          ["/wallets", {}],
          [`/wallets/${id}/update`, { update_type: "shipping_address" }],
          [`/wallets/${id}/close`, {}],
          ["/updates/apwu_any/complete", { checkout_session_id: randomUUID() }],
          ["/update-links/any", {}],
        ]
        for (const [route, body] of routes) {
          const refused = await customer.call(route, body)
          expect(refused).toMatchObject({
            status: 429,
            data: { type: "not_allowed", code: "too_many_requests", message: expect.stringContaining("again") },
            headers: { "cache-control": "no-store", "retry-after": expect.stringMatching(/^[1-9]\d?$/) },
          })
        }
        expect(await store.simulator.control.requests()).toEqual([])
        const { data } = await customer.call<{ updates: unknown[] }>(`/wallets/${id}/updates`)
        expect(data.updates).toHaveLength(2)
      })

      it("still sees wallets, history and updates, and is alone with the limit", async () => {
        const customer = await store.customer()
        const other = await store.customer()
        const { id } = await customer.savedWallet()
        for (let n = 0; n < REQUESTS; n++) await customer.call("/wallets", { unknown: true })
        expect((await customer.call("/wallets", {})).status).toBe(429)
        for (const route of ["/wallets", `/wallets/${id}`, `/wallets/${id}/updates`]) {
          expect((await customer.call(route)).status).toBe(200)
        }
        expect((await other.call("/wallets", {})).status).toBe(200)
      })
    })

    describe("returns of one update that come too often", () => {
      it("ask nothing of Amazon any more, and the logged-in customer completes with what the last one brought", async () => {
        const { customer, started, back } = await updatable()
        for (let n = 0; n < RETURNS_OF_UPDATE; n++) {
          expect(told(await comeBack(back, randomUUID(), `198.51.100.${n}`))).toMatchObject({ amazon_pay: "failed" })
        }
        await store.forgetRequests()
        const session = back.searchParams.get("amazonCheckoutSessionId") ?? ""
        const answer = await comeBack(back)
        expect(told(answer)).toEqual({
          amazon_pay: "pending",
          update: started.update.id,
          amazonCheckoutSessionId: session,
        })
        expect(await store.simulator.control.requests()).toEqual([])
        const { data } = await customer.call<UpdateResponse>(`/updates/${started.update.id}/complete`, {
          checkout_session_id: session,
        })
        expect(data.update).toMatchObject({ status: "completed", checkout_session_id: session })
      })

      it("leave the returns of others alone", async () => {
        const { back } = await updatable()
        const other = await updatable()
        for (let n = 0; n <= RETURNS_OF_UPDATE; n++) await comeBack(back, randomUUID(), `198.51.100.${n + 20}`)
        expect(told(await comeBack(back, undefined, "198.51.100.40"))).toMatchObject({ amazon_pay: "pending" })
        expect(told(await comeBack(other.back, undefined, "198.51.100.41"))).toMatchObject({ amazon_pay: "completed" })
      })
    })

    it("returns from one address that come too often are handed to the buyer's page; another address is served", async () => {
      const updates = [await updatable(), await updatable(), await updatable(), await updatable()]
      const [first, second, third, last] = updates.map(({ back }) => back) as [URL, URL, URL, URL]
      for (let n = 0; n < RETURNS_FROM_ADDRESS; n++) {
        const back = [first, second, third][n % 3] ?? first
        expect(told(await comeBack(back, randomUUID(), "192.0.2.9"))).toMatchObject({ amazon_pay: "failed" })
      }
      expect(told(await comeBack(last, undefined, "192.0.2.9"))).toMatchObject({ amazon_pay: "pending" })
      expect(told(await comeBack(last, undefined, "192.0.2.10"))).toMatchObject({ amazon_pay: "completed" })
    })
  },
  {
    options: () => ({
      limits: {
        requestsPerCustomer: REQUESTS,
        returnsPerUpdate: RETURNS_OF_UPDATE,
        returnsPerAddress: RETURNS_FROM_ADDRESS,
      },
    }),
  },
)

import { describeStore, type Answer } from "./support"

/** Messages that are refused count against their sender; authentic ones never do. */

const IPN = "/hooks/amazon-pay/ipn"
/** As many as one sender may have refused in a minute. */
const LIMIT = 60

describeStore((store) => {
  /** As a proxy in front of Medusa hands it on. Medusa trusts one. */
  const postFrom = (address: string, body: string): Promise<Answer> =>
    store.request(IPN, {
      body,
      raw: true,
      headers: { "content-type": "text/plain; charset=UTF-8", "x-forwarded-for": address },
    })

  /** Genuine notifications that the store has not received. */
  async function genuine(count: number): Promise<string[]> {
    const wallet = await (await store.customer()).savedWallet()
    await store.inboxWorkedOff()
    await store.simulator.control.addFault({ notification: "withhold", times: "always" })
    for (let n = 0; n < count; n++) {
      const card = n % 2 ? "1111" : "0005"
      await store.simulator.control.changeWallet(wallet.charge_permission_id, { type: "payment_method", card })
    }
    const bodies = (await store.simulator.control.deliveries()).filter(({ state }) => state === "withheld")
    return bodies.slice(-count).map(({ body }) => body)
  }

  const forged = (body: string) => JSON.stringify({ ...(JSON.parse(body) as object), Message: "{}" })

  async function statusesOf(times: number, address: string, body: string): Promise<number[]> {
    const statuses: number[] = []
    for (let n = 0; n < times; n++) statuses.push((await postFrom(address, body)).status)
    return statuses
  }

  const repeated = (times: number, status: number) => Array<number>(times).fill(status)

  it("are 403 and beyond the limit 503, while an authentic one of the same sender is 200 and stored", async () => {
    const [first = "", second = "", third = ""] = await genuine(3)
    const attacker = "203.0.113.7"
    expect(await statusesOf(50, attacker, forged(first))).toEqual(repeated(50, 403))
    expect((await postFrom(attacker, first)).status).toBe(200)
    expect(await statusesOf(50, attacker, forged(first))).toEqual([
      ...repeated(LIMIT - 50, 403),
      ...repeated(100 - LIMIT, 503),
    ])
    expect((await postFrom(attacker, second)).status).toBe(200)
    expect((await postFrom(attacker, second)).status).toBe(200)
    await store.inboxWorkedOff()
    const { by_status } = (await store.amazonPay().readStatus()).notifications
    expect(by_status).toMatchObject({ processed: expect.any(Number) })

    const limited = await postFrom(attacker, forged(third))
    expect(limited).toMatchObject({ status: 503, data: { type: "unexpected_state" } })
    expect((await postFrom("203.0.113.8", forged(third))).status).toBe(403)
    expect((await postFrom(`${attacker}, 203.0.113.9`, forged(third))).status).toBe(403)
    expect((await postFrom(attacker, third)).status).toBe(200)
    const page = await store.amazonPay().listNotificationsPage({}, { limit: 100, offset: 0 })
    const ids = page.notifications.map(({ message_id }) => message_id)
    for (const body of [first, second, third])
      expect(ids).toContain((JSON.parse(body) as { MessageId: string }).MessageId)
  })

  it("count whatever they are refused for: malformed, too large and forged alike", async () => {
    const [body = ""] = await genuine(1)
    const sender = "2001:db8:1:2::1"
    const neighbour = "2001:db8:1:2:ffff::1"
    expect(await statusesOf(20, sender, "null")).toEqual(repeated(20, 400))
    expect(await statusesOf(20, neighbour, "x".repeat(257 * 1024))).toEqual(repeated(20, 413))
    expect(await statusesOf(20, sender, forged(body))).toEqual(repeated(20, 403))
    for (const refused of ["null", "x".repeat(257 * 1024), forged(body)]) {
      expect((await postFrom(neighbour, refused)).status).toBe(503)
    }
    expect((await postFrom("2001:db8:1:3::1", "null")).status).toBe(400)
    expect((await postFrom(sender, body)).status).toBe(200)
  })
})

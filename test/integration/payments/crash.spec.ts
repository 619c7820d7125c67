import type { AmazonPayOptions } from "../../../src"
import type { Moment } from "../support/child"
import { startChild } from "../support/children"
import { inLanes } from "../support/lanes"
import { databaseUrl } from "../support/store"
import { describePayments, type Payer } from "./support"

/** Processes that are killed while they charge a wallet, before and after each step. Notifications do not come. */

const AT_ONCE = 3

const CLAIM = "insert into amazon_pay_operation"
const READ = "GET http"
const CHARGE = "POST http"
const ANSWER = "update amazon_pay_operation set state = 'succeeded'"

/** While Amazon answers the read the charge is claimed; only after that answer it is sent. */
const MOMENTS: readonly Moment[] = [
  { at: READ, when: "before" },
  { at: CLAIM, when: "after" },
  { at: READ, when: "after" },
  { at: CHARGE, when: "before" },
  { at: CHARGE, when: "after" },
  { at: ANSWER, when: "before" },
  { at: ANSWER, when: "after" },
]

type Dead = { payer: Payer; sessionId: string; operations: { state: string }[] }

describePayments((store, till) => {
  beforeEach(async () => {
    await store.simulator.control.addFault({ notification: "withhold", times: "always" })
  })

  const operationsOf = (sessionId: string) =>
    till.sql<{ state: string }>(`select state from amazon_pay_operation where payment_session_id = ?`, sessionId)

  async function setup(dieAt: Moment) {
    const [{ name } = { name: "" }] = await till.sql<{ name: string }>("select current_database() as name")
    const options = JSON.parse(process.env.AMAZON_PAY_TEST_OPTIONS ?? "") as AmazonPayOptions
    return { databaseUrl: databaseUrl(name), options, dieAt }
  }

  async function dieOverPayment(dieAt: Moment, before: (payer: Payer) => Promise<unknown> = async () => {}) {
    const payer = await till.payer()
    const session = await payer.begin()
    await before(payer)
    const child = await startChild(await setup(dieAt))
    expect(await child.order({ do: "authorize", data: till.dataOf(session) })).toBe(false)
    expect(await child.ended).toBe("SIGKILL")
    return { payer, sessionId: session.id }
  }

  const dieAtEach = (): Promise<Dead[]> =>
    inLanes(
      AT_ONCE,
      MOMENTS.map((moment) => async () => {
        const dead = await dieOverPayment(moment)
        return { ...dead, operations: await operationsOf(dead.sessionId) }
      }),
    )

  it("whoever presses again pays once, and no other charge is left at Amazon", async () => {
    for (const { payer, sessionId } of await dieAtEach()) {
      await till.sql(`update amazon_pay_operation set lease_until = now() - interval '1 second' where state = 'sent'`)
      expect(await till.authorize(sessionId)).toMatchObject({ amount: 14 })
      expect((await till.atAmazon(payer)).charges).toMatchObject([{ statusDetails: { state: "Authorized" } }])
      expect(await operationsOf(sessionId)).toEqual([{ state: "succeeded" }])
    }
  }, 120_000)

  it("and when nobody does, what was claimed is charged once and authorised in Medusa, and nothing else is", async () => {
    const dead = await dieAtEach()
    expect(dead.map(({ operations }) => operations.length)).toEqual([0, 1, expect.any(Number), 1, 1, 1, 1])
    await till.reconciled()
    await till.toldAll()
    for (const { payer, sessionId } of dead) {
      const operations = await operationsOf(sessionId)
      expect(operations).toEqual(operations.map(() => ({ state: "succeeded" })))
      expect((await till.atAmazon(payer)).charges).toHaveLength(operations.length)
      const { status } = await till.session(sessionId)
      expect(status).toBe(operations.length ? "authorized" : "pending")
    }
  }, 120_000)

  it("a wallet that Amazon would have refused is not charged by what was claimed meanwhile", async () => {
    const { payer, sessionId } = await dieOverPayment({ at: CLAIM, when: "after" }, ({ wallet }) =>
      store.simulator.control.changeWallet(wallet.charge_permission_id, { type: "closed", by: "buyer" }),
    )
    expect(await operationsOf(sessionId)).toEqual([{ state: "sent" }])
    await till.reconciled()
    expect(await operationsOf(sessionId)).toEqual([{ state: "declined" }])
    expect((await till.atAmazon(payer)).charges).toEqual([])
    expect((await till.session(sessionId)).status).not.toBe("authorized")
  })
})

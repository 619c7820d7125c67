import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import type { WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { asking } from "../support/quick"
import { asked, historyOf } from "../support/records"
import { newShopper } from "../support/shopper"
import { about, bodyOf, deliver, ipn, makeDue, openDoor, type Door } from "./door"

/** Cases 17 and 24: five thousand messages. */

let door: Door
let runtime: Runtime
beforeAll(async () => {
  door = await openDoor()
  runtime = asking(door.runtime)
})
afterAll(() => door.close())
beforeEach(async () => {
  await runtime.db.query("truncate amazon_pay_notification")
  await door.simulator.control.clearFaults()
})

async function wallets(count: number): Promise<WalletEntity[]> {
  const shopper = await newShopper({ ...door, runtime })
  const made: WalletEntity[] = []
  for (let n = 0; n < count; n++) made.push(await shopper.wallet())
  await door.simulator.control.clearRequests()
  return made
}

const reads = () => asked(door.simulator, "GetChargePermission")
const change = ({ charge_permission_id: id }: WalletEntity, descriptor: string) =>
  door.simulator.control.changeWallet(id, { type: "payment_descriptor", descriptor })

it("about a hundred wallets are all stored while Amazon answers 429, and worked off when it stops", async () => {
  const about100 = await wallets(100)
  for (const wallet of about100) await change(wallet, `Visa ****${wallet.charge_permission_id.slice(-4)}`)
  const { control } = door.simulator
  await control.addFault({ operation: "GetChargePermission", status: 429, headers: { "retry-after": "1" }, times: 12 })
  const bodies = Array.from({ length: 5_000 }, (_, n) =>
    bodyOf(ipn({}, about(about100[n % 100]?.charge_permission_id ?? ""))),
  )
  const draining: Promise<number>[] = []
  for (let from = 0; from < bodies.length; from += 50) {
    const verdicts = await Promise.all(bodies.slice(from, from + 50).map((body) => deliver(runtime, body)))
    expect(verdicts.every((verdict) => verdict === "stored")).toBe(true)
    if (from === 1_000) draining.push(drainInbox(runtime))
  }
  await Promise.all(draining)
  for (let round = 0; round < 5; round++) {
    await makeDue(runtime)
    await drainInbox(runtime)
  }
  const rows = await door.rows()
  expect(rows).toHaveLength(5_000)
  expect(rows.every(({ status }) => status === "processed")).toBe(true)
  for (const wallet of about100) expect(await historyOf(runtime, wallet.id)).toHaveLength(1)
  expect((await reads()).filter(({ verdict }) => verdict === "accepted").length).toBeLessThan(700)
})

it("about one wallet are answered by one reading", async () => {
  const [wallet] = await wallets(1)
  if (!wallet) throw new Error("no wallet")
  await change(wallet, "Visa ****5000")
  const [template] = [bodyOf(ipn({}, about(wallet.charge_permission_id)))]
  expect(await deliver(runtime, template ?? "")).toBe("stored")
  await runtime.db.query(`
    insert into amazon_pay_notification (message_id, topic_arn, type, merchant_account, object_type, object_id,
      charge_permission_id, sent_at, status, raw_message)
    select 'copy-' || n, topic_arn, type, merchant_account, object_type, object_id, charge_permission_id, sent_at, status,
      raw_message from amazon_pay_notification, generate_series(1, 4999) n`)
  const started = Date.now()
  expect(await drainInbox(runtime)).toBe(5_000)
  expect(Date.now() - started).toBeLessThan(5_000)
  expect(await reads()).toHaveLength(1)
  const [entry] = await historyOf(runtime, wallet.id)
  const rows = await door.rows()
  expect(rows.every(({ status, update_id }) => status === "processed" && update_id === entry?.id)).toBe(true)
})

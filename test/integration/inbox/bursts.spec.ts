import { setTimeout as delay } from "node:timers/promises"
import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import type { WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import { asked } from "../support/records"
import { newShopper } from "../support/shopper"
import { about, bodyOf, deliver, ipn, openDoor, type Door } from "./door"

/** 17 of the hostile cases while the messages still arrive: a burst goes on for longer than a reading takes. */

let door: Door
let wallet: WalletEntity
beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.close())
beforeEach(async () => {
  await door.runtime.db.query("truncate amazon_pay_notification")
  wallet = await (await newShopper(door)).wallet()
  await door.simulator.control.clearRequests()
})

async function arrive(messages: number, of = wallet): Promise<void> {
  for (let message = 0; message < messages; message++) {
    await deliver(door.runtime, bodyOf(ipn({}, about(of.charge_permission_id))))
  }
}

const readings = async () => (await asked(door.simulator, "GetChargePermission")).length

async function waiting(): Promise<{ attempts: number; is_leased: boolean }[]> {
  return door.runtime.db.query(
    "select attempts, lease_until > now() as is_leased from amazon_pay_notification where status = 'received'",
  )
}

it("reads once for the first message and once for all that came in the next ten seconds", async () => {
  await arrive(1)
  await drainInbox(door.runtime)
  expect(await readings()).toBe(1)
  for (let part = 0; part < 5; part++) {
    await arrive(20)
    await drainInbox(door.runtime)
  }
  expect(await readings()).toBe(1)
  expect(await waiting()).toHaveLength(100)
  expect((await waiting()).every(({ attempts }) => attempts === 0)).toBe(true)
})

it("reads once for what waits, and once more at most, however many processes look for work in the same moment", async () => {
  await arrive(1)
  await door.runtime.db.query(`
    insert into amazon_pay_notification
    select (jsonb_populate_record(n, jsonb_build_object('message_id', gen_random_uuid()))).*
    from amazon_pay_notification n, generate_series(1, 5000)`)
  const other = await door.secondProcess()
  const processes = [door.runtime, other, door.runtime, other, door.runtime, other]
  await Promise.all(processes.map((runtime) => drainInbox(runtime)))
  expect(await waiting()).toHaveLength(0)
  expect(await readings()).toBeLessThanOrEqual(2)
})

it("lets other wallets pass meanwhile", async () => {
  const other = await (await newShopper(door)).wallet()
  await door.simulator.control.clearRequests()
  await arrive(1)
  await drainInbox(door.runtime)
  await arrive(20)
  await arrive(1, other)
  await drainInbox(door.runtime)
  expect(await readings()).toBe(2)
  expect(await waiting()).toHaveLength(20)
})

it("takes what waited up after ten seconds, with one reading", async () => {
  await arrive(1)
  await drainInbox(door.runtime)
  await arrive(20)
  await drainInbox(door.runtime)
  await arrive(20)
  while ((await waiting()).length) {
    await delay(200)
    await drainInbox(door.runtime)
  }
  expect(await readings()).toBe(2)
}, 30_000)

it("never keeps a few messages waiting", async () => {
  for (let time = 0; time < 3; time++) {
    await arrive(9)
    await drainInbox(door.runtime)
    expect(await waiting()).toEqual([])
  }
})

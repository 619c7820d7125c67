import { setTimeout as delay } from "node:timers/promises"
import { workImports } from "../../../src/modules/amazon-pay/imports/work"
import { asked } from "../support/records"
import { openTestStore, type TestStore } from "../support/store"
import { importNow, storeImport, walletsAtAmazon } from "./imports"

let store: TestStore

beforeAll(async () => {
  store = await openTestStore()
  await store.simulator.control.setModes({ throttling: true })
})
afterAll(() => store.close())

it("two processes stay within Amazon's limits together, and go on where they ran out of turns", async () => {
  const wallets = await walletsAtAmazon(store.simulator, 14)
  const id = await storeImport(
    store.runtime,
    wallets.map((wallet) => ["cus_1", wallet] as const),
  )
  const other = await store.secondProcess()
  for (let minute = 0; minute < 30 && (await importNow(store.runtime, id)).status !== "completed"; minute++) {
    await Promise.all([workImports(store.runtime), workImports(other)])
    await delay(500)
  }
  expect(await importNow(store.runtime, id)).toMatchObject({ status: "completed", attached: 14 })
  expect((await asked(store.simulator, "GetChargePermission")).map(({ status }) => status)).toEqual(Array(14).fill(200))
})

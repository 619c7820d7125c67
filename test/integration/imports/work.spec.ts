import { text } from "node:stream/consumers"
import { AmazonPayError } from "../../../src/protocol"
import { cancelImport } from "../../../src/modules/amazon-pay/imports/cancel-import"
import { claimRow } from "../../../src/modules/amazon-pay/imports/claim-row"
import { reportAsCsv } from "../../../src/modules/amazon-pay/imports/report"
import { workImports } from "../../../src/modules/amazon-pay/imports/work"
import { requestErasure } from "../../../src/modules/amazon-pay/upkeep/erase"
import { prune } from "../../../src/modules/amazon-pay/upkeep/retention"
import {
  ImportJobEntity,
  ImportRowEntity,
  WalletEntity,
  WalletUpdateEntity,
} from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { holding } from "../support/held"
import { asking, openQuickStore } from "../support/quick"
import { asked, eventsAbout } from "../support/records"
import { newShopper } from "../support/shopper"
import type { TestStore } from "../support/store"
import { importNow, rowsNow, storeImport, walletsAtAmazon } from "./imports"

let store: TestStore
let runtime: Runtime
let customers = 0
const newCustomer = () => `cus_import_${++customers}`

beforeAll(async () => {
  store = await openQuickStore()
  runtime = store.runtime
})
afterAll(() => store.close())
beforeEach(async () => {
  await runtime.db.query("delete from amazon_pay_import_row")
  await runtime.db.query("delete from amazon_pay_import")
  await store.simulator.control.clearFaults()
  await store.simulator.control.clearRequests()
})

const walletsOf = (customerId: string) => runtime.db.getRepository(WalletEntity).findBy({ customer_id: customerId })
const outcomes = async (id: string) => (await rowsNow(runtime, id)).map(({ status, code }) => code ?? status)

/** What was put off becomes due, and leases run out. */
const laterOn = () =>
  runtime.db.query(
    "update amazon_pay_import_row set next_attempt_at = now(), lease_until = null where status = 'waiting'",
  )

describe("an import", () => {
  it("attaches each row as an admin would, with history entry and event, and tells how each ended", async () => {
    const [good = "", other = "", single = ""] = await walletsAtAmazon(store.simulator, 3)
    const owner = await newShopper(store)
    const theirs = await owner.wallet()
    await store.simulator.control.clearRequests()
    await store.simulator.control.addFault({
      operation: "GetChargePermission",
      path: single,
      body: JSON.stringify({ ...(await permission(single)), chargePermissionType: "OneTime" }),
    })
    const [anna, ben] = [newCustomer(), newCustomer()]
    const id = await storeImport(runtime, [
      [anna, good],
      [ben, other],
      [ben, "B02-0000000-0000001"],
      [ben, single],
      [owner.customerId, theirs.charge_permission_id],
      [ben, theirs.charge_permission_id],
      ["nobody", good],
      [ben, good],
      [ben, "nonsense"],
    ])
    expect(await importNow(runtime, id)).toMatchObject({
      status: "waiting",
      total: 9,
      remaining: 4,
      skipped: 1,
      refused: 4,
      started_at: null,
      created_by: "user_1",
    })

    expect(await workImports(runtime)).toBe(4)
    expect(await importNow(runtime, id)).toMatchObject({
      status: "completed",
      total: 9,
      attached: 2,
      skipped: 1,
      refused: 6,
      failed: 0,
      remaining: 0,
      started_at: expect.any(String),
      completed_at: expect.any(String),
    })
    expect(await outcomes(id)).toEqual([
      "attached",
      "attached",
      "charge_permission_not_found",
      "not_a_saved_wallet",
      "already_attached",
      "wallet_of_another_customer",
      "customer_not_found",
      "duplicate_in_file",
      "charge_permission_malformed",
    ])
    const [wallet] = await walletsOf(anna)
    expect(wallet).toMatchObject({ charge_permission_id: good, status: "chargeable" })
    expect((await rowsNow(runtime, id))[0]).toMatchObject({ line: 2, wallet_id: wallet?.id, message: null })
    expect((await rowsNow(runtime, id))[7]).toMatchObject({ same_as_line: 2, message: expect.stringMatching(/line 2/) })
    expect(await runtime.db.getRepository(WalletUpdateEntity).findBy({ wallet_id: wallet?.id })).toEqual([
      expect.objectContaining({ initiated_by: "admin", status: "completed", sources: ["admin"] }),
    ])
    expect(await eventsAbout(runtime, anna)).toEqual(["amazon-pay.wallet.created"])
    expect(await asked(store.simulator, "GetChargePermission")).toHaveLength(4)
  })

  const permission = (chargePermissionId: string) => store.simulator.control.chargePermission(chargePermissionId)

  it("is least urgent of all that asks Amazon", async () => {
    const [wallet = ""] = await walletsAtAmazon(store.simulator, 1)
    const priorities: string[] = []
    await storeImport(runtime, [[newCustomer(), wallet]])
    await workImports(asking(runtime, { awaitTurn: async (_, priority) => void priorities.push(priority) }))
    expect(priorities).toEqual(["import"])
  })

  it("of the same file again is the same, however often and at the same time, and after it a harmless one", async () => {
    const wallets = await walletsAtAmazon(store.simulator, 3)
    const lines = wallets.map((wallet) => [newCustomer(), wallet] as const)
    const ids = await Promise.all(Array.from({ length: 5 }, () => storeImport(runtime, lines)))
    expect(new Set(ids).size).toBe(1)
    await workImports(runtime)
    const again = await storeImport(runtime, lines)
    expect(again).not.toBe(ids[0])
    expect(await importNow(runtime, again)).toMatchObject({ status: "completed", skipped: 3, remaining: 0 })
    expect(await asked(store.simulator, "GetChargePermission")).toHaveLength(3)
  })

  it("and another one of the same wallets at the same time attach each once", async () => {
    const wallets = await walletsAtAmazon(store.simulator, 20)
    const customer = newCustomer()
    const first = await storeImport(
      runtime,
      wallets.map((wallet) => [customer, wallet] as const),
    )
    const second = await storeImport(
      runtime,
      [...wallets].reverse().map((wallet) => [customer, wallet] as const),
    )
    await Promise.all([workImports(runtime), workImports(await store.secondProcess())])
    const [a, b] = [await importNow(runtime, first), await importNow(runtime, second)]
    expect([a.status, b.status]).toEqual(["completed", "completed"])
    expect([a.attached + b.attached, a.skipped + b.skipped]).toEqual([20, 20])
    expect(await walletsOf(customer)).toHaveLength(20)
    expect(await eventsAbout(runtime, customer)).toHaveLength(20)
  })

  it("takes up in a run that has begun what comes meanwhile", async () => {
    const [first = "", second = ""] = await walletsAtAmazon(store.simulator, 2)
    const held = holding(runtime, first)
    await storeImport(runtime, [[newCustomer(), first]])
    const run = workImports(held.runtime)
    await held.decided
    const later = await storeImport(runtime, [[newCustomer(), second]])
    expect(await workImports(held.runtime)).toBe(0)
    held.release()
    expect(await run).toBe(2)
    expect(await importNow(runtime, later)).toMatchObject({ status: "completed", attached: 1 })
  })
})

describe("when Amazon cannot be asked", () => {
  it.each([
    ["is away", { status: 503, times: "always" }],
    ["asks to slow down", { status: 429, headers: { "retry-after": "60" }, times: "always" }],
    ["refuses our keys", { status: 403, reasonCode: "InvalidAuthentication", times: "always" }],
  ] as const)("because it %s, the rows wait and are attached later", async (_, fault) => {
    const wallets = await walletsAtAmazon(store.simulator, 40)
    const customer = newCustomer()
    const id = await storeImport(
      runtime,
      wallets.map((wallet) => [customer, wallet] as const),
    )
    await store.simulator.control.addFault({ operation: "GetChargePermission", ...fault })
    await workImports(asking(runtime, { maxRetries: 0 }))
    expect(await importNow(runtime, id)).toMatchObject({ status: "running", remaining: 40, failed: 0, refused: 0 })
    expect((await asked(store.simulator, "GetChargePermission")).length).toBeLessThan(10)
    await store.simulator.control.clearFaults()
    await laterOn()
    await workImports(runtime)
    expect(await importNow(runtime, id)).toMatchObject({ status: "completed", attached: 40 })
  })

  it("about one row, the others do not wait for it, and after twelve times it is given up", async () => {
    const [bad = "", ...good] = await walletsAtAmazon(store.simulator, 8)
    const customer = newCustomer()
    const id = await storeImport(
      runtime,
      [bad, ...good].map((wallet) => [customer, wallet] as const),
    )
    await store.simulator.control.addFault({ operation: "GetChargePermission", path: bad, html: true, times: "always" })
    await workImports(runtime)
    expect(await importNow(runtime, id)).toMatchObject({ status: "running", attached: 7, remaining: 1 })
    expect((await rowsNow(runtime, id))[0]).toMatchObject({ attempts: 1, next_attempt_at: expect.any(String) })
    for (let run = 2; run <= 12; run++) {
      await laterOn()
      await workImports(runtime)
    }
    expect(await importNow(runtime, id)).toMatchObject({ status: "completed", attached: 7, failed: 1 })
    expect((await rowsNow(runtime, id))[0]).toMatchObject({
      status: "failed",
      code: "amazon_unavailable",
      attempts: 12,
    })
  })

  it("because our own budget is spent, it counts as no attempt", async () => {
    const [wallet = ""] = await walletsAtAmazon(store.simulator, 1)
    const id = await storeImport(runtime, [[newCustomer(), wallet]])
    const spent = new AmazonPayError("throttled", "Too many calls are waiting", { retryAfterSeconds: 30 })
    await workImports(asking(runtime, { maxRetries: 0, awaitTurn: () => Promise.reject(spent) }))
    expect(await asked(store.simulator, "GetChargePermission")).toEqual([])
    const [row] = await runtime.db.getRepository(ImportRowEntity).findBy({ import_id: id })
    expect(row).toMatchObject({ status: "waiting", attempts: 0, lease_until: null })
    expect(row?.next_attempt_at.getTime()).toBeGreaterThan(Date.now() + 20_000)
  })

  it("with this id, because it makes no sense to Amazon, the row is refused at once", async () => {
    const [wallet = ""] = await walletsAtAmazon(store.simulator, 1)
    const id = await storeImport(runtime, [[newCustomer(), wallet]])
    const fault = { status: 400, reasonCode: "InvalidParameterValue" }
    await store.simulator.control.addFault({ operation: "GetChargePermission", ...fault })
    await workImports(runtime)
    expect(await outcomes(id)).toEqual(["refused_by_amazon"])
    expect(store.logs.map(({ message }) => message)).toContainEqual(expect.stringContaining("InvalidParameterValue"))
  })

  it("a row that ends its process again and again is given up", async () => {
    const [wallet = ""] = await walletsAtAmazon(store.simulator, 1)
    const id = await storeImport(runtime, [[newCustomer(), wallet]])
    for (let interrupted = 0; interrupted < 24; interrupted++) {
      expect(await claimRow(runtime.db)).toMatchObject({ line: 2 })
      expect(await claimRow(runtime.db)).toBeNull()
      await laterOn()
    }
    await workImports(runtime)
    expect(await outcomes(id)).toEqual(["internal_error"])
    expect(await importNow(runtime, id)).toMatchObject({ status: "completed", failed: 1 })
  })
})

describe("an application that stops", () => {
  it("leaves the row that is under way to another process, and says nothing", async () => {
    const [wallet = ""] = await walletsAtAmazon(store.simulator, 1)
    const id = await storeImport(runtime, [[newCustomer(), wallet]])
    const stopping = holding(await store.secondProcess(), wallet)
    const run = workImports(stopping.runtime)
    await stopping.decided
    await stopping.runtime.close()
    stopping.release()
    expect(await run).toBe(0)
    expect(await importNow(runtime, id)).toMatchObject({ status: "running", remaining: 1 })
    await laterOn()
    await workImports(runtime)
    expect(await importNow(runtime, id)).toMatchObject({ status: "completed", attached: 1 })
  })
})

describe("a canceled import", () => {
  it("keeps what it attached and does no more, not even the row that is under way", async () => {
    const [first = "", second = "", third = ""] = await walletsAtAmazon(store.simulator, 3)
    const customer = newCustomer()
    const id = await storeImport(runtime, [[customer, first]])
    await workImports(runtime)
    const other = await storeImport(runtime, [
      [customer, first],
      [customer, second],
      [customer, third],
    ])
    const held = holding(runtime, second)
    const run = workImports(held.runtime)
    await held.decided
    await settled(other, third)
    await cancelImport(runtime, other)
    held.release()
    await run
    expect(await importNow(runtime, other)).toMatchObject({
      status: "canceled",
      attached: 1,
      skipped: 1,
      canceled: 1,
      remaining: 0,
      completed_at: expect.any(String),
    })
    expect((await walletsOf(customer)).map((wallet) => wallet.charge_permission_id).sort()).toEqual(
      [first, third].sort(),
    )
    await cancelImport(runtime, other)
    await expect(cancelImport(runtime, id)).rejects.toMatchObject({ code: "import_ended" })
    await expect(cancelImport(runtime, "apwi_none")).rejects.toMatchObject({ code: "import_not_found" })
  })

  async function settled(importId: string, chargePermissionId: string): Promise<void> {
    const row = { import_id: importId, charge_permission_id: chargePermissionId }
    while (!(await runtime.db.getRepository(ImportRowEntity).existsBy({ ...row, status: "attached" }))) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
})

describe("a customer who is deleted", () => {
  it("gets no wallet any more, not even the one that is under way, and no report names them", async () => {
    const [done = "", open = ""] = await walletsAtAmazon(store.simulator, 2)
    const customer = newCustomer()
    const before = await storeImport(runtime, [[customer, done]])
    await workImports(runtime)
    const now = await storeImport(runtime, [[customer, open]])
    const held = holding(runtime, open)
    const run = workImports(held.runtime)
    await held.decided
    await requestErasure(runtime, customer)
    held.release()
    await run
    expect(await outcomes(before)).toEqual(["attached"])
    expect(await outcomes(now)).toEqual(["customer_deleted"])
    for (const id of [before, now]) {
      expect(await rowsNow(runtime, id)).toMatchObject([{ customer_id: null, charge_permission_id: null }])
    }
    expect(await walletsOf(customer)).toMatchObject([{ charge_permission_id: done }])
  })
})

describe("the report", () => {
  it("has no formulas in it, whatever a store calls its customers", async () => {
    const [wallet = ""] = await walletsAtAmazon(store.simulator, 1)
    const id = await storeImport(runtime, [[newCustomer(), wallet]])
    const named = { customer_id: '=HYPERLINK("https://example.com","x")' }
    await runtime.db.getRepository(ImportRowEntity).update({ import_id: id }, named)
    const lines = (await text(reportAsCsv(runtime, { importId: id }))).trim().split("\n")
    expect(lines[1]).toBe(`2,${wallet},"'=HYPERLINK(""https://example.com"",""x"")",waiting,,,`)
  })
})

describe("retention", () => {
  it("forgets imports 90 days after they ended, and no others", async () => {
    const [first = "", second = ""] = await walletsAtAmazon(store.simulator, 2)
    const old = await storeImport(runtime, [[newCustomer(), first]])
    await workImports(runtime)
    await runtime.db
      .getRepository(ImportJobEntity)
      .update(old, { completed_at: new Date(Date.now() - 91 * 86_400_000) })
    const open = await storeImport(runtime, [[newCustomer(), second]])
    expect(await prune(runtime)).toMatchObject({ import_rows: 1, imports: 1 })
    await expect(importNow(runtime, old)).rejects.toMatchObject({ code: "import_not_found" })
    expect(await importNow(runtime, open)).toMatchObject({ remaining: 1 })
  })
})

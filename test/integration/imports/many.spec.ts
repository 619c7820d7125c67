import { createImport } from "../../../src/modules/amazon-pay/imports/create-import"
import { parseImportFile } from "../../../src/modules/amazon-pay/imports/parse-file"
import { planImport } from "../../../src/modules/amazon-pay/imports/plan"
import { reportAsCsv } from "../../../src/modules/amazon-pay/imports/report"
import { CLAIM } from "../../../src/modules/amazon-pay/imports/claim-row"
import { openQuickStore } from "../support/quick"
import type { TestStore } from "../support/store"
import { csvOf, importNow, rowsNow } from "./imports"

const MANY = 100_000

let store: TestStore
let id: string
let statements = 0

beforeAll(async () => {
  store = await openQuickStore()
  const { runtime } = store
  const csv = csvOf(Array.from({ length: MANY }, (_, index) => [`cus_${index % 1_000}`, permission(index)] as const))
  const { rows } = await parseImportFile(csv)
  const ids = new Set(rows.flatMap(({ customerId }) => customerId ?? []))
  const planned = await planImport(runtime, rows, { ids, idByEmail: new Map() })
  const query = runtime.db.driver.createQueryRunner("master").constructor.prototype
  const original = query.query
  query.query = function (...args: unknown[]) {
    statements += 1
    return Reflect.apply(original, this, args)
  }
  id = await createImport(runtime, { file: csv, rows: planned, createdBy: null })
  query.query = original
})
afterAll(() => store.close())

const permission = (index: number) => `B01-0000000-${String(index).padStart(7, "0")}`

describe("100,000 rows", () => {
  it("are stored in a few statements, every one of them, and wait", async () => {
    expect(await importNow(store.runtime, id)).toMatchObject({ status: "waiting", total: MANY, remaining: MANY })
    expect(statements).toBeLessThan(40)
  })

  it("are claimed through the index of what is due", async () => {
    const { db } = store.runtime
    await db.query("analyze amazon_pay_import_row")
    const plan: { "QUERY PLAN": string }[] = await db.query(`explain ${CLAIM.replace("$1", "120")}`)
    const text = plan.map((line) => line["QUERY PLAN"]).join("\n")
    expect(text).toContain("amazon_pay_import_row_due")
    expect(text).not.toContain("Seq Scan on amazon_pay_import_row")
  })

  it("are paged by line, and reported as a CSV file that is read as fast as it is taken", async () => {
    expect((await rowsNow(store.runtime, id)).map(({ line }) => line)).toEqual(
      Array.from({ length: 1_000 }, (_, index) => index + 2),
    )
    let pages = 0
    const counting = { ...store.runtime, db: countingQueries(store.runtime.db, () => (pages += 1)) }
    const report = reportAsCsv(counting, { importId: id })
    const reader = report[Symbol.asyncIterator]()
    const first = await reader.next()
    expect(String(first.value).split("\n")[0]).toBe(
      "line,charge_permission_id,customer_id,status,code,message,wallet_id",
    )
    expect(pages).toBeLessThan(5)
    let lines = String(first.value).match(/\n/g)?.length ?? 0
    for (let next = await reader.next(); !next.done; next = await reader.next()) {
      lines += String(next.value).match(/\n/g)?.length ?? 0
    }
    expect(lines).toBe(MANY + 1)
    expect(pages).toBe(101)
  })
})

function countingQueries(db: TestStore["runtime"]["db"], count: () => void): typeof db {
  return new Proxy(db, {
    get(target, name) {
      if (name === "createQueryBuilder") count()
      const value: unknown = Reflect.get(target, name)
      return typeof value === "function" ? value.bind(target) : value
    },
  })
}

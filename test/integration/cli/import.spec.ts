import { openSync, ftruncateSync, closeSync, readFileSync, rmSync, mkdtempSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import type { WalletImport } from "../../../src/contracts"
import { ImportJobEntity, WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import { walletsAtAmazon } from "../imports/imports"
import { pluginOptions } from "../support/options"
import { openTestStore, type TestStore } from "../support/store"
import { migrateCustomers, runCommand, startCommand, type Ended } from "./support"

let store: TestStore
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "amazon-pay-import-"))
  store = await openTestStore()
  await migrateCustomers(store.databaseUrl)
  for (const [id, email] of [
    ["cus_anna", "anna@example.com"],
    ["cus_ben", "ben@example.com"],
  ]) {
    await store.runtime.db.query("insert into customer (id, email, has_account) values ($1, $2, true)", [id, email])
  }
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await store.simulator.control.clearFaults()
  await store.runtime.db.query("truncate amazon_pay_wallet, amazon_pay_import, amazon_pay_import_row cascade")
})

function fileOf(lines: readonly string[], header = "customer_email,charge_permission_id"): string {
  const file = path.join(folder, `${Math.random().toString(36).slice(2)}.csv`)
  writeFileSync(file, [header, ...lines].join("\n"))
  return file
}

const facts = () => ({
  databaseUrl: store.databaseUrl,
  options: pluginOptions({ endpoints: store.simulator.endpoints("eu") }),
})
const importFile = (...args: string[]): Promise<Ended> => runCommand(["import", ...args], facts())
const wallets = () => store.runtime.db.getRepository(WalletEntity).find({ order: { charge_permission_id: "ASC" } })
const imports = () => store.runtime.db.getRepository(ImportJobEntity).count()

describe("amazon-pay import", () => {
  it("attaches what is at Amazon, and tells of each line that it could not attach", async () => {
    const [first = "", second = ""] = await walletsAtAmazon(store.simulator, 2)
    const file = fileOf(
      [
        `anna@example.com,${first},x`,
        `ben@example.com,${second},x`,
        `anna@example.com,${first},x`,
        `nobody@example.com,${second},x`,
      ],
      "customer_email,charge_permission_id,loyalty",
    )
    const report = path.join(folder, "report.csv")
    const { code, out, err } = await importFile(file, "--json", "--report", report)
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      status: "completed",
      total: 4,
      attached: 2,
      refused: 2,
    } satisfies Partial<WalletImport>)
    expect(err).toContain("These columns are not used: loyalty.\n")
    expect((await wallets()).map((wallet) => [wallet.charge_permission_id, wallet.customer_id]).sort()).toEqual(
      [
        [first, "cus_anna"],
        [second, "cus_ben"],
      ].sort(),
    )
    const lines = readFileSync(report, "utf8").trim().split("\n")
    expect(lines).toHaveLength(5)
    expect(lines[3]).toContain("duplicate_in_file")
    expect(lines[4]).toContain("customer_not_found")
  })

  it("says before it does anything what it would do", async () => {
    const [id = ""] = await walletsAtAmazon(store.simulator, 1)
    const { code, out } = await importFile(fileOf([`anna@example.com,${id}`, "anna@example.com,nonsense"]), "--check")
    expect(code).toBe(1)
    expect(out).toMatch(
      /^2 lines: 1 to be looked up at Amazon, 0 attached before, 1 refused.\n {2}line 3: .+\nNothing was changed.\n$/,
    )
    expect([await imports(), (await wallets()).length]).toEqual([0, 0])
  })

  it.each(["SIGINT", "SIGKILL"] as const)("goes on after %s where it was, and does nothing twice", async (signal) => {
    const ids = await walletsAtAmazon(store.simulator, 8)
    const file = fileOf(ids.map((id) => `anna@example.com,${id}`))
    for (const id of ids.slice(3)) await store.simulator.control.addFault({ path: id, hang: true, times: "always" })
    const started = startCommand(["import", file], facts())
    await started.heard(/Import apwi_/)
    while (!(await wallets()).length) await new Promise((resolve) => setTimeout(resolve, 50))
    started.child.kill(signal)
    const left = await started.ended
    if (signal === "SIGINT") {
      expect(left).toMatchObject({ code: 1, out: expect.stringMatching(/was left with \d of 8 lines to do/) })
    }
    expect((await wallets()).length).toBeLessThan(4)
    await store.simulator.control.clearFaults()
    await store.runtime.db.query("update amazon_pay_import_row set lease_until = null, next_attempt_at = now()")
    const { code, out } = await importFile(file, "--json")
    expect({ code, answer: JSON.parse(out) as unknown }).toMatchObject({ code: 0, answer: { attached: 8, total: 8 } })
    expect([await imports(), (await wallets()).length]).toEqual([1, 8])
  })

  it.each([
    ["a file that does not exist", () => path.join(folder, "none.csv"), "none.csv does not exist. Check the path."],
    ["a folder", () => folder, "is not a file. Name a CSV file."],
    ["a file of 1 GB", () => ofOneGigabyte(), "is larger than 10 MB. Import it in parts."],
    ["a file without the columns", () => fileOf(["a,b"], "name,age"), "line 1: The first line has to name the columns"],
    [
      "a column that comes twice",
      () => fileOf(["a,b,c"], "email,customer_email,charge_permission_id"),
      "Two columns have the same meaning",
    ],
    ["an open quotation mark", () => fileOf(['anna@example.com,"B02', "x".repeat(200_000)]), "cannot be read as CSV"],
    ["a file of nothing", () => fileOf([]), "The file has no rows."],
  ])("refuses %s in one line, and imports nothing of it", async (_, file, words) => {
    const { code, out, err } = await importFile(file())
    expect({ code, out }).toEqual({ code: 1, out: "" })
    expect(err).toContain(words)
    expect(err.trim().split("\n")).toHaveLength(1)
    expect(await imports()).toBe(0)
  })

  it("imports nothing while the database is away", async () => {
    const file = fileOf(["anna@example.com,B02-0000000-0000000"])
    const away = { ...facts(), databaseUrl: "postgres://anna:pa55word@127.0.0.1:9/store" }
    const { code, out, err } = await runCommand(["import", file], away)
    expect({ code, out }).toEqual({ code: 1, out: "" })
    expect(err).toBe("The database cannot be used: nothing listens there. Start PostgreSQL, or correct databaseUrl.\n")
  })
})

/** It takes no room on the disk. */
function ofOneGigabyte(): string {
  const file = path.join(folder, "large.csv")
  const handle = openSync(file, "w")
  ftruncateSync(handle, 2 ** 30)
  closeSync(handle)
  return file
}

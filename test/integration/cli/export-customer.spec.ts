import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import {
  ImportRowEntity,
  OperationEntity,
  WalletUpdateEntity,
  type WalletEntity,
} from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { createUpdateLink } from "../../../src/modules/amazon-pay/update-links/create"
import { requestErasure } from "../../../src/modules/amazon-pay/upkeep/erase"
import { deliverAll } from "../support/notifications"
import { pluginOptions } from "../support/options"
import { openQuickStore } from "../support/quick"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"
import { migrateCustomers, runCommand, type Ended } from "./support"

type Row = Record<string, unknown>
type Export = { customer_id: string; exported_at: string } & Record<string, Row[]>

let store: TestStore
let runtime: Runtime
let folder: string
let anna: Shopper
let ben: Shopper
let wallet: WalletEntity
let secrets: string[]

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "amazon-pay-export-"))
  store = await openQuickStore()
  runtime = store.runtime
  await migrateCustomers(store.databaseUrl)
  ;[anna, ben] = [await newShopper(store), await newShopper(store)]
  await addCustomer(anna.customerId, "Anna@example.com")
  await addCustomer(ben.customerId, "ben@example.com")
  wallet = await eventfulWallet(anna)
  await eventfulWallet(ben)
  secrets = await secretsStored()
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const addCustomer = (id: string, email: string, hasAccount = true) =>
  runtime.db.query("insert into customer (id, email, has_account) values ($1, $2, $3)", [id, email, hasAccount])

/** A wallet with history, a session, a notification, a link, a payment and a line of an import. */
async function eventfulWallet(shopper: Shopper): Promise<WalletEntity> {
  const made = await shopper.wallet()
  const started = await shopper.start(made.id)
  const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
  await shopper.complete(started, session)
  await deliverAll(runtime, store.simulator, made.charge_permission_id)
  await drainInbox(runtime)
  await shopper.start(made.id, "shipping_address")
  const link = { walletId: made.id, updateType: "payment_method", expiresInHours: 1, createdBy: "user_admin" } as const
  await createUpdateLink(runtime, link)
  await runtime.db.getRepository(OperationEntity).insert(chargeOf(shopper, made))
  await runtime.db.getRepository(ImportRowEntity).insert({
    import_id: "apwi_1",
    line: Number(shopper.customerId.replace("cus_", "")),
    customer_id: shopper.customerId,
    charge_permission_id: made.charge_permission_id,
    status: "attached",
    wallet_id: made.id,
  })
  return made
}

function chargeOf({ customerId }: Shopper, { id, charge_permission_id }: WalletEntity) {
  return {
    id: `apwo_${customerId}`,
    merchant_account: "default",
    payment_session_id: `payses_${customerId}`,
    customer_id: customerId,
    wallet_id: id,
    kind: "charge",
    target: charge_permission_id,
    amount: "14.00",
    currency_code: "EUR",
    attempt: 1,
    idempotency_key: `secret-key-of-${customerId}`,
    request: "{}",
    state: "succeeded",
    amazon_id: `${charge_permission_id}-C000001`,
    charge_permission_id,
  } as const
}

/** What somebody could act with: tokens, signatures, signed payloads, keys of calls, raw messages. */
async function secretsStored(): Promise<string[]> {
  const rows = await runtime.db.query<Record<string, string | null>[]>(
    `select token, token_hash, payload_json, signature, null as key from amazon_pay_wallet_update
     union all select token_hash, null, null, null, null from amazon_pay_update_link
     union all select null, null, null, null, idempotency_key from amazon_pay_checkout_attempt
     union all select raw_message, null, null, null, null from amazon_pay_notification
     union all select null, null, null, null, idempotency_key from amazon_pay_operation`,
  )
  return rows.flatMap((row) => Object.values(row).filter((value) => value !== null))
}

const exportOf = (...args: string[]): Promise<Ended> =>
  runCommand(["export-customer", ...args], {
    databaseUrl: store.databaseUrl,
    options: pluginOptions({ endpoints: store.simulator.endpoints("eu") }),
  })
const documentOf = ({ out }: Ended) => JSON.parse(out) as Export

describe("amazon-pay export-customer", () => {
  it("writes all that is stored of one customer, nothing of another one, and no secret", async () => {
    const ended = await exportOf(anna.customerId)
    expect(ended).toMatchObject({ code: 0, err: "" })
    const document = documentOf(ended)
    expect(document).toMatchObject({
      customer_id: anna.customerId,
      exported_at: expect.stringMatching(/^\d{4}-/),
      wallets: [
        { id: wallet.id, payment_descriptor: expect.stringContaining("0005"), shipping_address: expect.any(Object) },
      ],
      update_links: [{ wallet_id: wallet.id, update_type: "payment_method" }],
      payments: [{ kind: "charge", amount: "14.00", currency_code: "EUR" }],
      import_rows: [{ charge_permission_id: wallet.charge_permission_id, status: "attached" }],
      erasures: [],
    })
    expect(document.updates).toContainEqual(
      expect.objectContaining({
        update_type: "payment_method",
        status: "completed",
        changes: expect.arrayContaining([expect.objectContaining({ field: "payment_descriptor" })]),
      }),
    )
    expect(document.checkout_sessions).toEqual([expect.objectContaining({ outcome: "completed" })])
    expect(document.notifications?.length).toBeGreaterThan(0)
    expect(ended.out).not.toMatch(new RegExp(`"${ben.customerId}"|payses_${ben.customerId}`))
    const [others] = await runtime.db.query<Row[]>(
      "select id, charge_permission_id from amazon_pay_wallet where customer_id = $1",
      [ben.customerId],
    )
    for (const id of Object.values(others ?? {})) expect(ended.out).not.toContain(id)
    expect(secrets.length).toBeGreaterThan(10)
    expect(secrets.filter((secret) => ended.out.includes(JSON.stringify(secret).slice(1, -1)))).toEqual([])
  })

  it("has the rows of every table that names a customer", async () => {
    const tables = await runtime.db.query<{ name: string }[]>(
      `select table_name as name from information_schema.columns
       where table_name like 'amazon_pay%' and column_name = 'customer_id'`,
    )
    const document = documentOf(await exportOf(anna.customerId))
    const kinds: Record<string, string> = {
      amazon_pay_wallet: "wallets",
      amazon_pay_wallet_update: "updates",
      amazon_pay_update_link: "update_links",
      amazon_pay_operation: "payments",
      amazon_pay_chargeback: "chargebacks",
      amazon_pay_import_row: "import_rows",
      amazon_pay_erased_customer: "erasures",
    }
    for (const { name } of tables) {
      const statement = `select count(*)::int as count from ${name} where customer_id = $1`
      const [stored] = await runtime.db.query<{ count: number }[]>(statement, [anna.customerId])
      expect({ name, count: document[kinds[name] ?? ""]?.length }).toEqual({ name, count: stored?.count })
    }
  })

  it("finds the customer by the e-mail address, however it is written", async () => {
    expect(documentOf(await exportOf("ben@EXAMPLE.com")).customer_id).toBe(ben.customerId)
    expect(documentOf(await exportOf("Anna@example.com")).customer_id).toBe(anna.customerId)
  })

  it("asks which one is meant when a guest and an account share the address", async () => {
    await addCustomer("cus_account", "clara@example.com")
    await addCustomer("cus_guest", "clara@example.com", false)
    const { code, out, err } = await exportOf("clara@example.com")
    expect({ code, out }).toEqual({ code: 1, out: "" })
    expect(err).toMatch(/cus_account \(account\)/)
    expect(err).toMatch(/cus_guest \(guest\).* Export each by its id\.\n$/)
  })

  it("answers empty lists for a customer of whom nothing is stored", async () => {
    await addCustomer("cus_new", "new@example.com")
    const { exported_at, customer_id, ...kinds } = documentOf(await exportOf("cus_new"))
    expect(Object.keys(kinds).length).toBeGreaterThan(6)
    expect(Object.values(kinds).flat()).toEqual([])
    expect([customer_id, exported_at]).toEqual(["cus_new", expect.any(String)])
  })

  it.each([
    ["an id that nobody has", "cus_nobody", /^There is no customer cus_nobody, and nothing is stored of one/],
    ["an e-mail address that nobody has", "nobody@example.com", /^No customer has this e-mail address/],
  ])("says so of %s", async (_, given, words) => {
    expect(await exportOf(given)).toMatchObject({ code: 1, out: "", err: expect.stringMatching(words) })
  })

  it("shows what is left of a customer who is gone", async () => {
    const gone = await newShopper(store)
    await gone.wallet()
    await requestErasure(runtime, gone.customerId)
    const document = documentOf(await exportOf(gone.customerId))
    expect(document.wallets).toMatchObject([{ payment_descriptor: null, shipping_address: null }])
    expect(document.erasures).toMatchObject([{ requested_at: expect.any(String) }])
  })

  it("reads more than fits into one batch, each row once", async () => {
    await addCustomer("cus_busy", "busy@example.com")
    const entries = Array.from({ length: 1_201 }, (_, index) => ({
      id: `apwu_busy_${index}`,
      customer_id: "cus_busy",
      merchant_account: "default",
      initiated_by: "amazon" as const,
      status: "completed" as const,
    }))
    await runtime.db.getRepository(WalletUpdateEntity).insert(entries)
    const { updates = [] } = documentOf(await exportOf("cus_busy"))
    expect(new Set(updates.map(({ id }) => id)).size).toBe(1_201)
  })
})

describe("with --out", () => {
  it("writes a new file that its owner alone may read, and says what is in it", async () => {
    const file = path.join(folder, "anna.json")
    const { code, out } = await exportOf(anna.customerId, "--out", file, "--json")
    expect(code).toBe(0)
    const document = JSON.parse(readFileSync(file, "utf8")) as Export
    const said = JSON.parse(out) as { file: string; counts: Record<string, number> }
    expect(said).toMatchObject({ file, customer_id: anna.customerId })
    for (const [kind, count] of Object.entries(said.counts))
      expect([kind, document[kind]?.length]).toEqual([kind, count])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(out).not.toContain("****")
  })

  it("never writes over a file", async () => {
    const file = path.join(folder, "there.json")
    writeFileSync(file, "mine")
    const { code, err } = await exportOf(anna.customerId, "--out", file)
    expect({ code, err }).toEqual({
      code: 1,
      err: `${file} is there already and is not written over. Give the file another name.\n`,
    })
    expect(readFileSync(file, "utf8")).toBe("mine")
  })

  it("says that a folder does not exist, and leaves nothing", async () => {
    const file = path.join(folder, "none", "anna.json")
    expect((await exportOf(anna.customerId, "--out", file)).err).toBe(
      `${file} cannot be made: its folder does not exist.\n`,
    )
    expect(readdirSync(folder)).not.toContain("none")
  })
})

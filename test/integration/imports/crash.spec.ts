import { fork, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import path from "node:path"
import { ImportRowEntity, WalletEntity, WalletUpdateEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import { MERCHANT_ID, pluginOptions } from "../support/options"
import { eventsAbout } from "../support/records"
import { openTestStore, type TestStore } from "../support/store"
import type { WorkerSetup } from "./child"
import { importNow, rowsNow, storeImport, walletsAtAmazon } from "./imports"

const ROWS = 300
const CUSTOMER = "cus_crash"

let store: TestStore
const children = new Set<ChildProcess>()

beforeAll(async () => {
  store = await openTestStore({ limitOf: () => ({ burst: 10_000, perSecond: 10_000 }) })
})
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL")
  await store.close()
})

function startWorker(): ChildProcess {
  const setup: WorkerSetup = {
    databaseUrl: store.databaseUrl,
    options: pluginOptions({
      endpoints: store.simulator.endpoints("eu"),
      ipn: { topicArns: [store.simulator.topicArn(MERCHANT_ID)] },
    }),
  }
  const child = fork(path.join(__dirname, "child.ts"), [], {
    execArgv: ["--require", "ts-node/register/transpile-only"],
    env: { ...process.env, NODE_OPTIONS: "", AMAZON_PAY_WORKER: JSON.stringify(setup) },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  })
  children.add(child)
  child.once("exit", () => children.delete(child))
  return child
}

const rows = () => store.runtime.db.getRepository(ImportRowEntity)

async function attached(count: number): Promise<void> {
  while ((await rows().countBy({ status: "attached" })) < count) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

it("a worker that is killed in the middle, twice, loses nothing and doubles nothing", async () => {
  const wallets = await walletsAtAmazon(store.simulator, ROWS)
  const id = await storeImport(
    store.runtime,
    wallets.map((wallet) => [CUSTOMER, wallet] as const),
  )
  await store.simulator.control.clearRequests()

  for (const killedAt of [60, 160]) {
    const worker = startWorker()
    await attached(killedAt)
    worker.kill("SIGKILL")
    await once(worker, "exit")
    expect(await importNow(store.runtime, id)).toMatchObject({ status: "running" })
  }
  const left = (await importNow(store.runtime, id)).remaining
  expect(left).toBeGreaterThan(0)
  const leased = await store.runtime.db.query(
    "select count(*)::int as count from amazon_pay_import_row where status = 'waiting' and lease_until > now()",
  )
  expect(leased[0].count).toBeLessThanOrEqual(4)

  await store.runtime.db.query("update amazon_pay_import_row set lease_until = now() where lease_until is not null")
  const workers = [startWorker(), startWorker()]
  const taken = await Promise.all(workers.map(async (worker) => (await once(worker, "message"))[0].taken as number))
  expect(taken[0] + taken[1]).toBe(left)
  expect(Math.min(...taken)).toBeGreaterThan(0)

  expect(await importNow(store.runtime, id)).toMatchObject({
    status: "completed",
    attached: ROWS,
    skipped: 0,
    refused: 0,
    failed: 0,
    remaining: 0,
  })
  const reported = await rowsNow(store.runtime, id)
  const stored = await store.runtime.db.getRepository(WalletEntity).findBy({ customer_id: CUSTOMER })
  expect(stored.map((wallet) => wallet.charge_permission_id).sort()).toEqual([...wallets].sort())
  expect(reported.map(({ wallet_id }) => wallet_id).sort()).toEqual(stored.map((wallet) => wallet.id).sort())
  expect(await store.runtime.db.getRepository(WalletUpdateEntity).countBy({ customer_id: CUSTOMER })).toBe(ROWS)
  expect(await eventsAbout(store.runtime, CUSTOMER)).toEqual(Array(ROWS).fill("amazon-pay.wallet.created"))
})

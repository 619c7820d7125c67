import { spawn, type ChildProcess } from "node:child_process"
import fs from "node:fs"
import { createServer, type AddressInfo } from "node:net"
import path from "node:path"
import { AdminBrowser, region, until } from "../browser/support/admin"
import { demoState } from "../browser/support/demo"
import { DIR, STORE, storeEnvironment } from "./support/store"

const MEDUSA = path.join(STORE, "node_modules/@medusajs/cli/cli.js")
const LOG = path.join(DIR, "logs/develop.log")
/** A first start compiles the store, and a first look prepares the dashboard. */
const PATIENCE_MS = 180_000

let server: ChildProcess
let admin: AdminBrowser | undefined
const demo = demoState()

beforeAll(async () => {
  const url = `http://localhost:${await freePort()}`
  server = develop(url)
  await until(() => answers(`${url}/health`), PATIENCE_MS).catch(() => {
    throw new Error(`medusa develop does not answer:\n${fs.readFileSync(LOG, "utf8").slice(-4000)}`)
  })
  admin = await AdminBrowser.logIn({ ...demo, backend_url: url, admin_url: `${url}/app` })
}, 2 * PATIENCE_MS)

afterAll(async () => {
  await admin?.close()
  const ended = new Promise((resolve) => server.once("exit", resolve))
  // The server is a child of the command's.
  if (server.pid) process.kill(-server.pid, "SIGKILL")
  await ended
})

it("medusa develop serves the admin with the cards and pages of the installed package", async () => {
  const dashboard = admin as AdminBrowser
  const path = `/admin/customers?q=${encodeURIComponent(demo.customer.email)}`
  const { customers } = await dashboard.api.call<{ customers: { id: string }[] }>(path)
  const page = await dashboard.open(`/customers/${customers[0]?.id}`)
  await region(page, "Amazon Pay wallets").getByText("Ready to charge").first().waitFor()
  await region(page, "Loyalty").waitFor()
  await page.getByRole("link", { name: "Amazon Pay", exact: true }).click()
  await page.getByRole("heading", { level: 1, name: "Wallet updates" }).waitFor()
  expect(dashboard.surprises).toEqual([])
})

function develop(url: string): ChildProcess {
  const env = { ...storeEnvironment(), NODE_ENV: "development", NODE_OPTIONS: "", BACKEND_URL: url }
  const log = fs.openSync(LOG, "w")
  const args = [MEDUSA, "develop", "--port", new URL(url).port]
  return spawn(process.execPath, args, {
    cwd: STORE,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["ignore", log, log],
  })
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

import { spawn, type ChildProcess } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { demoState, StoreApi } from "../browser/support/demo"
import { packed, packedFiles, STORE, storeEnvironment } from "./support/store"

/** What the README and docs/ tell their readers to type, typed into a shell in the folder of the fresh store. */

const demo = demoState()

type Command = { page: string; line: string }
type Said = { code: number | null; out: string; err: string }

/** Other tests do these: they install, build, pack, develop, and take the migrations back, which would empty this store. */
const DONE_ELSEWHERE = /^(npm |cd |npx medusa (develop|db:rollback))/

const commands: Command[] = packedFiles()
  .filter((file) => /^(README|docs\/\w[\w-]*)\.md$/.test(file))
  .flatMap((page) =>
    [...packed(page).matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm)].flatMap(([, , text = ""]) =>
      text
        .replace(/\\\n\s*/g, " ")
        .split("\n")
        .map((line) => ({ page, line: line.trim() })),
    ),
  )
  .filter(({ line }) => line && !DONE_ELSEWHERE.test(line))

/** What this store refuses, and its code: its one topic comes from the options, and none waits. */
const REFUSED = { words: /topics\/(approve|reject)\b/, code: "topic_not_found" }

/** What a simulator says when it is ready; it ends when it is told to. */
const IS_READY = /Ctrl-C stops it/

/** As long as the store may take to find out that it does not know a wallet. */
const PATIENCE_SECONDS = 60

let folder: string
let env: NodeJS.ProcessEnv
let examples: [RegExp | string, string][]
const answers: string[] = []
const typed: ChildProcess[] = []

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "amazon-pay-commands-"))
  const admin = await StoreApi.loggedIn(demo, demo.admin, "user")
  const permission = await newPermission()
  env = {
    ...process.env,
    ...storeEnvironment(),
    NODE_OPTIONS: "",
    NO_COLOR: "1",
    CURL_HOME: folder,
    ...(await keys(admin)),
  }
  fs.writeFileSync(path.join(folder, ".curlrc"), "silent\nshow-error\nfail-with-body\n")
  fs.writeFileSync(
    path.join(STORE, "wallets.csv"),
    `customer_email,charge_permission_id\n${demo.third_customer.email},${permission}\n`,
  )
  examples = [
    [/https:\/\/api\.shop\.example|http:\/\/localhost:9000(?!\/hooks)/g, demo.backend_url],
    [/http:\/\/127\.0\.0\.1:9700/g, demo.simulator_url],
    [/arn:aws:sns:(\.\.\.|eu-west-1:000000000000:name)/g, "arn:aws:sns:eu-west-1:000000000000:name"],
    [/amazon-pay simulator( --port 9700)?/g, "amazon-pay simulator --port 0"],
    ["anna@example.com", demo.customer.email],
    [/cus_(\.\.\.|01EXAMPLE)/g, await customerId(admin)],
    ["B01-0000000-0000000", await newPermission()],
    ["<message id>", await messageId(admin)],
    ["buyer.json", path.join(folder, "buyer.json")],
  ]
})
afterAll(() => {
  for (const { pid, exitCode, signalCode } of typed) {
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, "SIGKILL")
  }
  fs.rmSync(folder, { recursive: true, force: true })
})

it("there are commands on many pages", () => {
  expect(commands.length).toBeGreaterThan(30)
  expect(new Set(commands.map(({ page }) => page)).size).toBeGreaterThan(6)
})

it.each(commands)("$page: $line", async ({ page, line }) => {
  if (line.includes("buyer.json")) writeBuyer()
  forgetFileNamedBy(line)
  const said = await type(withExamples(line))
  answers.push(said.out)
  const expected = REFUSED.words.test(line)
    ? { code: 22, out: expect.stringContaining(`"code":"${REFUSED.code}"`) }
    : { code: 0, out: expect.stringMatching(/\S/) }
  expect({ page, line, ...said }).toMatchObject(expected)
})

function withExamples(line: string): string {
  return examples.reduce((text, [example, real]) => text.replaceAll(new RegExp(example, "g"), real), line)
}

/** Commands write over nothing, and several pages make the same file. */
function forgetFileNamedBy(line: string): void {
  const [, file] = / --(?:out|report) (\S+)/.exec(line) ?? []
  if (!file) return
  for (const name of [file, file.replace(/\.pem$/, ".pub.pem")]) fs.rmSync(path.join(STORE, name), { force: true })
}

/** As docs/simulator.md says, from the two answers before. */
function writeBuyer(): void {
  const [buyer, begun] = answers.slice(-2).map((text) => JSON.parse(text) as unknown) as [
    { buyerId: string },
    { checkout: { options: object } },
  ]
  const body = { options: begun.checkout.options, buyerId: buyer.buyerId, card: "1111", end: "confirm" }
  fs.writeFileSync(path.join(folder, "buyer.json"), JSON.stringify(body))
}

function type(line: string): Promise<Said> {
  const child = spawn("bash", ["-c", line], { cwd: STORE, env, stdio: ["ignore", "pipe", "pipe"], detached: true })
  typed.push(child)
  const said: Said = { code: null, out: "", err: "" }
  let isEnough = false
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.err += text))
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said.out += text
    if (isEnough || !IS_READY.test(said.out) || child.pid === undefined) return
    isEnough = true
    process.kill(-child.pid, "SIGINT")
  })
  return new Promise((resolve) => child.on("close", (code) => resolve({ ...said, code: isEnough ? 0 : code })))
}

async function keys(admin: StoreApi): Promise<Record<string, string>> {
  const body = { title: "commands of the documentation", type: "secret" }
  const { api_key } = await admin.call<{ api_key: { token: string } }>("/admin/api-keys", body)
  const answer = await fetch(`${demo.backend_url}/auth/customer/emailpass`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(demo.third_customer),
  })
  const { token } = (await answer.json()) as { token: string }
  return {
    KEY: api_key.token,
    SECRET_API_KEY: api_key.token,
    STORE: demo.backend_url,
    PK: demo.publishable_key,
    TOKEN: token,
  }
}

/** A wallet that exists at Amazon and that the store does not know. */
async function newPermission(): Promise<string> {
  const { buyerId } = await simulator<{ buyerId: string }>("buyers", {})
  const merchantId = storeEnvironment().AMAZON_PAY_MERCHANT_ID
  const wallet = { merchantId, buyerId, productType: "PayOnly" }
  return (await simulator<{ chargePermissionId: string }>("wallets", wallet)).chargePermissionId
}

async function simulator<T>(call: string, body: object): Promise<T> {
  const answer = await fetch(`${demo.simulator_url}/_control/${call}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${call}: ${await answer.text()}`)
  return (await answer.json()) as T
}

async function customerId(admin: StoreApi): Promise<string> {
  const route = `/admin/customers?q=${encodeURIComponent(demo.third_customer.email)}`
  const { customers } = await admin.call<{ customers: { id: string }[] }>(route)
  return customers[0]?.id ?? ""
}

/** A notification about a wallet that the store does not know. */
async function messageId(admin: StoreApi): Promise<string> {
  const change = { type: "payment_descriptor", descriptor: "Visa ****7777 (Amazon Pay)" }
  await simulator(`wallets/${await newPermission()}/changes`, change)
  const route = "/admin/amazon-pay/notifications?status=unmatched"
  for (let second = 0; second < PATIENCE_SECONDS; second++) {
    const { notifications } = await admin.call<{ notifications: { message_id: string }[] }>(route)
    if (notifications[0]) return notifications[0].message_id
    await sleep(1_000)
  }
  throw new Error("No notification came to the store")
}

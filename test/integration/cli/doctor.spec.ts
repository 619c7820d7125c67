import { generateKeyPairSync } from "node:crypto"
import type { Server } from "node:http"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import type { AmazonPayOptions } from "../../../src"
import type { Finding } from "../../../src/cli/doctor/finding"
import { merchantSetup, pluginOptions, PUBLIC_KEY_ID } from "../support/options"
import { createDatabase, openTestStore, type TestStore } from "../support/store"
import { runCommand, standIn, STORE, type Ended } from "./support"

let store: TestStore
let endpoint: { url: string; server: Server }

beforeAll(async () => {
  store = await openTestStore()
  endpoint = await standIn(400)
})
afterAll(async () => {
  endpoint.server.close()
  await store.close()
})

const optionsNow = (more: Partial<AmazonPayOptions> = {}) =>
  pluginOptions({ endpoints: store.simulator.endpoints("eu"), backendUrl: endpoint.url, ...more })

function doctor(
  options: Partial<AmazonPayOptions> = {},
  databaseUrl = store.databaseUrl,
  cwd?: string,
): Promise<Ended> {
  return runCommand(["doctor", "--json"], { databaseUrl, options: optionsNow(options) }, cwd)
}

type Report = { ok: boolean; errors: number; warnings: number; findings: Finding[] }

const reportOf = ({ out }: Ended) => JSON.parse(out) as Report
const levels = (ended: Ended) => Object.fromEntries(reportOf(ended).findings.map(({ id, level }) => [id, level]))

/** Lines of a key's inside. */
const secretsOf = (pem: string | undefined) =>
  (pem ?? "").split("\n").filter((line) => line && !line.startsWith("-----"))

function expectNoSecret({ out, err }: Ended, options: AmazonPayOptions): void {
  const secrets = secretsOf(options.privateKey)
  expect(secrets.length).toBeGreaterThan(10)
  for (const secret of secrets) expect(out + err).not.toContain(secret)
}

describe("amazon-pay doctor", () => {
  it("knows what is in the store's .env, as Medusa's own commands do", async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "amazon-pay-store-"))
    const store = JSON.stringify(path.join(STORE, "medusa-config.ts"))
    writeFileSync(
      path.join(folder, "medusa-config.js"),
      `process.env.AMAZON_PAY_TEST_OPTIONS = process.env.OF_DOTENV\nmodule.exports = require(${store}).default`,
    )
    writeFileSync(path.join(folder, ".env"), `OF_DOTENV='{"merchantId":"A1OFDOTENV"}'\n`)
    const { out } = await runCommand(["doctor", "--json"], { databaseUrl: "", options: {} }, folder)
    rmSync(folder, { recursive: true })
    expect(out).toContain("storeId")
    expect(out).not.toContain("merchantId")
  })

  it("finds nothing broken in a store that works, and prints no secret", async () => {
    const ended = await doctor()
    expect(ended).toMatchObject({ code: 0, err: "" })
    expect(levels(ended)).toMatchObject({
      options: "ok",
      signing_key: "ok",
      providers: "ok",
      database: "ok",
      keys: "ok",
      ipn_endpoint: "ok",
      signature: "ok",
      clock: "ok",
      checkout_script: "ok",
      content_security_policy: "ok",
      topics: "warning",
    })
    expectNoSecret(ended, optionsNow())
  })

  it("says in words what it says in JSON, a line for each and what to do below, without colours in a pipe", async () => {
    const { code, out } = await runCommand(["doctor"], { databaseUrl: store.databaseUrl, options: optionsNow() })
    expect(code).toBe(0)
    expect(out).toContain("ok       The database answers and is migrated.\n")
    expect(out).toContain("warning  No SNS topic is trusted yet.\n         Enter the IPN URL in Seller Central;")
    expect(out).toMatch(/\n0 errors, \d+ warnings\.\n$/)
    expect(out).not.toContain("\u001B[")
  })

  it("tells during a rotation which key signs and which is still valid", async () => {
    const fresh = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    })
    const { publicKeys } = merchantSetup()
    await store.simulator.control.addMerchant(
      merchantSetup({ publicKeys: { ...publicKeys, "SANDBOX-NEW": fresh.publicKey } }),
    )
    const { privateKey } = optionsNow()
    const ended = await doctor({
      publicKeyId: undefined,
      privateKey: undefined,
      keys: [
        { publicKeyId: "SANDBOX-NEW", privateKey: fresh.privateKey },
        { publicKeyId: PUBLIC_KEY_ID, privateKey: privateKey ?? "" },
      ],
    })
    expect(levels(ended)).toMatchObject({ keys: "warning", signature: "ok" })
    const { message } = reportOf(ended).findings.find(({ id }) => id === "signing_key") ?? {}
    expect(message).toContain(`signs with SANDBOX-NEW. Also valid: ${PUBLIC_KEY_ID}.`)
    for (const secret of secretsOf(fresh.privateKey)) expect(ended.out).not.toContain(secret)
  })

  it("names each broken option once, as the store would at its start", async () => {
    const ended = await doctor({ merchantId: undefined, sandbox: false, backendUrl: "nonsense" })
    expect(ended.code).toBe(1)
    const { findings, errors } = reportOf(ended)
    expect(findings.map(({ id, level }) => `${id} ${level}`)).toEqual(Array(errors).fill("options error"))
    const messages = findings.map(({ message }) => message.split(" ")[0])
    expect(messages.sort()).toEqual(
      ["backendUrl", "merchantId", "publicKeyId", "storefrontUrl"].filter((name) => messages.includes(name)),
    )
    expect(messages).toEqual(expect.arrayContaining(["backendUrl", "merchantId", "publicKeyId"]))
    expectNoSecret(ended, optionsNow())
  })

  it("sees that Amazon does not know the key", async () => {
    const ended = await doctor({ publicKeyId: "SANDBOX-NOBODY" })
    expect(ended.code).toBe(1)
    expect(levels(ended)).toMatchObject({ signature: "error", database: "ok" })
    expectNoSecret(ended, optionsNow())
  })

  it("still asks Amazon when the database is away, and prints no password", async () => {
    const ended = await doctor({}, "postgres://anna:pa55word@127.0.0.1:9/store")
    expect(ended.code).toBe(1)
    expect(levels(ended)).toMatchObject({ database: "error", signature: "ok", options: "ok", sns_certificates: "ok" })
    const { message } = reportOf(ended).findings.find(({ id }) => id === "database") ?? {}
    expect(message).toBe(
      "The database cannot be used: nothing listens there. Start PostgreSQL, or correct databaseUrl.",
    )
    expect(ended.out + ended.err).not.toContain("pa55word")
  })

  it("does not say that what could not be looked at is well", async () => {
    const away = { ...store.simulator.endpoints("eu"), payApi: "http://127.0.0.1:9", snsCertificates: undefined }
    const ended = await doctor({ endpoints: away })
    expect(levels(ended)).toMatchObject({ signature: "error", clock: "warning", sns_certificates: "warning" })
  })

  it("says how a database is migrated", async () => {
    const empty = await createDatabase()
    try {
      const { message } = reportOf(await doctor({}, empty.url)).findings.find(({ id }) => id === "database") ?? {}
      expect(message).toMatch(/^The database is not migrated .* Run "npx medusa db:migrate"/)
    } finally {
      await empty.drop()
    }
  })

  it("says where to run it, when it is not run in a store", async () => {
    const ended = await doctor({}, store.databaseUrl, os.tmpdir())
    expect(ended.code).toBe(1)
    expect(reportOf(ended).findings).toMatchObject([
      { id: "config", level: "error", message: expect.stringMatching(/Run this in the folder of the Medusa store/) },
    ])
  })
})

import { generateKeyPairSync } from "node:crypto"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import type { AmazonPayOptions } from "../../../src"
import type { SelfTestAccount, SelfTestCheck, SelfTestCheckName } from "../../../src/contracts"
import { TopicEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import { selfTest } from "../../../src/modules/amazon-pay/upkeep/self-test"
import { MERCHANT_ID, pluginOptions, PUBLIC_KEY_ID } from "../support/options"
import { configured, openQuickStore } from "../support/quick"
import { asked } from "../support/records"
import type { TestStore } from "../support/store"

let store: TestStore

beforeAll(async () => {
  store = await openQuickStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.simulator.control.clearFaults()
  await store.simulator.control.clearRequests()
})

async function test(options?: Partial<AmazonPayOptions>): Promise<SelfTestAccount> {
  const runtime = options ? configured(store.runtime, store.simulator, options) : store.runtime
  const [account] = await selfTest(runtime)
  if (!account) throw new Error("No account was tested")
  return account
}

function check({ checks }: SelfTestAccount, name: SelfTestCheckName): SelfTestCheck {
  const found = checks.find((each) => each.name === name)
  if (!found) throw new Error(`${name} was not checked`)
  return found
}

const anotherKey = () =>
  generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  })

describe("with the right keys", () => {
  it("everything is well, with one signed call that changes nothing", async () => {
    const account = await test()
    expect(account).toMatchObject({ merchant_account: "default", ok: true })
    expect(account.checks.map(({ name, ok, code, what_to_do }) => [name, ok, code, what_to_do])).toEqual([
      ["signature", true, "ok", null],
      ["clock", true, "ok", null],
      ["checkout_script", true, "ok", null],
      ["sns_certificates", true, "ok", null],
    ])
    expect(check(account, "signature").request_id).toEqual(expect.any(String))
    expect(await asked(store.simulator, "GetCheckoutSession")).toMatchObject([
      { method: "GET", verdict: "refused", status: 404, reasonCode: "ResourceNotFound", publicKeyId: PUBLIC_KEY_ID },
    ])
  })

  it("whoever asks while a test runs gets its result", async () => {
    const tests = await Promise.all(Array.from({ length: 10 }, () => selfTest(store.runtime)))
    expect(new Set(tests).size).toBe(1)
    expect(await asked(store.simulator, "GetCheckoutSession")).toHaveLength(1)
    await selfTest(store.runtime)
    expect(await asked(store.simulator, "GetCheckoutSession")).toHaveLength(2)
  })

  it("every account is tested on its own", async () => {
    const { publicKeyId, privateKey } = pluginOptions()
    const several = configured(store.runtime, store.simulator, {
      merchantId: undefined,
      publicKeyId: undefined,
      privateKey: undefined,
      accounts: {
        good: { merchantId: MERCHANT_ID, publicKeyId, privateKey },
        bad: { merchantId: "A9SOMEBODYELSE", publicKeyId: "SANDBOX-NOBODY", privateKey: anotherKey().privateKey },
      },
    })
    expect(await selfTest(several)).toMatchObject([
      { merchant_account: "good", ok: true },
      { merchant_account: "bad", ok: false },
    ])
  })
})

describe("with something wrong, it says what and what to do", () => {
  it.each([
    [
      "another private key",
      { privateKey: anotherKey().privateKey },
      "signature_wrong",
      /belongs to another public key/,
    ],
    ["an unknown public key id", { publicKeyId: "SANDBOX-UNKNOWN" }, "key_unknown", /Compare publicKeyId/],
    ["a key of the other mode", { publicKeyId: "TESTKEY" }, "key_unknown", /sandbox/],
  ])("%s", async (_, options, code, whatToDo) => {
    const account = await test(options)
    expect(account.ok).toBe(false)
    expect(check(account, "signature")).toMatchObject({ ok: false, code, what_to_do: expect.stringMatching(whatToDo) })
    expect(check(account, "clock")).toMatchObject({ ok: true, code: "ok" })
    expect(check(account, "checkout_script").ok).toBe(true)
    expect(JSON.stringify(account)).not.toContain("PRIVATE KEY")
  })

  it.each([
    ["is down", { status: 503 }, "unavailable"],
    ["resets the connection", { reset: true }, "unavailable"],
    ["asks to slow down", { status: 429 }, "throttled"],
    ["refuses the account", { status: 403, reasonCode: "InvalidAccountStatus" }, "account_refused"],
    ["is a proxy's page", { status: 404, html: true }, "unexpected_answer"],
    ["is a proxy's page that claims to be well", { html: true, status: 200 }, "unexpected_answer"],
    ["answers about another session", { body: "{}" }, "unexpected_answer"],
  ] as const)("when Amazon %s", async (_, fault, code) => {
    await store.simulator.control.addFault({ operation: "GetCheckoutSession", ...fault })
    const account = await test()
    expect(account.ok).toBe(false)
    expect(check(account, "signature")).toMatchObject({ ok: false, code, what_to_do: expect.any(String) })
    expect(await asked(store.simulator, "GetCheckoutSession")).toHaveLength(1)
  })

  it("when Amazon never answers, and nobody waits for ever", async () => {
    await store.simulator.control.addFault({ operation: "GetCheckoutSession", hang: true })
    await store.simulator.control.addFault({ operation: "GetCheckoutScript", hang: true })
    const account = await test()
    expect(check(account, "signature")).toMatchObject({ ok: false, code: "timeout" })
    expect(check(account, "clock")).toMatchObject({ ok: true, code: "not_checked" })
    expect(check(account, "checkout_script")).toMatchObject({ ok: false, code: "timeout" })
    expect(check(account, "sns_certificates").ok).toBe(true)
  })

  it("when the clock is more than five minutes off", async () => {
    store.advance(6 * 60)
    const runtime = configured(store.runtime, store.simulator, {})
    const [account] = await selfTest(runtime)
    store.advance(-6 * 60)
    expect(account && check(account, "clock")).toMatchObject({ ok: false, code: "clock_off" })
  })

  it("when the script is not there", async () => {
    await store.simulator.control.addFault({ operation: "GetCheckoutScript", status: 404 })
    expect(check(await test(), "checkout_script")).toMatchObject({ ok: false, code: "unexpected_answer" })
  })
})

describe("nothing is asked but what the options name", () => {
  let elsewhere: Server
  const visits: string[] = []

  beforeAll(async () => {
    elsewhere = createServer((req, res) => {
      visits.push(req.url ?? "")
      res.end()
    }).listen(0, "127.0.0.1")
    await new Promise((resolve) => elsewhere.once("listening", resolve))
  })
  afterAll(() => new Promise((resolve) => elsewhere.close(resolve)))

  it("a redirect is not followed", async () => {
    const { port } = elsewhere.address() as AddressInfo
    const headers = { location: `http://127.0.0.1:${port}/stolen` }
    await store.simulator.control.addFault({ operation: "GetCheckoutScript", status: 302, headers })
    await store.simulator.control.addFault({ operation: "GetCheckoutSession", status: 302, headers })
    const account = await test()
    expect(check(account, "checkout_script")).toMatchObject({ ok: false, code: "unexpected_answer" })
    expect(check(account, "signature")).toMatchObject({ ok: false, code: "unexpected_answer" })
    expect(visits).toEqual([])
  })

  it("certificates are looked for at the SNS host of a trusted topic only, and nowhere without one", async () => {
    const fetchIt = globalThis.fetch
    const urls: string[] = []
    globalThis.fetch = async (input, init) => {
      urls.push(String(input))
      return String(input).includes("amazonaws") ? new Response(null, { status: 403 }) : fetchIt(input, init)
    }
    try {
      const { snsCertificates: _, ...endpoints } = store.simulator.endpoints("eu")
      const options = { endpoints, ipn: { topicArns: [] } }
      expect(check(await test(options), "sns_certificates")).toMatchObject({ ok: true, code: "not_checked" })
      expect(urls.filter((url) => url.includes("amazonaws"))).toEqual([])
      const arn = "arn:aws:sns:eu-central-1:598607868003:SomeTopic"
      await store.runtime.db.getRepository(TopicEntity).insert({ arn, merchant_account: "default", status: "approved" })
      expect(check(await test(options), "sns_certificates")).toMatchObject({ ok: true, code: "ok" })
      expect(urls.filter((url) => url.includes("amazonaws"))).toEqual(["https://sns.eu-central-1.amazonaws.com/"])
    } finally {
      globalThis.fetch = fetchIt
    }
  })
})

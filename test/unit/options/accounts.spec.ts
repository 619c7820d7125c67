import type { AccountOptions, AmazonPayOptions } from "../../../src"
import { amazonPay, AmazonPayOptionsError } from "../../../src"
import { optionsFromMedusa } from "../../../src/options/from-medusa"
import { resolveOptions } from "../../../src/options/resolve"
import { pemOf, rsaKeyPair } from "../support/keys"
import { storeOptions } from "../support/options"

const eu: AccountOptions = { merchantId: "A1EU", region: "eu" }
const us: AccountOptions = { merchantId: "A1US", region: "us" }
const shared = storeOptions({ merchantId: undefined, region: undefined })

const resolve = (accounts: Record<string, unknown>, more: Partial<AmazonPayOptions> = {}, production = false) =>
  resolveOptions({ ...shared, ...more, accounts }, { production }).accounts

function problemsOf(...given: Parameters<typeof resolve>): string[] {
  try {
    resolve(...given)
  } catch (error) {
    if (error instanceof AmazonPayOptionsError) return error.problems.map((p) => `${p.option} ${p.message}`)
    throw error
  }
  return []
}

describe("several accounts", () => {
  it("are known by the names that the store gave them, in its order", () => {
    expect([...resolve({ us, eu }).keys()]).toEqual(["us", "eu"])
  })

  it("share what stands at the top level", () => {
    const accounts = resolve({ us, eu }, { updateSetupOnly: false, scopes: ["name"] })
    for (const account of accounts.values()) {
      expect(account).toMatchObject({ storeId: shared.storeId, updateSetupOnly: false, scopes: ["name"] })
      expect(account.keys[0].publicKeyId).toBe("SANDBOX-AHEXAMPLE")
    }
  })

  it("may each say something else than what is shared", () => {
    const accounts = resolve({ us: { ...us, updateSetupOnly: true }, eu }, { updateSetupOnly: false })
    expect(accounts.get("us")?.updateSetupOnly).toBe(true)
    expect(accounts.get("eu")?.updateSetupOnly).toBe(false)
  })

  it("do not lose what is shared to a value that is undefined", () => {
    expect(resolve({ eu: { ...eu, storeId: undefined } }).get("eu")?.storeId).toBe(shared.storeId)
  })

  it("do not lose shared topics and endpoints to a value that is undefined", () => {
    const topicArns = ["arn:aws:sns:eu-west-1:291180941288:shared"]
    const own = { ...eu, ipn: { topicArns: undefined }, endpoints: { payApi: undefined } }
    const account = resolve({ eu: own }, { ipn: { topicArns }, endpoints: { payApi: "http://127.0.0.1:2" } }).get("eu")
    expect(account).toMatchObject({ topicArns, endpoints: { payApi: "http://127.0.0.1:2" } })
  })

  it("have topics of their own, or the shared ones", () => {
    const topic = (name: string) => `arn:aws:sns:eu-west-1:291180941288:${name}`
    const accounts = resolve(
      { us: { ...us, ipn: { topicArns: [topic("us")] } }, eu: { ...eu, ipn: {} } },
      {
        ipn: { topicArns: [topic("shared")], maxAgeSeconds: 7200 },
      },
    )
    expect(accounts.get("us")?.topicArns).toEqual([topic("us")])
    expect(accounts.get("eu")?.topicArns).toEqual([topic("shared")])
  })

  it("have endpoints of their own beside the shared ones", () => {
    const accounts = resolve(
      { us: { ...us, endpoints: { payApi: "http://127.0.0.1:1" } }, eu },
      {
        endpoints: { payApi: "http://127.0.0.1:2", sns: "http://127.0.0.1:3" },
      },
    )
    expect(accounts.get("us")?.endpoints).toMatchObject({ payApi: "http://127.0.0.1:1", sns: "http://127.0.0.1:3" })
    expect(accounts.get("eu")?.endpoints).toMatchObject({ payApi: "http://127.0.0.1:2", sns: "http://127.0.0.1:3" })
  })

  it("may have keys of their own in place of a shared pair", () => {
    const keys = [{ publicKeyId: "SANDBOX-OWN", privateKey: pemOf(rsaKeyPair("own").privateKey) }]
    const accounts = resolve({ us: { ...us, keys }, eu })
    expect(accounts.get("us")?.keys.map(({ publicKeyId }) => publicKeyId)).toEqual(["SANDBOX-OWN"])
    expect(accounts.get("eu")?.keys.map(({ publicKeyId }) => publicKeyId)).toEqual(["SANDBOX-AHEXAMPLE"])
  })

  it("may have a pair of their own in place of shared keys", () => {
    const keys = [{ publicKeyId: "SANDBOX-SHARED", privateKey: pemOf(rsaKeyPair().privateKey) }]
    const own = { publicKeyId: "SANDBOX-OWN", privateKey: pemOf(rsaKeyPair("own").privateKey) }
    const accounts = resolve({ us: { ...us, ...own }, eu }, { keys, publicKeyId: undefined, privateKey: undefined })
    expect(accounts.get("us")?.keys.map(({ publicKeyId }) => publicKeyId)).toEqual(["SANDBOX-OWN"])
    expect(accounts.get("eu")?.keys.map(({ publicKeyId }) => publicKeyId)).toEqual(["SANDBOX-SHARED"])
  })

  it("that name a key id of their own need its private key, whatever keys are shared", () => {
    const keys = [{ publicKeyId: "SANDBOX-SHARED", privateKey: pemOf(rsaKeyPair().privateKey) }]
    const sharedKeys = { keys, publicKeyId: undefined, privateKey: undefined }
    expect(problemsOf({ us: { ...us, publicKeyId: "SANDBOX-OWN" }, eu }, sharedKeys)).toEqual([
      "accounts.us.privateKey is required",
    ])
  })

  it("may use one private key under different ids", () => {
    const accounts = resolve({ us: { ...us, publicKeyId: "SANDBOX-US" }, eu })
    expect(accounts.get("us")?.keys[0]).toMatchObject({ publicKeyId: "SANDBOX-US" })
  })

  it("may be sandbox and live beside each other", () => {
    const liveAccount = { ...eu, sandbox: false, publicKeyId: "LIVE-A" }
    const accounts = resolve({ test: eu, real: liveAccount }, {}, true)
    expect([...accounts.values()].map(({ environment }) => environment)).toEqual(["sandbox", "live"])
  })

  it("need https as soon as one of them is live", () => {
    const accounts = { test: eu, real: { ...eu, sandbox: false, publicKeyId: "LIVE-A" } }
    expect(problemsOf(accounts, { backendUrl: "http://shop.internal" })).toEqual([
      expect.stringMatching(/^backendUrl must be https/),
    ])
  })
})

describe("two accounts of the same merchant", () => {
  it.each<[string, Record<string, AccountOptions>]>([
    ["region and environment", { a: eu, b: { ...eu, updateSetupOnly: false } }],
    ["region by another name", { a: { ...eu, region: "de" }, b: { ...eu, region: "uk" } }],
    ["region, and another store id", { a: eu, b: { ...eu, storeId: "amzn1.application-oa2-client.other" } }],
  ])("and the same %s are refused", (_, accounts) => {
    expect(problemsOf(accounts)).toEqual(["accounts.b is the same merchant, region and environment as accounts.a"])
  })

  it.each<[string, Record<string, AccountOptions>]>([
    ["another region", { a: eu, b: { ...us, merchantId: "A1EU" } }],
    ["another environment", { a: eu, b: { ...eu, sandbox: false, publicKeyId: "LIVE-A" } }],
  ])("and %s are two accounts", (_, accounts) => {
    expect(resolve(accounts).size).toBe(2)
  })

  it("are not suspected while neither says which merchant it is", () => {
    expect(problemsOf({ a: { region: "eu" }, b: { region: "eu" } })).toEqual([
      "accounts.a.merchantId is required",
      "accounts.b.merchantId is required",
    ])
  })
})

describe("wrong accounts", () => {
  it("are none", () => {
    expect(problemsOf({})).toEqual(["accounts names no account"])
  })

  it.each(["", "EU", "e u", "eu.de", "-eu", "a".repeat(33)])("may not be called %j", (id) => {
    expect(problemsOf({ [id]: eu })).toEqual([
      `accounts.${id} must be named with lower-case letters, digits and dashes`,
    ])
  })

  it("are told with their name, all at once", () => {
    const accounts = { us: { ...us, storeId: "x" }, eu: { ...eu, publicKeyId: "LIVE-A", ledgerCurrency: "USD" } }
    expect(problemsOf(accounts).map((problem) => problem.split(" ")[0])).toEqual([
      "accounts.us.storeId",
      "accounts.eu.publicKeyId",
      "accounts.eu.ledgerCurrency",
    ])
  })

  it.each([
    ["backendUrl", "https://other.example"],
    ["retention", {}],
    ["accounts", {}],
    ["allowEndpointOverride", true],
    ["unknown", 1],
  ])("have no %s of their own", (option, value) => {
    expect(problemsOf({ eu: { ...eu, [option]: value } })).toEqual([`accounts.eu.${option} is not an option`])
  })

  it.each(["maxAgeSeconds", "trustAnchors", "autoApproveTopics"])(
    "have no ipn.%s of their own, which would silently do nothing",
    (option) => {
      expect(problemsOf({ eu: { ...eu, ipn: { [option]: undefined } } })).toEqual([
        `accounts.eu.ipn.${option} is not an option`,
      ])
    },
  )

  it("that cannot be read are told once", () => {
    expect(problemsOf({ eu: 5, us })).toEqual(["accounts.eu Invalid input: expected object"])
    expect(problemsOf(5 as never)).toEqual(["accounts Invalid input: expected record"])
    expect(problemsOf({ eu: 5 })).toEqual(["accounts.eu Invalid input: expected object"])
    expect(problemsOf({ eu: { ...eu, merchantId: 5 }, us })).toEqual([
      "accounts.eu.merchantId Invalid input: expected string",
    ])
    expect(problemsOf({ eu, us }, { storeId: 5 } as never)).toEqual(["storeId Invalid input: expected string"])
  })
})

describe("amazonPay()", () => {
  it("says where one account goes: the plugin and one provider", () => {
    const options = storeOptions()
    expect(amazonPay(options)).toEqual({
      plugin: { resolve: "medusa-payment-amazon-pay", options },
      providers: [
        {
          resolve: "medusa-payment-amazon-pay/providers/amazon-pay",
          id: "default",
          options: { ...options, account: "default" },
        },
      ],
    })
  })

  it("makes one provider per account", () => {
    const { providers } = amazonPay({ ...shared, accounts: { us, eu } })
    expect(providers.map(({ id, options }) => [id, options.account])).toEqual([
      ["us", "us"],
      ["eu", "eu"],
    ])
  })

  it("refuses at boot what cannot work", () => {
    expect(() => amazonPay({})).toThrow(AmazonPayOptionsError)
  })
})

describe("what Medusa hands to modules and providers", () => {
  it("is the same store, with keys parsed once, however often it is copied and added to", () => {
    const options = storeOptions()
    const first = optionsFromMedusa(options, "test")
    const copy = structuredClone({ ...options, account: "default", database: { clientUrl: "postgres://" } })
    expect(optionsFromMedusa(copy, "test")).toBe(first)
  })

  it("is another store with other options, or in production", () => {
    const options = storeOptions()
    const first = optionsFromMedusa(options, "test")
    expect(optionsFromMedusa({ ...options, updateSetupOnly: false }, "test")).not.toBe(first)
    expect(optionsFromMedusa(options, "production")).not.toBe(first)
  })

  it("keeps to the rules of production by NODE_ENV alone", () => {
    const options = storeOptions({ sandbox: undefined })
    expect(optionsFromMedusa(options, "test").accounts.size).toBe(1)
    expect(() => optionsFromMedusa(options, "production")).toThrow("sandbox must be set in production")
  })

  it.each([undefined, null, "x"])("is refused with a typed error when it is %j", (given) => {
    expect(() => optionsFromMedusa(given, "test")).toThrow(AmazonPayOptionsError)
  })
})

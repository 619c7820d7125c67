import type { AmazonPayOptions } from "../../../src"
import { AmazonPayOptionsError } from "../../../src"
import { resolveOptions } from "../../../src/options/resolve"
import { makeCertificate, rootCertificate } from "../support/certificates"
import { storeOptions } from "../support/options"
import { pemOf, rsaKeyPair } from "../support/keys"

type Given = Partial<Record<keyof AmazonPayOptions, unknown>>

const resolve = (more: Given = {}, production = false) => resolveOptions({ ...storeOptions(), ...more }, { production })

function problemsOf(more: Given = {}, production = false): string[] {
  try {
    resolve(more, production)
  } catch (error) {
    if (error instanceof AmazonPayOptionsError) {
      return error.problems.map(({ option, message }) => `${option} ${message}`)
    }
    throw error
  }
  return []
}

const accountOf = (more: Given = {}, production = false) => [...resolve(more, production).accounts.values()][0]
const live = { sandbox: false, publicKeyId: "LIVE-AHEXAMPLE" }

describe("a store that says only what it must", () => {
  it("gets every default of the contract", () => {
    const { accounts, ...store } = resolve()
    expect(store).toEqual({
      backendUrl: "https://api.shop.example",
      storefrontUrl: "https://shop.example",
      returnTo: "backend",
      accountPath: "/account/amazon-pay",
      checkoutPath: "/checkout/amazon-pay",
      ipn: { autoApproveTopics: false, maxAgeSeconds: 14 * 86_400, trustAnchors: [] },
      retention: { historyDays: null, notificationDays: 90, addressDays: 30 },
      limits: { requestsPerCustomer: 60, returnsPerUpdate: 30, returnsPerAddress: 240 },
    })
    expect([...accounts.keys()]).toEqual(["default"])
    const { keys, ...account } = accounts.get("default") ?? { keys: [] }
    expect(account).toEqual({
      id: "default",
      merchantId: "A1EXAMPLEMERCH",
      storeId: storeOptions().storeId,
      region: "eu",
      sandbox: true,
      environment: "sandbox",
      algorithm: "AMZN-PAY-RSASSA-PSS-V2",
      ledgerCurrency: "EUR",
      checkoutLanguage: "en_GB",
      updateSetupOnly: true,
      capture: false,
      pendingAuthorizations: false,
      deliverySpecifications: undefined,
      scopes: undefined,
      merchantMetadata: undefined,
      endpoints: {
        payApi: "https://pay-api.amazon.eu",
        checkoutScript: "https://static-eu.payments-amazon.com/checkout.js",
        snsCertificates: null,
        sns: null,
      },
      topicArns: [],
    })
    expect(keys.map(({ publicKeyId }) => publicKeyId)).toEqual(["SANDBOX-AHEXAMPLE"])
    expect(keys[0]?.privateKey.equals(rsaKeyPair().privateKey)).toBe(true)
  })

  it("cannot be changed afterwards, nor through what it was made from", () => {
    const scopes: AmazonPayOptions["scopes"] = ["name"]
    const options = resolve({ scopes })
    const account = options.accounts.get("default")
    scopes.push("email")
    expect(account?.scopes).toEqual(["name"])
    for (const part of [
      options,
      options.ipn,
      options.ipn.trustAnchors,
      options.retention,
      options.limits,
      account,
      account?.endpoints,
    ]) {
      expect(Object.isFrozen(part)).toBe(true)
    }
    for (const part of [account?.keys, account?.keys[0], account?.scopes, account?.topicArns]) {
      expect(Object.isFrozen(part)).toBe(true)
    }
  })
})

describe("options that are missing", () => {
  it.each(["merchantId", "storeId", "publicKeyId", "privateKey", "region", "backendUrl", "storefrontUrl"])(
    "%s is asked for by name",
    (option) => {
      expect(problemsOf({ [option]: undefined })).toEqual([`${option} is required`])
    },
  )

  it("are all asked for at once", () => {
    expect(() => resolveOptions({}, { production: true })).toThrow(
      expect.objectContaining({
        name: "AmazonPayOptionsError",
        code: "invalid_options",
        problems: [
          "region",
          "sandbox",
          "merchantId",
          "storeId",
          "publicKeyId",
          "privateKey",
          "backendUrl",
          "storefrontUrl",
        ].map((option) => expect.objectContaining({ option }) as unknown),
      }),
    )
  })

  it.each([undefined, null, 5, "x", []])("are everything when the options are %j", (given) => {
    expect(() => resolveOptions(given, { production: false })).toThrow(/cannot be used:\n {2}- options Invalid input/)
  })
})

describe("many things wrong at once", () => {
  it("are all in one message, wrong shapes and wrong values together", () => {
    const problems = problemsOf({
      merchantId: 5,
      storeId: "store",
      region: "mars",
      sandbox: "yes",
      unknownOption: 1,
      backendUrl: "ftp://shop.example",
      retention: { historyDays: 1, more: true },
      accountPath: "//evil",
      scopes: ["name", "name"],
    } as Given)
    const named = problems.map((problem) => problem.split(" ")[0]).sort()
    expect(named).toEqual(
      [
        ...["accountPath", "backendUrl", "merchantId", "region", "retention.historyDays", "retention.more"],
        ...["sandbox", "scopes", "storeId", "unknownOption"],
      ].sort(),
    )
  })

  it("are found beside an option that does not exist, in the same part", () => {
    expect(problemsOf({ ipn: { topics: [], autoApproveTopics: true, topicArns: ["x"] } } as Given, true)).toEqual([
      "ipn.topics is not an option",
      "ipn.topicArns.0 is not the ARN of an SNS topic",
      expect.stringMatching(/^ipn\.autoApproveTopics is for sandboxes only/),
    ])
  })

  it("are told one per line", () => {
    expect(() => resolve({ storeId: undefined, merchantId: undefined })).toThrow(
      "The options of medusa-payment-amazon-pay cannot be used:\n  - merchantId is required\n  - storeId is required",
    )
  })

  it("do not make an unreadable option required as well", () => {
    expect(problemsOf({ merchantId: 5 })).toEqual(["merchantId Invalid input: expected string"])
    expect(problemsOf({ publicKeyId: undefined, privateKey: undefined, keys: [{ publicKeyId: "A" }] })).toEqual([
      "keys.0.privateKey Invalid input: expected string",
    ])
  })
})

describe("an option that does not exist", () => {
  it.each([
    ["sanbox", { sanbox: true }],
    ["ipn.topics", { ipn: { topics: [] } }],
    ["endpoints.payapi", { endpoints: { payapi: "http://x" } }],
    ["merchantMetadata.name", { merchantMetadata: { name: "x" } }],
    ["__proto__", JSON.parse('{"__proto__":{"sandbox":false}}') as Given],
  ])("%s is refused by name", (option, more) => {
    expect(problemsOf(more as Given)).toEqual([`${option} is not an option`])
  })
})

describe("the ids", () => {
  it.each([
    ["merchantId", "A1 EXAMPLE", /letters and digits/],
    ["merchantId", "A1\nX", /letters and digits/],
    ["merchantId", "", /Too small/],
    ["merchantId", " ", /Too small/],
    ["merchantId", "A".repeat(65), /Too big/],
    ["storeId", "amzn1.application-oa2-client.", /must look like/],
    ["storeId", "amzn1.application-oa2-client.a/../b", /must look like/],
    ["storeId", "A1EXAMPLEMERCH", /must look like/],
    ["publicKeyId", "SANDBOX-A\r\nx: 1", /letters, digits and dashes/],
    ["publicKeyId", "SANDBOX-A, Signature=x", /letters, digits and dashes/],
    ["publicKeyId", "", /Too small/],
  ])("%s %j is refused", (option, value, why) => {
    expect(problemsOf({ [option]: value })).toEqual([expect.stringMatching(new RegExp(`^${option} .*${why.source}`))])
  })

  it.each(["merchantId", "storeId", "publicKeyId"])("%s may have spaces around it", (option) => {
    expect(problemsOf({ [option]: ` ${storeOptions()[option as "storeId"]}\n` })).toEqual([])
  })
})

describe("the region", () => {
  it.each([
    ["na", "na", "USD", "en_US", "pay-api.amazon.com"],
    ["us", "na", "USD", "en_US", "pay-api.amazon.com"],
    ["eu", "eu", "EUR", "en_GB", "pay-api.amazon.eu"],
    ["de", "eu", "EUR", "en_GB", "pay-api.amazon.eu"],
    ["uk", "eu", "EUR", "en_GB", "pay-api.amazon.eu"],
    ["jp", "jp", "JPY", "ja_JP", "pay-api.amazon.jp"],
  ])(
    "%s is Amazon's %s, with its currency, language and host",
    (given, region, ledgerCurrency, checkoutLanguage, host) => {
      expect(accountOf({ region: given })).toMatchObject({
        region,
        ledgerCurrency,
        checkoutLanguage,
        endpoints: { payApi: `https://${host}` },
      })
    },
  )

  it.each(["fe", "EU", "", "__proto__", "constructor"])("%j is refused", (region) => {
    expect(problemsOf({ region })).toEqual([expect.stringMatching(/^region Invalid option: expected one of "na"/)])
  })

  it.each([
    ["na", "EUR", undefined, "ledgerCurrency must be USD in region na"],
    ["eu", "USD", undefined, "ledgerCurrency must be EUR or GBP in region eu"],
    ["eu", "eur", undefined, "ledgerCurrency must be EUR or GBP in region eu"],
    ["jp", "USD", undefined, "ledgerCurrency must be JPY in region jp"],
    ["na", undefined, "de_DE", "checkoutLanguage must be en_US in region na"],
    ["eu", undefined, "ja_JP", "checkoutLanguage must be en_GB or de_DE or fr_FR or it_IT or es_ES in region eu"],
    ["jp", undefined, "en_US", "checkoutLanguage must be ja_JP in region jp"],
  ])("%s contradicts currency %s and language %s", (region, ledgerCurrency, checkoutLanguage, problem) => {
    expect(problemsOf({ region, ledgerCurrency, checkoutLanguage })).toEqual([problem])
  })

  it.each([
    ["eu", "GBP", "en_GB"],
    ["eu", "EUR", "de_DE"],
    ["uk", "GBP", "es_ES"],
  ])("%s goes with %s and %s", (region, ledgerCurrency, checkoutLanguage) => {
    expect(accountOf({ region, ledgerCurrency, checkoutLanguage })).toMatchObject({ ledgerCurrency, checkoutLanguage })
  })
})

describe("the environment", () => {
  it.each([
    ["SANDBOX-A", true],
    ["sandbox-a", true],
    ["LIVE-A", false],
    ["AHEXAMPLE", true],
    ["AHEXAMPLE", false],
  ])("key %s goes with sandbox %s", (publicKeyId, sandbox) => {
    expect(accountOf({ publicKeyId, sandbox })?.environment).toBe(sandbox ? "sandbox" : "live")
  })

  it.each([
    [
      "SANDBOX-A",
      false,
      "publicKeyId is a SANDBOX key while sandbox is false: set sandbox to true or use the other key",
    ],
    ["LIVE-A", true, "publicKeyId is a LIVE key while sandbox is true: set sandbox to false or use the other key"],
    ["live-a", true, "publicKeyId is a LIVE key while sandbox is true: set sandbox to false or use the other key"],
  ])("key %s contradicts sandbox %s", (publicKeyId, sandbox, problem) => {
    expect(problemsOf({ publicKeyId, sandbox })).toEqual([problem])
  })

  it("is the sandbox outside production when nothing is said", () => {
    expect(accountOf({ sandbox: undefined })?.sandbox).toBe(true)
  })

  it("must be said in production", () => {
    expect(problemsOf({ sandbox: undefined }, true)).toEqual([
      expect.stringMatching(/^sandbox must be set in production/),
    ])
  })

  it.each([true, false])("may be sandbox %s in production when it is said", (sandbox) => {
    expect(problemsOf({ sandbox, publicKeyId: "AHEXAMPLE" }, true)).toEqual([])
  })
})

describe("the keys", () => {
  const pair = (publicKeyId: string, name: string) => ({ publicKeyId, privateKey: pemOf(rsaKeyPair(name).privateKey) })
  const none = { publicKeyId: undefined, privateKey: undefined }

  it("may be several during a rotation, and the first signs", () => {
    const keys = [pair("SANDBOX-NEW", "new"), pair("SANDBOX-OLD", "old")]
    const account = accountOf({ ...none, keys })
    expect(account?.keys.map(({ publicKeyId }) => publicKeyId)).toEqual(["SANDBOX-NEW", "SANDBOX-OLD"])
    expect(account?.keys[0].privateKey.equals(rsaKeyPair("new").privateKey)).toBe(true)
  })

  it("exclude a pair beside them", () => {
    expect(problemsOf({ keys: [pair("SANDBOX-NEW", "new")] })).toEqual([expect.stringMatching(/^keys and publicKeyId/)])
  })

  it("are each checked, each under its own name", () => {
    const keys = [pair("LIVE-A", "new"), { publicKeyId: "SANDBOX-B", privateKey: "nowhere.pem" }]
    expect(problemsOf({ ...none, keys })).toEqual([
      expect.stringMatching(/^keys\.0\.publicKeyId is a LIVE key/),
      expect.stringMatching(/^keys\.1\.privateKey is neither/),
    ])
  })

  it("may not have the same id twice", () => {
    expect(problemsOf({ ...none, keys: [pair("SANDBOX-A", "new"), pair("SANDBOX-A", "old")] })).toEqual([
      "keys names a publicKeyId twice",
    ])
  })

  it.each([[[]], [Array.from({ length: 6 }, (_, at) => pair(`SANDBOX-${at}`, "new"))]])(
    "are between one and five",
    (keys) => {
      expect(problemsOf({ ...none, keys })).toEqual([expect.stringMatching(/^keys Too (small|big)/)])
    },
  )

  it("cannot be hidden behind a NUL", () => {
    expect(problemsOf({ privateKey: "\0" })).toEqual(["privateKey names a file that cannot be read"])
  })

  it("are read through the file reader that was given", () => {
    const asked: string[] = []
    const readFile = (path: string) => {
      asked.push(path)
      return pemOf(rsaKeyPair().privateKey)
    }
    resolveOptions(storeOptions({ privateKey: "/run/secrets/amazon.pem" }), { production: false, readFile })
    expect(asked).toEqual(["/run/secrets/amazon.pem"])
  })
})

describe.each(["backendUrl", "storefrontUrl"])("%s", (option) => {
  it.each([
    ["https://shop.example/", "https://shop.example"],
    ["https://shop.example/base//", "https://shop.example/base"],
    ["  https://shop.example ", "https://shop.example"],
    ["https://SHOP.example:443", "https://shop.example"],
    ["https://bücher.example", "https://xn--bcher-kva.example"],
    ["https://shop.example/a/../b", "https://shop.example/b"],
    ["http://localhost:9000", "http://localhost:9000"],
    ["http://127.0.0.1:9000", "http://127.0.0.1:9000"],
    ["http://[::1]:9000", "http://[::1]:9000"],
  ])("%j is read as %s, even live", (value, url) => {
    expect(resolve({ ...live, [option]: value })[option as "backendUrl"]).toBe(url)
  })

  it.each([
    ["shop.example", /is not a URL/],
    ["", /is required|is not a URL/],
    ["ftp://shop.example", /must be an https URL/],
    ["javascript:alert(1)", /must be an https URL/],
    ["https://user:password@shop.example", /must not contain a user name/],
    ["https://user@shop.example", /must not contain a user name/],
    ["https://:password@shop.example", /must not contain a user name/],
    ["https://shop.example/?a=1", /must not contain a query/],
    ["https://shop.example/?", /must not contain a query/],
    ["https://shop.example/#", /must not contain a query/],
    ["http://shop.example", /must be https/],
    ["http://localhost.evil.example", /must be https/],
    ["http://127.0.0.1.nip.io", /must be https/],
  ])("%j is refused live", (value, why) => {
    expect(problemsOf({ ...live, [option]: value })).toEqual([expect.stringMatching(why)])
  })

  it("may be http in the sandbox", () => {
    expect(problemsOf({ [option]: "http://shop.internal:9000" })).toEqual([])
  })

  it("is too long before Amazon says so", () => {
    const [problem] = problemsOf({ [option]: `https://shop.example/${"x".repeat(395)}` })
    expect(problem).toMatch(new RegExp(`^${option} (Too big|is too long)`))
  })
})

it.each(["accountPath", "checkoutPath"])("storefrontUrl and %s together are too long before Amazon says so", (name) => {
  const more = { storefrontUrl: `https://shop.example/${"x".repeat(250)}`, [name]: `/${"y".repeat(190)}` }
  expect(problemsOf(more)).toEqual([expect.stringMatching(`^storefrontUrl is too long: with ${name}`)])
})

it("a payment is not to be captured at once and authorised later", () => {
  expect(problemsOf({ capture: true, pendingAuthorizations: true })).toEqual([
    expect.stringMatching(/^pendingAuthorizations cannot be used together with capture/),
  ])
})

describe.each(["accountPath", "checkoutPath"] as const)("%s", (option) => {
  it.each([
    ["/account/amazon-pay/", "/account/amazon-pay"],
    ["/de/konto_1/amazon.pay~", "/de/konto_1/amazon.pay~"],
  ])("%s is read as %s", (path, read) => {
    expect(resolve({ [option]: path })[option]).toBe(read)
  })

  it.each([
    "account",
    "//evil.example",
    "/\\evil",
    "/a//b",
    "/a/../b",
    "/./a",
    "/a?b",
    "/a#b",
    "/a b",
    "/%2e%2e/a",
    "/",
    "",
  ])("%j is refused", (path) => {
    expect(problemsOf({ [option]: path })).toEqual([expect.stringMatching(`^${option} must be a path`)])
  })
})

describe("choices", () => {
  it.each([
    ["returnTo", "storefront"],
    ["returnTo", "backend"],
  ])("%s may be %s", (option, value) => {
    expect(resolve({ [option]: value })).toHaveProperty(option, value)
  })

  it.each([
    ["algorithm", "AMZN-PAY-RSASSA-PSS"],
    ["algorithm", "AMZN-PAY-RSASSA-PSS-V2"],
    ["updateSetupOnly", false],
    ["updateSetupOnly", true],
    ["scopes", ["name", "email", "phoneNumber", "billingAddress", "postalCode", "shippingAddress", "primeStatus"]],
    ["scopes", []],
  ])("%s may be %j", (option, value) => {
    expect(accountOf({ [option]: value })).toHaveProperty(option, value)
  })

  it.each([
    ["algorithm", "RSA", /^algorithm Invalid option/],
    ["algorithm", "amzn-pay-rsassa-pss-v2", /^algorithm Invalid option/],
    ["updateSetupOnly", "true", /^updateSetupOnly Invalid input: expected boolean$/],
    ["returnTo", "elsewhere", /^returnTo Invalid option/],
    ["scopes", ["password"], /^scopes\.0 Invalid option/],
    ["scopes", ["name", "name"], /^scopes names a scope twice$/],
    ["sandbox", "true", /^sandbox Invalid input: expected boolean$/],
  ])("%s may not be %j", (option, value, why) => {
    expect(problemsOf({ [option]: value })).toEqual([expect.stringMatching(why)])
  })
})

describe("merchantMetadata", () => {
  it.each([
    ["merchantReferenceId", 256],
    ["merchantStoreName", 50],
    ["noteToBuyer", 255],
    ["customInformation", 4096],
  ])("%s has at most %d characters", (member, max) => {
    expect(problemsOf({ merchantMetadata: { [member]: "x".repeat(max) } })).toEqual([])
    expect(problemsOf({ merchantMetadata: { [member]: "x".repeat(max + 1) } })).toEqual([
      expect.stringMatching(new RegExp(`^merchantMetadata\\.${member} Too big`)),
    ])
  })
})

describe("deliverySpecifications", () => {
  const restricted = (restrictions: unknown, type: unknown = "Allowed") => ({
    addressRestrictions: { type, restrictions },
  })

  it.each([
    [{ specialRestrictions: ["RestrictPOBoxes", "RestrictPackstations"] }],
    [restricted({ DE: {} })],
    [restricted({ US: { statesOrRegions: ["AK", "HI"] }, GB: { zipCodes: ["SW1A 1AA"] } }, "NotAllowed")],
  ])("%j is accepted as it is", (deliverySpecifications) => {
    expect(accountOf({ deliverySpecifications })?.deliverySpecifications).toEqual(deliverySpecifications)
  })

  it.each<[string, unknown, RegExp]>([
    ["no country", restricted({}), /restrictions names no country/],
    ["an empty country", restricted({ "": {} }), /\(empty\) must be an ISO 3166 code/],
    ["a country in lower case", restricted({ de: {} }), /\.de must be an ISO 3166 code/],
    ["a country of three letters", restricted({ DEU: {} }), /\.DEU must be an ISO 3166 code/],
    ["a country with an accent", restricted({ ÖE: {} }), /must be an ISO 3166 code/],
    ["an empty state", restricted({ US: { statesOrRegions: [" "] } }), /\.US contains an empty entry/],
    ["an empty post code", restricted({ US: { zipCodes: [""] } }), /\.US contains an empty entry/],
    ["a wildcard", restricted({ US: { zipCodes: ["12*"] } }), /zipCodes contains a wildcard/],
    ["another type", restricted({ US: {} }, "allowed"), /addressRestrictions\.type Invalid option/],
    ["another restriction", { specialRestrictions: ["RestrictAll"] }, /specialRestrictions\.0 Invalid option/],
    [
      "a restriction twice",
      { specialRestrictions: ["RestrictPOBoxes", "RestrictPOBoxes"] },
      /names a restriction twice/,
    ],
    ["an unknown member", { addressRestriction: {} }, /addressRestriction is not an option/],
    ["a post code of 21 characters", restricted({ US: { zipCodes: ["1".repeat(21)] } }), /zipCodes\.0 Too big/],
  ])("with %s is refused", (_, deliverySpecifications, why) => {
    expect(problemsOf({ deliverySpecifications })).toEqual([expect.stringMatching(why)])
  })
})

describe("ipn", () => {
  const topic = "arn:aws:sns:eu-west-1:291180941288:AmazonPayIpnTopic"

  it("names the topics that are trusted", () => {
    expect(accountOf({ ipn: { topicArns: [topic] } })?.topicArns).toEqual([topic])
  })

  it.each([
    "",
    "AmazonPayIpnTopic",
    "arn:aws:sqs:eu-west-1:291180941288:x",
    `${topic}:sub`,
    "arn:aws:sns:s3:291180941288:x",
  ])("refuses %j as a topic", (arn) => {
    expect(problemsOf({ ipn: { topicArns: [topic, arn] } })).toEqual(["ipn.topicArns.1 is not the ARN of an SNS topic"])
  })

  it("may approve topics by itself in a sandbox outside production", () => {
    expect(resolve({ ipn: { autoApproveTopics: true } }).ipn.autoApproveTopics).toBe(true)
  })

  it.each([
    ["in production", {}, true],
    ["live", live, false],
    ["live in production", live, true],
  ])("may not approve topics by itself %s", (_, more, production) => {
    expect(problemsOf({ ...more, ipn: { autoApproveTopics: true } }, production)).toEqual([
      expect.stringMatching(/^ipn\.autoApproveTopics is for sandboxes only/),
    ])
  })

  it.each([3600, 86_400, 89 * 86_400])("accepts messages of the last %d seconds", (maxAgeSeconds) => {
    expect(resolve({ ipn: { maxAgeSeconds } }).ipn.maxAgeSeconds).toBe(maxAgeSeconds)
  })

  it.each([0, 3599, 91 * 86_400, 3600.5, -1, "3600", null])("refuses %j as an age", (maxAgeSeconds) => {
    expect(problemsOf({ ipn: { maxAgeSeconds } })).toEqual([expect.stringMatching(/^ipn\.maxAgeSeconds /)])
  })

  it("takes certificates of authorities as trust anchors", () => {
    const anchor = rootCertificate()
    expect(resolve({ ipn: { trustAnchors: [anchor] } }).ipn.trustAnchors).toEqual([anchor])
  })

  it.each<[string, () => string, RegExp]>([
    ["nothing", () => "", /is not a PEM certificate/],
    ["a key", () => pemOf(rsaKeyPair().privateKey), /is not a PEM certificate/],
    [
      "a certificate of no authority",
      () => makeCertificate({ ca: false }),
      /not the certificate of a certificate authority/,
    ],
    ["two certificates in one", () => rootCertificate() + rootCertificate(), /holds several certificates/],
  ])("refuses %s as a trust anchor", (_, anchor, why) => {
    expect(problemsOf({ ipn: { trustAnchors: [anchor()] } })).toEqual([expect.stringMatching(why)])
  })
})

describe("retention", () => {
  it("is what the store says", () => {
    const retention = { historyDays: 365, notificationDays: 30, addressDays: 7 }
    expect(resolve({ retention }).retention).toEqual(retention)
  })

  it("may keep history for ever", () => {
    expect(resolve({ retention: { historyDays: null } }).retention.historyDays).toBeNull()
  })

  it.each([
    [{ historyDays: 29 }, /^retention\.historyDays Too small/],
    [{ notificationDays: 13 }, /^retention\.notificationDays Too small/],
    [{ addressDays: 0 }, /^retention\.addressDays Too small/],
    [{ addressDays: 1.5 }, /^retention\.addressDays Invalid input: expected int/],
  ])("%j is refused", (retention, why) => {
    expect(problemsOf({ retention })).toEqual([expect.stringMatching(why)])
  })

  it.each([
    [14, undefined],
    [30, 30 * 86_400],
  ])("of %s days forgets no message that is still accepted for %s seconds", (notificationDays, maxAgeSeconds) => {
    expect(problemsOf({ retention: { notificationDays }, ipn: { maxAgeSeconds } })).toEqual([
      expect.stringMatching(/^retention\.notificationDays must be longer than ipn\.maxAgeSeconds/),
    ])
  })
})

describe("limits", () => {
  it("are what the store says, each for itself", () => {
    expect(resolve({ limits: { returnsPerAddress: 9 } }).limits).toEqual({
      requestsPerCustomer: 60,
      returnsPerUpdate: 30,
      returnsPerAddress: 9,
    })
  })

  it.each([0, -1, 1.5, 1_000_001, "60", null])("of %j are refused: none can be switched off by accident", (given) => {
    expect(problemsOf({ limits: { requestsPerCustomer: given } })).toEqual([
      expect.stringMatching(/^limits\.requestsPerCustomer /),
    ])
  })
})

describe("endpoints", () => {
  const endpoints = {
    payApi: "http://127.0.0.1:9700/",
    checkoutScript: "http://127.0.0.1:9700/checkout.js?v=1",
    snsCertificates: "http://127.0.0.1:9700/sns/",
    sns: "http://127.0.0.1:9700/sns",
  }

  it("of the simulator take the place of Amazon's", () => {
    expect(accountOf({ endpoints })?.endpoints).toEqual({
      payApi: "http://127.0.0.1:9700",
      checkoutScript: "http://127.0.0.1:9700/checkout.js?v=1",
      snsCertificates: "http://127.0.0.1:9700/sns",
      sns: "http://127.0.0.1:9700/sns",
    })
  })

  it("that are not overridden stay Amazon's", () => {
    expect(accountOf({ endpoints: { payApi: endpoints.payApi } })?.endpoints).toEqual({
      payApi: "http://127.0.0.1:9700",
      checkoutScript: "https://static-eu.payments-amazon.com/checkout.js",
      snsCertificates: null,
      sns: null,
    })
  })

  it.each([
    ["outside production", {}, false, true],
    ["outside production, live", live, false, true],
    ["in production", {}, true, false],
    ["in production with the permission", { allowEndpointOverride: true }, true, true],
    ["in production with the permission refused", { allowEndpointOverride: false }, true, false],
    ["in production with the permission, live", { ...live, allowEndpointOverride: true }, true, false],
  ])("%s (%j) may be overridden: %s -> %s", (_, more, production, allowed) => {
    expect(problemsOf({ ...more, endpoints }, production)).toEqual(
      allowed ? [] : [expect.stringMatching(/^endpoints cannot change in production/)],
    )
  })

  it("may be there in production as long as they change nothing", () => {
    expect(problemsOf({ ...live, endpoints: { payApi: undefined } }, true)).toEqual([])
  })

  it.each([
    ["payApi", "pay-api.amazon.eu", /is not a URL/],
    ["payApi", "ftp://x", /is not an http or https URL/],
    ["payApi", "http://user:pass@127.0.0.1", /must not contain a user name/],
    ["payApi", "http://user@127.0.0.1", /must not contain a user name/],
    ["payApi", "http://:pass@127.0.0.1", /must not contain a user name/],
    ["payApi", "http://127.0.0.1/?x", /must not contain a query/],
    ["snsCertificates", "file:///tmp", /is not an http or https URL/],
    ["checkoutScript", "javascript:alert(1)", /is not an http or https URL/],
    ["sns", "http://127.0.0.1#x", /must not contain a query/],
  ])("%s may not be %j", (name, value, why) => {
    const [problem, ...others] = problemsOf({ endpoints: { [name]: value } })
    expect(problem).toMatch(new RegExp(`^endpoints\\.${name} ${why.source}`))
    expect(others).toEqual([])
  })
})

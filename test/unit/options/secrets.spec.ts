import { inspect } from "node:util"
import fc from "fast-check"
import { z } from "zod"
import { AmazonPayOptionsError } from "../../../src"
import { accountSchema, optionsSchema } from "../../../src/options/schema"
import { resolveOptions } from "../../../src/options/resolve"
import { bodyOf, pemOf, rsaKeyPair } from "../support/keys"
import { storeOptions } from "../support/options"

const CANARY = "CANARY-7f3a9c"

function everythingAbout(given: unknown, production: boolean): string {
  try {
    resolveOptions(given, { production })
    return ""
  } catch (error) {
    expect(error).toBeInstanceOf(AmazonPayOptionsError)
    return inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error)
  }
}

/** A store that is wrong everywhere, with the canary in every value. */
const WRONG_EVERYWHERE = {
  merchantId: `${CANARY} 1`,
  storeId: `${CANARY}2`,
  publicKeyId: `${CANARY}, 3`,
  privateKey: `${CANARY}4`,
  region: `${CANARY}5`,
  algorithm: `${CANARY}6`,
  ledgerCurrency: `${CANARY}7`,
  checkoutLanguage: `${CANARY}8`,
  backendUrl: `ftp://${CANARY}9`,
  storefrontUrl: `https://user:${CANARY}10@shop.example`,
  returnTo: `${CANARY}11`,
  accountPath: `${CANARY}12`,
  scopes: [`${CANARY}13`],
  sandbox: `${CANARY}14`,
  ipn: { topicArns: [`${CANARY}15`], trustAnchors: [`${CANARY}16`], maxAgeSeconds: `${CANARY}17` },
  endpoints: { payApi: `http://user:${CANARY}18@x` },
  merchantMetadata: { merchantStoreName: CANARY.repeat(10) },
  deliverySpecifications: { specialRestrictions: [`${CANARY}19`] },
  keys: [{ publicKeyId: `${CANARY}20`, privateKey: `${CANARY}21` }],
}

describe("no error about options tells a value", () => {
  it.each([true, false])("of a store that is wrong everywhere (production: %s)", (production) => {
    const text = everythingAbout(WRONG_EVERYWHERE, production)
    expect(text).toContain("region")
    expect(text).not.toContain(CANARY)
  })

  it.each(Object.keys(WRONG_EVERYWHERE))("of a store whose %s is wrong", (option) => {
    const value = WRONG_EVERYWHERE[option as keyof typeof WRONG_EVERYWHERE]
    const text = everythingAbout({ ...storeOptions(), [option]: value }, false)
    expect(text).toContain(option)
    expect(text).not.toContain(CANARY)
  })

  it("of an account among several", () => {
    const text = everythingAbout({ ...storeOptions(), accounts: { eu: WRONG_EVERYWHERE } }, true)
    expect(text).toContain("accounts.eu.")
    expect(text).not.toContain(CANARY)
  })

  it("of the good private key of a store where something else is wrong", () => {
    const key = pemOf(rsaKeyPair().privateKey)
    const text = everythingAbout({ ...storeOptions(), storeId: "x" }, true)
    expect(text).toContain("storeId")
    for (const piece of bodyOf(key).match(/.{1,32}/g) ?? []) expect(text).not.toContain(piece)
  })

  it("whatever is given for whichever option", () => {
    const secret = fc.oneof(
      fc.string({ minLength: 1, maxLength: 30 }).map((text) => `${CANARY}${text}`),
      fc.array(fc.constant(CANARY), { minLength: 1, maxLength: 3 }),
      fc.constant({ nested: CANARY }),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(optionsSchema.shape)),
        secret,
        fc.boolean(),
        (option, value, production) => {
          expect(everythingAbout({ ...storeOptions(), [option]: value }, production)).not.toContain(CANARY)
        },
      ),
    )
  })
})

describe("the resolved options", () => {
  it("show no private key when they are printed", () => {
    const options = resolveOptions(storeOptions(), { production: false })
    const text = inspect(options, { depth: 10, showHidden: true }) + JSON.stringify([...options.accounts.values()])
    expect(text).toContain("SANDBOX-AHEXAMPLE")
    for (const piece of bodyOf(pemOf(rsaKeyPair().privateKey)).match(/.{1,32}/g) ?? [])
      expect(text).not.toContain(piece)
  })
})

describe("the schema of the options", () => {
  const schema = z.toJSONSchema(optionsSchema, { io: "input" }) as {
    properties: Record<string, { description?: string; enum?: string[] }>
    additionalProperties: boolean
  }

  it("is JSON Schema, for the manifest", () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema)
    expect(schema.additionalProperties).toBe(false)
    expect(() => z.toJSONSchema(optionsSchema)).not.toThrow()
    expect(() => z.toJSONSchema(accountSchema)).not.toThrow()
  })

  it("has every option of the contract, each explained", () => {
    const options = [
      ...["merchantId", "storeId", "publicKeyId", "privateKey", "keys", "region", "sandbox", "algorithm"],
      ...["ledgerCurrency", "checkoutLanguage", "backendUrl", "storefrontUrl", "returnTo", "accountPath"],
      ...["checkoutPath", "capture", "pendingAuthorizations"],
      ...["updateSetupOnly", "deliverySpecifications", "scopes", "merchantMetadata", "ipn", "retention", "endpoints"],
      ...["limits", "allowEndpointOverride", "accounts"],
    ]
    expect(Object.keys(schema.properties).sort()).toEqual(options.sort())
    for (const { description } of Object.values(schema.properties)) expect(description).toMatch(/\S/)
  })

  it("has every name of a region", () => {
    expect(schema.properties.region?.enum).toEqual(["na", "eu", "jp", "us", "de", "uk"])
  })
})

import fs from "node:fs"
import Ajv from "ajv/dist/2020"
import { buildManifest, MANIFEST_FILE, manifestText } from "../../scripts/manifest/build-manifest"

describe("medusa-plugin.json", () => {
  it("says what the sources say (run `npm run manifest` after changing them)", () => {
    expect(fs.readFileSync(MANIFEST_FILE, "utf8")).toBe(manifestText())
  })

  it("describes options in a JSON Schema that accepts a plain configuration and names a wrong one", () => {
    const validate = new Ajv({ strict: false }).compile(buildManifest().options)
    const plain = {
      merchantId: "A1",
      storeId: "amzn1.application-oa2-client.1",
      publicKeyId: "SANDBOX-1",
      region: "eu",
    }
    expect(validate(plain)).toBe(true)
    expect(validate({ ...plain, region: "mars" })).toBe(false)
    expect(validate({ ...plain, colour: "gold" })).toBe(false)
  })

  it("names who may call every route", () => {
    const { routes } = buildManifest()
    expect(routes.length).toBeGreaterThan(10)
    for (const route of routes) expect(route.audience).toMatch(/^(customer|buyer|admin|amazon-sns|buyer-browser)$/)
  })
})

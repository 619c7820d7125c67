import { spawnSync } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { buildManifest } from "../../scripts/manifest/build-manifest"
import { buildOpenApi, OPENAPI_FILE } from "../../scripts/openapi/build-openapi"
import type { OpenApiDocument, Operation, Schema } from "../../scripts/openapi/document"
import { OPERATION_IDS } from "../../scripts/openapi/operation-ids"
import { REFUSALS } from "../../src/modules/amazon-pay/errors"

const VALIDATOR = path.resolve("node_modules/@seriousme/openapi-schema-validator/bin/validate-api-cli.js")

/** What the validator says of a file. It is an ES module, and so a process of its own. */
function validated(file: string): object {
  const { stdout, stderr } = spawnSync(process.execPath, [VALIDATOR, file], { encoding: "utf8" })
  if (stderr) throw new Error(stderr)
  return JSON.parse(stdout) as object
}

describe("openapi.json", () => {
  let document: OpenApiDocument
  beforeAll(() => {
    document = buildOpenApi()
  })

  const operations = () => Object.values(document.paths).flatMap((methods) => Object.values(methods))

  const operationNamed = (operationId: string): Operation => {
    const found = operations().find((operation) => operation.operationId === operationId)
    if (!found) throw new Error(`There is no ${operationId}`)
    return found
  }

  /** Every object in the document, with where it is. */
  const objects = (node: unknown = document, at = "#"): [string, Schema][] => {
    if (typeof node !== "object" || node === null) return []
    const below = Object.entries(node).flatMap(([key, value]) => objects(value, `${at}/${key.replace(/\//g, "~1")}`))
    return Array.isArray(node) ? below : [[at, { ...node }], ...below]
  }

  it("says what the sources say (run `npm run openapi` after changing them)", () => {
    expect(JSON.parse(fs.readFileSync(OPENAPI_FILE, "utf8"))).toEqual(JSON.parse(JSON.stringify(document)))
  })

  it("is valid OpenAPI 3.1", () => {
    expect(validated(OPENAPI_FILE)).toEqual({ valid: true })
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "openapi-"))
    const broken = path.join(folder, "broken.json")
    fs.writeFileSync(broken, JSON.stringify({ ...document, info: { title: "without a version" } }))
    expect(validated(broken)).toMatchObject({ valid: false })
    fs.rmSync(folder, { recursive: true })
  })

  it("has every route of the manifest and no other, each with a name of its own", () => {
    const routes = buildManifest().routes.map(({ method, path }) => `${method} ${path}`)
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
    )
    expect(described.sort()).toEqual(routes.sort())
    expect(Object.keys(OPERATION_IDS).sort()).toEqual(routes)
    expect(new Set(operations().map(({ operationId }) => operationId)).size).toBe(routes.length)
  })

  it("leads every reference to something, and to everything it keeps some reference", () => {
    const places = new Set(objects().map(([at]) => at))
    const references = new Set(objects().flatMap(([, { $ref }]) => (typeof $ref === "string" ? $ref : [])))
    expect(references.size).toBeGreaterThan(50)
    expect([...references].filter((reference) => !places.has(reference))).toEqual([])
    const { schemas, responses, securitySchemes } = document.components
    const kept = [
      ...Object.keys(schemas).map((name) => `#/components/schemas/${name}`),
      ...Object.keys(responses).map((name) => `#/components/responses/${name}`),
    ]
    expect(kept.filter((place) => !references.has(place))).toEqual([])
    const named = new Set(operations().flatMap(({ security }) => security.flatMap((each) => Object.keys(each))))
    expect([...named].sort()).toEqual(Object.keys(securitySchemes).sort())
  })

  it("has no schema that says nothing", () => {
    const SAYS_SOMETHING = ["type", "$ref", "enum", "const", "oneOf", "anyOf"]
    const schemas = objects().filter(([at]) =>
      /\/(schema|items|schemas\/\w+|properties\/[^/]+|(?:any|one)Of\/\d+)$/.test(at),
    )
    expect(schemas.length).toBeGreaterThan(400)
    expect(schemas.filter(([, schema]) => !SAYS_SOMETHING.some((keyword) => keyword in schema))).toEqual([])
  })

  it("names each refusal at the routes that can give it", () => {
    const named = new Set(objects().flatMap(([at]) => /\/examples\/(\w+)$/.exec(at)?.[1] ?? []))
    const unnamed = Object.keys(REFUSALS).filter((code) => !named.has(code))
    /* Only carts and orders get these, through Medusa's payment module. */
    expect(unnamed).toEqual([
      "amount_not_payable",
      "currency_not_supported",
      "customer_required",
      "wallet_not_chargeable",
      "wallet_limit_reached",
      "payment_record_not_found",
      "payment_not_charged",
      "payment_already_charged",
      "payment_in_progress",
      "payment_outcome_unknown",
      "amazon_not_available",
      "amazon_refused",
      "charge_declined",
      "charge_not_capturable",
      "charge_captured",
      "refund_exceeds_charges",
      "checkout_not_of_this_payment",
    ])
    expect(Object.keys(operationNamed("StoreCompleteAmazonPayUpdate").responses)).toEqual([
      "200",
      "400",
      "401",
      "404",
      "413",
      "429",
      "500",
    ])
    expect(Object.keys(operationNamed("AdminRefreshAmazonPayWallet").responses)).toEqual([
      "200",
      "400",
      "401",
      "404",
      "413",
      "500",
      "502",
      "503",
    ])
    expect(Object.keys(operationNamed("ReceiveAmazonPayNotification").responses)).toEqual([
      "200",
      "400",
      "403",
      "413",
      "503",
    ])
  })

  it("tells answers of one route apart by their status, or by their shape", () => {
    const schemasOf = (operationId: string) =>
      Object.entries(operationNamed(operationId).responses)
        .filter(([status]) => Number(status) < 300)
        .map(([status, answer]) => [status, "content" in answer ? answer.content?.["application/json"]?.schema : null])
    expect(schemasOf("AdminCreateAmazonPayImport")).toEqual([
      ["200", { $ref: "#/components/schemas/ImportPreviewResponse" }],
      ["202", { $ref: "#/components/schemas/WalletImportResponse" }],
    ])
    expect(schemasOf("AdminListAmazonPayUpdates")).toEqual([
      [
        "200",
        {
          oneOf: [
            { $ref: "#/components/schemas/AdminUpdateCursorResponse" },
            { $ref: "#/components/schemas/AdminUpdateListResponse" },
          ],
        },
      ],
    ])
  })

  it("describes what a query takes, in the form it is written in", () => {
    const parameters = operationNamed("AdminListAmazonPayUpdates").parameters ?? []
    const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]))
    expect([...byName.keys()].sort()).toEqual(
      ["limit", "offset", "cursor", "customer_id", "wallet_id", "status", "update_type", "source", "initiated_by"]
        .concat(["q", "created_at"])
        .sort(),
    )
    expect(byName.get("status")).toMatchObject({ style: "form", explode: true, schema: { type: "array" } })
    expect(byName.get("created_at")).toMatchObject({ style: "deepObject", schema: { type: "object" } })
    expect(byName.get("limit")).toMatchObject({
      required: false,
      schema: { type: "integer", minimum: 1, maximum: 100 },
    })
    expect(byName.get("q")?.description).toMatch(/e-mail/)
    expect(operationNamed("ReturnFromAmazonPay").parameters?.map(({ name }) => name)).toEqual([
      "token",
      "amazonCheckoutSessionId",
    ])
  })

  it("asks for a body only where nothing can be done without one", () => {
    const required = operations().flatMap(({ operationId, requestBody }) => (requestBody?.required ? operationId : []))
    expect(required.sort()).toEqual([
      "AdminApproveAmazonPayTopic",
      "AdminAttachAmazonPayWallet",
      "AdminCreateAmazonPayImport",
      "AdminRejectAmazonPayTopic",
      "AdminReplayAmazonPayNotifications",
      "ReceiveAmazonPayNotification",
      "StoreCompleteAmazonPayUpdate",
      "StoreReturnFromAmazonPayCheckout",
      "StoreStartAmazonPayWalletUpdate",
    ])
  })
})

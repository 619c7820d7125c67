import { REGION_ALIASES, REGIONS, apiPath, basicTimestamp, canonicalRequest } from "../../../src/protocol"
import { signRequest, stringToSign, verifyPayloadSignature, type RequestToSign } from "../../../src/protocol"
import { rsaKeyPair } from "../support/keys"
import { requestVectors, vectorKey, type RequestVector } from "../support/vectors"

const { nodeSdk, compact } = requestVectors()
const { privateKey, publicKey } = rsaKeyPair()

function pathOf({ config, request }: RequestVector): string {
  return request.path ?? apiPath(request.resource ?? "", config.publicKeyId, config.sandbox ?? false)
}

const headersOf = (vector: RequestVector) => vector.headersSigned ?? vector.headersSentWithoutAuthorization ?? {}

describe("the published request vectors", () => {
  const vectors = [
    ...nodeSdk.map((vector) => ({ ...vector, from: "Amazon's Node SDK" })),
    ...compact.map((vector) => ({ ...vector, from: "the other SDKs" })),
  ]

  it.each(vectors)("$name of $from has the same canonical request", (vector) => {
    const { method, body } = vector.request
    expect(canonicalRequest({ method, path: pathOf(vector), body }, headersOf(vector))).toBe(vector.canonicalRequest)
  })

  it.each(vectors)("$name of $from has the same string to sign, and its signature is verified", (vector) => {
    const algorithm = vector.config.algorithm ?? "AMZN-PAY-RSASSA-PSS"
    expect(stringToSign(algorithm, vector.canonicalRequest)).toBe(vector.stringToSign)
    expect(verifyPayloadSignature(vector.canonicalRequest, vector.signature, vectorKey(), algorithm)).toBe(true)
  })

  it.each(nodeSdk)("$name goes to the same URL", (vector) => {
    const given = vector.config.region
    const region = REGION_ALIASES[given] ?? (given as "na" | "eu" | "jp")
    expect(`https://${REGIONS[region].apiHost}${pathOf(vector)}`).toBe(vector.url)
  })

  it.each(compact.filter(({ name }) => name !== "simulation-code-header" && name !== "create-refund"))(
    "$name is signed by us with exactly these headers",
    async (vector) => {
      const headers = headersOf(vector)
      const { method, body } = vector.request
      const ours = await signRequest(
        {
          method,
          path: pathOf(vector),
          body,
          host: headers["x-amz-pay-host"] ?? "",
          region: headers["x-amz-pay-region"] ?? "",
          date: new Date("2024-05-17T09:08:07Z"),
          algorithm: vector.config.algorithm ?? "AMZN-PAY-RSASSA-PSS",
        },
        { publicKeyId: vector.config.publicKeyId, privateKey },
      )
      const { authorization = "", ...others } = ours
      expect(others).toEqual(headers)
      expect(authorization).toContain(`SignedHeaders=${vector.signedHeaders}, `)
      const [, signature = ""] = /Signature=(.+)$/.exec(authorization) ?? []
      const algorithm = vector.config.algorithm ?? "AMZN-PAY-RSASSA-PSS"
      expect(verifyPayloadSignature(vector.canonicalRequest, signature, publicKey, algorithm)).toBe(true)
    },
  )
})

const request = (more: Partial<RequestToSign> = {}): RequestToSign => ({
  method: "POST",
  path: "/v2/checkoutSessions/x/complete",
  body: "{}",
  host: "pay-api.amazon.eu",
  region: "eu",
  date: new Date("2024-05-17T09:08:07.999Z"),
  algorithm: "AMZN-PAY-RSASSA-PSS-V2",
  ...more,
})

describe("a signed request", () => {
  it("names algorithm, key, headers and signature in its authorization", async () => {
    const { authorization } = await signRequest(request(), { publicKeyId: "SANDBOX-A", privateKey })
    expect(authorization).toMatch(
      /^AMZN-PAY-RSASSA-PSS-V2 PublicKeyId=SANDBOX-A, SignedHeaders=[a-z;-]+, Signature=[A-Za-z0-9+/]{342}==$/,
    )
  })

  it("signs the idempotency key when there is one", async () => {
    const headers = await signRequest(request({ idempotencyKey: "abc" }), { publicKeyId: "SANDBOX-A", privateKey })
    expect(headers["x-amz-pay-idempotency-key"]).toBe("abc")
    expect(headers.authorization).toContain(";x-amz-pay-idempotency-key;")
  })

  it("has no idempotency key when there is none", async () => {
    const headers = await signRequest(request(), { publicKeyId: "SANDBOX-A", privateKey })
    expect(headers).not.toHaveProperty("x-amz-pay-idempotency-key")
  })

  it("leaves the user agent out, so that a proxy may change it", async () => {
    const { authorization } = await signRequest(request(), { publicKeyId: "SANDBOX-A", privateKey })
    expect(authorization).not.toContain("user-agent")
  })

  it("writes the date in basic form and in UTC", () => {
    expect(basicTimestamp(new Date("2024-05-17T11:08:07.999+02:00"))).toBe("20240517T090807Z")
  })
})

const canonicalLines = (more: Partial<RequestToSign>) => canonicalRequest(request(more), {}).split("\n")

describe("the canonical request", () => {
  it.each([
    ["", "/"],
    ["/v2//a///b", "/v2/a/b"],
    ["/v2/a b", "/v2/a%20b"],
    ["/v2/a!'()*", "/v2/a%21%27%28%29%2A"],
    ["/v2/a~b-c_d.e", "/v2/a~b-c_d.e"],
    ["/v2/ü", "/v2/%C3%BC"],
  ])("writes the path %j as %j", (path, canonical) => {
    expect(canonicalLines({ path })[1]).toBe(canonical)
  })

  it.each([
    [{}, ""],
    [{ a: "1", b: "2" }, "a=1&b=2"],
    [{ b: "2", a: "1" }, "a=1&b=2"],
    [{ a: "x y&z" }, "a=x%20y%26z"],
    [{ "a-b": "1", a: "2" }, "a=2&a-b=1"],
  ] as [Record<string, string>, string][])("writes the query %j as %j", (query, canonical) => {
    expect(canonicalLines({ query })[2]).toBe(canonical)
  })

  it("sorts headers, trims their values and leaves single spaces", () => {
    const text = canonicalRequest(request(), { b: "  two   words ", a: "1" })
    expect(text).toContain("\na:1\nb:two words\n\na;b\n")
  })

  it.each([
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["{}", "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"],
  ])("ends with the hash of the body %j", (body, hash) => {
    expect(canonicalLines({ body }).at(-1)).toBe(hash)
  })
})

describe("the API path", () => {
  it.each([
    ["SANDBOX-A", true, "/v2/x"],
    ["SANDBOX-A", false, "/v2/x"],
    ["live-a", false, "/v2/x"],
    ["LIVEA", true, "/v2/x"],
    ["A1", true, "/sandbox/v2/x"],
    ["A1", false, "/live/v2/x"],
    ["ASANDBOX", false, "/live/v2/x"],
  ])("for key %s with sandbox %s is %s", (publicKeyId, sandbox, path) => {
    expect(apiPath("x", publicKeyId, sandbox)).toBe(path)
  })
})

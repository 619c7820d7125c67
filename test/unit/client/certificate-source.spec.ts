import { inspect } from "node:util"
import { createCertificateSource, type CertificateSourceOptions } from "../../../src/client/certificate-source"
import { makeCertificate, NOW, rootCertificate } from "../support/certificates"
import { failureOf } from "../support/client"
import { rsaKeyPair } from "../support/keys"
import {
  answer,
  cutOff,
  drip,
  hang,
  reset,
  startServer,
  type ScriptedServer,
  type Step,
} from "../support/scripted-server"
import { CERT_URL } from "../support/sns"

let server: ScriptedServer | undefined
afterEach(() => server?.close())

const URL_OF_SNS = new URL(CERT_URL)
const another = (name: string) => new URL(CERT_URL.replace(/0{32}/, name))
const good = answer(200, makeCertificate())
const expired = answer(200, makeCertificate({ notAfter: new Date(NOW.getTime() - 1000) }))

async function source(steps: [Step, ...Step[]], more: Partial<CertificateSourceOptions> = {}) {
  server = await startServer(...steps)
  const certificates = createCertificateSource({
    trustAnchors: [],
    baseUrl: server.url,
    now: () => NOW,
    timeoutMs: 200,
    ...more,
  })
  return { certificates, received: server.received }
}

describe("a good certificate", () => {
  it("is fetched once for fifty who want it at the same time", async () => {
    const { certificates, received } = await source([good])
    const keys = await Promise.all(Array.from({ length: 50 }, () => certificates.signingKey(URL_OF_SNS)))
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]?.equals(rsaKeyPair("sns").publicKey)).toBe(true)
    expect(received.map(({ url }) => url)).toEqual([URL_OF_SNS.pathname])
  })

  it("is fetched once for all who want it later", async () => {
    const { certificates, received } = await source([good])
    for (let time = 0; time < 5; time++) await certificates.signingKey(URL_OF_SNS)
    expect(received).toHaveLength(1)
  })

  it("is fetched again after a day", async () => {
    let now = NOW
    const lasting = answer(200, makeCertificate({ notAfter: new Date(NOW.getTime() + 30 * 86_400_000) }))
    const { certificates, received } = await source([lasting], { now: () => now })
    await certificates.signingKey(URL_OF_SNS)
    now = new Date(NOW.getTime() + 23 * 3_600_000)
    await certificates.signingKey(URL_OF_SNS)
    expect(received).toHaveLength(1)
    now = new Date(NOW.getTime() + 25 * 3_600_000)
    await certificates.signingKey(URL_OF_SNS)
    expect(received).toHaveLength(2)
  })

  it("is not used after its end, even if it was kept", async () => {
    let now = NOW
    const brief = answer(200, makeCertificate({ notAfter: new Date(NOW.getTime() + 60_000) }))
    const { certificates } = await source([brief], { now: () => now })
    await certificates.signingKey(URL_OF_SNS)
    now = new Date(NOW.getTime() + 120_000)
    await expect(certificates.signingKey(URL_OF_SNS)).rejects.toMatchObject({ code: "sns_refused" })
  })

  it("must chain to the trust anchors that are given", async () => {
    const trusting = await source([good], { trustAnchors: [rootCertificate()] })
    await expect(trusting.certificates.signingKey(URL_OF_SNS)).resolves.toBeDefined()
    await server?.close()
    const other = rootCertificate({ subject: "O", issuer: { name: "O", key: rsaKeyPair("other").privateKey } })
    const strict = await source([good], { trustAnchors: [other] })
    await expect(strict.certificates.signingKey(URL_OF_SNS)).rejects.toMatchObject({ code: "sns_refused" })
  })
})

describe("a host that", () => {
  const elsewhere = answer(302, "", { location: "http://127.0.0.1:1/evil.pem" })
  const fiveMegabytes = answer(200, "-----BEGIN CERTIFICATE-----\n" + "A".repeat(5 * 1024 * 1024))

  it.each<[string, Step]>([
    ["redirects", elsewhere],
    ["answers 403", answer(403, "<Error/>")],
    ["answers 404", answer(404)],
    ["answers 503", answer(503, "<html>")],
    ["answers 204", answer(204)],
    ["answers 203 with a certificate", answer(203, makeCertificate())],
    ["answers 404 with a certificate", answer(404, makeCertificate())],
    ["redirects with a certificate", answer(302, makeCertificate(), { location: "http://127.0.0.1:1/" })],
    ["answers HTML", answer(200, "<html>Sign in to this network</html>")],
    ["answers nothing", answer(200, "")],
    ["answers five megabytes", fiveMegabytes],
    ["drips", drip(200, "-----BEGIN CERTIFICATE-----")],
    ["hangs", hang],
    ["resets", reset],
    ["ends in the middle", cutOff(200, "-----BEGIN CERTIFICATE-----\nMIIB")],
  ])("%s makes the message wait, is not remembered, and is healed by the next message", async (_, step) => {
    const { certificates, received } = await source([step, good])
    const started = performance.now()
    const failure = await failureOf(certificates.signingKey(URL_OF_SNS))
    expect(failure).toMatchObject({ code: "sns_certificate_unavailable", retryable: true })
    expect(performance.now() - started).toBeLessThan(2_000)
    await expect(certificates.signingKey(URL_OF_SNS)).resolves.toBeDefined()
    expect(received).toHaveLength(2)
  })

  it("redirects is not followed", async () => {
    const target = await startServer(good)
    try {
      const { certificates } = await source([answer(302, "", { location: `${target.url}/x.pem` })])
      await failureOf(certificates.signingKey(URL_OF_SNS))
      expect(target.received).toEqual([])
    } finally {
      await target.close()
    }
  })

  it("fails fails all who waited for the same answer, with one request", async () => {
    const { certificates, received } = await source([answer(503), good])
    const waiting = Array.from({ length: 20 }, () => failureOf(certificates.signingKey(URL_OF_SNS)))
    expect(new Set((await Promise.all(waiting)).map(({ code }) => code))).toEqual(
      new Set(["sns_certificate_unavailable"]),
    )
    expect(received).toHaveLength(1)
  })

  it("answers within five seconds at the latest, by default", async () => {
    const { certificates } = await source([hang], { timeoutMs: undefined })
    const started = performance.now()
    await failureOf(certificates.signingKey(URL_OF_SNS))
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  it("tells nothing of its answer in the error", async () => {
    const { certificates } = await source([(request) => request.socket.end("SECRET-ANSWER\r\n\r\n")])
    expect(inspect(await failureOf(certificates.signingKey(URL_OF_SNS)), { depth: 10 })).not.toContain("SECRET")
  })
})

describe("a certificate that is refused", () => {
  it("is remembered for a minute, and then looked at again", async () => {
    let now = NOW
    const { certificates, received } = await source([expired, good], { now: () => now })
    const refusals = [
      await failureOf(certificates.signingKey(URL_OF_SNS)),
      await failureOf(certificates.signingKey(URL_OF_SNS)),
    ]
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: "sns_refused", retryable: false })
    expect(received).toHaveLength(1)
    now = new Date(NOW.getTime() + 61_000)
    await expect(certificates.signingKey(URL_OF_SNS)).resolves.toBeDefined()
    expect(received).toHaveLength(2)
  })

  it("is not held against another certificate of the same host", async () => {
    const { certificates } = await source([expired, good])
    await failureOf(certificates.signingKey(URL_OF_SNS))
    await expect(certificates.signingKey(another("abc"))).resolves.toBeDefined()
  })
})

describe("many different certificates", () => {
  it("are not all kept", async () => {
    const { certificates, received } = await source([good])
    for (let name = 0; name < 25; name++) await certificates.signingKey(another(`n${name}`))
    await certificates.signingKey(another("n0"))
    expect(received).toHaveLength(26)
    await certificates.signingKey(another("n24"))
    expect(received).toHaveLength(26)
  })

  it("are not all fetched at once", async () => {
    const { certificates, received } = await source([hang])
    const asked = Array.from({ length: 30 }, (_, name) => failureOf(certificates.signingKey(another(`n${name}`))))
    const failures = await Promise.all(asked)
    expect(failures.every(({ code }) => code === "sns_certificate_unavailable")).toBe(true)
    expect(received.length).toBeLessThanOrEqual(10)
  })
})

it("without a simulator the bytes come from the URL's own host, and from nowhere else", async () => {
  const fetched: string[] = []
  const fetchIt: typeof fetch = (input) => {
    fetched.push(String(input))
    return Promise.resolve(new Response(makeCertificate()))
  }
  const certificates = createCertificateSource({ trustAnchors: [], baseUrl: null, now: () => NOW, fetch: fetchIt })
  await certificates.signingKey(URL_OF_SNS)
  expect(fetched).toEqual([CERT_URL])
})

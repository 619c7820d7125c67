import { randomBytes } from "node:crypto"
import { setTimeout as delay } from "node:timers/promises"
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

function newClock() {
  let at = NOW.getTime()
  return { now: () => new Date(at), advance: (seconds: number) => void (at += seconds * 1000) }
}

const URL_OF_SNS = CERT_URL
const another = (name: string) => CERT_URL.replace(/0{32}/, name)
const pathOf = (url: string) => new URL(url).pathname
const good = answer(200, makeCertificate())
const lasting = answer(200, makeCertificate({ notAfter: new Date(NOW.getTime() + 30 * 86_400_000) }))
const expired = answer(200, makeCertificate({ notAfter: new Date(NOW.getTime() - 1000) }))

async function source(steps: [Step, ...Step[]], more: Partial<CertificateSourceOptions> = {}) {
  server = await startServer(...steps)
  const certificates = createCertificateSource({
    trustAnchors: [],
    baseUrl: server.url,
    now: () => NOW,
    timeoutMs: 5_000,
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
    expect(received.map(({ url }) => url)).toEqual([pathOf(URL_OF_SNS)])
  })

  it("is fetched once for all who want it later", async () => {
    const { certificates, received } = await source([good])
    for (let time = 0; time < 5; time++) await certificates.signingKey(URL_OF_SNS)
    expect(received).toHaveLength(1)
  })

  it("is fetched again after a day", async () => {
    let now = NOW
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
    ["answers 503", answer(503, "<html>")],
    ["answers 204", answer(204)],
    ["answers 203 with a certificate", answer(203, makeCertificate())],
    ["answers 410 with a certificate", answer(410, makeCertificate())],
    ["redirects with a certificate", answer(302, makeCertificate(), { location: "http://127.0.0.1:1/" })],
    ["answers HTML", answer(200, "<html>Sign in to this network</html>")],
    ["answers nothing", answer(200, "")],
    ["answers five megabytes", fiveMegabytes],
    ["drips", drip(200, "-----BEGIN CERTIFICATE-----")],
    ["hangs", hang],
    ["resets", reset],
    ["ends in the middle", cutOff(200, "-----BEGIN CERTIFICATE-----\nMIIB")],
  ])("%s makes the message wait, is not remembered, and is healed by the next message", async (_, step) => {
    const { certificates, received } = await source([step, good], { timeoutMs: 1_000 })
    const started = performance.now()
    const failure = await failureOf(certificates.signingKey(URL_OF_SNS))
    expect(failure).toMatchObject({ code: "sns_certificate_unavailable", retryable: true })
    expect(performance.now() - started).toBeLessThan(4_000)
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

describe("a certificate that does not exist", () => {
  it.each([403, 404])(
    "(%d) costs nothing to ask for again, and is looked for again before SNS comes back",
    async (status) => {
      const clock = newClock()
      const { certificates, received } = await source([answer(status, makeCertificate()), good], { now: clock.now })
      for (let message = 0; message < 100; message++) {
        expect(await failureOf(certificates.signingKey(URL_OF_SNS))).toMatchObject({
          code: "sns_certificate_unavailable",
          retryable: true,
        })
      }
      expect(received).toHaveLength(1)
      clock.advance(16)
      await expect(certificates.signingKey(URL_OF_SNS)).resolves.toBeDefined()
      expect(received).toHaveLength(2)
    },
  )
})

describe("a host that keeps failing", () => {
  it("is asked less and less often for the same certificate", async () => {
    const clock = newClock()
    const { certificates, received } = await source([answer(503)], { now: clock.now })
    for (let second = 0; second < 60; second++) {
      for (let message = 0; message < 5; message++) await failureOf(certificates.signingKey(URL_OF_SNS))
      clock.advance(1)
    }
    expect(received).toHaveLength(7)
  })

  it("and gets well keeps nothing of it against anybody", async () => {
    const failedOnce = new Set<string | undefined>()
    const step: Step = (request, response) => {
      const again = failedOnce.has(request.url)
      failedOnce.add(request.url)
      return (again ? good : answer(503))(request, response)
    }
    const { certificates, received } = await source([step])
    for (let name = 0; name < 12; name++) {
      await failureOf(certificates.signingKey(another(`n${name}`)))
      await expect(certificates.signingKey(another(`n${name}`))).resolves.toBeDefined()
    }
    expect(received).toHaveLength(24)
  })
})

it("no more than twenty good certificates are kept", async () => {
  const { certificates, received } = await source([good])
  for (let name = 0; name < 25; name++) await certificates.signingKey(another(`n${name}`))
  await certificates.signingKey(another("n0"))
  expect(received).toHaveLength(26)
  await certificates.signingKey(another("n24"))
  expect(received).toHaveLength(26)
})

describe("who makes up names of certificates", () => {
  const OURS = another("a".repeat(32))
  const ROTATED = another("b".repeat(32))
  const madeUp = () => another(randomBytes(16).toString("hex"))

  /** SNS's host: two certificates, and nothing else. */
  async function host(clock = newClock()) {
    const step: Step = (request, response) => {
      const exists = [pathOf(OURS), pathOf(ROTATED)].includes(request.url ?? "")
      return (exists ? lasting : answer(403, "<Error/>"))(request, response)
    }
    const { certificates, received } = await source([step], { now: clock.now })
    const refused = async (url: string) =>
      expect(await failureOf(certificates.signingKey(url))).toMatchObject({
        code: "sns_certificate_unavailable",
        retryable: true,
      })
    const flood = async (count: number) => {
      for (let message = 0; message < count; message++) await refused(madeUp())
    }
    return { certificates, received, refused, flood, clock }
  }

  it("makes us fetch ten of them a minute, however many they are", async () => {
    const { received, flood, clock } = await host()
    await flood(10_000)
    expect(received).toHaveLength(10)
    clock.advance(59)
    await flood(100)
    expect(received).toHaveLength(10)
    clock.advance(2)
    await flood(10_000)
    expect(received).toHaveLength(20)
  })

  it("makes us fetch ten of them at the same time", async () => {
    const { certificates, received } = await source([hang], { timeoutMs: 5_000 })
    const failures = Array.from({ length: 1_000 }, () => failureOf(certificates.signingKey(madeUp())))
    while (received.length < 10) await delay(5)
    await server?.close()
    expect((await Promise.all(failures)).every(({ code }) => code === "sns_certificate_unavailable")).toBe(true)
    expect(received).toHaveLength(10)
  })

  it("does not touch a certificate in use, not even when it is fetched again after a day", async () => {
    const { certificates, received, flood, clock } = await host()
    await certificates.signingKey(OURS)
    await flood(1_000)
    await certificates.signingKey(OURS)
    expect(received).toHaveLength(11)
    clock.advance(25 * 3_600)
    await flood(1_000)
    await certificates.signingKey(OURS)
    expect(received).toHaveLength(22)
  })

  it("does not keep a new certificate out: its second message is accepted while they go on", async () => {
    const { certificates, received, refused, flood } = await host()
    await flood(1_000)
    await refused(ROTATED)
    await flood(4_000)
    await expect(certificates.signingKey(ROTATED)).resolves.toBeDefined()
    expect(received.filter(({ url }) => url === pathOf(ROTATED))).toHaveLength(1)
    expect(received).toHaveLength(11)
  })

  it("and repeats them gets five more, and keeps a new certificate out until a minute after", async () => {
    const { certificates, received, refused, clock } = await host()
    const names = Array.from({ length: 1_000 }, madeUp)
    for (let round = 0; round < 5; round++) for (const name of names) await refused(name)
    expect(received).toHaveLength(15)
    await refused(ROTATED)
    await refused(ROTATED)
    clock.advance(61)
    await expect(certificates.signingKey(ROTATED)).resolves.toBeDefined()
    expect(received).toHaveLength(16)
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

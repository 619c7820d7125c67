import { generateKeyPairSync } from "node:crypto"
import forge from "node-forge"
import { readSigningCertificate } from "../../../../src/protocol"
import { authority, makeCertificate, NOW, rootCertificate, type CertificateOptions } from "../../support/certificates"
import { pemOf, publicPemOf, rsaKeyPair } from "../../support/keys"

const DAY_MS = 86_400_000
const later = (days: number) => new Date(NOW.getTime() + days * DAY_MS)
const read = (pem: string, trustAnchors: string[] = []) => readSigningCertificate(pem, { now: NOW, trustAnchors })

describe("a signing certificate", () => {
  it("that is for SNS, in its dates and strong gives its key and its end", () => {
    const certificate = read(makeCertificate({ ca: false }))
    expect(certificate.publicKey.equals(rsaKeyPair("sns").publicKey)).toBe(true)
    expect(certificate.validUntil).toEqual(later(1))
  })

  it("needs no basic constraints", () => {
    expect(read(makeCertificate()).publicKey.asymmetricKeyType).toBe("rsa")
  })

  it("may be followed by its intermediates", () => {
    const bundle = makeCertificate() + rootCertificate()
    expect(read(bundle).publicKey.equals(rsaKeyPair("sns").publicKey)).toBe(true)
  })

  it("is read from its first to its last second", () => {
    expect(read(makeCertificate({ notBefore: NOW })).validUntil).toEqual(later(1))
    expect(read(makeCertificate({ notAfter: NOW })).validUntil).toEqual(NOW)
  })

  it("may have 64 kB with what comes with it, and no more", () => {
    const pem = makeCertificate().padEnd(64 * 1024)
    expect(read(pem).validUntil).toEqual(later(1))
    expect(() => read(`${pem} `)).toThrow(/too large/)
  })

  /** A certificate whose subject has exactly these parts. */
  function certificateOf(...subject: forge.pki.CertificateField[]): string {
    const certificate = forge.pki.createCertificate()
    certificate.serialNumber = "01"
    certificate.publicKey = forge.pki.publicKeyFromPem(publicPemOf(rsaKeyPair("sns").privateKey))
    certificate.validity.notBefore = later(-1)
    certificate.validity.notAfter = later(1)
    certificate.setSubject(subject)
    certificate.setIssuer([{ name: "commonName", value: authority().name }])
    certificate.sign(forge.pki.privateKeyFromPem(pemOf(authority().key, "pkcs1")), forge.md.sha256.create())
    return forge.pki.certificateToPem(certificate)
  }

  const named = { name: "commonName", value: "sns.amazonaws.com" }

  it("may name more than the service", () => {
    expect(read(certificateOf({ name: "organizationName", value: "Amazon.com, Inc." }, named)).validUntil).toEqual(
      later(1),
    )
  })

  it.each([
    ["two names", [named, { ...named, value: "evil.example" }]],
    ["SNS as its organization alone", [{ ...named, name: "organizationName" }]],
  ])("with %s is refused", (_, subject) => {
    expect(() => read(certificateOf(...subject))).toThrow(/for somebody else/)
  })

  const ec = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey

  it.each<[string, () => CertificateOptions, RegExp]>([
    ["expired", () => ({ notBefore: later(-9), notAfter: later(-1) }), /not valid at this time/],
    ["not valid yet", () => ({ notBefore: later(1), notAfter: later(9) }), /not valid at this time/],
    ["for another service", () => ({ subject: "lambda.amazonaws.com" }), /for somebody else/],
    ["for a longer name", () => ({ subject: "sns.amazonaws.com.evil.example" }), /for somebody else/],
    ["for the name in capitals", () => ({ subject: "SNS.AMAZONAWS.COM" }), /for somebody else/],
    [
      "for the name and a NUL",
      () => ({ subject: "sns.amazonaws.com\0.evil.example" }),
      /for somebody else|cannot be read/,
    ],
    ["of a CA", () => ({ ca: true }), /is a CA/],
    ["with a key of 1024 bits", () => ({ publicKey: rsaKeyPair("weak", { bits: 1024 }).publicKey }), /not RSA of 2048/],
    ["with exponent 3", () => ({ publicKey: rsaKeyPair("e3", { exponent: 3 }).publicKey }), /not RSA of 2048/],
    ["with an elliptic curve key", () => ({ publicKey: ec() }), /not RSA of 2048/],
    [
      "with a key for PSS alone",
      () => ({ publicKey: generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).publicKey }),
      /not RSA of 2048/,
    ],
    [
      "with a key of a kind nobody knows",
      () => ({ publicKeyDer: Buffer.from("300b300506032a030403020000", "hex") }),
      /key cannot be read|not RSA of 2048/,
    ],
    ["with an Ed25519 key", () => ({ publicKey: generateKeyPairSync("ed25519").publicKey }), /not RSA of 2048/],
  ])("that is %s is refused", (_, options, why) => {
    const pem = makeCertificate(options())
    expect(() => read(pem)).toThrow(
      expect.objectContaining({
        code: "sns_refused",
        reasonCode: "certificate",
        message: expect.stringMatching(why),
      }),
    )
  })

  it("with a modulus of zero is refused in a moment", () => {
    const zero = Buffer.from("301a300d06092a864886f70d0101010500030900300602010002010 3".replaceAll(" ", ""), "hex")
    const pem = makeCertificate({ publicKeyDer: zero })
    expectRefusedFast(pem)
  })

  it.each([
    ["nothing", ""],
    ["an HTML page", "<html>503</html>"],
    ["a public key", rsaKeyPair("sns").publicKey.export({ format: "pem", type: "spki" }).toString()],
    ["Base64 of nothing", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"],
    ["only a beginning", "-----BEGIN CERTIFICATE-----\nMIIB"],
  ])("is not %s", (_, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: "sns_refused" }))
  })

  /** The best of some tries: what else the machine does is not measured. */
  function fastest(read: () => unknown): number {
    const times = Array.from({ length: 5 }, () => {
      const started = performance.now()
      read()
      return performance.now() - started
    })
    return Math.min(...times)
  }

  function expectRefusedFast(pem: string, why?: RegExp): void {
    const message = why ? { message: expect.stringMatching(why) as string } : {}
    const refuse = () => expect(() => read(pem)).toThrow(expect.objectContaining({ code: "sns_refused", ...message }))
    expect(fastest(refuse)).toBeLessThan(50)
  }

  it("of one megabyte is refused in a moment", () => {
    expectRefusedFast(makeCertificate() + "A".repeat(1024 * 1024), /too large/)
  })

  it("behind thousands of beginnings is refused in a moment", () => {
    expectRefusedFast("-----BEGIN CERTIFICATE-----\nMIIB".repeat(1_900))
  })

  it("with an extension nested ten thousand times is refused or read in a moment", () => {
    let nested = Buffer.from("0500", "hex")
    for (let depth = 0; depth < 10_000; depth++) nested = Buffer.concat([derHeader(nested.length), nested])
    const pem = makeCertificate({ extensionBytes: nested })
    expect(pem.length).toBeLessThan(64 * 1024)
    const readOrRefuse = () => {
      try {
        expect(read(pem).publicKey.equals(rsaKeyPair("sns").publicKey)).toBe(true)
      } catch (error) {
        expect(error).toMatchObject({ code: "sns_refused" })
      }
    }
    expect(fastest(readOrRefuse)).toBeLessThan(50)
  })

  it("whose Base64 is ten thousand nested sequences is refused in a moment", () => {
    let nested = Buffer.from("0500", "hex")
    for (let depth = 0; depth < 10_000; depth++) nested = Buffer.concat([derHeader(nested.length), nested])
    expectRefusedFast(`-----BEGIN CERTIFICATE-----\n${nested.toString("base64")}\n-----END CERTIFICATE-----`)
  })
})

function derHeader(length: number): Buffer {
  if (length < 128) return Buffer.from([0x30, length])
  if (length < 256) return Buffer.from([0x30, 0x81, length])
  return Buffer.from([0x30, 0x82, length >> 8, length & 255])
}

describe("where trust anchors are given", () => {
  const intermediate = () => ({ name: "Test Intermediate", key: rsaKeyPair("intermediate").privateKey })
  const intermediateCertificate = (more: CertificateOptions = {}) =>
    makeCertificate({
      subject: intermediate().name,
      publicKey: rsaKeyPair("intermediate").publicKey,
      ca: true,
      ...more,
    })

  it("a certificate issued by one of them is accepted", () => {
    expect(read(makeCertificate(), [rootCertificate()]).validUntil).toEqual(later(1))
  })

  it("a certificate is accepted through the intermediate that came with it", () => {
    const pem = makeCertificate({ issuer: intermediate() }) + intermediateCertificate()
    expect(read(pem, [rootCertificate()]).validUntil).toEqual(later(1))
  })

  it("four intermediates are looked at, and no more", () => {
    const leaf = makeCertificate({ issuer: intermediate() })
    const behind = (others: number) => leaf + rootCertificate().repeat(others) + intermediateCertificate()
    expect(read(behind(3), [rootCertificate()]).validUntil).toEqual(later(1))
    expect(() => read(behind(4), [rootCertificate()])).toThrow(noChain)
  })

  it("the second of several anchors serves as well", () => {
    const other = rootCertificate({ subject: "Other", issuer: { name: "Other", key: rsaKeyPair("other").privateKey } })
    expect(read(makeCertificate(), [other, rootCertificate()]).validUntil).toEqual(later(1))
  })

  const noChain = /does not chain to a trust anchor/
  const notNow = /not valid at this time/

  it.each<[string, () => string, RegExp]>([
    ["without its intermediate", () => makeCertificate({ issuer: intermediate() }), noChain],
    [
      "issued by itself",
      () => makeCertificate({ issuer: { name: "sns.amazonaws.com", key: rsaKeyPair("sns").privateKey } }),
      noChain,
    ],
    [
      "with the issuer's name and another key",
      () => makeCertificate({ issuer: { name: "Test Root", key: rsaKeyPair("other").privateKey } }),
      noChain,
    ],
    [
      "issued by somebody who is no CA",
      () => makeCertificate({ issuer: intermediate() }) + intermediateCertificate({ ca: false }),
      noChain,
    ],
    [
      "issued by somebody without basic constraints",
      () => makeCertificate({ issuer: intermediate() }) + intermediateCertificate({ ca: undefined }),
      noChain,
    ],
    [
      "through an expired intermediate",
      () =>
        makeCertificate({ issuer: intermediate() }) +
        intermediateCertificate({ notBefore: later(-9), notAfter: later(-1) }),
      notNow,
    ],
    [
      "through an intermediate with a weak key",
      () =>
        makeCertificate({ issuer: { name: "Test Intermediate", key: rsaKeyPair("weak", { bits: 1024 }).privateKey } }) +
        intermediateCertificate({ publicKey: rsaKeyPair("weak", { bits: 1024 }).publicKey }),
      /not RSA of 2048/,
    ],
  ])("a certificate %s is refused", (_, make, why) => {
    const pem = make()
    expect(() => read(pem, [rootCertificate()])).toThrow(why)
  })

  it("an expired anchor vouches for nobody", () => {
    const anchor = rootCertificate({ notBefore: later(-9), notAfter: later(-1) })
    expect(() => read(makeCertificate(), [anchor])).toThrow(notNow)
  })

  it("intermediates that vouch for each other in a circle end in a refusal", () => {
    const a = { name: "A", key: rsaKeyPair("circle-a").privateKey }
    const b = { name: "B", key: rsaKeyPair("circle-b").privateKey }
    const circle =
      makeCertificate({ issuer: a }) +
      makeCertificate({ subject: "A", issuer: b, publicKey: rsaKeyPair("circle-a").publicKey, ca: true }) +
      makeCertificate({ subject: "B", issuer: a, publicKey: rsaKeyPair("circle-b").publicKey, ca: true })
    expect(() => read(circle, [rootCertificate()])).toThrow(noChain)
  })
})

import { sign, type KeyObject } from "node:crypto"
import forge from "node-forge"
import { pemOf, publicPemOf, rsaKeyPair } from "./keys"

export type CertificateOptions = {
  subject?: string
  issuer?: { name: string; key: KeyObject }
  publicKey?: KeyObject
  /** Any SubjectPublicKeyInfo in DER, for keys that no library would make. */
  publicKeyDer?: Buffer
  notBefore?: Date
  notAfter?: Date
  /** `undefined`: no basic constraints at all. */
  ca?: boolean
  extensionBytes?: Buffer
}

export const NOW = new Date("2026-06-01T12:00:00Z")
const DAY_MS = 86_400_000

export const authority = () => ({ name: "Test Root", key: rsaKeyPair("root").privateKey })

/** A certificate as SNS could have one, with one thing changed. */
export function makeCertificate(options: CertificateOptions = {}): string {
  const issuer = options.issuer ?? authority()
  const publicKey = options.publicKey ?? rsaKeyPair("sns").publicKey
  const certificate = forge.pki.createCertificate()
  certificate.serialNumber = "01"
  certificate.publicKey = forge.pki.publicKeyFromPem(publicPemOf(rsaKeyPair("sns").privateKey))
  certificate.validity.notBefore = options.notBefore ?? new Date(NOW.getTime() - DAY_MS)
  certificate.validity.notAfter = options.notAfter ?? new Date(NOW.getTime() + DAY_MS)
  certificate.setSubject([{ name: "commonName", value: options.subject ?? "sns.amazonaws.com" }])
  certificate.setIssuer([{ name: "commonName", value: issuer.name }])
  certificate.setExtensions([
    ...(options.ca === undefined ? [] : [{ name: "basicConstraints", cA: options.ca, critical: true }]),
    ...(options.extensionBytes ? [{ id: "1.2.3.4.5", value: options.extensionBytes.toString("binary") }] : []),
  ])
  certificate.sign(forge.pki.privateKeyFromPem(pemOf(issuer.key, "pkcs1")), forge.md.sha256.create())
  const der = options.publicKeyDer ?? publicKey.export({ format: "der", type: "spki" })
  return withPublicKey(certificate, der, issuer.key)
}

const PUBLIC_KEY_INDEX = 6

/** Puts another key into a certificate and signs it again. */
function withPublicKey(certificate: forge.pki.Certificate, publicKeyDer: Buffer, issuerKey: KeyObject): string {
  const { asn1 } = forge
  const whole = forge.pki.certificateToAsn1(certificate).value as forge.asn1.Asn1[]
  const [toBeSigned, algorithm] = whole as [forge.asn1.Asn1, forge.asn1.Asn1]
  const parts = toBeSigned.value as forge.asn1.Asn1[]
  parts[PUBLIC_KEY_INDEX] = asn1.fromDer(forge.util.createBuffer(publicKeyDer.toString("binary")))
  const bytes = Buffer.from(asn1.toDer(toBeSigned).getBytes(), "binary")
  const signature = sign("sha256", bytes, issuerKey).toString("binary")
  const bits = asn1.create(asn1.Class.UNIVERSAL, asn1.Type.BITSTRING, false, `\0${signature}`)
  const signed = asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, [toBeSigned, algorithm, bits])
  return pem(Buffer.from(asn1.toDer(signed).getBytes(), "binary"))
}

function pem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? []
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n")
}

/** The self-signed root that {@link makeCertificate} uses when nothing else is said. */
export function rootCertificate(more: CertificateOptions = {}): string {
  const { name, key } = authority()
  return makeCertificate({
    subject: name,
    issuer: { name, key },
    publicKey: rsaKeyPair("root").publicKey,
    ca: true,
    ...more,
  })
}

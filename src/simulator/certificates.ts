import { generateKeyPair, randomBytes } from "node:crypto"
import { promisify } from "node:util"
import forge from "node-forge"

/** A certificate with its private key, both PEM. */
export type Identity = Readonly<{ certificatePem: string; privateKeyPem: string; commonName: string }>

const DAY_MS = 86_400_000
const generate = promisify(generateKeyPair)

/** A new certificate authority, trusted by nobody but those who are told its certificate. */
export async function createCa(commonName: string): Promise<Identity> {
  const keys = await newKeys()
  const certificate = newCertificate(keys.publicKey, { subject: commonName, issuer: commonName, days: 3650 })
  certificate.setExtensions([
    { name: "basicConstraints", cA: true, critical: true },
    { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    { name: "subjectKeyIdentifier" },
  ])
  return signed(certificate, commonName, keys.privateKey, keys.privateKey)
}

/** A server's certificate under a CA. */
export async function issue(
  ca: Identity,
  { commonName, dnsNames, ips = [] }: { commonName: string; dnsNames: readonly string[]; ips?: readonly string[] },
): Promise<Identity> {
  const keys = await newKeys()
  const certificate = newCertificate(keys.publicKey, { subject: commonName, issuer: ca.commonName, days: 365 })
  const DNS_NAME = 2
  const IP_ADDRESS = 7
  certificate.setExtensions([
    { name: "basicConstraints", cA: false },
    { name: "keyUsage", digitalSignature: true, keyEncipherment: true, critical: true },
    { name: "extKeyUsage", serverAuth: true },
    {
      name: "subjectAltName",
      altNames: [
        ...dnsNames.map((value) => ({ type: DNS_NAME, value })),
        ...ips.map((ip) => ({ type: IP_ADDRESS, ip })),
      ],
    },
  ])
  return signed(certificate, commonName, keys.privateKey, ca.privateKeyPem)
}

async function newKeys(): Promise<{ publicKey: string; privateKey: string }> {
  return generate("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  })
}

function newCertificate(
  publicKeyPem: string,
  { subject, issuer, days }: { subject: string; issuer: string; days: number },
): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKeyPem)
  certificate.serialNumber = `01${randomBytes(15).toString("hex")}`
  certificate.validity.notBefore = new Date(Date.now() - DAY_MS)
  certificate.validity.notAfter = new Date(Date.now() + days * DAY_MS)
  certificate.setSubject([{ name: "commonName", value: subject }])
  certificate.setIssuer([{ name: "commonName", value: issuer }])
  return certificate
}

function signed(
  certificate: forge.pki.Certificate,
  commonName: string,
  privateKeyPem: string,
  signerPem: string,
): Identity {
  certificate.sign(forge.pki.privateKeyFromPem(signerPem), forge.md.sha256.create())
  return { certificatePem: forge.pki.certificateToPem(certificate), privateKeyPem, commonName }
}

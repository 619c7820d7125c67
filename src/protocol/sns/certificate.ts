import { X509Certificate, type KeyObject } from "node:crypto"
import forge from "node-forge"
import type { AmazonPayError } from "../errors"
import { snsRefused } from "./refusal"

const SUBJECT = "sns.amazonaws.com"
const MIN_MODULUS_BITS = 2048
const PUBLIC_EXPONENT = 65537n
const MAX_PEM_LENGTH = 64 * 1024
const MAX_CHAIN = 5
const PEM_BLOCK = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

export type SigningCertificate = Readonly<{ publicKey: KeyObject; validUntil: Date }>

/**
 * The public key of an SNS signing certificate, if the certificate is one: for sns.amazonaws.com, within its dates, RSA
 * of at least 2048 bits with exponent 65537, not a CA, and chained to a trust anchor where anchors are given. Signatures
 * are decided by node:crypto alone; node-forge only reads names.
 *
 * @param pem the leaf first, then intermediates if the host sends any
 * @param policy.trustAnchors PEM certificates; empty means the TLS connection to the SNS host is the anchor
 * @throws AmazonPayError `sns_refused`
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export function readSigningCertificate(
  pem: string,
  policy: { now: Date; trustAnchors: readonly string[] },
): SigningCertificate {
  if (pem.length > MAX_PEM_LENGTH) throw refused("the certificate is too large")
  const [leaf, ...intermediates] = parseChain(pem)
  if (!leaf) throw refused("there is no certificate")
  assertInDate(leaf, policy.now)
  if (leaf.ca) throw refused("the certificate is a CA")
  const publicKey = strongRsaKeyOf(leaf)
  if (commonNameOf(leaf) !== SUBJECT) throw refused("the certificate is for somebody else")
  if (policy.trustAnchors.length) assertChained(leaf, intermediates, policy)
  return { publicKey, validUntil: new Date(leaf.validTo) }
}

function parseChain(pem: string): X509Certificate[] {
  try {
    return (pem.match(PEM_BLOCK) ?? []).slice(0, MAX_CHAIN).map((block) => new X509Certificate(block))
  } catch {
    throw refused("the certificate cannot be read")
  }
}

function commonNameOf(certificate: X509Certificate): unknown {
  try {
    const der = forge.util.createBuffer(certificate.raw.toString("binary"))
    const names = forge.pki.certificateFromAsn1(forge.asn1.fromDer(der)).subject.attributes
    const common = names.filter(({ type }) => type === forge.pki.oids.commonName)
    return common.length === 1 ? common[0]?.value : undefined
  } catch {
    throw refused("the certificate cannot be read")
  }
}

function assertInDate(certificate: X509Certificate, now: Date): void {
  const from = Date.parse(certificate.validFrom)
  const to = Date.parse(certificate.validTo)
  if (!(from <= now.getTime() && now.getTime() <= to)) throw refused("a certificate is not valid at this time")
}

function strongRsaKeyOf(certificate: X509Certificate): KeyObject {
  const key = publicKeyOf(certificate)
  const { modulusLength = 0, publicExponent } = key.asymmetricKeyDetails ?? {}
  const isRsa = key.asymmetricKeyType === "rsa"
  if (isRsa && modulusLength >= MIN_MODULUS_BITS && publicExponent === PUBLIC_EXPONENT) return key
  throw refused("the certificate's key is not RSA of 2048 bits with exponent 65537")
}

function publicKeyOf(certificate: X509Certificate): KeyObject {
  try {
    return certificate.publicKey
  } catch {
    throw refused("the certificate's key cannot be read")
  }
}

function assertChained(
  leaf: X509Certificate,
  intermediates: readonly X509Certificate[],
  { now, trustAnchors }: { now: Date; trustAnchors: readonly string[] },
): void {
  const anchors = trustAnchors.map((anchor) => new X509Certificate(anchor))
  let current = leaf
  for (let depth = 0; depth <= MAX_CHAIN; depth++) {
    const anchor = anchors.find((candidate) => isIssuedBy(current, candidate))
    if (anchor) return assertInDate(anchor, now)
    const issuer = intermediates.find((candidate) => candidate !== current && isIssuedBy(current, candidate))
    if (!issuer) break
    assertInDate(issuer, now)
    strongRsaKeyOf(issuer)
    current = issuer
  }
  throw refused("the certificate does not chain to a trust anchor")
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}

function refused(why: string): AmazonPayError {
  return snsRefused("certificate", `Signing certificate refused: ${why}`)
}

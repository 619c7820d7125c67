import { LRUCache } from "lru-cache"
import type { KeyObject } from "node:crypto"
import { AmazonPayError } from "../protocol/errors"
import { readSigningCertificate, type SigningCertificate } from "../protocol/sns/certificate"
import { networkFailure } from "./network-failure"
import { readLimited } from "./read-limited"

/** Where the public keys of SNS come from. */
export type CertificateSource = Readonly<{
  /**
   * The key of a certificate whose URL has passed every check.
   *
   * @throws AmazonPayError `sns_certificate_unavailable` when it cannot be fetched now, `sns_refused` when it is no
   * certificate to trust
   */
  signingKey(url: URL): Promise<KeyObject>
}>

export type CertificateSourceOptions = {
  trustAnchors: readonly string[]
  /** Where the bytes are fetched from instead of the URL's own host, for the simulator. */
  baseUrl: string | null
  fetch?: typeof fetch
  now?: () => Date
  timeoutMs?: number
}

const MAX_CERTIFICATES = 20
const KEPT_FOR_MS = 24 * 3_600_000
const REFUSAL_KEPT_FOR_MS = 60_000
const MAX_BYTES = 64 * 1024
/** Different certificates that are fetched at the same time. SNS has one or two; more is somebody making us fetch. */
const MAX_IN_FLIGHT = 10

/**
 * Fetches each certificate once for any number of callers, keeps good ones (as parsed keys, until they expire) and
 * remembers refused ones for a minute. A failed fetch is not remembered.
 */
export function createCertificateSource(options: CertificateSourceOptions): CertificateSource {
  const { now = () => new Date() } = options
  const perf = { now: () => now().getTime() }
  const limits = { max: MAX_CERTIFICATES, perf, ttlResolution: 0 }
  const good = new LRUCache<string, SigningCertificate>({ ...limits, ttl: KEPT_FOR_MS })
  const refused = new LRUCache<string, AmazonPayError>({ ...limits, ttl: REFUSAL_KEPT_FOR_MS })
  const inFlight = new Map<string, Promise<SigningCertificate>>()

  async function load(url: URL): Promise<SigningCertificate> {
    const pem = await fetchPem(url, options)
    try {
      const certificate = readSigningCertificate(pem, { now: now(), trustAnchors: options.trustAnchors })
      good.set(url.href, certificate)
      return certificate
    } catch (error) {
      if (error instanceof AmazonPayError) refused.set(url.href, error)
      throw error
    }
  }

  function loadOnce(url: URL): Promise<SigningCertificate> {
    const flying = inFlight.get(url.href)
    if (flying) return flying
    if (inFlight.size >= MAX_IN_FLIGHT) return Promise.reject(unavailable("is asked for too many at once"))
    const flight = load(url).finally(() => inFlight.delete(url.href))
    inFlight.set(url.href, flight)
    return flight
  }

  return {
    async signingKey(url) {
      const known = good.get(url.href)
      if (known && known.validUntil > now()) return known.publicKey
      const refusal = refused.get(url.href)
      if (refusal) throw refusal
      return (await loadOnce(url)).publicKey
    },
  }
}

async function fetchPem(
  url: URL,
  { baseUrl, fetch: fetchIt = fetch, timeoutMs = 4_000 }: CertificateSourceOptions,
): Promise<string> {
  const from = baseUrl ? baseUrl + url.pathname : url.href
  try {
    const response = await fetchIt(from, { redirect: "manual", signal: AbortSignal.timeout(timeoutMs) })
    if (response.status !== 200) {
      await response.body?.cancel()
      throw unavailable(`answered ${response.status}`)
    }
    const pem = await readLimited(response, MAX_BYTES)
    if (pem === null) throw unavailable("answered too much")
    if (!pem.includes("-----BEGIN CERTIFICATE-----")) throw unavailable("did not answer a certificate")
    return pem
  } catch (error) {
    if (error instanceof AmazonPayError) throw error
    throw unavailable(`could not be reached in time (${networkFailure(error)})`)
  }
}

function unavailable(what: string): AmazonPayError {
  return new AmazonPayError("sns_certificate_unavailable", `The host of the signing certificate ${what}`)
}

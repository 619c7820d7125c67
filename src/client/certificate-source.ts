import { LRUCache } from "lru-cache"
import type { KeyObject } from "node:crypto"
import { AmazonPayError } from "../protocol/errors"
import { readSigningCertificate } from "../protocol/sns/certificate"
import { createFetchSlots } from "./fetch-slots"
import { networkFailure } from "./network-failure"
import { readLimited } from "./read-limited"

/** Where the public keys of SNS come from. */
export type CertificateSource = Readonly<{
  /**
   * The key of a certificate whose URL has passed every check; at once where it is kept.
   *
   * @throws AmazonPayError `sns_certificate_unavailable` when it cannot be fetched now, `sns_refused` when it is no
   * certificate to trust
   */
  signingKey(url: string): KeyObject | Promise<KeyObject>
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
const MAX_BYTES = 64 * 1024

type Kept = { publicKey: KeyObject; untilMs: number }

/**
 * Fetches each certificate once for any number of callers, and keeps good ones (as parsed keys, for a day, until they
 * expire). How many others are fetched is bounded, see {@link createFetchSlots}.
 */
export function createCertificateSource(options: CertificateSourceOptions): CertificateSource {
  const { now = () => new Date() } = options
  const good = new LRUCache<string, Kept>({ max: MAX_CERTIFICATES })
  const inFlight = new Map<string, Promise<KeyObject>>()
  const slots = createFetchSlots(() => now().getTime())

  async function load(url: string): Promise<KeyObject> {
    try {
      const pem = await fetchPem(url, options)
      const { publicKey, validUntil } = readSigningCertificate(pem, { now: now(), trustAnchors: options.trustAnchors })
      good.set(url, { publicKey, untilMs: Math.min(now().getTime() + KEPT_FOR_MS, validUntil.getTime()) })
      slots.succeed(url)
      return publicKey
    } catch (error) {
      slots.fail(url, error)
      throw error
    }
  }

  async function loadOnce(url: string): Promise<KeyObject> {
    const flying = inFlight.get(url)
    if (flying) return flying
    slots.begin(url, good.has(url))
    const flight = load(url).finally(() => inFlight.delete(url))
    inFlight.set(url, flight)
    return flight
  }

  return {
    signingKey(url) {
      const kept = good.get(url)
      return kept && kept.untilMs > now().getTime() ? kept.publicKey : loadOnce(url)
    },
  }
}

async function fetchPem(
  url: string,
  { baseUrl, fetch: fetchIt = fetch, timeoutMs = 4_000 }: CertificateSourceOptions,
): Promise<string> {
  const from = baseUrl ? baseUrl + new URL(url).pathname : url
  try {
    const response = await fetchIt(from, { redirect: "manual", signal: AbortSignal.timeout(timeoutMs) })
    if (response.status !== 200) {
      await response.body?.cancel()
      throw unavailable(`answered ${response.status}`, response.status)
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

function unavailable(what: string, status?: number): AmazonPayError {
  return new AmazonPayError("sns_certificate_unavailable", `The host of the signing certificate ${what}`, { status })
}

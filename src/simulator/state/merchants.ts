import { createPublicKey, type KeyObject } from "node:crypto"
import { SIMULATOR_REGIONS, type SimulatorRegion } from "../regions"
import { check, list, object, oneOf, optional, record, text } from "../schema"

export const ENVIRONMENTS = ["sandbox", "live"] as const
export type Environment = (typeof ENVIRONMENTS)[number]

/** A merchant account as one registers it at Amazon. */
export type MerchantSetup = {
  merchantId: string
  storeIds: readonly string[]
  /** SPKI PEM by publicKeyId. Ids may begin with `SANDBOX-` or `LIVE-`. */
  publicKeys: Readonly<Record<string, string>>
  region: SimulatorRegion
  /** Where SNS messages for this merchant are POSTed. */
  ipnUrl?: string
  /** Default "1", which is SNS's default. */
  snsSignatureVersion?: "1" | "2"
}

export type Merchant = Readonly<{
  merchantId: string
  storeIds: ReadonlySet<string>
  keys: ReadonlyMap<string, KeyObject>
  region: SimulatorRegion
  ipnUrl: string | null
  snsSignatureVersion: "1" | "2"
}>

export type Merchants = Readonly<{
  /** Adds a merchant, or replaces the one of this id. */
  add(setup: MerchantSetup): Merchant
  get(merchantId: string): Merchant | undefined
  byPublicKeyId(publicKeyId: string): Merchant | undefined
  setIpnUrl(merchantId: string, url: string | null): Merchant
  list(): Merchant[]
}>

/** A merchant as a caller registers one. */
export const merchantSetup = object({
  merchantId: text({ pattern: /^[A-Za-z0-9]{1,64}$/ }),
  storeIds: list(text()),
  publicKeys: record(text()),
  region: oneOf(SIMULATOR_REGIONS),
  ipnUrl: optional(text()),
  snsSignatureVersion: optional(oneOf(["1", "2"])),
})

export function createMerchants(): Merchants {
  const merchants = new Map<string, Merchant>()

  function byPublicKeyId(publicKeyId: string): Merchant | undefined {
    return [...merchants.values()].find(({ keys }) => keys.has(publicKeyId))
  }

  function required(merchantId: string): Merchant {
    const merchant = merchants.get(merchantId)
    if (merchant) return merchant
    throw new TypeError(`There is no merchant ${merchantId}; add it with addMerchant first`)
  }

  return {
    byPublicKeyId,
    get: (merchantId) => merchants.get(merchantId),
    list: () => [...merchants.values()],
    add(given) {
      const read = check(merchantSetup, given, "merchant")
      for (const id of Object.keys(read.publicKeys)) {
        const owner = byPublicKeyId(id)
        if (owner && owner.merchantId !== read.merchantId) {
          throw new TypeError(`publicKeyId ${id} already belongs to merchant ${owner.merchantId}`)
        }
      }
      const merchant: Merchant = {
        merchantId: read.merchantId,
        storeIds: new Set(read.storeIds),
        keys: new Map(Object.entries(read.publicKeys).map(([id, pem]) => [id, readPublicKey(id, pem)])),
        region: read.region,
        ipnUrl: read.ipnUrl === undefined ? null : checkedUrl(read.ipnUrl),
        snsSignatureVersion: read.snsSignatureVersion ?? "1",
      }
      merchants.set(merchant.merchantId, merchant)
      return merchant
    },
    setIpnUrl(merchantId, url) {
      const merchant = { ...required(merchantId), ipnUrl: url === null ? null : checkedUrl(url) }
      merchants.set(merchantId, merchant)
      return merchant
    },
  }
}

/** The environment a key is for by its name; `null` for a key without prefix, which names the environment in the path. */
export function keyEnvironment(publicKeyId: string): Environment | null {
  const upper = publicKeyId.toUpperCase()
  if (upper.startsWith("SANDBOX")) return "sandbox"
  return upper.startsWith("LIVE") ? "live" : null
}

function readPublicKey(publicKeyId: string, pem: string): KeyObject {
  if (pem.includes("PRIVATE KEY")) throw new TypeError(`${publicKeyId}: give Amazon the public key, never the private`)
  const key = createPublicKey(pem)
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (key.asymmetricKeyType === "rsa" && bits >= 2048) return key
  throw new TypeError(`${publicKeyId}: Amazon Pay takes RSA public keys of 2048 bits or more`)
}

function checkedUrl(url: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url
  throw new TypeError(`${url} is not an http or https URL`)
}

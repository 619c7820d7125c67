import { createPublicKey } from "node:crypto"
import { readFile } from "node:fs/promises"
import type { MerchantAccount, ResolvedOptions } from "../../options/resolved"
import type { MerchantSetup, SimulatorRegion } from "../../simulator"
import { CommandFailure } from "../failure"

/** A merchant as it is given on the command line. */
export type MerchantFlags = {
  merchantId?: string
  storeId?: string
  publicKeyId?: string
  /** Path of the public key's PEM file. */
  publicKey?: string
  region: SimulatorRegion
  ipnUrl?: string
}

const NEEDED = { merchantId: "--merchant-id", storeId: "--store-id", publicKeyId: "--public-key-id" } as const

/** @throws CommandFailure naming the flags that are missing, or the file that cannot be read */
export async function merchantOfFlags(flags: MerchantFlags): Promise<MerchantSetup> {
  const { merchantId, storeId, publicKeyId, publicKey, region, ipnUrl } = flags
  if (!merchantId || !storeId || !publicKeyId || !publicKey) {
    const missing = [...Object.entries(NEEDED), ["publicKey", "--public-key"] as const]
      .filter(([name]) => !flags[name as keyof MerchantFlags])
      .map(([, flag]) => flag)
    throw new CommandFailure(`A merchant on the command line needs ${missing.join(", ")} as well.`)
  }
  const pem = await readFile(publicKey, "utf8").catch((error: unknown) => {
    throw new CommandFailure(`The public key ${publicKey} cannot be read. Check the path.`, { cause: error })
  })
  return {
    merchantId,
    storeIds: [storeId],
    publicKeys: { [publicKeyId]: pem },
    region,
    ...(ipnUrl !== undefined && { ipnUrl }),
  }
}

/** Every account of a store, as Amazon would know it: with public keys only. */
export function merchantsOfStore({ accounts, backendUrl }: ResolvedOptions): MerchantSetup[] {
  const merchants = new Map<string, MerchantSetup>()
  for (const account of accounts.values()) {
    const known = merchants.get(account.merchantId)
    merchants.set(account.merchantId, {
      merchantId: account.merchantId,
      storeIds: [...new Set([...(known?.storeIds ?? []), account.storeId])],
      publicKeys: { ...known?.publicKeys, ...publicKeysOf(account) },
      region: account.region,
      ipnUrl: `${backendUrl}/hooks/amazon-pay/ipn`,
    })
  }
  return [...merchants.values()]
}

function publicKeysOf({ keys }: MerchantAccount): Record<string, string> {
  const pairs = keys.map(({ publicKeyId, privateKey }) => {
    const pem = createPublicKey(privateKey).export({ type: "spki", format: "pem" })
    return [publicKeyId, pem.toString()] as const
  })
  return Object.fromEntries(pairs)
}

import type { AmazonPayOptions } from "../../../src"
import type { MerchantAccount } from "../../../src/options/resolved"
import { resolveOptions } from "../../../src/options/resolve"
import { pemOf, rsaKeyPair } from "./keys"
import { STORE_ID } from "./samples"

/** Options of a store that can start, with something changed. */
export function storeOptions(more: Partial<AmazonPayOptions> = {}): AmazonPayOptions {
  return {
    merchantId: "A1EXAMPLEMERCH",
    storeId: STORE_ID,
    publicKeyId: "SANDBOX-AHEXAMPLE",
    privateKey: pemOf(rsaKeyPair().privateKey),
    region: "eu",
    sandbox: true,
    backendUrl: "https://api.shop.example",
    storefrontUrl: "https://shop.example",
    ...more,
  }
}

/** The resolved account of such a store. */
export function merchantAccount(more: Partial<AmazonPayOptions> = {}): MerchantAccount {
  const [account] = resolveOptions(storeOptions(more), { production: false }).accounts.values()
  if (!account) throw new Error("There is no account")
  return account
}

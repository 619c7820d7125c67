import type { InitCheckoutOptions } from "../contracts"
import { WalletUpdateError } from "./failure"

/** What Amazon's `checkout.js` puts on the page, as far as it is used here. */
export type AmazonPay = {
  /** Sends the buyer to Amazon's hosted page. Throws *strings* for arguments it does not like. */
  initCheckout(options: InitCheckoutOptions): void
}

declare global {
  interface Window {
    amazon?: { Pay?: AmazonPay }
  }
}

export type LoadScriptOptions = {
  /** How long the script may take, in milliseconds; 20 s by default. */
  timeoutMs?: number
  /** For pages whose Content-Security-Policy allows scripts by nonce. */
  nonce?: string
}

export const DEFAULT_TIMEOUT_MS = 20_000

const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])$/

/** One load for each script, shared by everybody on the page. */
const loads = new Map<string, Promise<AmazonPay>>()

/**
 * Loads Amazon's script of one region, once for each URL; a failed load is forgotten, so the next call tries again.
 * Call it early with a known `script_url` to save the buyer the wait.
 *
 * @param url an https URL, or http on this machine (the simulator)
 * @returns the `amazon.Pay` of that region
 * @throws WalletUpdateError `script_refused`, `script_blocked`, `script_timeout`
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/steps-to-integrate-with-amazon-pay-hosted-update-page.html step 1
 */
export function loadCheckoutScript(url: string, options: LoadScriptOptions = {}): Promise<AmazonPay> {
  const src = trustedScriptUrl(url)
  if (!src) return Promise.reject(new WalletUpdateError("script_refused", url))
  const known = loads.get(src)
  if (known) return known
  const load = insertScript(src, options)
  loads.set(src, load)
  load.catch(() => loads.delete(src))
  return load
}

function trustedScriptUrl(value: string): string | null {
  try {
    const { protocol, hostname, username, password, href } = new URL(value)
    const trusted = protocol === "https:" || (protocol === "http:" && LOCAL_HOST.test(hostname))
    return trusted && !username && !password ? href : null
  } catch {
    return null
  }
}

function insertScript(src: string, { timeoutMs = DEFAULT_TIMEOUT_MS, nonce }: LoadScriptOptions): Promise<AmazonPay> {
  const already = amazonPay()
  if (already && Array.from(document.scripts).some((script) => script.src === src)) return Promise.resolve(already)
  return new Promise((resolve, reject) => {
    const script = document.createElement("script")
    const fail = (error: WalletUpdateError) => {
      clearTimeout(timer)
      script.remove()
      reject(error)
    }
    const timer = setTimeout(() => fail(new WalletUpdateError("script_timeout", src)), timeoutMs)
    script.onerror = () => fail(new WalletUpdateError("script_blocked", src))
    script.onload = () => {
      // Taken now: a page with wallets of two regions loads two scripts, and each must get its own.
      const pay = amazonPay()
      if (!pay) return fail(new WalletUpdateError("script_blocked", src))
      clearTimeout(timer)
      resolve(pay)
    }
    script.async = true
    if (nonce) script.nonce = nonce
    script.src = src
    document.head.append(script)
  })
}

function amazonPay(): AmazonPay | null {
  const pay = window.amazon?.Pay
  return typeof pay?.initCheckout === "function" ? pay : null
}

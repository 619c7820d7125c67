/**
 * The environment that the id of a public key names, or `null` for a key that serves both. Amazon's SDKs look at nothing
 * but the beginning of the id.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/environment-specific-keys.html
 */
export function environmentOfKey(publicKeyId: string): "sandbox" | "live" | null {
  const id = publicKeyId.toUpperCase()
  if (id.startsWith("SANDBOX")) return "sandbox"
  return id.startsWith("LIVE") ? "live" : null
}

/**
 * The absolute API path of a resource. Keys whose id names an environment need no environment in the path.
 *
 * @param resource without a leading slash, e.g. `checkoutSessions/<id>`
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/environment-specific-keys.html
 */
export function apiPath(resource: string, publicKeyId: string, sandbox: boolean): string {
  if (environmentOfKey(publicKeyId)) return `/v2/${resource}`
  return `/${sandbox ? "sandbox" : "live"}/v2/${resource}`
}

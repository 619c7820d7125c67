/**
 * The absolute API path of a resource. Keys whose id names an environment need no environment in the path.
 *
 * @param resource without a leading slash, e.g. `checkoutSessions/<id>`
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/environment-specific-keys.html
 */
export function apiPath(resource: string, publicKeyId: string, sandbox: boolean): string {
  if (/^(live|sandbox)/i.test(publicKeyId)) return `/v2/${resource}`
  return `/${sandbox ? "sandbox" : "live"}/v2/${resource}`
}

const LOCAL = new Set(["localhost", "127.0.0.1", "[::1]"])

export function withoutTrailingSlash(url: string): string {
  return url.replace(/\/+$/, "")
}

/** A checked base URL as every browser reads it, without a trailing slash. */
export function normalBaseUrl(value: string): string {
  return withoutTrailingSlash(new URL(value).href)
}

/**
 * Why a URL cannot be the base of links, or `null`. Amazon allows http for return URLs in the sandbox only.
 *
 * @param sandbox whether every account is a sandbox account
 */
export function baseUrlProblem(value: string, sandbox: boolean): string | null {
  if (!URL.canParse(value)) return "is not a URL"
  const url = new URL(value)
  if (url.protocol !== "https:" && url.protocol !== "http:") return "must be an https URL"
  if (url.protocol === "http:" && !sandbox && !LOCAL.has(url.hostname))
    return "must be https: only the sandbox allows http"
  if (url.username || url.password) return "must not contain a user name or password"
  if (/[?#]/.test(value)) return "must not contain a query or a fragment"
  return null
}

/** Why a text cannot be a path on the storefront, or `null`. */
export function storefrontPathProblem(path: string): string | null {
  const plain =
    /^(\/[A-Za-z0-9._~-]+)+\/?$/.test(path) && !path.split("/").some((part) => part === "." || part === "..")
  return plain ? null : "must be a path like /account/amazon-pay: letters, digits, dots, dashes and single slashes"
}

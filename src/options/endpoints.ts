import type { RegionFacts } from "../protocol/regions"
import type { Endpoints } from "./resolved"
import type { AccountOptions } from "./schema"
import { normalBaseUrl } from "./urls"

type EndpointOptions = AccountOptions["endpoints"]

/** Why endpoints cannot be overridden like this; paths begin with a dot. */
export function endpointProblems(
  endpoints: EndpointOptions,
  { allowed }: { allowed: boolean },
): { path: string; message: string }[] {
  const given = Object.entries(endpoints ?? {}).filter(([, url]) => url !== undefined)
  if (!given.length) return []
  if (!allowed) {
    return [{ path: "", message: "cannot change in production, except with sandbox and allowEndpointOverride" }]
  }
  return given.flatMap(([name, url]) => {
    const message = urlProblem(url, { query: name === "checkoutScript" })
    return message ? [{ path: `.${name}`, message }] : []
  })
}

function urlProblem(value: string, allowed: { query: boolean }): string | null {
  if (!URL.canParse(value)) return "is not a URL"
  const url = new URL(value)
  if (!/^https?:$/.test(url.protocol)) return "is not an http or https URL"
  if (url.username || url.password) return "must not contain a user name or password"
  return !allowed.query && /[?#]/.test(value) ? "must not contain a query or a fragment" : null
}

/** Amazon's own hosts, or what was given instead. */
export function resolveEndpoints(endpoints: EndpointOptions, region: RegionFacts): Endpoints {
  return {
    payApi: baseOrNull(endpoints?.payApi) ?? `https://${region.apiHost}`,
    checkoutScript: endpoints?.checkoutScript ?? region.scriptUrl,
    snsCertificates: baseOrNull(endpoints?.snsCertificates),
    sns: endpoints?.sns ?? null,
  }
}

/** `null` also for what was refused: then nobody gets to see the result. */
function baseOrNull(url: string | undefined): string | null {
  return url !== undefined && URL.canParse(url) ? normalBaseUrl(url) : null
}

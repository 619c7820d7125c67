import type { RegionFacts } from "../protocol/regions"
import type { Endpoints } from "./resolved"
import type { AccountOptions } from "./schema"
import { withoutTrailingSlash } from "./urls"

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
  return given
    .filter(([, url]) => !isHttpUrl(url))
    .map(([name]) => ({ path: `.${name}`, message: "is not an http or https URL" }))
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}

/** Amazon's own hosts, or what was given instead. */
export function resolveEndpoints(endpoints: EndpointOptions, region: RegionFacts): Endpoints {
  return {
    payApi: withoutTrailingSlash(endpoints?.payApi ?? `https://${region.apiHost}`),
    checkoutScript: endpoints?.checkoutScript ?? region.scriptUrl,
    snsCertificates: endpoints?.snsCertificates ? withoutTrailingSlash(endpoints.snsCertificates) : null,
    sns: endpoints?.sns ?? null,
  }
}

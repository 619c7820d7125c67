import { networkFailure } from "../../client/network-failure"
import type { ResolvedOptions } from "../../options/resolved"
import { ok, warning, wrong, type Finding } from "./finding"

const PATIENCE_MS = 8_000
/** OpenSSL's and Node's codes, e.g. `DEPTH_ZERO_SELF_SIGNED_CERT`, `UNABLE_TO_VERIFY_LEAF_SIGNATURE`. */
const CERTIFICATE = /CERT|LEAF_SIGNATURE/

/**
 * Sends to the store's own notification endpoint what is no notification, and looks who refuses it. That Amazon reaches
 * it too cannot be seen from here.
 */
export async function checkIpnEndpoint({ backendUrl }: Pick<ResolvedOptions, "backendUrl">): Promise<Finding> {
  const url = `${backendUrl}/hooks/amazon-pay/ipn`
  try {
    const response = await fetch(url, {
      method: "POST",
      body: "amazon-pay doctor",
      headers: { "content-type": "text/plain; charset=UTF-8" },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    await response.body?.cancel()
    return findingOf(url, response.status)
  } catch (error) {
    return notReached(url, error)
  }
}

function findingOf(url: string, status: number): Finding {
  if (status === 400 || status === 503) {
    return ok("ipn_endpoint", `${url} answers from here. Enter it at Amazon: Settings, Integration Settings.`)
  }
  if (status >= 300 && status < 400) {
    return wrong("ipn_endpoint", `${url} redirects, and SNS does not follow.`, {
      fix: "Set backendUrl to the address that it redirects to.",
    })
  }
  if (status === 401 || status === 403) {
    return wrong("ipn_endpoint", `${url} is closed (${status}): something in front of the store asks who is there.`, {
      fix: "Let POST /hooks/amazon-pay/ipn pass without a password; every message is verified by its signature.",
    })
  }
  return wrong("ipn_endpoint", `${url} is not the store's endpoint: it answers ${status}.`, {
    fix: "Check that backendUrl is the address of the Medusa server, that the plugin is in its config, and that a proxy hands /hooks on.",
  })
}

function notReached(url: string, error: unknown): Finding {
  const why = networkFailure(error)
  if (CERTIFICATE.test(why)) {
    return wrong("ipn_endpoint", `The certificate of ${url} is not trusted.`, {
      fix: "Amazon takes only certificates of public authorities. Renew it, or send its whole chain.",
    })
  }
  const what = why === "timeout" ? "does not answer in time" : "cannot be reached from here"
  return warning("ipn_endpoint", `${url} ${what}.`, {
    fix: "Start the store and run this again. On a machine of your own Amazon needs a tunnel; behind a firewall open the port. Until then changes at Amazon are found once a day.",
  })
}

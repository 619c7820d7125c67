import { AmazonPayError } from "../protocol/errors"
import { networkFailure } from "./network-failure"

/**
 * Confirms a subscription at SNS.
 *
 * @param url built by us from the verified topic and token
 * @throws AmazonPayError `unavailable` when SNS cannot be asked now, `request_refused` when it says no
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
 */
export async function confirmSubscription(url: URL, timeoutMs = 5_000): Promise<void> {
  const status = await getStatus(url, timeoutMs)
  if (status === 200) return
  const code = status >= 500 || status === 429 ? "unavailable" : "request_refused"
  throw new AmazonPayError(code, `SNS answered ${status} to the confirmation of a subscription`, { status })
}

async function getStatus(url: URL, timeoutMs: number): Promise<number> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(timeoutMs) })
    await response.body?.cancel()
    return response.status
  } catch (error) {
    const why = networkFailure(error)
    throw new AmazonPayError("unavailable", `SNS could not be reached to confirm a subscription (${why})`)
  }
}

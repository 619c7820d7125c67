import type { SnsEnvelope } from "./envelope"
import { snsRefused } from "./refusal"
import type { TopicArn } from "./topic"

const FILE = /^\/SimpleNotificationService-[A-Za-z0-9]{1,128}\.pem$/

/**
 * The URL of the signing certificate, if it is the only one it may be: on the SNS host of the topic's own region. AWS's
 * own pattern for hosts is wider and fits storage buckets; it is not used. The URL is compared as text, so nothing a URL
 * parser would normalise gets through.
 *
 * @throws AmazonPayError `sns_refused`
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export function certificateUrl(envelope: Pick<SnsEnvelope, "SigningCertURL">, topic: TopicArn): string {
  const url = envelope.SigningCertURL
  if (url.startsWith(topic.origin) && FILE.test(url.slice(topic.origin.length))) return url
  throw snsRefused("certificate", "SigningCertURL is not on the SNS host of the topic's region")
}

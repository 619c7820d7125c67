import { randomUUID } from "node:crypto"
import type { Answer } from "../answer"
import type { World } from "../world"
import type { SnsAuthority } from "./authority"

/** The certificate that signed the messages. */
export function certificateAnswer(authority: SnsAuthority, path: string): Answer {
  if (path !== authority.certificatePath) return xml(403, errorXml("AccessDenied", "Access Denied"))
  return { status: 200, headers: { "content-type": "application/octet-stream" }, body: authority.certificatePem }
}

/**
 * `?Action=ConfirmSubscription&TopicArn=..&Token=..`, as SNS takes it.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
 */
export function snsAnswer(world: World, query: URLSearchParams): Answer {
  if (query.get("Action") !== "ConfirmSubscription") {
    return xml(400, errorXml("InvalidAction", "The only action here is ConfirmSubscription"))
  }
  const outcome = world.notifications.confirm(query.get("TopicArn") ?? "", query.get("Token") ?? "")
  if (!outcome.ok) return xml(outcome.status, errorXml(outcome.code, outcome.message))
  return xml(
    200,
    `<ConfirmSubscriptionResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ConfirmSubscriptionResult>` +
      `<SubscriptionArn>${outcome.subscriptionArn}</SubscriptionArn></ConfirmSubscriptionResult>` +
      `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></ConfirmSubscriptionResponse>`,
  )
}

function errorXml(code: string, message: string): string {
  return (
    `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code>` +
    `<Message>${message}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`
  )
}

function xml(status: number, body: string): Answer {
  return { status, headers: { "content-type": "text/xml" }, body }
}

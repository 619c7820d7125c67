import type { Merchant } from "../state/merchants"
import type { Topic } from "./topic"

export type ConfirmedSubscription = Readonly<{ merchantId: string; topicArn: string; subscriptionArn: string }>

/** What SNS says to a confirmation. */
export type ConfirmOutcome =
  | Readonly<{ ok: true; subscriptionArn: string }>
  | Readonly<{ ok: false; status: number; code: string; message: string }>

export type Subscriptions = Readonly<{
  /** A confirmation with this token was sent. */
  expect(topic: Topic, token: string, merchant: Merchant): void
  confirm(topicArn: string, token: string): ConfirmOutcome
  confirmed(): ConfirmedSubscription[]
}>

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
export function createSubscriptions(): Subscriptions {
  const expected = new Map<string, ConfirmedSubscription>()
  const confirmed = new Map<string, ConfirmedSubscription>()
  return {
    expect({ arn, subscriptionArn }, token, { merchantId }) {
      expected.set(token, { merchantId, topicArn: arn, subscriptionArn })
    },
    confirm(topicArn, token) {
      const subscription = expected.get(token)
      if (!subscription) return refusal("Invalid parameter: Token")
      if (subscription.topicArn !== topicArn) return refusal("Invalid parameter: TopicArn does not match the token")
      confirmed.set(topicArn, subscription)
      return { ok: true, subscriptionArn: subscription.subscriptionArn }
    },
    confirmed: () => [...confirmed.values()],
  }
}

function refusal(message: string): ConfirmOutcome {
  return { ok: false, status: 400, code: "InvalidParameter", message }
}

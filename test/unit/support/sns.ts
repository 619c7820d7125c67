import { signTestNotification, type SnsEnvelope } from "../../../src/protocol"
import { rsaKeyPair } from "./keys"

export const TOPIC_ARN = "arn:aws:sns:eu-west-1:291180941288:AmazonPayIpnTopic"
export const CERT_URL = `https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-${"0".repeat(32)}.pem`
export const SENT_AT = "2026-06-01T12:00:00.000Z"

export const IPN = {
  MerchantID: "A1EXAMPLEMERCH",
  ObjectType: "CHARGE_PERMISSION",
  ObjectId: "B01-0000000-0000000",
  ChargePermissionId: "B01-0000000-0000000",
  NotificationType: "ATTRIBUTE_CHANGE",
  NotificationId: "11111111-1111-1111-1111-111111111111",
  NotificationVersion: "V2",
}

type Unsigned = Omit<SnsEnvelope, "Signature">

export function notification(more: Partial<Unsigned> = {}): Unsigned {
  return {
    Type: "Notification",
    MessageId: "00000000-0000-5000-8000-000000000001",
    TopicArn: TOPIC_ARN,
    Message: JSON.stringify(IPN),
    Timestamp: SENT_AT,
    SignatureVersion: "1",
    SigningCertURL: CERT_URL,
    ...more,
  }
}

export function confirmation(
  Type: "SubscriptionConfirmation" | "UnsubscribeConfirmation",
  more: Partial<Unsigned> = {},
): Unsigned {
  return notification({
    Type,
    Message: "You have chosen to subscribe.\nVisit the SubscribeURL.",
    Token: "2336412f37fb687f",
    SubscribeURL: `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${TOPIC_ARN}&Token=2336412f37fb687f`,
    ...more,
  })
}

/** The exact body that SNS would post, signed with the key that {@link snsKey} verifies. */
export function signed(envelope: Unsigned = notification()): string {
  return signTestNotification(envelope, rsaKeyPair("sns").privateKey)
}

export const snsKey = () => rsaKeyPair("sns").publicKey

/** A signed message, read, with members changed after signing. */
export function altered(body: string, change: Record<string, unknown>): string {
  return JSON.stringify({ ...(JSON.parse(body) as object), ...change })
}

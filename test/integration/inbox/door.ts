import { randomUUID } from "node:crypto"
import { signTestNotification, type AmazonPayErrorCode, AmazonPayError } from "../../../src/protocol"
import { receiveNotification } from "../../../src/modules/amazon-pay/inbox/receive"
import { NotificationEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import type { AmazonPayOptions } from "../../../src"
import { makeCertificate, type CertificateOptions } from "../../unit/support/certificates"
import { rsaKeyPair } from "../../unit/support/keys"
import { answer, startServer, type ScriptedServer, type Step } from "../../unit/support/scripted-server"
import { confirmation, IPN, notification } from "../../unit/support/sns"
import { MERCHANT_ID } from "../support/options"
import { openTestStore, type TestStore } from "../support/store"

export const TOPIC = "arn:aws:sns:eu-west-1:291180941288:AmazonPayIpn-Door"
const CERTIFICATE = "SimpleNotificationService-1111111111.pem"
export const CERTIFICATE_URL = `https://sns.eu-west-1.amazonaws.com/${CERTIFICATE}`

type Envelope = Parameters<typeof signTestNotification>[0]

/** A store whose SNS is a certificate authority of ours: every certificate and every message can be made, and counted. */
export type Door = TestStore & {
  /** Where certificates come from. */
  certificates: ScriptedServer
  /** What that server does from now on. */
  serve: (step: Step) => void
  /** Where subscriptions are confirmed. */
  sns: ScriptedServer
  answerSns: (step: Step) => void
  rows: () => Promise<NotificationEntity[]>
}

/**
 * @param ipn by default the one topic {@link TOPIC} is trusted
 * @param options on top of the usual ones
 */
export async function openDoor(
  ipn: AmazonPayOptions["ipn"] = { topicArns: [TOPIC] },
  options: Partial<AmazonPayOptions> = {},
): Promise<Door> {
  let certificateStep = answer(200, validCertificate())
  let snsStep = answer(200, "<ConfirmSubscriptionResponse/>")
  const certificates = await startServer((request, response) => certificateStep(request, response))
  const sns = await startServer((request, response) => snsStep(request, response))
  const store = await openTestStore({
    options: (simulator) => ({
      ...options,
      ipn,
      endpoints: { ...simulator.endpoints("eu"), snsCertificates: certificates.url, sns: `${sns.url}/sns` },
    }),
  })
  return {
    ...store,
    certificates,
    sns,
    serve: (step) => {
      certificateStep = step
    },
    answerSns: (step) => {
      snsStep = step
    },
    rows: () => rowsOf(store.runtime),
    close: async () => {
      await store.close()
      await certificates.close()
      await sns.close()
    },
  }
}

/** A certificate as SNS has one, valid today, with one thing changed. */
export function validCertificate(more: CertificateOptions = {}): string {
  const day = 86_400_000
  return makeCertificate({
    notBefore: new Date(Date.now() - 20 * day),
    notAfter: new Date(Date.now() + 20 * day),
    ca: false,
    ...more,
  })
}

let messages = 0

/** A new message about a charge permission of the store's merchant. */
export function ipn(more: Partial<Envelope> = {}, about: Partial<Record<keyof typeof IPN, unknown>> = {}): Envelope {
  messages += 1
  const Message = JSON.stringify({ ...IPN, MerchantID: MERCHANT_ID, NotificationId: randomUUID(), ...about })
  return notification({
    MessageId: `${randomUUID()}-${messages}`,
    TopicArn: TOPIC,
    Timestamp: new Date().toISOString(),
    SigningCertURL: CERTIFICATE_URL,
    Message,
    ...more,
  })
}

export function aboutSubscription(
  type: "SubscriptionConfirmation" | "UnsubscribeConfirmation",
  more: Partial<Envelope> = {},
): Envelope {
  return confirmation(type, {
    MessageId: randomUUID(),
    TopicArn: TOPIC,
    Timestamp: new Date().toISOString(),
    SigningCertURL: CERTIFICATE_URL,
    ...more,
  })
}

/** The exact body, signed by SNS. */
export function bodyOf(envelope: Envelope, key = rsaKeyPair("sns").privateKey): Buffer {
  return Buffer.from(signTestNotification(envelope, key))
}

/** What the door says: `stored`, `known`, or the code of its refusal. */
export type Verdict = "stored" | "known" | AmazonPayErrorCode

/** @throws whatever is no verdict */
export async function deliver(runtime: Runtime, body: Buffer | string): Promise<Verdict> {
  try {
    return (await receiveNotification(runtime, Buffer.from(body))).fresh ? "stored" : "known"
  } catch (error) {
    if (error instanceof AmazonPayError) return error.code
    throw error
  }
}

export function rowsOf({ db }: Runtime): Promise<NotificationEntity[]> {
  return db.getRepository(NotificationEntity).find({ order: { received_at: "ASC", message_id: "ASC" } })
}

/** The members of a message that name a charge permission. */
export function about(chargePermissionId: string) {
  return { ObjectId: chargePermissionId, ChargePermissionId: chargePermissionId }
}

/** Lets all waiting, leases and pauses run out, as if time had passed. */
export async function makeDue({ db }: Runtime): Promise<void> {
  await db.query("update amazon_pay_notification set next_attempt_at = now(), lease_until = null")
  await db.query("update amazon_pay_wallet set read_lease_until = null, read_again = false")
}

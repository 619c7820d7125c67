import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import type { Faults, NotificationFault } from "../faults/faults"
import type { Merchant, Merchants } from "../state/merchants"
import type { SnsAuthority } from "./authority"
import { deliver, type Attempt } from "./deliver"
import { newMessage, type EnvelopeType, type SnsMessage } from "./envelope"
import { createSubscriptions, type ConfirmedSubscription, type ConfirmOutcome } from "./subscriptions"
import { topicOf } from "./topic"

/** What a notification is about. It carries no state. */
export type IpnSubject = Readonly<{
  objectType: string
  objectId: string
  chargePermissionId: string
  notificationType: string
}>

/** One message and what became of it. */
export type Delivery = Readonly<{
  messageId: string
  type: EnvelopeType
  merchantId: string
  topicArn: string
  /** `null` for messages about the subscription. */
  subject: (IpnSubject & { notificationId: string }) | null
  url: string | null
  /** `no_subscriber`: the merchant had no IPN URL when it was published. */
  state: "sending" | "withheld" | "delivered" | "failed" | "no_subscriber"
  attempts: readonly Attempt[]
  headers: Readonly<Record<string, string>>
  body: string
}>

type Tracked = { -readonly [Member in keyof Delivery]: Delivery[Member] } & { attempts: Attempt[] }

export type Notifications = Readonly<{
  publish(merchantId: string, subject: IpnSubject): void
  sendSubscription(merchantId: string, type: "SubscriptionConfirmation" | "UnsubscribeConfirmation"): void
  confirm(topicArn: string, token: string): ConfirmOutcome
  confirmed(): ConfirmedSubscription[]
  deliveries(): Delivery[]
  /** Sends what was withheld or held back. */
  release(): number
  /** Resolves when nothing is on its way any more; withheld messages do not count. */
  settled(): Promise<void>
  /** Ends all deliveries. */
  stop(): void
}>

type Dependencies = {
  snsAuthority: SnsAuthority
  snsRetryDelaysMs: readonly number[]
  merchants: Merchants
  faults: Faults
  log: (line: string) => void
}

/**
 * Amazon's notifications through SNS: at least once, in no promised order.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/set-up-instant-payment-notifications.html
 */
export function createNotifications({
  snsAuthority,
  snsRetryDelaysMs,
  merchants,
  faults,
  log,
}: Dependencies): Notifications {
  const stopped = new AbortController()
  const subscriptions = createSubscriptions()
  const tracked: Tracked[] = []
  const flights = new Set<Promise<void>>()
  const withheld: (() => void)[] = []
  const heldBack: { behind: number; send: () => void }[] = []

  function track(merchant: Merchant, message: SnsMessage, subject: Tracked["subject"]): Tracked {
    const delivery: Tracked = {
      messageId: message.messageId,
      type: message.type,
      merchantId: merchant.merchantId,
      topicArn: topicOf(merchant).arn,
      subject,
      url: merchant.ipnUrl,
      state: merchant.ipnUrl === null ? "no_subscriber" : "sending",
      attempts: [],
      headers: message.headers,
      body: message.body,
    }
    tracked.push(delivery)
    return delivery
  }

  function send(delivery: Tracked, message: SnsMessage, firstDelayMs = 0): void {
    if (delivery.url === null) return
    delivery.state = "sending"
    const flight = fly(delivery, message, delivery.url, firstDelayMs)
      .catch((error: unknown) => {
        if (!stopped.signal.aborted) log(`SNS delivery ${delivery.messageId} broke: ${String(error)}`)
      })
      .finally(() => flights.delete(flight))
    flights.add(flight)
  }

  async function fly(delivery: Tracked, message: SnsMessage, url: string, firstDelayMs: number): Promise<void> {
    const onAttempt = (attempt: Attempt) => {
      delivery.attempts.push(attempt)
      log(`SNS ${delivery.type} ${delivery.messageId} -> ${attempt.status ?? attempt.error}`)
    }
    const { signal } = stopped
    await sleep(firstDelayMs, undefined, { signal })
    const taken = await deliver(message, url, { retryDelaysMs: snsRetryDelaysMs, signal, onAttempt })
    if (delivery.state !== "delivered") delivery.state = taken ? "delivered" : "failed"
    sendHeldBackBefore(tracked.indexOf(delivery))
  }

  /** A held-back message goes out once a later one has arrived. */
  function sendHeldBackBefore(index: number): void {
    for (const held of [...heldBack]) {
      if (held.behind >= index) continue
      heldBack.splice(heldBack.indexOf(held), 1)
      held.send()
    }
  }

  function sendWithFault(delivery: Tracked, message: SnsMessage, fault: NotificationFault | undefined): void {
    switch (fault?.notification) {
      case "withhold":
        delivery.state = "withheld"
        withheld.push(() => send(delivery, message))
        return
      case "reorder":
        delivery.state = "withheld"
        heldBack.push({ behind: tracked.indexOf(delivery), send: () => send(delivery, message) })
        return
      case "delay":
        return send(delivery, message, fault.delayMs ?? 1000)
      case "duplicate":
        for (let copy = 0; copy < (fault.copies ?? 2); copy++) send(delivery, message)
        return
      case undefined:
        return send(delivery, message)
    }
  }

  function required(merchantId: string): Merchant {
    const merchant = merchants.get(merchantId)
    if (merchant) return merchant
    throw new TypeError(`There is no merchant ${merchantId}`)
  }

  return {
    publish(merchantId, subject) {
      const merchant = required(merchantId)
      const named = { ...subject, notificationId: randomUUID() }
      const message = newMessage(snsAuthority, topicOf(merchant), {
        type: "Notification",
        message: ipnMessage(merchantId, named),
        signatureVersion: merchant.snsSignatureVersion,
      })
      const delivery = track(merchant, message, named)
      if (delivery.url !== null) sendWithFault(delivery, message, faults.takeForNotification(subject))
    },
    sendSubscription(merchantId, type) {
      const merchant = required(merchantId)
      const topic = topicOf(merchant)
      const message = newMessage(snsAuthority, topic, { type, signatureVersion: merchant.snsSignatureVersion })
      if (message.token !== null) subscriptions.expect(topic, message.token, merchant)
      send(track(merchant, message, null), message)
    },
    confirm: (topicArn, token) => subscriptions.confirm(topicArn, token),
    confirmed: () => subscriptions.confirmed(),
    deliveries: () => structuredClone(tracked),
    release() {
      const due = [...withheld.splice(0), ...heldBack.splice(0).map(({ send: sendNow }) => sendNow)]
      for (const sendNow of due) sendNow()
      return due.length
    },
    async settled() {
      while (flights.size) await Promise.allSettled([...flights])
    },
    stop: () => stopped.abort(),
  }
}

/** Upper camel case, as real messages have it. */
function ipnMessage(merchantId: string, subject: IpnSubject & { notificationId: string }): string {
  return JSON.stringify({
    MerchantID: merchantId,
    ObjectType: subject.objectType,
    ObjectId: subject.objectId,
    ChargePermissionId: subject.chargePermissionId,
    NotificationType: subject.notificationType,
    NotificationId: subject.notificationId,
    NotificationVersion: "V2",
  })
}

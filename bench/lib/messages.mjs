import { randomUUID } from "node:crypto"
import http from "node:http"
import { built } from "./built.mjs"

/**
 * Signs notifications as SNS does and serves the certificate, with the simulator's code: the plugin's own signer would
 * share its mistakes.
 *
 * @param {{ merchantId: string, region: "eu" }} merchant
 * @returns {Promise<{ certificatesUrl: string, caPem: string, topicArn: string, notification: Function,
 *   close: () => Promise<void> }>}
 */
export async function openSns(merchant) {
  const authority = await built("simulator/sns/authority").createSnsAuthority()
  const { topicOf } = built("simulator/sns/topic")
  const { newMessage } = built("simulator/sns/envelope")
  const topic = topicOf(merchant)
  const server = http.createServer((_, res) => res.end(authority.certificatePem))
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    certificatesUrl: `http://127.0.0.1:${server.address().port}`,
    certificatePem: authority.certificatePem,
    topicArn: topic.arn,
    /**
     * The exact body of one notification.
     *
     * @param {{ chargePermissionId: string, signatureVersion?: "1" | "2", topicArn?: string }} about `topicArn` for a
     * topic that is not the merchant's
     */
    notification({ chargePermissionId, signatureVersion = "1", topicArn = topic.arn }) {
      const message = JSON.stringify({
        MerchantID: merchant.merchantId,
        ObjectType: "CHARGE_PERMISSION",
        ObjectId: chargePermissionId,
        ChargePermissionId: chargePermissionId,
        NotificationType: "ATTRIBUTE_CHANGE",
        NotificationId: randomUUID(),
        NotificationVersion: "V2",
      })
      return newMessage(authority, { ...topic, arn: topicArn }, { type: "Notification", message, signatureVersion })
        .body
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** A charge permission id of Amazon's shape that nobody has. */
export function unknownChargePermission(number) {
  return `B01-0000000-${String(number).padStart(7, "0")}`
}

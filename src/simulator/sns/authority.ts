import { createPrivateKey, randomBytes, sign } from "node:crypto"
import { createCa, issue } from "../certificates"

/** Who signs SNS messages here: a certificate for sns.amazonaws.com under a CA of its own. */
export type SnsAuthority = Readonly<{
  caPem: string
  certificatePem: string
  /** Where SNS would serve the certificate on the host of any of its regions. */
  certificatePath: string
  /** Base64; version 1 is SHA-1, version 2 SHA-256. */
  sign(text: string, version: "1" | "2"): string
}>

export async function createSnsAuthority(): Promise<SnsAuthority> {
  const ca = await createCa("Amazon Pay Simulator SNS CA")
  const leaf = await issue(ca, { commonName: "sns.amazonaws.com", dnsNames: ["sns.amazonaws.com"] })
  const key = createPrivateKey(leaf.privateKeyPem)
  return {
    caPem: ca.certificatePem,
    certificatePem: leaf.certificatePem,
    certificatePath: `/SimpleNotificationService-${randomBytes(16).toString("hex")}.pem`,
    sign: (text, version) => sign(version === "1" ? "sha1" : "sha256", Buffer.from(text), key).toString("base64"),
  }
}

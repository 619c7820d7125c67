import { createHash } from "node:crypto"
import { REGION_FACTS, type SimulatorRegion } from "../regions"

/** Amazon Pay's AWS account, which owns the topics. */
const OWNER = "291180941288"

/** A merchant's topic with the one subscription it has. */
export type Topic = Readonly<{ arn: string; host: string; subscriptionArn: string }>

export function topicOf({ merchantId, region }: { merchantId: string; region: SimulatorRegion }): Topic {
  const { awsRegion } = REGION_FACTS[region]
  const arn = `arn:aws:sns:${awsRegion}:${OWNER}:AmazonPayIpn-${merchantId}`
  return { arn, host: `sns.${awsRegion}.amazonaws.com`, subscriptionArn: `${arn}:${stableUuid(arn)}` }
}

function stableUuid(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex")
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  )
}

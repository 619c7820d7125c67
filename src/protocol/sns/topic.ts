/** Regions in which SNS runs. A closed list: what is not here is not an SNS host. */
const AWS_REGIONS: ReadonlySet<string> = new Set([
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "ca-west-1", "mx-central-1", "sa-east-1"],
  ...["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2"],
  ...["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3"],
  ...["ap-southeast-4", "ap-southeast-5", "ap-southeast-7", "ap-east-1", "ap-south-1", "ap-south-2"],
  ...["af-south-1", "me-central-1", "me-south-1", "il-central-1"],
  ...["cn-north-1", "cn-northwest-1"],
])

/** A topic, and the origin of the one host that speaks for it. */
export type TopicArn = Readonly<{ arn: string; region: string; origin: string }>

const TOPIC_ARN = /^arn:(aws|aws-cn):sns:([a-z0-9-]+):\d{12}:[A-Za-z0-9_-]{1,256}$/

/** The topic that was read last: a store hears of the same one again and again. */
let latest: TopicArn | null = null

/**
 * Reads an SNS topic's ARN.
 *
 * @returns `null` when it is not the ARN of a topic in a region that exists
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-create-topic.html
 */
export function parseTopicArn(arn: string): TopicArn | null {
  if (latest?.arn === arn) return latest
  const topic = readTopicArn(arn)
  latest = topic ?? latest
  return topic
}

function readTopicArn(arn: string): TopicArn | null {
  const match = TOPIC_ARN.exec(arn)
  const [, partition, region] = match ?? []
  if (!partition || !region || !AWS_REGIONS.has(region)) return null
  const isChina = region.startsWith("cn-")
  if (isChina !== (partition === "aws-cn")) return null
  return { arn, region, origin: `https://sns.${region}.amazonaws.com${isChina ? ".cn" : ""}` }
}

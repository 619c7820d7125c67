import { certificateUrl, parseTopicArn, verifyDelivery, type TopicArn } from "../../../../src/protocol"
import { altered, CERT_URL, confirmation, notification, SENT_AT, signed, snsKey, TOPIC_ARN } from "../../support/sns"
import { startServer, answer } from "../../support/scripted-server"

const refusedFor = (reasonCode: string) =>
  expect.objectContaining({ code: "sns_refused", retryable: false, reasonCode }) as unknown
const PATH = `/SimpleNotificationService-${"0".repeat(32)}.pem`

describe("a topic", () => {
  it.each([
    ["arn:aws:sns:us-east-1:291180941288:Topic", "sns.us-east-1.amazonaws.com"],
    ["arn:aws:sns:eu-west-1:291180941288:A-b_9", "sns.eu-west-1.amazonaws.com"],
    ["arn:aws:sns:ap-northeast-1:291180941288:T", "sns.ap-northeast-1.amazonaws.com"],
    ["arn:aws-cn:sns:cn-north-1:291180941288:T", "sns.cn-north-1.amazonaws.com.cn"],
  ])("%s is spoken for by %s alone", (arn, host) => {
    expect(parseTopicArn(arn)).toMatchObject({ arn, origin: `https://${host}` })
  })

  it.each([
    ...["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "ca-west-1", "mx-central-1", "sa-east-1"],
    ...["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1"],
    ...["eu-south-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2"],
    ...["ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-7", "ap-east-1", "ap-south-1"],
    ...["ap-south-2", "af-south-1", "me-central-1", "me-south-1", "il-central-1"],
  ])("may lie in %s", (region) => {
    const arn = `arn:aws:sns:${region}:291180941288:T`
    expect(parseTopicArn(arn)).toEqual({ arn, region, origin: `https://sns.${region}.amazonaws.com` })
  })

  it.each(["cn-north-1", "cn-northwest-1"])("may lie in %s, which is a partition of its own", (region) => {
    const arn = `arn:aws-cn:sns:${region}:291180941288:T`
    expect(parseTopicArn(arn)).toEqual({ arn, region, origin: `https://sns.${region}.amazonaws.com.cn` })
  })

  it.each([
    "",
    "arn:aws:sns:eu-west-1:291180941288:",
    "arn:aws:sns:eu-west-1:29118094128:T",
    "arn:aws:sqs:eu-west-1:291180941288:T",
    "arn:aws:sns:eu-west-1:291180941288:T:subscription",
    "arn:aws:sns:s3-us-west-2:291180941288:T",
    "arn:aws:sns:execute-api:291180941288:T",
    "arn:aws:sns:xx-west-1:291180941288:T",
    "arn:aws:sns:EU-WEST-1:291180941288:T",
    "arn:aws:sns:eu-west-1.evil.example/:291180941288:T",
    "arn:aws-cn:sns:eu-west-1:291180941288:T",
    "arn:aws:sns:cn-north-1:291180941288:T",
    "arn:aws:sns:eu-west-1:291180941288:T\n",
    " arn:aws:sns:eu-west-1:291180941288:T",
    `arn:aws:sns:eu-west-1:291180941288:${"T".repeat(257)}`,
    "arn:aws:sns:__proto__:291180941288:T",
  ])("%j is none", (arn) => {
    expect(parseTopicArn(arn)).toBeNull()
  })
})

const HOSTILE_URLS = [
  `https://sns.s3-us-west-2.amazonaws.com${PATH}`,
  `https://sns.execute-api.amazonaws.com${PATH}`,
  `https://sns.us-east-1.amazonaws.com${PATH}`,
  `https://sns.eu-west-1.amazonaws.com.cn${PATH}`,
  `https://sns.eu-west-1.amazonaws.com.evil.example${PATH}`,
  `https://sns.eu-west-1.amazonaws.com.${PATH}`,
  `https://evil.example/sns.eu-west-1.amazonaws.com${PATH}`,
  `https://xsns.eu-west-1.amazonaws.com${PATH}`,
  `https://user:password@sns.eu-west-1.amazonaws.com${PATH}`,
  `https://sns.eu-west-1.amazonaws.com@evil.example${PATH}`,
  `https://sns.eu-west-1.amazonaws.com:443${PATH}`,
  `https://sns.eu-west-1.amazonaws.com:8443${PATH}`,
  `https://sns.eu-west-1.amazonaws.com${PATH}?x=1`,
  `https://sns.eu-west-1.amazonaws.com${PATH}#x`,
  `https://sns.eu-west-1.amazonaws.com/?file=${PATH}`,
  `https://sns.eu-west-1.amazonaws.com\\${PATH}`,
  `https:\\\\sns.eu-west-1.amazonaws.com${PATH}`,
  `https://sns.eu-west-1.amazonaws.com/%2e%2e${PATH}`,
  `https://sns.eu-west-1.amazonaws.com/x/..${PATH}`,
  `https://sns.eu-west-1.amazonaws.com/${PATH}`,
  `https://sns%2eeu-west-1.amazonaws.com${PATH}`,
  `https://sns\u3002eu-west-1.amazonaws.com${PATH}`,
  `https://sns.eu-west-1.amazon\u00adaws.com${PATH}`,
  `https://SNS.EU-WEST-1.AMAZONAWS.COM${PATH}`,
  `HTTPS://sns.eu-west-1.amazonaws.com${PATH}`,
  `http://sns.eu-west-1.amazonaws.com${PATH}`,
  `//sns.eu-west-1.amazonaws.com${PATH}`,
  `https:sns.eu-west-1.amazonaws.com${PATH}`,
  `https://127.0.0.1${PATH}`,
  `https://169.254.169.254${PATH}`,
  `https://[::1]${PATH}`,
  `file:///etc${PATH}`,
  "https://sns.eu-west-1.amazonaws.com/",
  "https://sns.eu-west-1.amazonaws.com/other.pem",
  "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-.pem",
  "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem.html",
  "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-../x.pem",
  ` https://sns.eu-west-1.amazonaws.com${PATH}`,
  "https:",
  "not a URL",
  "",
]

function policy(fetched: string[]) {
  return {
    now: new Date(SENT_AT),
    maxAgeSeconds: 86_400,
    isTopicAccepted: (arn: string) => arn === TOPIC_ARN,
    signingKey: (url: string) => {
      fetched.push(url)
      return Promise.resolve(snsKey())
    },
  }
}

describe("the URL of the signing certificate", () => {
  it("is accepted on the host of the topic's region", () => {
    const topic = parseTopicArn(TOPIC_ARN) as TopicArn
    expect(certificateUrl({ SigningCertURL: CERT_URL }, topic)).toBe(CERT_URL)
  })

  it.each(HOSTILE_URLS)("%j is refused, and nothing is fetched", async (SigningCertURL) => {
    const fetched: string[] = []
    const body = altered(signed(), { SigningCertURL })
    await expect(verifyDelivery(Buffer.from(body), policy(fetched))).rejects.toEqual(refusedFor("certificate"))
    expect(fetched).toEqual([])
  })

  it("is never fetched from a server of an attacker", async () => {
    const server = await startServer(answer(200, "nothing to see"))
    try {
      for (const host of [server.url, server.url.replace("127.0.0.1", "sns.eu-west-1.amazonaws.com@127.0.0.1")]) {
        const fetchIt = { ...policy([]), signingKey: (url: string) => fetch(url).then(() => snsKey()) }
        const body = altered(signed(), { SigningCertURL: host + PATH })
        await expect(verifyDelivery(Buffer.from(body), fetchIt)).rejects.toEqual(refusedFor("certificate"))
      }
      expect(server.received).toEqual([])
    } finally {
      await server.close()
    }
  })
})

describe("a topic that is not approved", () => {
  it.each([
    ["of another account", TOPIC_ARN.replace("291180941288", "666666666666")],
    ["whose name begins with an approved one", `${TOPIC_ARN}2`],
    ["whose name ends before an approved one", TOPIC_ARN.slice(0, -1)],
    ["in other case", TOPIC_ARN.replace("AmazonPay", "amazonpay")],
    ["of another region", TOPIC_ARN.replace("eu-west-1", "us-east-1")],
    ["that is no ARN", "AmazonPayIpnTopic"],
    ["of a region that does not exist", TOPIC_ARN.replace("eu-west-1", "s3-us-west-2")],
  ])("%s is refused with an honest signature, before anything is fetched", async (_, TopicArn) => {
    const fetched: string[] = []
    const [, , , region] = TopicArn.split(":")
    const SigningCertURL = CERT_URL.replace("eu-west-1", region ?? "eu-west-1")
    const body = signed(notification({ TopicArn, SigningCertURL }))
    await expect(verifyDelivery(Buffer.from(body), policy(fetched))).rejects.toEqual(refusedFor("topic"))
    expect(fetched).toEqual([])
  })
})

describe("a confirmation whose SubscribeURL is not on the topic's own SNS host", () => {
  it.each([
    "https://evil.example/?Action=ConfirmSubscription",
    "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription",
    "https://sns.eu-west-1.amazonaws.com.evil.example/",
    "https://sns.eu-west-1.amazonaws.com@evil.example/",
    "http://sns.eu-west-1.amazonaws.com/",
    "",
  ])("is refused with an honest signature, before anything is fetched: %j", async (SubscribeURL) => {
    const fetched: string[] = []
    const body = signed(confirmation("SubscriptionConfirmation", { SubscribeURL }))
    await expect(verifyDelivery(Buffer.from(body), policy(fetched))).rejects.toEqual(refusedFor("content"))
    expect(fetched).toEqual([])
  })
})

describe("the time of a message", () => {
  const at = (seconds: number) => ({ ...policy([]), now: new Date(Date.parse(SENT_AT) + seconds * 1000) })
  const verifiedAt = (seconds: number) => verifyDelivery(Buffer.from(signed()), at(seconds))

  it.each([0, 60, 3_600, 86_400, -600, -900])("is accepted %d seconds after it was sent", async (seconds) => {
    await expect(verifiedAt(seconds)).resolves.toMatchObject({ Timestamp: SENT_AT })
  })

  it.each([86_401, 10 * 86_400])("is refused as too old %d seconds after it was sent", async (seconds) => {
    await expect(verifiedAt(seconds)).rejects.toMatchObject({
      code: "sns_refused",
      reasonCode: "time",
      message: "The message is too old",
    })
  })

  it.each([-901, -86_400])("is refused as from the future %d seconds after it was sent", async (seconds) => {
    await expect(verifiedAt(seconds)).rejects.toMatchObject({
      code: "sns_refused",
      reasonCode: "time",
      message: "The message is from the future",
    })
  })

  it("is looked at before anything is fetched", async () => {
    const fetched: string[] = []
    const late = { ...policy(fetched), now: new Date("2027-01-01T00:00:00Z") }
    await expect(verifyDelivery(Buffer.from(signed()), late)).rejects.toEqual(refusedFor("time"))
    expect(fetched).toEqual([])
  })
})

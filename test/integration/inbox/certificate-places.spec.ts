import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import type { AmazonPayOptions } from "../../../src"
import { rsaKeyPair } from "../../unit/support/keys"
import { answer, startServer, type ScriptedServer, type Step } from "../../unit/support/scripted-server"
import { MERCHANT_ID } from "../support/options"
import { asking } from "../support/quick"
import { openTestStore, type TestStore } from "../support/store"
import { about, bodyOf, deliver, ipn, rowsOf, validCertificate } from "./door"

/** Two accounts of one region whose signing certificates come from different places, e.g. a simulator and SNS itself. */

const topic = (name: string) => `arn:aws:sns:eu-west-1:111111111111:${name}`
const keyOf = { here: rsaKeyPair("sns").privateKey, there: rsaKeyPair("other").privateKey }
const certificateOf = {
  here: answer(200, validCertificate()),
  there: answer(200, validCertificate({ publicKey: rsaKeyPair("other").publicKey })),
}
const merchantOf = { here: MERCHANT_ID, there: "A2OTHERMERCHANT" }
type Name = keyof typeof keyOf

type Places = TestStore & {
  /** How often each place was asked. */
  asked: () => [here: number, there: number]
  serve: (name: Name, step: Step) => void
  send: (message: { topic: string; merchant: Name; signedBy: Name }) => Promise<string>
}

let wallets = 0

function someWalletOf(MerchantID: string) {
  wallets += 1
  return { MerchantID, ...about(`B01-0000000-${String(wallets).padStart(7, "0")}`) }
}

let open: Places | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

async function openPlaces(ipnOf: (name: Name) => AmazonPayOptions["ipn"]): Promise<Places> {
  const steps: Record<Name, Step> = { ...certificateOf }
  const here = await startServer((request, response) => steps.here(request, response))
  const there = await startServer((request, response) => steps.there(request, response))
  const account = (name: Name, { url }: ScriptedServer) => ({
    merchantId: merchantOf[name],
    endpoints: { snsCertificates: url },
    ipn: ipnOf(name),
  })
  const store = await openTestStore({
    options: { ipn: {}, accounts: { here: account("here", here), there: account("there", there) } },
  })
  open = {
    ...store,
    asked: () => [here.received.length, there.received.length],
    serve: (name, step) => void (steps[name] = step),
    send: ({ topic: TopicArn, merchant, signedBy }) =>
      deliver(store.runtime, bodyOf(ipn({ TopicArn }, someWalletOf(merchantOf[merchant])), keyOf[signedBy])),
    close: async () => {
      await store.close()
      await here.close()
      await there.close()
    },
  }
  return open
}

describe("where each account names its topic", () => {
  const openNamed = () => openPlaces((name) => ({ topicArns: [topic(name)] }))

  it("the certificate comes from the place of the account whose topic it is", async () => {
    const { send, asked, runtime } = await openNamed()
    expect(await send({ topic: topic("there"), merchant: "there", signedBy: "there" })).toBe("stored")
    expect(asked()).toEqual([0, 1])
    expect(await send({ topic: topic("here"), merchant: "here", signedBy: "here" })).toBe("stored")
    expect(asked()).toEqual([1, 1])
    expect((await rowsOf(runtime)).map((row) => row.merchant_account)).toEqual(["there", "here"])
  })

  it("another place's certificate proves nothing", async () => {
    const { send, asked, runtime } = await openNamed()
    await send({ topic: topic("here"), merchant: "here", signedBy: "here" })
    expect(await send({ topic: topic("there"), merchant: "there", signedBy: "here" })).toBe("sns_refused")
    expect(asked()).toEqual([1, 1])
    expect(await rowsOf(runtime)).toHaveLength(1)
  })
})

describe.each<[string, AmazonPayOptions["ipn"]]>([
  ["where nobody names topics", {}],
  ["where both name the same topic", { topicArns: [topic("Shared")] }],
])("%s", (_, given) => {
  const shared = topic("Shared")
  const kept = given?.topicArns ? "stored" : "known"

  it("a message is for the account whose place proves it", async () => {
    const { send, runtime } = await openPlaces(() => given)
    expect(await send({ topic: shared, merchant: "there", signedBy: "there" })).toBe(kept)
    expect(await send({ topic: shared, merchant: "here", signedBy: "here" })).toBe(kept)
    expect((await rowsOf(runtime)).map((row) => row.merchant_account).sort()).toEqual(["here", "there"])
    expect(await send({ topic: shared, merchant: "there", signedBy: "here" })).toBe("sns_refused")
    expect(await send({ topic: shared, merchant: "here", signedBy: "there" })).toBe("sns_refused")
    expect(await rowsOf(runtime)).toHaveLength(2)
    expect(await drainInbox(asking(runtime))).toBe(kept === "stored" ? 2 : 0)
  })

  it("a place that cannot be asked holds up only its own messages, and SNS sends those again", async () => {
    const { send, serve } = await openPlaces(() => given)
    serve("here", answer(503))
    expect(await send({ topic: shared, merchant: "there", signedBy: "there" })).toBe(kept)
    expect(await send({ topic: shared, merchant: "here", signedBy: "here" })).toBe("sns_certificate_unavailable")
    serve("here", certificateOf.here)
    open?.advance(10)
    expect(await send({ topic: shared, merchant: "here", signedBy: "here" })).toBe(kept)
  })
})

it("accounts with the same place share its certificates", async () => {
  const { send, asked, runtime } = await openPlaces((name) => ({ topicArns: [topic(name)] }))
  const [here, there] = [...runtime.options.accounts.values()]
  if (!here || !there) throw new Error("there are two accounts")
  expect(runtime.certificatesFor(here)).toBe(runtime.certificatesFor({ ...there, endpoints: here.endpoints }))
  expect(runtime.certificatesFor(here)).not.toBe(runtime.certificatesFor(there))
  for (let message = 0; message < 3; message++) {
    await send({ topic: topic("here"), merchant: "here", signedBy: "here" })
  }
  expect(asked()).toEqual([1, 0])
})

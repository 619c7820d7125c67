import https from "node:https"
import tls from "node:tls"
import MessageValidator from "sns-validator"
import PayloadValidator from "sns-payload-validator"
import type { Simulator } from "../../src/simulator"
import { startInbox, type Inbox } from "./support/inbox"
import { buyerWithWallet, merchant, startStage } from "./support/stage"

/** Both libraries fetch the certificate from SNS's own host: this agent leads there, with TLS checked as ever. */
class ToSimulator extends https.Agent {
  constructor(private readonly amazon: Simulator) {
    super({ keepAlive: false })
  }

  override createConnection(options: tls.ConnectionOptions) {
    const port = Number(new URL(this.amazon.tlsUrl ?? "").port)
    return tls.connect({
      ...options,
      host: "127.0.0.1",
      port,
      ca: this.amazon.tlsCaPem,
      servername: options.servername,
    })
  }
}

const ownAgent = https.globalAgent
let amazon: Simulator
let inbox: Inbox

beforeAll(async () => {
  amazon = await startStage()
  inbox = await startInbox()
  https.globalAgent = new ToSimulator(amazon)
})
afterAll(async () => {
  https.globalAgent = ownAgent
  await Promise.all([amazon.close(), inbox.close()])
})
beforeEach(async () => {
  await amazon.control.reset()
  inbox.clear()
})

const validateByAws = (body: string) =>
  new Promise((resolve, reject) => {
    new MessageValidator().validate(body, (error, message) => (error ? reject(error) : resolve(message)))
  })
const validateByPayloadValidator = (body: string) =>
  new PayloadValidator({ requestAgent: https.globalAgent, useCache: false }).validate(body)

describe.each(["1", "2"] as const)("messages with signature version %s", (snsSignatureVersion) => {
  beforeEach(() => amazon.control.addMerchant({ ...merchant, ipnUrl: inbox.url, snsSignatureVersion }))

  async function notification(): Promise<string> {
    const { id } = await buyerWithWallet(amazon)
    await amazon.control.changeWallet(id, { type: "payment_method", card: "4444" })
    await amazon.control.notificationsSettled()
    return inbox.messages[0]?.body ?? ""
  }

  async function confirmation(): Promise<string> {
    await amazon.control.sendSubscriptionConfirmation(merchant.merchantId)
    await amazon.control.notificationsSettled()
    return inbox.messages[0]?.body ?? ""
  }

  it("satisfy AWS's sns-validator", async () => {
    await expect(validateByAws(await notification())).resolves.toMatchObject({ Type: "Notification" })
    inbox.clear()
    await expect(validateByAws(await confirmation())).resolves.toMatchObject({ Type: "SubscriptionConfirmation" })
  })

  it("satisfy sns-payload-validator", async () => {
    await expect(validateByPayloadValidator(await notification())).resolves.toMatchObject({ Type: "Notification" })
    inbox.clear()
    await expect(validateByPayloadValidator(await confirmation())).resolves.toMatchObject({
      Type: "SubscriptionConfirmation",
    })
  })

  it("satisfy sns-payload-validator when a subscription ends, which sns-validator is known to refuse", async () => {
    await amazon.control.sendUnsubscribeConfirmation(merchant.merchantId)
    await amazon.control.notificationsSettled()
    const body = inbox.messages[0]?.body ?? ""
    await expect(validateByPayloadValidator(body)).resolves.toMatchObject({ Type: "UnsubscribeConfirmation" })
  })

  it("satisfy neither once a byte is changed", async () => {
    const body = (await notification()).replace("ATTRIBUTE_CHANGE", "ATTRIBUTE_CHANGF")
    await expect(validateByAws(body)).rejects.toThrow("signature is invalid")
    await expect(validateByPayloadValidator(body)).rejects.toThrow("Invalid Signature")
  })
})

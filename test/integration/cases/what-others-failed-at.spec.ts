import { constants, generateKeyPairSync, randomUUID, sign, verify } from "node:crypto"
import fc from "fast-check"
import { AmazonPayOptionsError, type AmazonPayOptions } from "../../../src"
import type { CheckoutResponse } from "../../../src/contracts"
import { ALGORITHMS, stringToSign } from "../../../src/protocol"
import { resolveOptions } from "../../../src/options/resolve"
import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { listNotifications } from "../../../src/modules/amazon-pay/inbox/list-notifications"
import { reconcile } from "../../../src/modules/amazon-pay/upkeep/reconcile"
import { refreshWallet } from "../../../src/modules/amazon-pay/wallets/refresh"
import type { WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { makeCertificate } from "../../unit/support/certificates"
import { bodyOf as base64Of, pemOf, publicPemOf, rsaKeyPair } from "../../unit/support/keys"
import { storeOptions } from "../../unit/support/options"
import { altered } from "../../unit/support/sns"
import { describeStore } from "../http/support"
import { startChild } from "../support/children"
import { connectionsDuring } from "../inbox/connections"
import { about, bodyOf, CERTIFICATE_URL, ipn, makeDue, openDoor, TOPIC, type Door } from "../inbox/door"
import { serveHook, type Hook } from "../support/hook"
import { publishedAbout } from "../support/notifications"
import { from, numbersIn } from "../support/numbers"
import { PUBLIC_KEY_ID, pluginOptions } from "../support/options"
import { asking, configured } from "../support/quick"
import { asked, attemptNow, historyOf, updateNow, walletNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"

/**
 * What other integrations of Amazon Pay, and webhooks elsewhere, really failed at. The numbers are those of the project's
 * list of such failures, of which 12 to 15 are tested with the routes, the options and the packed plugin.
 */

const COMPLETE = "CompleteCheckoutSession"

let door: Door
let runtime: Runtime
let other: Runtime
let hook: Hook
let shopper: Shopper
let wallet: WalletEntity

beforeAll(async () => {
  door = await openDoor()
  runtime = asking(door.runtime)
  other = asking(await door.secondProcess())
  hook = await serveHook(runtime)
})
afterAll(async () => {
  await hook.close()
  await door.close()
})
beforeEach(async () => {
  await runtime.db.query("truncate amazon_pay_notification")
  await door.simulator.control.clearFaults()
  shopper = await newShopper({ ...door, runtime })
  wallet = await shopper.wallet()
  door.logs.length = 0
})

/** An update that the buyer confirmed at Amazon and has not come back from. */
async function confirmed(): Promise<{ started: CheckoutResponse; session: string }> {
  const started = await shopper.start(wallet.id)
  const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
  await door.simulator.control.clearRequests()
  return { started, session }
}

const payloadOf = ({ checkout }: CheckoutResponse) => checkout.options.createCheckoutSessionConfig

async function expectOneSuccess({ started, session }: Awaited<ReturnType<typeof confirmed>>): Promise<void> {
  expect(await historyOf(runtime, wallet.id)).toEqual([
    expect.objectContaining({
      id: started.update.id,
      status: "completed",
      checkout_session_id: session,
      changes: [expect.objectContaining({ field: "payment_descriptor" })],
    }),
  ])
}

describe("1. a second Complete is refused by Amazon, and success is turned into failure", () => {
  it("here it is a success each time: one after the other, and with the refusal in between", async () => {
    const update = await confirmed()
    await door.simulator.control.addFault({
      operation: COMPLETE,
      afterProcessing: true,
      status: 422,
      reasonCode: "InvalidCheckoutSessionStatus",
    })
    for (let time = 0; time < 3; time++) {
      expect(await shopper.complete(update.started, update.session)).toMatchObject({ status: "completed" })
    }
    expect(await asked(door.simulator, COMPLETE)).toHaveLength(1)
    await expectOneSuccess(update)
  })

  it("here it is a success for all who come at the same time, in two processes", async () => {
    const update = await confirmed()
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) => shopper.complete(update.started, update.session, n % 2 ? other : runtime)),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => "completed"))
    await expectOneSuccess(update)
  })
})

describe("2. a notification about something unknown crashes the shop or is refused", () => {
  it("here it is answered 200, unmatched, and shown to admins", async () => {
    const id = "P99-0000000-0000042"
    expect((await hook.post(bodyOf(ipn({}, about(id))))).status).toBe(200)
    await drainInbox(runtime)
    const { notifications } = await listNotifications(runtime.db, { status: ["unmatched"] }, { limit: 5, offset: 0 })
    expect(notifications).toMatchObject([{ charge_permission_id: id, last_error: null }])
    expect(door.logs.filter(({ level }) => level === "error")).toEqual([])
  })
})

describe("4. a signature is wrong because the JSON was changed on its way to the browser", () => {
  const odd = fc.constantFrom(
    "a/b",
    "</script>",
    "it's",
    "\u2028\u2029",
    '"quoted"',
    "Müller & Söhne",
    "日本 💳",
    "\\u0041",
  )
  const hostile = fc.oneof(fc.string({ unit: "binary", maxLength: 20 }), odd).map((text) => `A${text}Z`)

  it("here the bytes that reach initCheckout are the bytes that were signed, whatever a merchant is called", async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (merchantStoreName, state) => {
        const store = configured(runtime, door.simulator, {
          merchantMetadata: { merchantStoreName },
          deliverySpecifications: {
            addressRestrictions: { type: "Allowed", restrictions: { DE: { statesOrRegions: [state] } } },
          },
        })
        const theirs = await newShopper({ ...door, runtime: store })
        const started = await theirs.start((await theirs.wallet()).id)
        const received = JSON.parse(Buffer.from(JSON.stringify(started), "utf8").toString("utf8")) as CheckoutResponse
        expect(isVerified(payloadOf(received))).toBe(true)
        const payload = JSON.parse(payloadOf(received).payloadJSON) as { merchantMetadata: object }
        expect(payload.merchantMetadata).toEqual({ merchantStoreName })
      }),
      { numRuns: 25 },
    )
  })

  it("here one byte more or less is no longer what was signed", async () => {
    const { payloadJSON, ...config } = payloadOf(await shopper.start(wallet.id))
    for (const changed of [`${payloadJSON} `, payloadJSON.replaceAll("/", "\\/"), payloadJSON.slice(0, -1)]) {
      expect(isVerified({ ...config, payloadJSON: changed })).toBe(false)
    }
  })
})

type Signed = ReturnType<typeof payloadOf>
const SALT_OF_V2 = 32
const merchantKey = () => publicPemOf(rsaPrivateKey())
const rsaPrivateKey = () => resolvedAccount().keys[0].privateKey

function resolvedAccount() {
  const [account] = runtime.options.accounts.values()
  if (!account) throw new Error("no account")
  return account
}

/** As Amazon does it, by node:crypto alone. */
function isVerified({ payloadJSON, signature, algorithm }: Signed, saltLength = SALT_OF_V2): boolean {
  const key = { key: merchantKey(), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }
  return verify("sha256", textToSign({ payloadJSON, algorithm }), key, Buffer.from(signature, "base64"))
}

function textToSign({ payloadJSON, algorithm }: Pick<Signed, "payloadJSON" | "algorithm">): Buffer {
  const known = ALGORITHMS.find((each) => each === algorithm)
  if (!known) throw new Error(`${algorithm} is no algorithm of Amazon's`)
  return Buffer.from(stringToSign(known, payloadJSON))
}

describe("5. the algorithm that signed is not the one that is named", () => {
  it("here the browser is told the algorithm, and the salt is what it demands", async () => {
    const signed = payloadOf(await shopper.start(wallet.id))
    expect(signed).toMatchObject({ algorithm: "AMZN-PAY-RSASSA-PSS-V2", publicKeyId: PUBLIC_KEY_ID })
    expect(isVerified(signed, 32)).toBe(true)
    expect(isVerified(signed, 20)).toBe(false)
  })

  it("here the older algorithm is named and salted where the store wants it", async () => {
    const algorithm = "AMZN-PAY-RSASSA-PSS" as const
    const older = await newShopper({ ...door, runtime: configured(runtime, door.simulator, { algorithm }) })
    const signed = payloadOf(await older.start((await older.wallet()).id))
    expect(signed.algorithm).toBe(algorithm)
    expect([isVerified(signed, 20), isVerified(signed, 32)]).toEqual([true, false])
  })

  it("here a signature with the other salt is refused by Amazon's page", async () => {
    const started = await shopper.start(wallet.id)
    const key = { key: rsaPrivateKey(), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 20 }
    const signature = sign("sha256", textToSign(payloadOf(started)), key).toString("base64")
    const createCheckoutSessionConfig = { ...payloadOf(started), signature }
    const options = { ...started.checkout.options, createCheckoutSessionConfig }
    const { buyerId } = shopper
    await expect(door.simulator.control.actAsBuyer(options, { buyerId, end: "confirm" })).rejects.toThrow(/signature/i)
  })
})

describe("6. a wrong key or a wrong mode is accepted in silence", () => {
  const good = pemOf(rsaKeyPair().privateKey)
  const labelled = (label: string) => `-----BEGIN ${label}-----\n${base64Of(good)}\n-----END ${label}-----\n`
  const encrypted = () =>
    rsaKeyPair().privateKey.export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: "x" }).toString()
  const KEYS: [string, () => string, RegExp | null][] = [
    ["the right key", () => good, null],
    ["the right key in one line", () => good.replaceAll("\n", "\\n"), null],
    ["nothing", () => " ", /privateKey is empty/],
    ["an OpenSSH key", () => labelled("OPENSSH PRIVATE KEY"), /privateKey is an OpenSSH key.*ssh-keygen/],
    ["an encrypted key", encrypted, /privateKey is encrypted.*openssl/],
    ["a public key", () => publicPemOf(rsaKeyPair().privateKey), /privateKey is a public key/],
    ["a certificate", () => makeCertificate(), /privateKey is a certificate/],
    ["an EC key", () => pemOf(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey), /kind ec\. .*needs RSA/],
    ["an Ed25519 key", () => pemOf(generateKeyPairSync("ed25519").privateKey), /kind ed25519\. .*needs RSA/],
    ["a short key", () => pemOf(rsaKeyPair("weak", { bits: 1024 }).privateKey), /1024 bits.*at least 2048/],
    ["half a key", () => good.slice(0, -100), /privateKey is cut off/],
    ["the id of a key", () => "SANDBOX-AHEXAMPLEEXAMPLE", /Put it into publicKeyId/],
  ]
  const IDS: [string, boolean | null][] = [
    ["AHEXAMPLE", null],
    ["SANDBOX-AHEXAMPLE", true],
    ["LIVE-AHEXAMPLE", false],
  ]
  const table = KEYS.flatMap(([name, key, why]) =>
    [true, false].flatMap((sandbox) => IDS.map(([id, belongs]) => ({ name, key, why, sandbox, id, belongs }))),
  )

  it.each(table)(
    "here the boot says what to repair, and no secret: $name, sandbox $sandbox, $id",
    ({ key, why, sandbox, id, belongs }) => {
      const privateKey = key()
      const problems = problemsOf({ privateKey, sandbox, publicKeyId: id })
      const wrongMode = belongs !== null && belongs !== sandbox
      expect(problems.filter((problem) => problem.startsWith("privateKey"))).toEqual(
        why ? [expect.stringMatching(why)] : [],
      )
      expect(problems.filter((problem) => problem.startsWith("publicKeyId"))).toEqual(
        wrongMode ? [expect.stringMatching(new RegExp(`set sandbox to ${String(belongs)}`))] : [],
      )
      for (const run of privateKey.match(/[A-Za-z0-9+/]{24,}/g) ?? []) expect(problems.join("\n")).not.toContain(run)
    },
  )

  function problemsOf(more: Partial<AmazonPayOptions>): string[] {
    try {
      resolveOptions(storeOptions(more), { production: false })
      return []
    } catch (error) {
      if (!(error instanceof AmazonPayOptionsError)) throw error
      return error.problems.map(({ option, message }) => `${option} ${message}`)
    }
  }
})

describe("8. the return and the notification race", () => {
  it("here either may be first, in either process: one entry, and no step back", async () => {
    await door.simulator.control.setModes({ updateNotifications: "both" })
    const updates = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const raced = await shopper.wallet()
        const started = await shopper.start(raced.id)
        const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
        return { raced, started, session }
      }),
    )
    await Promise.all(
      updates.flatMap(({ raced, started, session }, n) => {
        const [here, there] = n % 2 ? [runtime, other] : [other, runtime]
        const notify = async () => {
          for (const NotificationType of ["STATE_CHANGE", "ATTRIBUTE_CHANGE"]) {
            await hook.post(bodyOf(ipn({}, { ...about(raced.charge_permission_id), NotificationType })))
          }
          await drainInbox(there)
        }
        const comeBack = () => shopper.complete(started, session, here)
        return n % 3 ? [comeBack(), notify()] : [notify(), comeBack()]
      }),
    )
    while ((await drainInbox(runtime)) > 0);
    for (const { raced, started } of updates) {
      expect(await historyOf(runtime, raced.id)).toMatchObject([{ id: started.update.id, status: "completed" }])
    }
    expect(door.logs.filter(({ message }) => message.includes("deadlock"))).toEqual([])
    expect((await door.rows()).filter(({ status }) => status !== "processed")).toEqual([])
    await door.simulator.control.setModes({ updateNotifications: "ATTRIBUTE_CHANGE" })
  })
})

describe("9. notifications that come twice or in the wrong order change what was right", () => {
  it("here the first is worked on, and neither repetition nor an older one changes anything", async () => {
    const at = (seconds: number) => ({ Timestamp: new Date(Date.now() - seconds * 1000).toISOString() })
    const change = (descriptor: string) =>
      door.simulator.control.changeWallet(wallet.charge_permission_id, { type: "payment_descriptor", descriptor })
    const about1 = about(wallet.charge_permission_id)
    const older = bodyOf(ipn(at(300), about1))
    await change("Visa ****0901")
    const first = bodyOf(ipn(at(200), about1))
    for (let time = 0; time < 5; time++) {
      expect((await hook.post(first)).status).toBe(200)
      await drainInbox(runtime)
    }
    const once = await historyOf(runtime, wallet.id)
    expect(once).toHaveLength(1)
    expect(await door.rows()).toHaveLength(1)

    await change("Visa ****0902")
    const told = ipn(at(100), about1)
    const toldAgain = { ...told, MessageId: randomUUID() }
    for (const body of [bodyOf(told), bodyOf(toldAgain), older]) {
      await hook.post(body)
      await drainInbox(runtime)
      expect((await walletNow(runtime, wallet.id)).payment_descriptor).toBe("Visa ****0902")
      expect(await historyOf(runtime, wallet.id)).toHaveLength(2)
    }
    expect((await historyOf(runtime, wallet.id))[0]).toEqual(once[0])
  })
})

describe("10. Amazon is busy or silent, and nobody tries again", () => {
  it("here busy answers are tried again with the same key, within bounds", async () => {
    const update = await confirmed()
    await door.simulator.control.addFault({ operation: COMPLETE, status: 503, times: 2 })
    expect(await shopper.complete(update.started, update.session)).toMatchObject({ status: "completed" })
    const tries = await asked(door.simulator, COMPLETE)
    expect(tries).toHaveLength(3)
    expect(new Set(tries.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
    await expectOneSuccess(update)
  })

  it("here a silent Amazon is given up in time, and the job settles what was left", async () => {
    const update = await confirmed()
    await door.simulator.control.addFault({ operation: COMPLETE, hang: true, times: "always" })
    const impatient = asking(runtime, { timeoutMs: 100, budgetMs: 500, maxRetries: 2 })
    expect(await shopper.complete(update.started, update.session, impatient)).toMatchObject({ status: "pending" })
    expect((await asked(door.simulator, COMPLETE)).length).toBeLessThanOrEqual(3)
    expect(await attemptNow(runtime, update.session)).toMatchObject({ outcome: "pending" })
    await door.simulator.control.clearFaults()
    door.advance(120)
    await reconcile(runtime)
    door.advance(-120)
    await expectOneSuccess(update)
  })
})

describe("11. a forged or replayed notification changes something", () => {
  const FILE = "/SimpleNotificationService-attack.pem"
  const old = () => new Date(Date.now() - 15 * 86_400_000).toISOString()
  const signed = (more: Parameters<typeof ipn>[0] = {}, object = {}) =>
    bodyOf(ipn(more, { ...about(wallet.charge_permission_id), ...object })).toString()

  it.each<[string, () => string, number]>([
    ["without a signature", () => altered(signed(), { Signature: undefined }), 400],
    ["with an empty signature", () => altered(signed(), { Signature: "" }), 403],
    ["whose certificate lies on a look-alike", () => at(`https://sns.x.amazonaws.com.evil.example${FILE}`), 403],
    ["whose certificate lies on a bucket", () => at(`https://sns.s3-us-west-2.amazonaws.com${FILE}`), 403],
    ["whose certificate is not fetched by TLS", () => at(`http://sns.eu-west-1.amazonaws.com${FILE}`), 403],
    ["whose certificate is no .pem", () => at(`${CERTIFICATE_URL.slice(0, -4)}.txt`), 403],
    ["of another topic", () => signed({ TopicArn: TOPIC.replace("291180941288", "999999999999") }), 403],
    ["of the live topic, to a sandbox", () => signed({ TopicArn: `${TOPIC}-Live` }), 403],
    ["for another merchant", () => signed({}, { MerchantID: "A2SOMEBODYELSE" }), 403],
    ["of the week before last", () => signed({ Timestamp: old() }), 403],
    ["that is too large", () => signed({ Subject: "x".repeat(300_000) }), 413],
  ])("here it is refused, and nothing of it is fetched: %s", async (_, body, status) => {
    await hook.post(signed())
    await runtime.db.query("truncate amazon_pay_notification")
    await door.simulator.control.clearRequests()
    const text = body()
    const ports = await connectionsDuring(async () => {
      expect((await hook.post(text)).status).toBe(status)
      await drainInbox(runtime)
    })
    expect(ports.filter((port) => port !== Number(process.env.DB_PORT) && port !== hook.port)).toEqual([])
    expect(await door.rows()).toEqual([])
    expect(await door.simulator.control.requests()).toEqual([])
  })

  it("here a replayed one is known, and nothing is read for it", async () => {
    const body = signed()
    await hook.post(body)
    await drainInbox(runtime)
    await door.simulator.control.clearRequests()
    expect((await hook.post(body)).status).toBe(200)
    expect(await drainInbox(runtime)).toBe(0)
    expect(await door.simulator.control.requests()).toEqual([])
  })

  function at(SigningCertURL: string): string {
    return signed({ SigningCertURL })
  }
})

describe("16. a process dies between Amazon's success and its own commit", () => {
  it("here the job of another process closes the attempt, once", async () => {
    const update = await confirmed()
    const child = await startChild({
      databaseUrl: door.databaseUrl,
      options: pluginOptions({ endpoints: door.simulator.endpoints("eu"), ipn: { topicArns: [TOPIC] } }),
      dieAt: { at: "/complete", when: "after" },
    })
    const order = {
      customerId: shopper.customerId,
      updateId: update.started.update.id,
      checkoutSessionId: update.session,
    }
    expect(await child.order({ do: "complete", ...order })).toBe(false)
    expect(await child.ended).toBe("SIGKILL")
    expect((await door.simulator.control.checkoutSession(update.session)).state).toBe("Completed")
    expect(await updateNow(runtime, update.started.update.id)).toMatchObject({ status: "started" })
    expect(await attemptNow(runtime, update.session)).toMatchObject({ outcome: "pending", verified: true })

    await runtime.db.query("update amazon_pay_checkout_attempt set lease_until = null")
    await makeDue(runtime)
    door.advance(120)
    await reconcile(runtime)
    await reconcile(runtime)
    door.advance(-120)
    expect(await attemptNow(runtime, update.session)).toMatchObject({ outcome: "completed" })
    await expectOneSuccess(update)
    const completions = await asked(door.simulator, COMPLETE)
    expect(completions.filter(({ status, replayed }) => status === 200 && !replayed)).toHaveLength(1)
  })
})

describeStore((store) => {
  const ACCOUNT_PAGE = "http://localhost:8000/account/amazon-pay"

  describe("3. a notification cannot be verified because its text was parsed or changed before", () => {
    it("here Medusa hands it on byte for byte, with the headers that SNS sends", async () => {
      const customer = await store.customer()
      const saved = await customer.savedWallet()
      await store.inboxWorkedOff()
      const { control } = store.simulator
      await control.addFault({ notification: "withhold", times: "always" })
      await control.changeWallet(saved.charge_permission_id, { type: "payment_method", card: "0005" })
      const [delivery] = (await control.deliveries()).slice(-1)
      const envelope = JSON.parse(delivery?.body ?? "") as { Type: string; MessageId: string; TopicArn: string }
      const answer = await store.request("/hooks/amazon-pay/ipn", {
        body: delivery?.body,
        raw: true,
        headers: {
          "content-type": "text/plain; charset=UTF-8",
          "x-amz-sns-message-type": envelope.Type,
          "x-amz-sns-message-id": envelope.MessageId,
          "x-amz-sns-topic-arn": envelope.TopicArn,
          "x-amz-sns-subscription-arn": `${envelope.TopicArn}:c9135db0-26c4-47ec-8998-413945fb5a96`,
          "user-agent": "Amazon Simple Notification Service Agent",
        },
      })
      expect(answer).toMatchObject({ status: 200, data: { received: true } })
      await store.inboxWorkedOff()
      const { data } = await customer.call<{ wallet: { payment_descriptor: string } }>(`/wallets/${saved.id}`)
      expect(data.wallet.payment_descriptor).toContain("0005")
    })
  })

  describe("7. the buyer comes back without a session, with two, or never", () => {
    const returnUrlOf = (started: CheckoutResponse) =>
      (
        JSON.parse(payloadOf(started).payloadJSON) as {
          webCheckoutDetails: { checkoutResultReturnUrl: string }
        }
      ).webCheckoutDetails.checkoutResultReturnUrl

    it.each([
      ["no session", () => ""],
      ["two sessions", () => `?amazonCheckoutSessionId=${randomUUID()}&amazonCheckoutSessionId=${randomUUID()}`],
      ["somebody else's session", () => `?amazonCheckoutSessionId=${randomUUID()}`],
    ])("here %s leads to the account page, settles nothing, and the real return still does", async (_, query) => {
      const customer = await store.customer()
      const started = await customer.start((await customer.savedWallet()).id)
      const back = await customer.atAmazon(started, { card: "4444", end: "confirm" })
      const { pathname } = new URL(returnUrlOf(started))
      const wrong = await store.request(pathname + query())
      expect(wrong.status).toBe(303)
      expect(wrong.headers.location).toBe(`${ACCOUNT_PAGE}?amazon_pay=failed&update=${started.update.id}`)
      expect(await store.simulator.control.requests({ operation: COMPLETE, status: 200 })).toHaveLength(1)
      const right = await store.request(back.pathname + back.search)
      expect(right.headers.location).toBe(`${ACCOUNT_PAGE}?amazon_pay=completed&update=${started.update.id}`)
    })

    it("here who never comes back is found by the notification alone, and the update is settled in the end", async () => {
      const { started } = await confirmed()
      const { charge_permission_id: id } = wallet
      expect((await publishedAbout(door.simulator, id)).length).toBeGreaterThan(0)
      expect((await hook.post(bodyOf(ipn({}, about(id))))).status).toBe(200)
      await drainInbox(runtime)
      expect(await updateNow(runtime, started.update.id)).toMatchObject({
        status: "pending",
        sources: ["ipn"],
        changes: [{ field: "payment_descriptor" }],
      })
      door.advance(49 * 3_600)
      await reconcile(runtime)
      await refreshWallet(runtime, wallet.id, { source: "reconciliation" })
      door.advance(-49 * 3_600)
      expect(await historyOf(runtime, wallet.id)).toMatchObject([
        { id: started.update.id, status: "completed", sources: ["ipn"] },
      ])
    })
  })
})

it("no failure of this list is missing", () => {
  expect(numbersIn(__filename)).toEqual([...from(1, 11), 16])
})

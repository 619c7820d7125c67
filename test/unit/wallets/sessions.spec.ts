import { belongsToUpdate, type ExpectedSession } from "../../../src/modules/amazon-pay/updates/session-binding"
import { settleSession } from "../../../src/modules/amazon-pay/updates/settle-session"
import { parseCheckoutSession, type CheckoutSession } from "../../../src/protocol"
import { failureOf, talkTo, type Talking } from "../support/client"
import { merchantAccount } from "../support/options"
import { completedSession, PERMISSION_ID, SESSION_ID, STORE_ID } from "../support/samples"
import { answer, reset, type Step } from "../support/scripted-server"

const OUR_URL = "https://api.shop.example/amazon-pay/return/our-token"

const session = (state: string, more: Partial<CheckoutSession> = {}): CheckoutSession => ({
  ...parseCheckoutSession(completedSession({ chargePermissionId: null, chargeId: null, statusDetails: { state } })),
  ...more,
})

const open = (more: Partial<CheckoutSession> = {}) =>
  session("Open", { storeId: STORE_ID, checkoutResultReturnUrl: OUR_URL, ...more })

const expected = (more: Partial<ExpectedSession> = {}): ExpectedSession => ({
  account: merchantAccount(),
  chargePermissionId: PERMISSION_ID,
  isOurReturnUrl: (url) => url === OUR_URL,
  verifiedBefore: false,
  ...more,
})

describe("a session belongs to an update", () => {
  it.each<[string, CheckoutSession, Partial<ExpectedSession>]>([
    ["while it is open, of our store, with our return URL", open(), {}],
    ["when it names the wallet as well", open({ chargePermissionId: PERMISSION_ID }), {}],
    ["when Amazon shows the store and no return URL", open({ checkoutResultReturnUrl: null }), {}],
    ["when it is completed and names the wallet", session("Completed", { chargePermissionId: PERMISSION_ID }), {}],
    ["when it is completed, shows nothing, and was seen open", session("Completed"), { verifiedBefore: true }],
    [
      "when it was seen open and is completed for another wallet, which is somebody else's to judge",
      session("Completed", { chargePermissionId: "B01-9999999-9999999" }),
      { verifiedBefore: true },
    ],
    ["when it is canceled and contradicts nothing", session("Canceled"), {}],
    ["when it is the set-up's own", open(), { chargePermissionId: null }],
    ["when it names the environment in any case", open({ releaseEnvironment: "SANDBOX" }), {}],
  ])("%s", (_, given, more) => {
    expect(belongsToUpdate(given, expected(more))).toBe(true)
  })
})

describe("a session does not belong to an update", () => {
  it.each<[string, CheckoutSession, Partial<ExpectedSession>]>([
    ["of another store", open({ storeId: "amzn1.application-oa2-client.other" }), {}],
    [
      "of another store, seen before",
      open({ storeId: "amzn1.application-oa2-client.other" }),
      { verifiedBefore: true },
    ],
    ["of another update", open({ checkoutResultReturnUrl: OUR_URL.replace("our", "their") }), {}],
    ["of another update, canceled", session("Canceled", { checkoutResultReturnUrl: "https://x.example/t" }), {}],
    ["of another kind", open({ chargePermissionType: "OneTime" }), {}],
    ["of the live environment", open({ releaseEnvironment: "Live" }), {}],
    ["that is open for another wallet", open({ chargePermissionId: "B01-9999999-9999999" }), {}],
    ["that is canceled for another wallet", session("Canceled", { chargePermissionId: "B01-9999999-9999999" }), {}],
    ["that shows nothing while it is open", open({ storeId: null, checkoutResultReturnUrl: null }), {}],
    ["that is completed, shows nothing and was never seen", session("Completed"), {}],
    ["that is completed for another wallet", session("Completed", { chargePermissionId: "B01-9999999-9999999" }), {}],
    [
      "that is a completed set-up nobody saw open",
      session("Completed", { chargePermissionId: PERMISSION_ID }),
      { chargePermissionId: null },
    ],
  ])("%s", (_, given, more) => {
    expect(belongsToUpdate(given, expected(more))).toBe(false)
  })
})

describe("settling a session", () => {
  let talking: Talking | undefined
  afterEach(() => talking?.close())

  const refusal = (status: number, reasonCode: string) => answer(status, { reasonCode })
  const isNow = (state: string, reasonCode: string | null = null) =>
    answer(200, completedSession({ statusDetails: { state, reasonCode }, chargePermissionId: PERMISSION_ID }))

  async function settle(given: CheckoutSession, ...steps: [Step, ...Step[]]) {
    talking = await talkTo(steps, { maxRetries: 0 })
    const outcome = settleSession(talking.client, given, { idempotencyKey: "key", priority: "buyer" })
    await outcome.catch(() => undefined)
    return { outcome, asked: talking.server.received.map(({ method }) => method) }
  }

  it("that is open completes it once", async () => {
    const { outcome, asked } = await settle(open(), isNow("Completed"))
    await expect(outcome).resolves.toEqual({ status: "completed", reasonCode: null, chargePermissionId: PERMISSION_ID })
    expect(asked).toEqual(["POST"])
  })

  it.each([
    [session("Completed", { chargePermissionId: PERMISSION_ID }), "completed"],
    [session("Canceled", { reasonCode: "BuyerCanceled" }), "canceled"],
    [session("Canceled", { reasonCode: "Declined" }), "declined"],
    [session("Canceled", { reasonCode: "Expired" }), "expired"],
    [session("SomethingNew"), "pending"],
  ])("that has ended asks Amazon nothing (%#)", async (given, status) => {
    const { outcome, asked } = await settle(given, answer(500))
    await expect(outcome).resolves.toMatchObject({ status })
    expect(asked).toEqual([])
  })

  it.each<[string, Step]>([
    ["422 InvalidCheckoutSessionStatus", refusal(422, "InvalidCheckoutSessionStatus")],
    ["400 CheckoutSessionCanceled", refusal(400, "CheckoutSessionCanceled")],
    ["503", answer(503)],
    ["a lost answer", reset],
    ["HTML", answer(200, "<html>")],
    ["another session", answer(200, completedSession({ checkoutSessionId: SESSION_ID.replace("b", "c") }))],
  ])("looks again after %s, and already completed is success", async (_, step) => {
    const { outcome, asked } = await settle(open(), step, isNow("Completed"))
    await expect(outcome).resolves.toMatchObject({ status: "completed", chargePermissionId: PERMISSION_ID })
    expect(asked).toEqual(["POST", "GET"])
  })

  it("learns from the second look why it was canceled", async () => {
    const { outcome } = await settle(open(), refusal(422, "CheckoutSessionCanceled"), isNow("Canceled", "Declined"))
    await expect(outcome).resolves.toMatchObject({ status: "declined", reasonCode: "Declined" })
  })

  it.each<[string, Step]>([
    ["still open", isNow("Open")],
    ["not to be seen", answer(503)],
  ])("stays pending when the session is %s afterwards", async (_, look) => {
    const { outcome } = await settle(open(), answer(503), look)
    await expect(outcome).resolves.toEqual({ status: "pending", reasonCode: "unavailable", chargePermissionId: null })
  })

  it.each([
    [403, "InvalidRequestSignature"],
    [401, "UnauthorizedAccess"],
    [400, "InvalidParameterValue"],
    [404, "ResourceNotFound"],
  ])("lets %d %s through: that is the store's to fix", async (status, reasonCode) => {
    const { outcome, asked } = await settle(open(), refusal(status, reasonCode))
    expect(await failureOf(outcome)).toMatchObject({ status, reasonCode })
    expect(asked).toEqual(["POST"])
  })
})

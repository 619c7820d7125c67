import { inspect } from "node:util"
import { confirmSubscription } from "../../../src/client/confirm-subscription"
import { failureOf } from "../support/client"
import { answer, hang, reset, startServer, type ScriptedServer, type Step } from "../support/scripted-server"

let server: ScriptedServer | undefined
afterEach(() => server?.close())

const QUERY = "/?Action=ConfirmSubscription&TopicArn=arn&Token=SECRET-TOKEN"

async function confirm(step: Step): Promise<void> {
  server = await startServer(step)
  return confirmSubscription(new URL(server.url + QUERY), 200)
}

describe("confirming a subscription", () => {
  it("asks SNS once", async () => {
    await confirm(answer(200, "<ConfirmSubscriptionResponse/>"))
    expect(server?.received.map(({ method, url }) => `${method} ${url}`)).toEqual([`GET ${QUERY}`])
  })

  it.each([400, 403, 404, 301, 302])("is refused by %d, and not tried again", async (status) => {
    const refusal = await failureOf(confirm(answer(status, "", { location: "http://127.0.0.1:1/" })))
    expect(refusal).toMatchObject({ code: "request_refused", status, retryable: false })
    expect(server?.received).toHaveLength(1)
  })

  it.each<[string, Step]>([
    ["429", answer(429)],
    ["500", answer(500)],
    ["503", answer(503)],
    ["a hang", hang],
    ["a reset", reset],
  ])("can be tried again after %s", async (_, step) => {
    expect(await failureOf(confirm(step))).toMatchObject({ code: "unavailable", retryable: true })
  })

  it.each<[string, Step]>([
    ["a refusal", answer(403)],
    ["a hang", hang],
    ["a reset", reset],
  ])("does not tell its token after %s", async (_, step) => {
    expect(inspect(await failureOf(confirm(step)), { depth: 10, showHidden: true })).not.toContain("SECRET-TOKEN")
  })
})

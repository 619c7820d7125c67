import { failureOf, talkTo, type Talking } from "../support/client"
import { chargePermission, PERMISSION_ID } from "../support/samples"
import { answer, hang, type Step } from "../support/scripted-server"

let talking: Talking | undefined
afterEach(() => talking?.close())

const good = answer(200, chargePermission())
const rules = { maxRetries: 0, breakAfter: 3, breakForMs: 250, timeoutMs: 100 }

async function start(...steps: [Step, ...Step[]]) {
  talking = await talkTo(steps, rules)
  const { client, server } = talking
  return { read: () => client.getChargePermission(PERMISSION_ID), received: server.received }
}

const untilClosed = () => new Promise((resolve) => setTimeout(resolve, rules.breakForMs + 50))

describe("a dead Amazon", () => {
  it.each<[string, Step]>([
    ["answering 503", answer(503)],
    ["not answering", hang],
  ])("%s is left alone after some failures in a row, and asked again later", async (_, step) => {
    const { read, received } = await start(step, step, step, good)
    for (let failures = 0; failures < 3; failures++) await failureOf(read())
    const refusal = await failureOf(read())
    expect(refusal).toMatchObject({ code: "unavailable", retryable: true })
    expect(refusal.message).toContain("asked again in a moment")
    expect(received).toHaveLength(3)

    await untilClosed()
    await expect(read()).resolves.toMatchObject({ chargePermissionId: PERMISSION_ID })
    await expect(read()).resolves.toMatchObject({ chargePermissionId: PERMISSION_ID })
    expect(received).toHaveLength(5)
  })

  it("that is still dead when it is asked again is left alone at once", async () => {
    const { read, received } = await start(answer(503))
    for (let failures = 0; failures < 3; failures++) await failureOf(read())
    await untilClosed()
    await failureOf(read())
    await failureOf(read())
    expect(received).toHaveLength(4)
  })

  it("is not what one success in between makes of it", async () => {
    const { read, received } = await start(answer(503), answer(503), good, answer(503), answer(503), good)
    for (let call = 0; call < 6; call++) await read().catch(() => undefined)
    expect(received).toHaveLength(6)
  })
})

it.each([400, 404, 422, 429])("an Amazon that answers %d is alive, and keeps being asked", async (status) => {
  const { read, received } = await start(answer(status))
  for (let call = 0; call < 6; call++) await failureOf(read())
  expect(received).toHaveLength(6)
})

it("an open circuit is not retried", async () => {
  talking = await talkTo([answer(503)], { ...rules, maxRetries: 10 })
  await failureOf(talking.client.getChargePermission(PERMISSION_ID))
  expect(talking.server.received).toHaveLength(3)
})

it("one account's outage is not another's", async () => {
  const { read } = await start(answer(503))
  for (let failures = 0; failures < 3; failures++) await failureOf(read())
  const other = await talkTo([good], rules)
  try {
    await expect(other.client.getChargePermission(PERMISSION_ID)).resolves.toBeDefined()
  } finally {
    await other.close()
  }
})

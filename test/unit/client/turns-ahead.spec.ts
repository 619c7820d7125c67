import type { ClientDependencies } from "../../../src/client/amazon-pay-client"
import { chargeRequest } from "../../../src/protocol"
import { failureOf, talkTo, type Talking } from "../support/client"
import { charge, chargePermission, PERMISSION_ID } from "../support/samples"
import { answer, type Step } from "../support/scripted-server"

let talking: Talking | undefined
afterEach(() => talking?.close())

/** A client whose turns are noted, unless what is given says otherwise. */
async function talk(steps: [Step, ...Step[]], more?: Partial<ClientDependencies>) {
  const turns: string[] = []
  const awaitTurn: ClientDependencies["awaitTurn"] = ({ name }, priority) =>
    Promise.resolve(void turns.push(`${name} for ${priority}`))
  talking = await talkTo(steps, { awaitTurn, ...more })
  return { client: talking.client, received: talking.server.received, turns }
}

const CHARGE_REQUEST = chargeRequest({
  chargePermissionId: PERMISSION_ID,
  chargeAmount: { amount: "5.00", currencyCode: "EUR" },
  captureNow: false,
  canHandlePendingAuthorization: false,
  initiator: "customer",
  merchantReferenceId: "payses_1",
})

describe("a turn that was asked for before", () => {
  it("is the first try's, and another try asks for one of its own", async () => {
    const { client, received, turns } = await talk([answer(503), answer(200, charge())])
    const turn = client.turnFor("createCharge")
    expect(turns).toEqual(["Create Charge for buyer"])
    await client.createCharge(CHARGE_REQUEST, { idempotencyKey: "x", turn })
    expect(received).toHaveLength(2)
    expect(turns).toEqual(["Create Charge for buyer", "Create Charge for buyer"])
  })

  it("is waited for", async () => {
    let come = () => {}
    const turn = new Promise<void>((resolve) => (come = resolve))
    const { client, received } = await talk([answer(200, charge())])
    const charging = client.createCharge(CHARGE_REQUEST, { idempotencyKey: "x", turn })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(received).toEqual([])
    come()
    await charging
    expect(received).toHaveLength(1)
  })
})

describe("who has something else to do meanwhile", () => {
  it("is called each time the request is out, before its answer is there", async () => {
    const order: string[] = []
    const { client } = await talk([answer(503), answer(200, chargePermission())], {
      onAttempt: ({ outcome }) => void order.push(outcome),
    })
    await client.getChargePermission(PERMISSION_ID, { whileWaiting: () => void order.push("out") })
    expect(order).toEqual(["out", "unavailable", "out", "ok"])
  })

  it("is not called where nothing is sent", async () => {
    const { client } = await talk([answer(200, chargePermission())], {
      awaitTurn: () => Promise.reject(new Error("no turn")),
    })
    let out = 0
    await expect(client.getChargePermission(PERMISSION_ID, { whileWaiting: () => (out += 1) })).rejects.toThrow()
    await failureOf(client.getChargePermission("no/id", { whileWaiting: () => (out += 1) }))
    expect(out).toBe(0)
  })
})

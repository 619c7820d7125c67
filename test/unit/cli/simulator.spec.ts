import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import path from "node:path"
import { begin, run, temporaryFolder } from "./support"

let folder: string
let remove: () => Promise<void>
let merchant: string[]
beforeAll(async () => {
  ;({ folder, remove } = await temporaryFolder())
  await run(["keys", "--out", path.join(folder, "pay.pem")])
  merchant = ["--merchant-id", "A1SHOP", "--store-id", "amzn1.application-oa2-client.test"]
  merchant.push("--public-key-id", "SANDBOX-KEY", "--public-key", path.join(folder, "pay.pub.pem"))
})
afterAll(() => remove())

type Running = { url: string; merchants: { merchant_id: string; topic_arn: string; endpoints: { payApi: string } }[] }

describe("amazon-pay simulator", () => {
  it("runs until it is interrupted, and says what goes into the options", async () => {
    const { firstOutput, interrupt, ended } = await begin(["simulator", "--json", "--port", "0", ...merchant])
    const { url, merchants } = JSON.parse(await firstOutput) as Running
    expect(merchants).toMatchObject([{ merchant_id: "A1SHOP", endpoints: { payApi: url } }])
    expect(merchants[0]?.topic_arn).toMatch(/^arn:aws:sns:eu-west-1:/)
    expect((await fetch(url)).status).toBe(200)
    interrupt()
    expect(await ended).toMatchObject({ code: 0, err: "" })
    await expect(fetch(url)).rejects.toThrow()
  })

  it("tells people the same, as lines for medusa-config.ts", async () => {
    const { firstOutput, interrupt, ended } = await begin(["simulator", "--port", "0", ...merchant, "--region", "na"])
    const words = await firstOutput
    interrupt()
    await ended
    expect(words).toMatch(/ {2}endpoints: \{"payApi":"http:\/\/127.0.0.1:\d+"/)
    expect(words).toMatch(/ {2}ipn: \{ topicArns: \["arn:aws:sns:us-east-1:\d+:.+"\] \},/)
    expect(words).toContain("Notifications go to nowhere: give --ipn-url")
  })

  it("names the flags that a merchant lacks", async () => {
    const { code, err } = await run(["simulator", "--merchant-id", "A1SHOP"])
    expect(code).toBe(1)
    expect(err).toBe("A merchant on the command line needs --store-id, --public-key-id, --public-key as well.")
  })

  it("says where else to listen when the port is taken", async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve))
    const { port } = taken.address() as AddressInfo
    const { code, err } = await run(["simulator", "--port", String(port), ...merchant])
    taken.close()
    expect({ code, err }).toEqual({
      code: 1,
      err: `Port ${port} is taken. Choose another one with --port, or 0 for any free one.`,
    })
  })

  it("takes no private key for a public one", async () => {
    const flags = merchant.map((flag) => flag.replace("pay.pub.pem", "pay.pem"))
    const { code, err } = await run(["simulator", "--port", "0", ...flags])
    expect(code).toBe(1)
    expect(err).toContain("give Amazon the public key, never the private")
    expect(err).not.toContain("BEGIN")
  })
})

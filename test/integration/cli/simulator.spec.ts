import { MERCHANT_ID, pluginOptions } from "../support/options"
import { runCommand, startCommand } from "./support"

const nowhere = "postgres://127.0.0.1:9/nothing"

describe("amazon-pay simulator in the folder of a store", () => {
  it("knows the store's merchant by public keys alone, and ends with Ctrl-C", async () => {
    const facts = { databaseUrl: nowhere, options: pluginOptions() }
    const { child, ended, heard } = startCommand(["simulator", "--json", "--port", "0"], facts)
    await heard(/\}\n/)
    child.kill("SIGINT")
    const { code, out, err } = await ended
    expect({ code, err }).toEqual({ code: 0, err: "" })
    expect(JSON.parse(out)).toMatchObject({ merchants: [{ merchant_id: MERCHANT_ID, region: "eu" }] })
    expect(out).not.toContain("PRIVATE")
  })

  it("says in one line what is wrong with the options", async () => {
    const { code, err } = await runCommand(["simulator"], { databaseUrl: nowhere, options: {} })
    expect(code).toBe(1)
    expect(err).toMatch(
      /^The options of medusa-payment-amazon-pay cannot be used: region is required; merchantId is required; .+\n$/,
    )
  })
})

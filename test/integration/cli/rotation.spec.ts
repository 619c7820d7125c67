import { generateKeyPairSync } from "node:crypto"
import { startUpdate } from "../../../src/modules/amazon-pay/updates/start"
import type { CheckoutResponse } from "../../../src/contracts"
import { merchantSetup, pluginOptions, PUBLIC_KEY_ID } from "../support/options"
import { configured, openQuickStore } from "../support/quick"
import { newShopper } from "../support/shopper"
import type { TestStore } from "../support/store"

let store: TestStore
beforeAll(async () => {
  store = await openQuickStore()
})
afterAll(() => store.close())

const configOf = ({ checkout }: CheckoutResponse) => checkout.options.createCheckoutSessionConfig

describe("a key that is replaced in two steps", () => {
  it("fails no buyer on the way: what either key signed is taken, and what is open is signed anew by the first", async () => {
    const fresh = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    })
    const both = { ...merchantSetup().publicKeys, "SANDBOX-NEW": fresh.publicKey }
    await store.simulator.control.addMerchant(merchantSetup({ publicKeys: both }))
    const shopper = await newShopper(store)
    const wallet = await shopper.wallet()
    const before = await shopper.start(wallet.id)
    expect(configOf(before).publicKeyId).toBe(PUBLIC_KEY_ID)

    const rotating = configured(store.runtime, store.simulator, {
      publicKeyId: undefined,
      privateKey: undefined,
      keys: [
        { publicKeyId: "SANDBOX-NEW", privateKey: fresh.privateKey },
        { publicKeyId: PUBLIC_KEY_ID, privateKey: pluginOptions().privateKey ?? "" },
      ],
    })
    const during = await startUpdate(rotating, {
      customerId: shopper.customerId,
      walletId: wallet.id,
      updateType: "payment_method",
    })
    expect(during.update.id).toBe(before.update.id)
    expect(configOf(during).payloadJSON).toBe(configOf(before).payloadJSON)
    expect(configOf(during).publicKeyId).toBe("SANDBOX-NEW")
    await expect(shopper.atAmazon(before, { card: "4444", end: "confirm" })).resolves.toEqual(expect.any(String))

    await store.simulator.control.addMerchant(merchantSetup({ publicKeys: { "SANDBOX-NEW": fresh.publicKey } }))
    await expect(shopper.atAmazon(during, { card: "0005", end: "confirm" })).resolves.toEqual(expect.any(String))
  })
})

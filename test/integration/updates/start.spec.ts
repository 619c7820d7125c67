import { createPublicKey, generateKeyPairSync } from "node:crypto"
import { signPayload, verifyPayloadSignature } from "../../../src/protocol"
import type { CheckoutResponse } from "../../../src/contracts"
import { WalletUpdateEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import { startSetUp, startUpdate } from "../../../src/modules/amazon-pay/updates/start"
import { closeWallet } from "../../../src/modules/amazon-pay/wallets/close-wallet"
import { refreshWallet } from "../../../src/modules/amazon-pay/wallets/refresh"
import { merchantSetup, PUBLIC_KEY_ID } from "../support/options"
import { configured, openQuickStore } from "../support/quick"
import { updateNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"

const HOUR = 3600

let store: TestStore
let shopper: Shopper

beforeAll(async () => {
  store = await openQuickStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.simulator.control.setModes({ updateSetupOnly: "any" })
  shopper = await newShopper(store)
})

const configOf = ({ checkout }: CheckoutResponse) => checkout.options.createCheckoutSessionConfig

function payloadOf(started: CheckoutResponse) {
  const payload: unknown = JSON.parse(configOf(started).payloadJSON)
  return payload
}

function openUpdates(): Promise<number> {
  return store.runtime.db
    .getRepository(WalletUpdateEntity)
    .countBy({ customer_id: shopper.customerId, status: "started" })
}

describe("an update that is open", () => {
  it("is handed out again with the same payload and the same signature", async () => {
    const wallet = await shopper.wallet()
    const first = await shopper.start(wallet.id)
    const second = await shopper.start(wallet.id)
    expect(second.update.id).toBe(first.update.id)
    expect(second.checkout).toEqual(first.checkout)

    const account = store.runtime.options.accounts.get("default")
    if (!account) throw new Error("The test store has one account")
    const { payloadJSON, signature } = configOf(first)
    const signedAnew = await signPayload(payloadJSON, account.keys[0], account.algorithm)
    expect(signedAnew).not.toBe(signature)
  })

  it("is handed out again after the buyer canceled on Amazon's page and came back without a session", async () => {
    const wallet = await shopper.wallet()
    const first = await shopper.start(wallet.id)
    await shopper.atAmazon(first, { end: "cancel" })
    expect((await shopper.start(wallet.id)).checkout).toEqual(first.checkout)
  })

  it("is one for each kind of update", async () => {
    const wallet = await shopper.wallet()
    const card = await shopper.start(wallet.id, "payment_method")
    const address = await shopper.start(wallet.id, "shipping_address")
    expect(address.update.id).not.toBe(card.update.id)
    expect(configOf(address).payloadJSON).not.toBe(configOf(card).payloadJSON)
  })

  it("gives way to a new one after 24 hours, and forgets what was signed", async () => {
    const wallet = await shopper.wallet()
    const first = await shopper.start(wallet.id)
    store.advance(24 * HOUR - 60)
    expect((await shopper.start(wallet.id)).update.id).toBe(first.update.id)
    store.advance(120)

    const second = await shopper.start(wallet.id)
    expect(second.update.id).not.toBe(first.update.id)
    expect(configOf(second).signature).not.toBe(configOf(first).signature)
    expect(await updateNow(store.runtime, first.update.id)).toMatchObject({
      status: "expired",
      completed_at: expect.any(Date),
      message: expect.stringContaining("not finished in time"),
    })
    const [kept] = await store.runtime.db.query<Record<string, unknown>[]>(
      `select token, payload_json, signature, public_key_id, algorithm from amazon_pay_wallet_update where id = $1`,
      [first.update.id],
    )
    expect(kept).toEqual({ token: null, payload_json: null, signature: null, public_key_id: null, algorithm: null })
  })

  it("is one, with one signature, for 50 starts at once in two processes (35)", async () => {
    const wallet = await shopper.wallet()
    const processes = [store.runtime, await store.secondProcess()]
    const starts = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        startUpdate(processes[index % 2] ?? store.runtime, {
          customerId: shopper.customerId,
          walletId: wallet.id,
          updateType: "payment_method",
        }),
      ),
    )
    expect(new Set(starts.map(({ update }) => update.id)).size).toBe(1)
    expect(new Set(starts.map((started) => configOf(started).signature)).size).toBe(1)
    expect(await openUpdates()).toBe(1)
  })

  it("is one set-up for 50 starts at once in two processes", async () => {
    const processes = [store.runtime, await store.secondProcess()]
    const starts = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        startSetUp(processes[index % 2] ?? store.runtime, { customerId: shopper.customerId }),
      ),
    )
    expect(new Set(starts.map((started) => JSON.stringify(started.checkout))).size).toBe(1)
    expect(await openUpdates()).toBe(1)
  })
})

describe("an open update is signed anew under the same return token", () => {
  it("when the signing key was rotated (38)", async () => {
    const pair = generateKeyPairSync("rsa", { modulusLength: 2048 })
    const publicKey = pair.publicKey.export({ type: "spki", format: "pem" }).toString()
    const privateKey = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString()
    await store.simulator.control.addMerchant(
      merchantSetup({ publicKeys: { ...merchantSetup().publicKeys, "SANDBOX-NEXT": publicKey } }),
    )
    const wallet = await shopper.wallet()
    const first = await shopper.start(wallet.id)
    const rotated = configured(store.runtime, store.simulator, { publicKeyId: "SANDBOX-NEXT", privateKey })
    const second = await startAs(rotated, wallet.id)

    expect(second.update.id).toBe(first.update.id)
    expect(configOf(second).payloadJSON).toBe(configOf(first).payloadJSON)
    expect(configOf(second).publicKeyId).toBe("SANDBOX-NEXT")
    const { payloadJSON, signature } = configOf(second)
    expect(verifyPayloadSignature(payloadJSON, signature, createPublicKey(publicKey), "AMZN-PAY-RSASSA-PSS-V2")).toBe(
      true,
    )
    await expect(shopper.atAmazon(second, { card: "4444", end: "confirm" })).resolves.toEqual(expect.any(String))
  })

  it("when the algorithm was changed, and names the new one", async () => {
    const wallet = await shopper.wallet()
    const first = await shopper.start(wallet.id)
    const older = configured(store.runtime, store.simulator, { algorithm: "AMZN-PAY-RSASSA-PSS" })
    const second = await startAs(older, wallet.id)
    expect(second.update.id).toBe(first.update.id)
    expect(configOf(second).algorithm).toBe("AMZN-PAY-RSASSA-PSS")
    expect(configOf(second).signature).not.toBe(configOf(first).signature)
    await expect(shopper.atAmazon(second, { card: "4444", end: "confirm" })).resolves.toEqual(expect.any(String))
  })

  it("when an option that is part of the payload was changed", async () => {
    const wallet = await shopper.wallet()
    const first = await shopper.start(wallet.id)
    const renamed = configured(store.runtime, store.simulator, { merchantMetadata: { merchantStoreName: "New name" } })
    const second = await startAs(renamed, wallet.id)
    expect(second.update.id).toBe(first.update.id)
    expect(payloadOf(second)).toEqual({
      ...Object(payloadOf(first)),
      merchantMetadata: { merchantStoreName: "New name" },
    })
    expect((await startAs(renamed, wallet.id)).checkout).toEqual(second.checkout)
    await expect(shopper.atAmazon(second, { card: "4444", end: "confirm" })).resolves.toEqual(expect.any(String))
  })

  it("when the wallet got an address meanwhile and has to be opened as PayAndShip", async () => {
    const restricted = configured(store.runtime, store.simulator, {
      deliverySpecifications: { specialRestrictions: ["RestrictPackstations"] },
    })
    const wallet = await shopper.wallet({ productType: "PayOnly" })
    const first = await startAs(restricted, wallet.id)
    expect(first.checkout.options.productType).toBe("PayOnly")
    await store.simulator.control.changeWallet(wallet.charge_permission_id, {
      type: "shipping_address",
      address: "10117",
    })
    await refreshWallet(store.runtime, wallet.id, { source: "reconciliation" })

    const second = await startAs(restricted, wallet.id)
    expect(second.update.id).toBe(first.update.id)
    expect(second.checkout.options.productType).toBe("PayAndShip")
    expect(configOf(second).signature).not.toBe(configOf(first).signature)
    await expect(shopper.atAmazon(second, { card: "4444", end: "confirm" })).resolves.toEqual(expect.any(String))
  })

  function startAs(runtime: TestStore["runtime"], walletId: string) {
    return startUpdate(runtime, { customerId: shopper.customerId, walletId, updateType: "payment_method" })
  }
})

describe("what Amazon's page is asked for", () => {
  it.each([
    ["PayOnly", "payment_method", "PayOnly"],
    ["PayOnly", "shipping_address", "PayAndShip"],
    ["PayAndShip", "payment_method", "PayAndShip"],
    ["PayAndShip", "shipping_address", "PayAndShip"],
  ] as const)("a %s wallet and a %s update open the page as %s", async (saved, updateType, opened) => {
    const wallet = await shopper.wallet({ productType: saved })
    const started = await shopper.start(wallet.id, updateType)
    expect(started.checkout.options.productType).toBe(opened)
    await expect(shopper.atAmazon(started, { card: "4444", end: "confirm" })).resolves.toEqual(expect.any(String))
  })

  it.each([true, false])("setupOnly %s reaches a page that takes nothing else", async (updateSetupOnly) => {
    await store.simulator.control.setModes({ updateSetupOnly: updateSetupOnly ? "true" : "false" })
    const wallet = await shopper.wallet()
    const startWith = (value: boolean) =>
      startUpdate(configured(store.runtime, store.simulator, { updateSetupOnly: value }), {
        customerId: shopper.customerId,
        walletId: wallet.id,
        updateType: "payment_method",
      })
    const right = await startWith(updateSetupOnly)
    await expect(shopper.atAmazon(right, { card: "4444", end: "confirm" })).resolves.toEqual(expect.any(String))
    const wrong = await startWith(!updateSetupOnly)
    await expect(shopper.atAmazon(wrong, { card: "4444", end: "confirm" })).rejects.toThrow("setupOnly")
  })

  it("nothing is asked of Amazon's API to start", async () => {
    const wallet = await shopper.wallet()
    await store.simulator.control.clearRequests()
    await shopper.start(wallet.id)
    await shopper.startSetUp()
    expect(await store.simulator.control.requests()).toEqual([])
  })

  it("a payload holds no amount and nothing of the customer, and comes with every argument the script demands", async () => {
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id)
    const payload = configOf(started).payloadJSON
    expect(payload).not.toMatch(/chargeAmount|totalOrderAmount/)
    expect(payload).not.toContain(shopper.customerId)
    expect(payload).not.toContain(wallet.id)
    expect(started.checkout.options).toMatchObject({
      placement: "Other",
      sandbox: true,
      ledgerCurrency: "EUR",
      createCheckoutSessionConfig: { publicKeyId: PUBLIC_KEY_ID, algorithm: "AMZN-PAY-RSASSA-PSS-V2" },
    })
  })
})

describe("a start that is refused", () => {
  it("signs nothing, stores nothing and asks nothing for a wallet of another customer or an unknown one (30)", async () => {
    const wallet = await shopper.wallet()
    const stranger = await newShopper(store)
    await store.simulator.control.clearRequests()
    const refusals = await Promise.all(
      [wallet.id, "apw_01HZZZZZZZZZZZZZZZZZZZZZZZ"].map((id) =>
        stranger.start(id).then(
          () => null,
          ({ code, type, message }: { code: string; type: string; message: string }) => ({ code, type, message }),
        ),
      ),
    )
    expect(refusals[0]).toMatchObject({ code: "wallet_not_found" })
    expect(refusals[1]).toEqual(refusals[0])
    expect(await store.simulator.control.requests()).toEqual([])
    const stored = await store.runtime.db
      .getRepository(WalletUpdateEntity)
      .countBy({ customer_id: stranger.customerId })
    expect(stored).toBe(0)
  })

  it("says that a closed wallet cannot be updated", async () => {
    const wallet = await shopper.wallet()
    await closeWallet(store.runtime, { customerId: shopper.customerId, walletId: wallet.id })
    await expect(shopper.start(wallet.id)).rejects.toMatchObject({ code: "wallet_closed" })
  })

  it("says that there is no update page in Japan", async () => {
    const wallet = await shopper.wallet()
    const japan = configured(store.runtime, store.simulator, { region: "jp" })
    await expect(
      startUpdate(japan, { customerId: shopper.customerId, walletId: wallet.id, updateType: "payment_method" }),
    ).rejects.toMatchObject({ code: "update_page_unavailable" })
  })
})

describe("a store with several merchant accounts", () => {
  const several = () =>
    configured(store.runtime, store.simulator, {
      region: undefined,
      accounts: { de: { region: "eu" }, us: { region: "na" } },
    })

  it("has to be told which account a new wallet is for", async () => {
    await expect(startSetUp(several(), { customerId: shopper.customerId })).rejects.toMatchObject({
      code: "account_required",
    })
  })

  it("refuses an account that nobody configured", async () => {
    await expect(
      startSetUp(several(), { customerId: shopper.customerId, merchantAccount: "uk" }),
    ).rejects.toMatchObject({ code: "account_not_configured" })
  })

  it("keeps one open set-up for each account", async () => {
    const runtime = several()
    const [de, us] = await Promise.all(
      ["de", "us"].map((merchantAccount) => startSetUp(runtime, { customerId: shopper.customerId, merchantAccount })),
    )
    expect(de?.checkout.options.ledgerCurrency).toBe("EUR")
    expect(us?.checkout.options.ledgerCurrency).toBe("USD")
    expect(de?.update.id).not.toBe(us?.update.id)
  })

  it("refuses to update a wallet whose account is no longer configured", async () => {
    const wallet = await shopper.wallet()
    await expect(
      startUpdate(several(), { customerId: shopper.customerId, walletId: wallet.id, updateType: "payment_method" }),
    ).rejects.toMatchObject({ code: "account_not_configured" })
  })
})

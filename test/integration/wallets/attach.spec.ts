import { generateKeyPairSync } from "node:crypto"
import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import {
  NotificationEntity,
  WalletEntity,
  WalletUpdateEntity,
} from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { attachWallet } from "../../../src/modules/amazon-pay/wallets/attach-wallet"
import type { SimulatedWallet, WalletInput } from "../../../src/simulator"
import { deliverAll } from "../support/notifications"
import { MERCHANT_ID, PUBLIC_KEY_ID, pluginOptions, STORE_ID } from "../support/options"
import { configured, openQuickStore } from "../support/quick"
import { asked, eventsAbout } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"

let store: TestStore
let shopper: Shopper

beforeAll(async () => {
  store = await openQuickStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.simulator.control.clearFaults()
  shopper = await newShopper(store)
})

/** A wallet at Amazon that this store has never heard of. */
function atAmazonOnly(more: Partial<WalletInput> = {}): Promise<SimulatedWallet> {
  return store.simulator.control.createWallet({
    merchantId: MERCHANT_ID,
    buyerId: shopper.buyerId,
    productType: "PayAndShip",
    ...more,
  })
}

function attach(chargePermissionId: string, runtime: Runtime = store.runtime): Promise<WalletEntity> {
  return attachWallet(runtime, { customerId: shopper.customerId, chargePermissionId })
}

function walletsWith(chargePermissionId: string): Promise<WalletEntity[]> {
  return store.runtime.db.getRepository(WalletEntity).findBy({ charge_permission_id: chargePermissionId })
}

describe("a saved wallet that exists at Amazon", () => {
  it("becomes the customer's, with one entry of the admin's", async () => {
    const { chargePermissionId } = await atAmazonOnly({ card: "4444", address: "10117" })
    const wallet = await attach(chargePermissionId)
    expect(wallet).toMatchObject({
      customer_id: shopper.customerId,
      charge_permission_id: chargePermissionId,
      environment: "sandbox",
      merchant_account: "default",
      status: "chargeable",
      product_type: "pay_and_ship",
      payment_descriptor: expect.stringContaining("4444"),
      shipping_address: expect.objectContaining({ city: "Berlin" }),
      last_checked_at: expect.any(Date),
    })
    const entries = await store.runtime.db.getRepository(WalletUpdateEntity).findBy({ wallet_id: wallet.id })
    expect(entries).toEqual([
      expect.objectContaining({
        initiated_by: "admin",
        update_type: null,
        status: "completed",
        sources: ["admin"],
        customer_id: shopper.customerId,
      }),
    ])
    expect(await eventsAbout(store.runtime, shopper.customerId)).toEqual(["amazon-pay.wallet.created"])
  })

  it("without an address is kept as one to pay with only", async () => {
    const { chargePermissionId } = await atAmazonOnly({ productType: "PayOnly" })
    expect(await attach(chargePermissionId)).toMatchObject({ product_type: "pay_only", shipping_address: null })
  })

  it("that cannot be charged comes with the reason", async () => {
    const { chargePermissionId } = await atAmazonOnly()
    await store.simulator.control.changeWallet(chargePermissionId, {
      type: "non_chargeable",
      reason: "PaymentMethodExpired",
    })
    expect(await attach(chargePermissionId)).toMatchObject({
      status: "non_chargeable",
      reasons: ["PaymentMethodExpired"],
    })
  })

  it("is attached once, however often, by how many processes", async () => {
    const { chargePermissionId } = await atAmazonOnly()
    const other = await store.secondProcess()
    const wallets = await Promise.all(
      Array.from({ length: 10 }, (_, index) => attach(chargePermissionId, index % 2 ? other : store.runtime)),
    )
    expect(new Set(wallets.map(({ id }) => id)).size).toBe(1)
    expect(await walletsWith(chargePermissionId)).toHaveLength(1)
    expect(await eventsAbout(store.runtime, shopper.customerId)).toEqual(["amazon-pay.wallet.created"])
  })

  it("takes up the notifications that came before it was attached (19)", async () => {
    const { chargePermissionId } = await atAmazonOnly()
    await store.simulator.control.changeWallet(chargePermissionId, { type: "payment_method", card: "0005" })
    await deliverAll(store.runtime, store.simulator, chargePermissionId)
    await drainInbox(store.runtime)
    const statuses = async () =>
      (
        await store.runtime.db.getRepository(NotificationEntity).findBy({ charge_permission_id: chargePermissionId })
      ).map(({ status }) => status)
    expect(await statuses()).toEqual(["unmatched"])
    await attach(chargePermissionId)
    await drainInbox(store.runtime)
    expect(await statuses()).toEqual(["processed"])
  })
})

describe("nothing is attached", () => {
  afterEach(async () => {
    expect(await store.runtime.db.getRepository(WalletEntity).countBy({ customer_id: shopper.customerId })).toBe(0)
    expect(await eventsAbout(store.runtime, shopper.customerId)).toEqual([])
  })

  it("when Amazon does not know the charge permission", async () => {
    await expect(attach("B02-0000000-0000001")).rejects.toMatchObject({ code: "charge_permission_not_found" })
  })

  it.each(["", "B02", "../charges", "B02-1234567-1234567/close", " B02-1234567-1234567"])(
    "for %j, and Amazon is not asked (37)",
    async (id) => {
      await store.simulator.control.clearRequests()
      await expect(attach(id)).rejects.toMatchObject({ code: "charge_permission_not_found" })
      expect(await store.simulator.control.requests()).toEqual([])
    },
  )

  it("when the wallet is another merchant's", async () => {
    const { publicKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    })
    const theirStore = "amzn1.application-oa2-client.00000000000000000000000000000000"
    await store.simulator.control.addMerchant({
      merchantId: "A2OTHERMERCHANT",
      storeIds: [theirStore],
      publicKeys: { "SANDBOX-THEIRS": publicKey },
      region: "eu",
    })
    const { chargePermissionId } = await atAmazonOnly({ merchantId: "A2OTHERMERCHANT", storeId: theirStore })
    await expect(attach(chargePermissionId)).rejects.toMatchObject({ code: "charge_permission_not_found" })
  })

  it("when the wallet is another customer's (30)", async () => {
    const owner = await newShopper(store)
    const wallet = await owner.wallet()
    await expect(attach(wallet.charge_permission_id)).rejects.toMatchObject({ code: "wallet_of_another_customer" })
    expect(await walletsWith(wallet.charge_permission_id)).toMatchObject([{ customer_id: owner.customerId }])
  })

  it.each([
    ["is for one payment only", { chargePermissionType: "OneTime" }],
    ["is for a subscription", { chargePermissionType: "Recurring" }],
    ["is of the live environment", { releaseEnvironment: "Live" }],
  ])("when the charge permission %s", async (_, kind) => {
    const permission = await atAmazonOnly()
    await store.simulator.control.addFault({
      operation: "GetChargePermission",
      body: JSON.stringify({ ...permission, ...kind }),
    })
    await expect(attach(permission.chargePermissionId)).rejects.toMatchObject({ code: "not_a_saved_wallet" })
  })

  it.each([
    ["is away", { status: 503, times: "always" }, "unavailable"],
    ["refuses our signature", { status: 403, reasonCode: "InvalidRequestSignature" }, "request_refused"],
    ["answers a page", { html: true }, "invalid_response"],
    ["answers an empty object", { body: "{}" }, "invalid_response"],
  ] as const)("when Amazon %s, and the admin is told that, not that the wallet is wrong", async (_, fault, code) => {
    const { chargePermissionId } = await atAmazonOnly()
    await store.simulator.control.addFault({ operation: "GetChargePermission", ...fault })
    await expect(attach(chargePermissionId)).rejects.toMatchObject({ name: "AmazonPayError", code })
  })
})

describe("a store with several merchant accounts", () => {
  it("finds the account that the charge permission belongs to", async () => {
    const { privateKey } = pluginOptions()
    const several = configured(store.runtime, store.simulator, {
      merchantId: undefined,
      publicKeyId: undefined,
      privateKey: undefined,
      accounts: {
        first: { merchantId: "A3SECONDMERCHANT", publicKeyId: "SANDBOX-SECOND", ...(await secondMerchant()) },
        second: { merchantId: MERCHANT_ID, publicKeyId: PUBLIC_KEY_ID, privateKey },
      },
    })
    await store.simulator.control.clearRequests()
    const { chargePermissionId } = await atAmazonOnly()
    expect(await attach(chargePermissionId, several)).toMatchObject({ merchant_account: "second" })
    expect((await asked(store.simulator, "GetChargePermission")).map(({ merchantId }) => merchantId)).toEqual([
      "A3SECONDMERCHANT",
      MERCHANT_ID,
    ])

    const theirs = await atAmazonOnly({ merchantId: "A3SECONDMERCHANT" })
    expect(await attach(theirs.chargePermissionId, several)).toMatchObject({ merchant_account: "first" })
    await expect(attach("B02-0000000-0000001", several)).rejects.toMatchObject({ code: "charge_permission_not_found" })
  })

  async function secondMerchant(): Promise<{ privateKey: string }> {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    })
    await store.simulator.control.addMerchant({
      merchantId: "A3SECONDMERCHANT",
      storeIds: [STORE_ID],
      publicKeys: { "SANDBOX-SECOND": publicKey },
      region: "eu",
    })
    return { privateKey }
  }
})

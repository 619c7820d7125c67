import type { CheckoutResponse, WalletUpdateType } from "../../../src/contracts"
import { completeForCustomer } from "../../../src/modules/amazon-pay/updates/complete"
import { startSetUp, startUpdate } from "../../../src/modules/amazon-pay/updates/start"
import { attachWallet } from "../../../src/modules/amazon-pay/wallets/attach-wallet"
import type { WalletEntity, WalletUpdateEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import type { BuyerAction, WalletInput } from "../../../src/simulator"
import { MERCHANT_ID } from "./options"
import type { TestStore } from "./store"

type Choice = Omit<BuyerAction, "buyerId">

/** A customer of the store who is a buyer at Amazon, and what they do. */
export type Shopper = {
  customerId: string
  buyerId: string
  /** A wallet that exists at Amazon and in the store. */
  wallet: (more?: Partial<WalletInput>) => Promise<WalletEntity>
  start: (walletId: string, updateType?: WalletUpdateType) => Promise<CheckoutResponse>
  startSetUp: () => Promise<CheckoutResponse>
  /** Walks Amazon's page; answers the id of the session that comes back. */
  atAmazon: (started: CheckoutResponse, choice: Choice) => Promise<string>
  complete: (started: CheckoutResponse, checkoutSessionId: string, runtime?: Runtime) => Promise<WalletUpdateEntity>
}

let shoppers = 0

/** A new customer and buyer with three cards and two addresses. */
export async function newShopper({ runtime, simulator }: Pick<TestStore, "runtime" | "simulator">): Promise<Shopper> {
  shoppers += 1
  const customerId = `cus_${shoppers}`
  const { buyerId } = await simulator.control.createBuyer({ email: `buyer-${shoppers}@example.com` })
  return {
    customerId,
    buyerId,
    wallet: async (more) => {
      const made = await simulator.control.createWallet({
        merchantId: MERCHANT_ID,
        buyerId,
        productType: "PayAndShip",
        ...more,
      })
      return attachWallet(runtime, { customerId, chargePermissionId: made.chargePermissionId })
    },
    start: (walletId, updateType = "payment_method") => startUpdate(runtime, { customerId, walletId, updateType }),
    startSetUp: () => startSetUp(runtime, { customerId }),
    atAmazon: async (started, choice) => {
      const { checkoutSessionId } = await simulator.control.actAsBuyer(started.checkout.options, { buyerId, ...choice })
      return checkoutSessionId
    },
    complete: (started, checkoutSessionId, by = runtime) =>
      completeForCustomer(by, { customerId, updateId: started.update.id, checkoutSessionId }),
  }
}

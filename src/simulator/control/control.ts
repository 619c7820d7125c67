import type { InitCheckoutOptions } from "../browser/run-checkout-js"
import type { Fault } from "../faults/faults"
import type { Ending } from "../hosted-page/finish"
import type { Modes } from "../modes"
import type { LoggedRequest, RequestFilter } from "../pay-api/request-log"
import type { ShownChargePermission } from "../pay-api/show-charge-permission"
import type { Delivery } from "../sns/notifications"
import type { Snapshot } from "../snapshot"
import type { ConfirmedSubscription } from "../sns/subscriptions"
import type { AddressChoice } from "../state/addresses"
import type { Buyer, BuyerInput } from "../state/buyers"
import type { CardChoice } from "../state/cards"
import type { ProductType } from "../state/charge-permissions"
import type { CancelReason } from "../state/checkout-sessions"
import type { Environment, MerchantSetup } from "../state/merchants"
import type { Money } from "../state/money"
import type { WalletChange } from "../state/wallet-changes"
import type { PaymentControl } from "./payment-control"

/** A charge permission as Amazon shows it, with what Amazon keeps to itself. */
export type SimulatedWallet = ShownChargePermission & {
  merchantId: string
  storeId: string
  buyerId: string
  environment: Environment
  productType: ProductType
  cardId: string
  addressId: string | null
}

/** A checkout session as it really is, whatever the modes show. */
export type SimulatedSession = {
  checkoutSessionId: string
  flow: "set_up" | "update" | "purchase"
  state: "Open" | "Completed" | "Canceled"
  reasonCode: CancelReason | null
  merchantId: string
  environment: Environment
  productType: ProductType
  buyerId: string | null
  chargePermissionId: string | null
  chargeId: string | null
  chargeAmount: Money | null
  checkoutResultReturnUrl: string | null
  createdAt: string
  expiresAt: string
}

export type WalletInput = {
  merchantId: string
  /** Default: the merchant's first store. */
  storeId?: string
  buyerId: string
  /** Default sandbox. */
  environment?: Environment
  productType: ProductType
  card?: CardChoice
  /** For PayAndShip. */
  address?: AddressChoice
  /** What it is charged in, default the first of the region's ledger currencies. */
  currency?: string
}

export type BuyerAction = { buyerId: string; card?: CardChoice; address?: AddressChoice; end: Ending }

/**
 * The strings behind the stage. Refuses what makes no sense with an Error that says why.
 */
export type SimulatorControl = PaymentControl &
  Readonly<{
    /** Adds a merchant, or replaces the one of this id. */
    addMerchant(setup: MerchantSetup): Promise<void>
    setIpnUrl(merchantId: string, url: string | null): Promise<void>
    createBuyer(input?: BuyerInput): Promise<Buyer>
    buyers(): Promise<Buyer[]>
    /** Puts a saved wallet there, as if it had been set up long ago. Sends nothing. */
    createWallet(input: WalletInput): Promise<SimulatedWallet>
    /** Changes a wallet as the buyer or Amazon would at Amazon, and notifies by the current mode. */
    changeWallet(chargePermissionId: string, change: WalletChange): Promise<SimulatedWallet>
    /** The truth about a wallet, whatever Get Charge Permission shows. */
    chargePermission(id: string): Promise<SimulatedWallet>
    wallets(): Promise<SimulatedWallet[]>
    /**
     * Walks checkout.js and the hosted page without a browser. The page's own selection stands where nothing is chosen.
     *
     * @throws Error with what checkout.js throws, with Amazon's reason for a refused payload, or with the page's complaint
     */
    actAsBuyer(
      initCheckoutOptions: InitCheckoutOptions,
      action: BuyerAction,
    ): Promise<{ checkoutSessionId: string; redirectUrl: string }>
    checkoutSession(id: string): Promise<SimulatedSession>
    /** Cancels an open session, e.g. as `AmazonCanceled`. */
    cancelCheckoutSession(id: string, reasonCode: CancelReason): Promise<SimulatedSession>
    setModes(modes: Partial<Modes>): Promise<Modes>
    modes(): Promise<Modes>
    addFault(fault: Fault): Promise<void>
    clearFaults(): Promise<void>
    /** Moves Amazon's business time forward, does what is due by then, and answers it, ISO 8601. */
    advanceClock(seconds: number): Promise<string>
    requests(filter?: RequestFilter): Promise<LoggedRequest[]>
    clearRequests(): Promise<void>
    deliveries(): Promise<Delivery[]>
    /** Sends what was withheld or held back; answers how many. */
    releaseNotifications(): Promise<number>
    /** Resolves when no notification is on its way any more, retries included. */
    notificationsSettled(): Promise<void>
    sendSubscriptionConfirmation(merchantId: string): Promise<void>
    sendUnsubscribeConfirmation(merchantId: string): Promise<void>
    confirmedSubscriptions(): Promise<ConfirmedSubscription[]>
    /** What is known about buyers and wallets, with clock and modes, to go on with it in another simulator. */
    snapshot(): Promise<Snapshot>
    /**
     * Puts a snapshot in the place of what is known. Merchants, faults, the log and deliveries stay as they are.
     *
     * @throws Error that says what is wrong when it is no snapshot of this version; nothing has changed then
     */
    restore(snapshot: unknown): Promise<void>
    /** Everything as it was at the start: merchants, modes and clock too. */
    reset(): Promise<void>
  }>

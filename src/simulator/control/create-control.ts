import { formOfInitCheckout, type InitCheckoutOptions } from "../browser/run-checkout-js"
import { finish, openSession, signIn } from "../hosted-page/finish"
import { initiateCheckout } from "../hosted-page/initiate"
import { preselectedAddress, preselectedCard } from "../hosted-page/preselect"
import { settleDue } from "../payments/settle-due"
import { showChargePermission } from "../pay-api/show-charge-permission"
import { REGION_FACTS, type SimulatorRegion } from "../regions"
import { check, oneOf } from "../schema"
import { restoreSnapshot, takeSnapshot } from "../snapshot"
import type { Buyer } from "../state/buyers"
import type { ChargePermission } from "../state/charge-permissions"
import { CANCEL_REASONS, isPurchase, type CheckoutRequest, type CheckoutSession } from "../state/checkout-sessions"
import type { Merchant } from "../state/merchants"
import { changeWallet } from "../state/wallet-changes"
import type { World } from "../world"
import type { BuyerAction, SimulatedSession, SimulatedWallet, SimulatorControl, WalletInput } from "./control"
import { buyerAction, walletInput } from "./inputs"
import { createPaymentControl } from "./payments"
import { refusedAsError } from "./refused"

/**
 * @param stage where the current world is; a reset puts a new one there
 */
export function createControl(stage: { world: World; renew(): void }): SimulatorControl {
  const world = () => stage.world
  const walletOf = (permission: ChargePermission) => simulatedWallet(world(), permission)

  return {
    ...createPaymentControl(stage),
    async addMerchant(setup) {
      world().merchants.add(setup)
    },
    async setIpnUrl(merchantId, url) {
      world().merchants.setIpnUrl(merchantId, url)
    },
    createBuyer: async (input) => world().buyers.create(input),
    buyers: async () => world().buyers.list(),
    createWallet: async (input) => walletOf(createWallet(world(), input)),
    changeWallet: async (id, change) => walletOf(changeWallet(world(), id, change)),
    chargePermission: async (id) => walletOf(permissionOf(world(), id)),
    wallets: async () => world().permissions.list().map(walletOf),
    actAsBuyer: async (options, action) => actAsBuyer(world(), options, action),
    checkoutSession: async (id) => simulatedSession(sessionOf(world(), id)),
    async cancelCheckoutSession(id, reasonCode) {
      const { state } = sessionOf(world(), id)
      if (state !== "Open") throw new TypeError(`Checkout session ${id} is ${state}; only an open one can be canceled`)
      check(oneOf(CANCEL_REASONS), reasonCode, "reasonCode")
      return simulatedSession(world().sessions.cancel(id, reasonCode))
    },
    setModes: async (modes) => world().setModes(modes),
    modes: async () => world().modes,
    async addFault(fault) {
      world().faults.add(fault)
    },
    async clearFaults() {
      world().faults.clear()
    },
    async advanceClock(seconds) {
      world().clock.advance(seconds)
      settleDue(world())
      return world().clock.now().toISOString()
    },
    requests: async (filter) => world().requests.list(filter),
    async clearRequests() {
      world().requests.clear()
    },
    deliveries: async () => world().notifications.deliveries(),
    releaseNotifications: async () => world().notifications.release(),
    notificationsSettled: () => world().notifications.settled(),
    async sendSubscriptionConfirmation(merchantId) {
      world().notifications.sendSubscription(merchantId, "SubscriptionConfirmation")
    },
    async sendUnsubscribeConfirmation(merchantId) {
      world().notifications.sendSubscription(merchantId, "UnsubscribeConfirmation")
    },
    confirmedSubscriptions: async () => world().notifications.confirmed(),
    snapshot: async () => takeSnapshot(world()),
    async restore(snapshot) {
      restoreSnapshot(world(), snapshot)
    },
    async reset() {
      stage.renew()
    },
  }
}

function createWallet(world: World, given: WalletInput): ChargePermission {
  const input = check(walletInput, given, "wallet")
  const merchant = merchantOf(world, input.merchantId)
  const storeId = input.storeId ?? [...merchant.storeIds][0]
  if (storeId === undefined || !merchant.storeIds.has(storeId)) {
    throw new TypeError(`Merchant ${input.merchantId} has no store ${storeId ?? "yet"}`)
  }
  const ships = input.productType === "PayAndShip"
  return world.permissions.open({
    chargePermissionType: "PaymentMethodOnFile",
    merchantId: merchant.merchantId,
    storeId,
    region: merchant.region,
    buyerId: input.buyerId,
    environment: input.environment ?? "sandbox",
    productType: input.productType,
    card: world.buyers.chooseCard(input.buyerId, input.card),
    shippingAddress: ships ? world.buyers.chooseAddress(input.buyerId, input.address) : null,
    scopes: null,
    presentmentCurrency: currencyOf(merchant, input.currency),
    amountLimit: null,
    setupOnly: true,
    merchantMetadata: null,
  })
}

function currencyOf({ region }: Merchant, wanted: string | undefined): string {
  const { ledgerCurrencies, orderCurrencies } = REGION_FACTS[region]
  const currency = wanted ?? ledgerCurrencies[0] ?? ""
  if (orderCurrencies.includes(currency)) return currency
  throw new TypeError(`A merchant of the region ${region} cannot charge in ${currency}`)
}

function actAsBuyer(world: World, options: InitCheckoutOptions, given: BuyerAction) {
  const action = check(buyerAction, given, "action")
  const fields = formOfInitCheckout(regionOf(world, options), options)
  const visit = refusedAsError(() => initiateCheckout(world, fields))
  const { checkoutSessionId } = visit
  if (action.end === "cancel") return { checkoutSessionId, redirectUrl: finish(world, visit, { end: "cancel" }) }

  const signedIn = signIn(world, visit, buyerOf(world, action.buyerId))
  const { cardId, addressId } = choiceOf(world, openSession(world, visit), action)
  return { checkoutSessionId, redirectUrl: finish(world, signedIn, { end: action.end, cardId, addressId }) }
}

/** What the buyer says, else what the page has selected. */
function choiceOf(world: World, session: CheckoutSession, { buyerId, card, address }: BuyerAction) {
  const chosenCard = card === undefined ? undefined : world.buyers.chooseCard(buyerId, card)
  const chosenAddress = address === undefined ? undefined : world.buyers.chooseAddress(buyerId, address)
  const buyer = buyerOf(world, buyerId)
  return {
    cardId: (chosenCard ?? preselectedCard(world, session, buyer))?.cardId,
    addressId: (chosenAddress ?? preselectedAddress(world, session, buyer))?.addressId,
  }
}

/** Whose script the page has loaded. */
function regionOf(world: World, options: InitCheckoutOptions): SimulatorRegion {
  const merchantId = "merchantId" in options ? String(options.merchantId) : ""
  return world.merchants.get(merchantId)?.region ?? "na"
}

function simulatedWallet(world: World, permission: ChargePermission): SimulatedWallet {
  const { merchantId, storeId, buyerId, environment, productType, card, shippingAddress } = permission
  const shown = showChargePermission(world, permission)
  const addressId = shippingAddress?.addressId ?? null
  return { ...shown, merchantId, storeId, buyerId, environment, productType, cardId: card.cardId, addressId }
}

function simulatedSession(session: CheckoutSession): SimulatedSession {
  const { checkoutSessionId, state, reasonCode, merchantId, environment, productType, request } = session
  return {
    checkoutSessionId,
    flow: flowOf(request),
    state,
    reasonCode,
    merchantId,
    environment,
    productType,
    buyerId: session.choice?.buyerId ?? null,
    chargePermissionId: session.chargePermissionId,
    chargeId: session.chargeId,
    chargeAmount: request.paymentDetails.chargeAmount ?? null,
    checkoutResultReturnUrl: request.webCheckoutDetails.checkoutResultReturnUrl ?? null,
    createdAt: session.createdAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  }
}

function flowOf(request: CheckoutRequest): SimulatedSession["flow"] {
  if (isPurchase(request)) return "purchase"
  return request.chargePermissionId === null ? "set_up" : "update"
}

function merchantOf(world: World, merchantId: string): Merchant {
  const merchant = world.merchants.get(merchantId)
  if (merchant) return merchant
  throw new TypeError(`There is no merchant ${merchantId}; add it with addMerchant first`)
}

function buyerOf(world: World, buyerId: string): Buyer {
  const buyer = world.buyers.get(buyerId)
  if (buyer) return buyer
  throw new TypeError(`There is no buyer ${buyerId}; create one with createBuyer first`)
}

function permissionOf(world: World, id: string): ChargePermission {
  const permission = world.permissions.get(id)
  if (permission) return permission
  throw new TypeError(`There is no charge permission ${id}`)
}

function sessionOf(world: World, id: string): CheckoutSession {
  const session = world.sessions.get(id)
  if (session) return session
  throw new TypeError(`There is no checkout session ${id}`)
}

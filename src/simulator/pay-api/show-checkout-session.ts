import type { Buyer } from "../state/buyers"
import { descriptorOf } from "../state/cards"
import type { CheckoutSession } from "../state/checkout-sessions"
import { amazonTimestamp } from "../state/clock"
import { constraintsOf } from "../state/constraints"
import type { World } from "../world"
import { showBuyer, showMerchantMetadata, showsBillingAddress } from "./show-charge-permission"

/**
 * A checkout session as Amazon writes it: with the buyer's data while it is open, with almost nothing afterwards.
 *
 * @param chargePermissionId what the current mode lets it name
 * @param redirectUrl the hosted page of a session that was created through the API
 */
export function showCheckoutSession(
  world: World,
  session: CheckoutSession,
  { chargePermissionId, redirectUrl }: { chargePermissionId: string | null; redirectUrl: string | null },
) {
  const isOpen = session.state === "Open"
  return {
    checkoutSessionId: session.checkoutSessionId,
    webCheckoutDetails: isOpen ? showUrls(session, redirectUrl) : null,
    productType: isOpen ? session.productType : null,
    chargePermissionType: session.request.chargePermissionType,
    recurringMetadata: null,
    paymentMethodOnFileMetadata: isOpen ? showMetadata(session) : null,
    paymentDetails: isOpen ? showPaymentDetails(session) : null,
    merchantMetadata: isOpen ? showMerchantMetadata(session.request.merchantMetadata) : null,
    supplementaryData: null,
    ...showChoice(world, session),
    statusDetails: {
      state: session.state,
      reasonCode: session.reasonCode,
      reasonDescription: session.reasonCode ? DESCRIPTIONS[session.reasonCode] : null,
      lastUpdatedTimestamp: amazonTimestamp(session.lastUpdatedAt),
    },
    platformId: null,
    chargePermissionId,
    chargeId: session.chargeId,
    constraints: isOpen ? constraintsOf(session) : [null],
    creationTimestamp: amazonTimestamp(session.createdAt),
    expirationTimestamp: isOpen ? amazonTimestamp(session.expiresAt) : null,
    storeId: isOpen ? session.request.storeId : null,
    deliverySpecifications: isOpen ? session.request.deliverySpecifications : null,
    providerMetadata: isOpen ? { providerReferenceId: null } : null,
    releaseEnvironment: isOpen ? (session.environment === "sandbox" ? "Sandbox" : "Live") : null,
    checkoutButtonText: null,
  }
}

export type ShownCheckoutSession = ReturnType<typeof showCheckoutSession>

const DESCRIPTIONS = {
  BuyerCanceled: "Buyer canceled the checkout session",
  Declined: "The payment method was declined",
  Expired: "The checkout session was not completed within 24 hours",
  AmazonCanceled: "Amazon canceled the checkout session",
} as const

function showUrls({ request }: CheckoutSession, amazonPayRedirectUrl: string | null) {
  const { webCheckoutDetails } = request
  return {
    checkoutReviewReturnUrl: webCheckoutDetails.checkoutReviewReturnUrl ?? null,
    checkoutResultReturnUrl: webCheckoutDetails.checkoutResultReturnUrl ?? null,
    checkoutCancelUrl: webCheckoutDetails.checkoutCancelUrl ?? null,
    amazonPayRedirectUrl,
    checkoutMode: webCheckoutDetails.checkoutMode ?? null,
  }
}

function showMetadata({ request }: CheckoutSession) {
  return request.chargePermissionType === "OneTime" ? null : { setupOnly: request.setupOnly }
}

function showPaymentDetails({ request }: CheckoutSession) {
  const details = request.paymentDetails
  return {
    paymentIntent: details.paymentIntent ?? null,
    canHandlePendingAuthorization: details.canHandlePendingAuthorization ?? false,
    chargeAmount: details.chargeAmount ?? null,
    totalOrderAmount: details.totalOrderAmount ?? null,
    presentmentCurrency: details.presentmentCurrency ?? details.chargeAmount?.currencyCode ?? null,
    softDescriptor: details.softDescriptor ?? null,
    allowOvercharge: details.allowOvercharge ?? null,
    extendExpiration: details.extendExpiration ?? null,
  }
}

function showChoice(world: World, session: CheckoutSession) {
  const { choice, request, region, productType } = session
  const buyer = choice ? world.buyers.get(choice.buyerId) : undefined
  if (session.state !== "Open" || !choice || !buyer) {
    return { buyer: null, billingAddress: null, paymentPreferences: [null], shippingAddress: null }
  }
  const card = cardOf(buyer, choice.cardId)
  const showsBilling = showsBillingAddress({ region, productType, scopes: request.scopes })
  return {
    buyer: showBuyer(buyer, request.scopes),
    billingAddress: showsBilling ? (card?.billingAddress ?? null) : null,
    paymentPreferences: [card ? { paymentDescriptor: descriptorOf(card) } : null],
    shippingAddress: buyer.addresses.find(({ addressId }) => addressId === choice.addressId)?.address ?? null,
  }
}

function cardOf(buyer: Buyer, cardId: string) {
  return buyer.cards.find((card) => card.cardId === cardId)
}

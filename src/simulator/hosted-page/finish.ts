import { whyRestricted } from "../pay-api/validate/delivery-specifications"
import type { SavedAddress } from "../state/addresses"
import type { Buyer } from "../state/buyers"
import { simulatedRefusal, type Card } from "../state/cards"
import { hasReview, type BuyerChoice, type CheckoutSession } from "../state/checkout-sessions"
import { constraintsOf } from "../state/constraints"
import { applyUpdate, chosen } from "../state/settle"
import type { World } from "../world"
import type { Visit } from "./visits"

export type Ending = "confirm" | "cancel" | "decline"

/** What the buyer can put right on the page. */
export class PageProblem extends Error {
  override readonly name = "PageProblem"
}

/**
 * The session of a visit while it can still be used.
 *
 * @throws PageProblem when it has ended
 */
export function openSession(world: World, visit: Visit): CheckoutSession {
  const session = world.sessions.get(visit.checkoutSessionId)
  if (session?.state === "Open" && !session.choice) return session
  throw new PageProblem("This checkout has ended. Go back to the shop and start again.")
}

/**
 * Signs a buyer in. The wallet to update belongs to one buyer, and nobody else gets further than this.
 *
 * @throws PageProblem
 */
export function signIn(world: World, visit: Visit, buyer: Buyer): Visit {
  const session = openSession(world, visit)
  const wallet = world.permissions.get(session.request.chargePermissionId ?? "")
  if (!wallet || wallet.buyerId === buyer.buyerId) return world.visits.signIn(visit.token, buyer.buyerId)
  throw new PageProblem(`This saved wallet belongs to another Amazon account than ${buyer.email}.`)
}

/**
 * Ends a visit: the session gets what the buyer chose, or is canceled.
 *
 * @returns where Amazon sends the buyer
 * @throws PageProblem for a choice that cannot be made
 */
export function finish(
  world: World,
  visit: Visit,
  { end, cardId, addressId }: { end: Ending; cardId?: string; addressId?: string },
): string {
  const session = openSession(world, visit)
  const { checkoutSessionId, request } = session
  if (end === "cancel") {
    world.sessions.cancel(checkoutSessionId, "BuyerCanceled")
    return request.webCheckoutDetails.checkoutCancelUrl ?? resultUrl(session)
  }
  if (end === "decline") {
    world.sessions.cancel(checkoutSessionId, "Declined")
    return resultUrl(session)
  }
  return confirm(world, session, choiceOf(world, visit, session, { cardId, addressId }))
}

type Choice = { buyer: Buyer; card: Card; address: SavedAddress | null }

function choiceOf(
  world: World,
  visit: Visit,
  session: CheckoutSession,
  { cardId, addressId }: { cardId?: string; addressId?: string },
): Choice {
  const buyer = visit.buyerId === null ? undefined : world.buyers.get(visit.buyerId)
  if (!buyer) throw new PageProblem("Please sign in first.")
  const card = buyer.cards.find((candidate) => candidate.cardId === cardId)
  if (!card) throw new PageProblem("Please choose a payment method.")
  if (session.productType === "PayOnly") return { buyer, card, address: null }
  const address = buyer.addresses.find((candidate) => candidate.addressId === addressId)
  if (!address) throw new PageProblem("Please choose a shipping address.")
  const restricted = whyRestricted(address.address, session.request.deliverySpecifications)
  if (restricted) throw new PageProblem(`${restricted}. Please choose another one.`)
  return { buyer, card, address }
}

function confirm(world: World, session: CheckoutSession, { buyer, card, address }: Choice): string {
  const choice: BuyerChoice = {
    buyerId: buyer.buyerId,
    cardId: card.cardId,
    addressId: address?.addressId ?? null,
  }
  if (!hasReview(session.request)) return pay(world, session, card, { choice })
  world.sessions.change(session.checkoutSessionId, { choice })
  return withSession(session, session.request.webCheckoutDetails.checkoutReviewReturnUrl)
}

/** The session of a visit whose buyer has chosen and gone to the shop's review page; `null` when it is no such visit. */
export function reviewedSession(world: World, visit: Visit): CheckoutSession | null {
  const session = world.sessions.get(visit.checkoutSessionId)
  return session?.state === "Open" && session.choice && !session.confirmed ? session : null
}

/**
 * Takes a buyer who comes from the shop's review page through to the end.
 *
 * @returns where Amazon sends the buyer
 * @throws PageProblem when the shop has not said everything yet
 */
export function finishReviewed(world: World, session: CheckoutSession): string {
  const missing = constraintsOf(session).map(({ constraintId }) => constraintId)
  if (missing.length) throw new PageProblem(`The shop's order is not complete: ${missing.join(", ")}.`)
  const card = chosen(world, session)?.card
  if (!card) throw new PageProblem("The payment method is not there any more. Go back to the shop and start again.")
  return pay(world, session, card, {})
}

/** The end of the buyer's part: what her card lets happen. */
function pay(world: World, session: CheckoutSession, card: Card, change: Partial<CheckoutSession>): string {
  const { checkoutSessionId, request } = session
  const refusal = simulatedRefusal(card)
  if (refusal) {
    world.sessions.cancel(checkoutSessionId, refusal)
    return resultUrl(session)
  }
  const confirmed = world.sessions.change(checkoutSessionId, { ...change, confirmed: true })
  const isNow = request.chargePermissionId !== null && world.modes.updateEffective === "confirm"
  if (isNow && !applyUpdate(world, confirmed)) world.sessions.cancel(checkoutSessionId, "AmazonCanceled")
  return resultUrl(session)
}

function resultUrl(session: CheckoutSession): string {
  return withSession(session, session.request.webCheckoutDetails.checkoutResultReturnUrl)
}

/** One of the shop's URLs with the session's id; what its query held before stays. */
function withSession({ checkoutSessionId, request }: CheckoutSession, shopUrl: string | undefined): string {
  const url = new URL(shopUrl ?? request.webCheckoutDetails.checkoutReviewReturnUrl ?? "")
  url.searchParams.append("amazonCheckoutSessionId", checkoutSessionId)
  return url.href
}

import { isPurchase, type CheckoutSession } from "./checkout-sessions"

export type Constraint = Readonly<{ constraintId: string; description: string }>

/**
 * What still has to be said before a session can be completed.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/checkout-session.html
 */
export function constraintsOf(session: CheckoutSession): Constraint[] {
  const { webCheckoutDetails, paymentDetails } = session.request
  return [
    !session.choice && constraint("BuyerNotAssociated", "There is no buyer associated with the checkout session."),
    !webCheckoutDetails.checkoutResultReturnUrl &&
      constraint("CheckoutResultReturnUrlNotSet", "There is no URL that the buyer goes to at the end."),
    isPurchase(session.request) &&
      !paymentDetails.chargeAmount &&
      constraint("ChargeAmountNotSet", "There is no amount to charge."),
    !paymentDetails.paymentIntent && constraint("PaymentIntentNotSet", "There is no payment intent."),
  ].filter((missing) => missing !== false)
}

function constraint(constraintId: string, description: string): Constraint {
  return { constraintId, description }
}

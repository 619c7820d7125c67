/** A payment session after its buyer came back from Amazon's page. */
export type PaymentReturnResponse = {
  payment_session: {
    id: string
    /** Medusa's word for it: `requires_more` until the cart is completed. */
    status: string
  }
}

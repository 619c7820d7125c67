import { MedusaError } from "@medusajs/framework/utils"

/** Every refusal a caller can get from us: its stable code, Medusa's error type, and what to do. */
export const REFUSALS = {
  wallet_not_found: { type: MedusaError.Types.NOT_FOUND, message: "This saved wallet does not exist." },
  update_not_found: { type: MedusaError.Types.NOT_FOUND, message: "This wallet update does not exist." },
  notification_not_found: { type: MedusaError.Types.NOT_FOUND, message: "This notification does not exist." },
  notification_not_replayable: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "Only failed, dead and unmatched notifications can be replayed. This one is waiting, held or processed.",
  },
  topic_not_found: {
    type: MedusaError.Types.NOT_FOUND,
    message: "No message of this topic was received, or the topic comes from the options (ipn.topicArns).",
  },
  wallet_closed: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This saved wallet is closed and cannot be updated. Save a new wallet instead.",
  },
  update_page_unavailable: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "Amazon does not offer its update page in this region. Change the payment method on Amazon's own page.",
  },
  account_not_configured: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This merchant account is not configured in the store.",
  },
  account_required: {
    type: MedusaError.Types.INVALID_DATA,
    message: "Several merchant accounts are configured. Name one in merchant_account.",
  },
  invalid_checkout_session_id: {
    type: MedusaError.Types.INVALID_DATA,
    message: "checkout_session_id must be the id that Amazon appended to the return URL (a UUID).",
  },
  update_not_yours: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This checkout session does not belong to this update. Start again.",
  },
  update_ended: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This update was started too long ago. Start again.",
  },
  update_link_not_found: { type: MedusaError.Types.NOT_FOUND, message: "This link does not exist." },
  update_link_used: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This link was used already: the update it asked for is completed.",
  },
  update_link_expired: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This link has expired. The saved wallet can still be updated in the customer's account.",
  },
  update_link_revoked: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This link is not valid any more. If the store sent a newer one, use that.",
  },
  import_not_found: { type: MedusaError.Types.NOT_FOUND, message: "This import does not exist." },
  import_ended: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This import is completed and cannot be canceled. What it attached stays attached.",
  },
  import_file_unusable: { type: MedusaError.Types.INVALID_DATA, message: "This file cannot be imported." },
  invalid_cursor: {
    type: MedusaError.Types.INVALID_DATA,
    message:
      "cursor must be the next_cursor that this list answered in the same order, or empty for the first page. Start again without it.",
  },
  invalid_period: {
    type: MedusaError.Types.INVALID_DATA,
    message:
      "from must be before to, and there must be no more than 400 intervals between them. Choose a shorter period or a longer interval.",
  },
  invalid_time_zone: {
    type: MedusaError.Types.INVALID_DATA,
    message: "tz must be the name of an IANA time zone, e.g. Europe/Berlin.",
  },
  charge_permission_not_found: {
    type: MedusaError.Types.NOT_FOUND,
    message:
      "Amazon knows no such charge permission for this store's merchant accounts. Check the id in Seller Central.",
  },
  not_a_saved_wallet: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This charge permission is not a saved wallet (PaymentMethodOnFile) of this environment.",
  },
  customer_deleted: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This customer was deleted. What the store knew of their wallets is erased.",
  },
  wallet_of_another_customer: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This charge permission is already the saved wallet of another customer.",
  },
  amount_not_payable: { type: MedusaError.Types.INVALID_DATA, message: "Amazon Pay cannot move this amount." },
  currency_not_supported: {
    type: MedusaError.Types.INVALID_DATA,
    message: "This merchant account cannot charge in this currency. Choose another payment provider for this cart.",
  },
  customer_required: {
    type: MedusaError.Types.INVALID_DATA,
    message: "Only a customer who is logged in has saved wallets, and can save one.",
  },
  wallet_not_chargeable: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This saved wallet cannot be charged. Its customer can update it, or save a new one where it is closed.",
  },
  wallet_limit_reached: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This is more than can still be charged to this saved wallet this month.",
  },
  payment_session_not_found: { type: MedusaError.Types.NOT_FOUND, message: "This payment session does not exist." },
  payment_record_not_found: {
    type: MedusaError.Types.NOT_FOUND,
    message: "The capture or refund that this is for is not stored. Nothing was asked of Amazon.",
  },
  payment_not_charged: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "Amazon Pay has authorised nothing for this payment.",
  },
  payment_already_charged: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This payment is authorised already. Its amount can be captured or canceled, and not changed.",
  },
  payment_in_progress: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "Amazon Pay is being asked for the same at this moment. Look again before you repeat it.",
  },
  payment_outcome_unknown: {
    type: MedusaError.Types.NOT_ALLOWED,
    message:
      "Amazon Pay did not answer in time, and it is not known whether this was done. Repeat it: it is done once, however often it is asked for.",
  },
  amazon_not_available: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "Amazon Pay is not available just now. Nothing was done; try again in a moment.",
  },
  amazon_refused: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "Amazon Pay refused this. Nothing was done.",
  },
  charge_declined: {
    type: MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR,
    message: "Amazon Pay declined this charge.",
  },
  charge_not_capturable: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This charge cannot be captured any more.",
  },
  charge_captured: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This charge is captured and cannot be canceled. Refund it instead.",
  },
  refund_exceeds_charges: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This is more than was captured and not yet refunded at Amazon.",
  },
  checkout_not_of_this_payment: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This checkout session belongs to another payment, or to another amount. Pay again.",
  },
} as const satisfies Record<string, { type: string; message: string }>

export type RefusalCode = keyof typeof REFUSALS

/**
 * The error for one refusal, as Medusa answers it: `{ type, message, code }`.
 *
 * @param code one of {@link REFUSALS}
 * @param detail what exactly is refused, where the code does not say it
 */
export function refusal(code: RefusalCode, detail?: string): MedusaError {
  const { type, message } = REFUSALS[code]
  return new MedusaError(type, detail ? `${message} ${detail}` : message, code)
}

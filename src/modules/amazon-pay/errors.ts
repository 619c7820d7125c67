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
  charge_permission_not_found: {
    type: MedusaError.Types.NOT_FOUND,
    message:
      "Amazon knows no such charge permission for this store's merchant accounts. Check the id in Seller Central.",
  },
  not_a_saved_wallet: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This charge permission is not a saved wallet (PaymentMethodOnFile) of this environment.",
  },
  wallet_of_another_customer: {
    type: MedusaError.Types.NOT_ALLOWED,
    message: "This charge permission is already the saved wallet of another customer.",
  },
  money_not_supported: {
    type: MedusaError.Types.NOT_ALLOWED,
    message:
      "This version of the Amazon Pay provider keeps saved wallets and does not move money yet. Choose another payment provider for this cart.",
  },
} as const satisfies Record<string, { type: string; message: string }>

export type RefusalCode = keyof typeof REFUSALS

/**
 * The error for one refusal, as Medusa answers it: `{ type, message, code }`.
 *
 * @param code one of {@link REFUSALS}
 */
export function refusal(code: RefusalCode): MedusaError {
  const { type, message } = REFUSALS[code]
  return new MedusaError(type, message, code)
}

import type { MedusaContainer, PaymentDTO, PaymentSessionDTO } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type AmazonPayModuleService from "../modules/amazon-pay/service"
import { refusal } from "../modules/amazon-pay/errors"
import type { PaymentData } from "../modules/amazon-pay/payments/payment-data"
import { emitWalletEventsStep } from "./steps/emit-wallet-events"

export type ChargeWalletInput = {
  wallet_id: string
  /** What is to be paid: an order's, a subscription's. Its amount and currency are charged, and once. */
  payment_collection_id: string
}

/** As long as Amazon may take over a charge with its one repetition. */
const LOCK_SECONDS = 90

const chargeWalletStep = createStep("amazon-pay-charge-wallet", async (input: ChargeWalletInput, { container }) => {
  const locking = container.resolve(Modules.LOCKING)
  const key = `amazon-pay:${input.payment_collection_id}`
  return new StepResponse(await locking.execute([key], () => charge(container, input), { timeout: LOCK_SECONDS }))
})

/**
 * Charges a saved wallet without the buyer, for subscriptions and reorders. Run again for the same payment collection it
 * answers the payment that was made, and after a decline it tries anew.
 *
 * @throws MedusaError `wallet_not_found`, `wallet_not_chargeable` with Amazon's reasons, `wallet_limit_reached` before
 * anything is charged, `charge_declined`, `payment_outcome_unknown` (run it again), `amazon_not_available`
 */
export const chargeWalletWorkflow = createWorkflow("amazon-pay-charge-wallet", (input: ChargeWalletInput) => {
  const payment = chargeWalletStep(input)
  emitWalletEventsStep()
  return new WorkflowResponse(payment)
})

async function charge(container: MedusaContainer, input: ChargeWalletInput): Promise<PaymentDTO | null> {
  const payments = container.resolve(Modules.PAYMENT)
  const wallet = await container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE).retrieveWallet(input.wallet_id)
  const providerId = `pp_amazon-pay_${wallet.merchant_account}`
  const collection = await payments.retrievePaymentCollection(input.payment_collection_id, {
    relations: ["payment_sessions", "payment_sessions.payment"],
  })
  const known = collection.payment_sessions?.find(
    ({ provider_id, data }) => provider_id === providerId && (data as PaymentData).initiator === "merchant",
  )
  if (known?.payment) return known.payment
  const session = known ?? (await begin(container, { ...input, providerId, customerId: wallet.customer_id }))
  return authorize(container, session)
}

async function begin(
  container: MedusaContainer,
  input: ChargeWalletInput & { providerId: string; customerId: string },
): Promise<PaymentSessionDTO> {
  const payments = container.resolve(Modules.PAYMENT)
  const { amount, currency_code } = await payments.retrievePaymentCollection(input.payment_collection_id)
  const context = { customer: { id: input.customerId, email: "" }, amazon_pay_initiator: "merchant" }
  return payments.createPaymentSession(input.payment_collection_id, {
    provider_id: input.providerId,
    amount,
    currency_code,
    data: { wallet_id: input.wallet_id },
    context,
  })
}

/** @returns `null` where Amazon authorises later */
async function authorize(container: MedusaContainer, { id }: PaymentSessionDTO): Promise<PaymentDTO | null> {
  const payments = container.resolve(Modules.PAYMENT)
  try {
    return (await payments.authorizePaymentSession(id, {})) as PaymentDTO | null
  } catch (error) {
    const { data } = await payments.retrievePaymentSession(id)
    const { decline } = data as PaymentData
    if (decline && !isCoded(error)) throw refusal("charge_declined", `(${decline.reason_code})`)
    throw error
  }
}

/** A refusal of ours says what is the matter; Medusa's own error only that the session was not authorised. */
function isCoded(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
}

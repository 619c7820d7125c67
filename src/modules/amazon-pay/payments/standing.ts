import type { GetPaymentStatusOutput } from "@medusajs/framework/types"
import { PaymentSessionStatus } from "@medusajs/framework/utils"
import type { Runtime } from "../runtime"
import { withCharge } from "./authorize"
import { asking, sessionStatus } from "./in-medusas-words"
import { operationsOf } from "./known-charge"
import { seeCharge } from "./note-charge"
import { isLiveCharge } from "./operations"
import type { PaymentData } from "./payment-data"

/**
 * How a payment stands at Amazon.
 *
 * @throws MedusaError `amazon_not_available`
 */
export async function paymentStatus(runtime: Runtime, data: PaymentData): Promise<GetPaymentStatusOutput> {
  const charges = (await operationsOf(runtime, data.session_id)).filter(({ kind }) => kind === "charge")
  const made = charges.find(isLiveCharge) ?? charges.filter(({ amazon_id }) => amazon_id !== null).at(-1)
  if (!made?.amazon_id) return { status: waitingFor(data), data }
  const charge = await asking("reading", seeCharge(runtime, made, "buyer"))
  return { status: sessionStatus(charge.state), data: withCharge(data, charge) }
}

/** Without a charge a wallet waits to be charged, and a purchase for its buyer. */
function waitingFor({ wallet_id, checkout_session_id, decline }: PaymentData): PaymentSessionStatus {
  if (decline && wallet_id) return PaymentSessionStatus.ERROR
  return wallet_id || checkout_session_id ? PaymentSessionStatus.PENDING : PaymentSessionStatus.REQUIRES_MORE
}

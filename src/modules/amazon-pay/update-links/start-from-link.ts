import type { CheckoutResponse } from "../../../contracts"
import { refusal } from "../errors"
import type { Runtime } from "../runtime"
import { startUpdate } from "../updates/start"
import { findLinkForCustomer } from "./find-for-customer"
import { REFUSED_START } from "./status"

/**
 * Starts the update that a link asks for, or hands out again the one that is open. It is the customer's own update like
 * any other; the link is used up when it is completed.
 *
 * @throws MedusaError `update_link_not_found`, `update_link_used`, `update_link_expired`, `update_link_revoked`, and what
 * {@link startUpdate} throws
 */
export async function startFromLink(
  runtime: Runtime,
  input: { customerId: string; token: string },
): Promise<CheckoutResponse> {
  const { link, wallet, status } = await findLinkForCustomer(runtime, input)
  const refused = REFUSED_START[status]
  if (refused) throw refusal(refused)
  return startUpdate(runtime, {
    customerId: input.customerId,
    walletId: wallet.id,
    updateType: link.update_type,
    linkId: link.id,
  })
}

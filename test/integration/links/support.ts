import type { CheckoutResponse, UpdateLinkStatus } from "../../../src/contracts"
import { hashToken } from "../../../src/modules/amazon-pay/ids"
import { UpdateLinkEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { createUpdateLink, type WantedLink } from "../../../src/modules/amazon-pay/update-links/create"
import { findLinkForCustomer } from "../../../src/modules/amazon-pay/update-links/find-for-customer"
import { startFromLink } from "../../../src/modules/amazon-pay/update-links/start-from-link"

/** A link that was sent, and what its customer does with it. */
export type SentLink = {
  id: string
  token: string
  url: string
  start: (by?: Runtime) => Promise<CheckoutResponse>
  status: (by?: Runtime) => Promise<UpdateLinkStatus>
  /** The row as it is stored. */
  stored: () => Promise<UpdateLinkEntity>
}

/** Makes a link for the payment method that lasts a week, unless asked otherwise. */
export async function sendLink(runtime: Runtime, walletId: string, more: Partial<WantedLink> = {}): Promise<SentLink> {
  const wanted = { walletId, updateType: "payment_method", expiresInHours: 168, createdBy: "user_1", ...more } as const
  const { link, url } = await createUpdateLink(runtime, wanted)
  const token = url.split("/").at(-1) ?? ""
  const customer = { customerId: link.customer_id, token }
  return {
    id: link.id,
    token,
    url,
    start: (by = runtime) => startFromLink(by, customer),
    status: async (by = runtime) => (await findLinkForCustomer(by, customer)).status,
    stored: () => runtime.db.getRepository(UpdateLinkEntity).findOneByOrFail({ token_hash: hashToken(token) }),
  }
}

import type { UpdateLinkStatus } from "../../../contracts"
import { refusal } from "../errors"
import { hashToken } from "../ids"
import { UpdateLinkEntity, WalletEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { statusOfLink } from "./status"

/** A link, the wallet it is for and what has become of it. */
export type FoundLink = { link: UpdateLinkEntity; wallet: WalletEntity; status: UpdateLinkStatus }

/**
 * The link of a token, for the customer it was made for. Looking at it changes nothing.
 *
 * @param input.customerId who is logged in; for anybody else it does not exist
 * @throws MedusaError `update_link_not_found`
 */
export async function findLinkForCustomer(
  runtime: Runtime,
  input: { customerId: string; token: string },
): Promise<FoundLink> {
  const customer_id = input.customerId
  const link = await runtime.db
    .getRepository(UpdateLinkEntity)
    .findOneBy({ token_hash: hashToken(input.token), customer_id })
  const wallet = link && (await runtime.db.getRepository(WalletEntity).findOneBy({ id: link.wallet_id, customer_id }))
  if (!link || !wallet) throw refusal("update_link_not_found")
  return { link, wallet, status: statusOfLink(link, wallet, runtime.now()) }
}

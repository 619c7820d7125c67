import type { EntityManager } from "typeorm"
import type { WalletUpdateType } from "../../../contracts"
import { REGIONS } from "../../../protocol"
import { refusal } from "../errors"
import { hashToken, newLinkToken, newUpdateLinkId } from "../ids"
import { UpdateLinkEntity, WalletEntity } from "../persistence/entities"
import { accountOf, type Runtime } from "../runtime"
import { linkUrl } from "./link-url"

export type WantedLink = {
  walletId: string
  updateType: WalletUpdateType
  /** Whole hours until it expires. */
  expiresInHours: number
  /** The admin user or API key that asks for it. */
  createdBy: string | null
}

/** A link that was just made; its URL is known only now. */
export type MadeLink = { link: UpdateLinkEntity; wallet: WalletEntity; url: string }

/**
 * Makes a link that asks a wallet's customer to update it. There is one for each wallet and type: it takes the place of
 * the one before, also for an update that is under way.
 *
 * @throws MedusaError `wallet_not_found`, `wallet_closed`, `update_page_unavailable`, `account_not_configured`; nothing is
 * changed then
 */
export async function createUpdateLink(runtime: Runtime, wanted: WantedLink): Promise<MadeLink> {
  const token = newLinkToken()
  const made = await runtime.db.transaction(async (db) => {
    const wallet = await db.findOne(WalletEntity, {
      where: { id: wanted.walletId },
      lock: { mode: "pessimistic_write" },
    })
    assertUpdatable(runtime, wallet)
    const now = runtime.now()
    const id = newUpdateLinkId()
    await replaceLiveLink(db, wanted, id, now)
    await db.insert(UpdateLinkEntity, {
      id,
      wallet_id: wallet.id,
      customer_id: wallet.customer_id,
      update_type: wanted.updateType,
      token_hash: hashToken(token),
      expires_at: new Date(now.getTime() + wanted.expiresInHours * 3_600_000),
      created_by: wanted.createdBy,
      created_at: now,
    })
    return { wallet, link: await db.findOneByOrFail(UpdateLinkEntity, { id }) }
  })
  return { ...made, url: linkUrl(runtime.options, token) }
}

/** A link is refused for what starting the update would be refused for. A customer who is gone gets none either. */
function assertUpdatable(runtime: Runtime, wallet: WalletEntity | null): asserts wallet is WalletEntity {
  if (!wallet) throw refusal("wallet_not_found")
  if (wallet.status === "closed" || wallet.erase_requested_at) throw refusal("wallet_closed")
  const { account } = accountOf(runtime, wallet.merchant_account)
  if (!REGIONS[account.region].hostedUpdatePage) throw refusal("update_page_unavailable")
}

async function replaceLiveLink(
  db: EntityManager,
  { walletId, updateType }: WantedLink,
  newId: string,
  now: Date,
): Promise<void> {
  await db.query(HAND_OVER, [walletId, updateType, newId])
  await db.query(REVOKE_LIVE, [walletId, updateType, now])
}

const HAND_OVER = `
  update amazon_pay_wallet_update set update_link_id = $3
  where wallet_id = $1 and update_type = $2 and status in ('started', 'pending') and update_link_id in (
    select id from amazon_pay_update_link
    where wallet_id = $1 and update_type = $2 and used_at is null and revoked_at is null)`

const REVOKE_LIVE = `
  update amazon_pay_update_link set revoked_at = $3
  where wallet_id = $1 and update_type = $2 and used_at is null and revoked_at is null`

import { In, type DataSource } from "typeorm"
import type { AdminUpdateLink } from "../../../contracts"
import { cappedCount } from "../persistence/capped-count"
import { UpdateLinkEntity, WalletEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { toAdminUpdateLink } from "./present"

export type LinkFilters = { customerId?: string; walletId?: string }

/**
 * A page of update links, newest first.
 *
 * @returns the page and how many links match, capped at 10,001
 */
export async function listLinks(
  runtime: Runtime,
  filters: LinkFilters,
  page: { limit: number; offset: number },
): Promise<{ links: AdminUpdateLink[]; count: number }> {
  const { db } = runtime
  const [links, count] = await Promise.all([
    matching(db, filters)
      .orderBy("l.created_at", "DESC")
      .addOrderBy("l.id", "DESC")
      .limit(page.limit)
      .offset(page.offset)
      .getMany(),
    cappedCount(db, matching(db, filters)),
  ])
  return { links: await presented(runtime, links), count }
}

function matching(db: DataSource, { customerId, walletId }: LinkFilters) {
  const query = db.createQueryBuilder(UpdateLinkEntity, "l").where("true")
  if (customerId !== undefined) query.andWhere("l.customer_id = :customerId", { customerId })
  if (walletId !== undefined) query.andWhere("l.wallet_id = :walletId", { walletId })
  return query
}

/** What has become of a link depends on its wallet, too. */
async function presented(runtime: Runtime, links: readonly UpdateLinkEntity[]): Promise<AdminUpdateLink[]> {
  const now = runtime.now()
  const wallets = await runtime.db.getRepository(WalletEntity).find({
    select: { id: true, status: true },
    where: { id: In(links.map(({ wallet_id }) => wallet_id)) },
  })
  const known = new Map(wallets.map((wallet) => [wallet.id, wallet]))
  return links.flatMap((link) => {
    const wallet = known.get(link.wallet_id)
    return wallet ? [toAdminUpdateLink(link, wallet, now)] : []
  })
}

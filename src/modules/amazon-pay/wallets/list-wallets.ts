import type { DataSource } from "typeorm"
import { WALLET_STATUSES, type WalletOrder, type WalletStatus } from "../../../contracts"
import { refusal } from "../errors"
import { decodeCursor, encodeCursor, type CursorPage } from "../persistence/cursor"
import { NEEDS_ATTENTION, ONLY_WAITING, WalletEntity } from "../persistence/entities"
import {
  all,
  readPageAt,
  readPositions,
  rowsAt,
  type Condition,
  type Listing,
  type Position,
} from "../persistence/keyset"
import { parseSearch } from "../persistence/search"

export type WalletFilters = {
  customerId?: string
  /** The customers whose e-mail was searched for. */
  customerIds?: readonly string[]
  status?: readonly WalletStatus[]
  merchantAccount?: string
  /** An exact wallet or charge permission id. */
  q?: string
  order?: WalletOrder
}

/** The parts of the list, one after the other, with the cursors they hand out. */
type PartOfList = { list: "wallets" | "wallets-attention" | "wallets-rest"; listing: Listing }

/**
 * A page of wallets by offset, newest first or those that need attention before the others.
 *
 * @returns the page and how many match, capped at 10,001
 */
export async function listWallets(
  db: DataSource,
  filters: WalletFilters,
  page: { limit: number; offset: number },
): Promise<{ wallets: WalletEntity[]; count: number }> {
  const listings = partsOfList(filters).map(({ listing }) => listing)
  const { positions, count } = await readPageAt(db, listings, page)
  return { wallets: await rowsAt(db, WalletEntity, "id", positions), count }
}

/**
 * The same by cursor: a page costs the same wherever it is.
 *
 * @returns the page and the next one's cursor, `null` at the end
 * @throws MedusaError `invalid_cursor`
 */
export async function listWalletsAfter(
  db: DataSource,
  filters: WalletFilters,
  { limit, cursor }: CursorPage,
): Promise<{ wallets: WalletEntity[]; nextCursor: string | null }> {
  const parts = partsOfList(filters)
  const after = decodeCursor(cursor, ...parts.map(({ list }) => list))
  const first = parts.findIndex(({ list }) => list === after?.list)
  const read: (Position & Pick<PartOfList, "list">)[] = []
  for (const { list, listing } of parts.slice(Math.max(first, 0))) {
    const missing = limit + 1 - read.length
    if (missing === 0) break
    const from = list === after?.list ? after : null
    const positions = await readPositions(db, listing, { limit: missing, after: from })
    read.push(...positions.map((position) => ({ ...position, list })))
  }
  const shown = read.slice(0, limit)
  const last = shown.at(-1)
  return {
    wallets: await rowsAt(db, WalletEntity, "id", shown),
    nextCursor: last && read.length > limit ? encodeCursor(last.list, last) : null,
  }
}

function partsOfList(filters: WalletFilters): PartOfList[] {
  const scope = scopeOf(filters)
  const statuses = [...new Set(filters.status ?? WALLET_STATUSES)]
  const listing = (conditions: readonly string[]): Listing => ({
    ...WALLETS,
    whole: false,
    conditions: scope.flatMap((among) => conditions.map((condition) => all([among, () => condition]))),
  })
  if (filters.order === "attention") {
    const needy = statuses.includes("non_chargeable") ? [NEEDS_ATTENTION] : []
    const others = statuses.map((status) => (status === "non_chargeable" ? ONLY_WAITING : `status = '${status}'`))
    return [
      { list: "wallets-attention", listing: listing(needy) },
      { list: "wallets-rest", listing: listing(others) },
    ]
  }
  if (filters.status) return [{ list: "wallets", listing: listing(statuses.map((status) => `status = '${status}'`)) }]
  return [{ list: "wallets", listing: { ...WALLETS, whole: !isNarrowed(filters), conditions: scope } }]
}

const WALLETS = { table: "amazon_pay_wallet", time: "created_at", id: "id" }

function isNarrowed({ customerId, customerIds, q }: WalletFilters): boolean {
  return [customerId, customerIds, q].some((filter) => filter !== undefined)
}

/** Conditions of which each wallet that is asked for meets exactly one, whatever its status. */
function scopeOf({ customerId, customerIds, merchantAccount, q }: WalletFilters): Condition[] {
  const narrowing: Condition[] = []
  if (merchantAccount !== undefined) narrowing.push((bind) => `merchant_account = ${bind(merchantAccount)}`)
  if (q !== undefined) {
    const found = searchCondition(q)
    if (!found) return []
    narrowing.push(found)
  }
  const customers = customersOf(customerId, customerIds)
  if (!customers) return [all(narrowing)]
  return customers.map((id) => all([(bind) => `customer_id = ${bind(id)}`, ...narrowing]))
}

function customersOf(one?: string, found?: readonly string[]): readonly string[] | null {
  if (one === undefined) return found ?? null
  return !found || found.includes(one) ? [one] : []
}

function searchCondition(q: string): Condition | null {
  const search = parseSearch(q)
  if (search?.by === "wallet") return (bind) => `id = any(${bind(search.ids)}::text[])`
  if (search?.by === "charge_permission") return (bind) => `charge_permission_id = ${bind(search.id)}`
  return null
}

/**
 * @param customerId when given, another customer's wallet is not found
 * @throws MedusaError `wallet_not_found`
 */
export async function retrieveWallet(db: DataSource, id: string, customerId?: string): Promise<WalletEntity> {
  const found = await db
    .getRepository(WalletEntity)
    .findOneBy({ id, ...(customerId !== undefined && { customer_id: customerId }) })
  if (!found) throw refusal("wallet_not_found")
  return found
}

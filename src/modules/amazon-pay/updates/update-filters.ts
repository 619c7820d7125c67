import { In, type DataSource } from "typeorm"
import { CheckoutAttemptEntity, WalletEntity } from "../persistence/entities"
import { all, type Condition, type Listing } from "../persistence/keyset"
import { parseSearch } from "../persistence/search"
import { facetCondition, facetsThatOccur, type FacetFilters } from "./facets"

/** Which history entries are wanted. Filters narrow each other; values of one filter are alternatives. */
export type UpdateFilters = FacetFilters & {
  customerId?: string
  /** The customers whose e-mail was searched for. */
  customerIds?: readonly string[]
  walletId?: string
  createdFrom?: Date
  /** Included, to the millisecond: as exact as the time in an answer. */
  createdTo?: Date
  /** An exact wallet, update, checkout session or charge permission id. E-mails are resolved by who knows customers. */
  q?: string
}

const TABLE = "amazon_pay_wallet_update"

/** The list of the entries that are wanted, in parts that one index each serves. */
export async function updateListing(db: DataSource, filters: UpdateFilters): Promise<Listing> {
  const scopes = await scopesOf(db, filters)
  const listing = { table: TABLE, time: "created_at", id: "id" }
  const time = timeCondition(filters)
  const facet = facetCondition(filters)
  if (scopes === "everything" && !facet) return { ...listing, whole: true, conditions: [time] }
  const conditions = await Promise.all(
    (scopes === "everything" ? [null] : scopes).map(async (scope) => {
      if (scope?.isFew || !facet) return [all([scope?.condition, facet, time].filter(isGiven))]
      const facets = await facetsThatOccur(db, scope?.condition ?? all([]), facet)
      return facets.map((value) => all([scope?.condition, isFacet(value), time].filter(isGiven)))
    }),
  )
  return { ...listing, whole: false, conditions: conditions.flat() }
}

const isGiven = (condition: Condition | null | undefined): condition is Condition => !!condition

const isFacet =
  (facet: number): Condition =>
  (bind) =>
    `facet = ${bind(facet)}::smallint`

/** The entries of one wallet or customer, or some that are known by id. */
type Scope = { condition: Condition; isFew?: boolean }

/** The entries among which to look; none where nothing can be found. */
export async function scopesOf(db: DataSource, filters: UpdateFilters): Promise<Scope[] | "everything"> {
  const narrowed = await resolveIds(db, filters)
  if (!narrowed) return []
  const { updateIds, walletIds, customerIds } = narrowed
  if (updateIds) {
    const conditions = [isAny("id", updateIds), isAny("wallet_id", walletIds), isAny("customer_id", customerIds)]
    return [{ condition: all(conditions.filter(isGiven)), isFew: true }]
  }
  if (walletIds) return walletIds.map((id) => ({ condition: is("wallet_id", id) }))
  if (customerIds) return customerIds.map((id) => ({ condition: is("customer_id", id) }))
  return "everything"
}

const is =
  (column: string, value: string): Condition =>
  (bind) =>
    `${column} = ${bind(value)}`

const isAny = (column: string, values?: readonly string[]): Condition | null =>
  values ? (bind) => `${column} = any(${bind(values)}::text[])` : null

type Ids = { updateIds?: string[]; walletIds?: string[]; customerIds?: string[] }

/** Everything that names a wallet, customer or entry, reduced to ids; `null` when they contradict each other. */
async function resolveIds(db: DataSource, filters: UpdateFilters): Promise<Ids | null> {
  const found = filters.q === undefined ? {} : await searchIds(db, filters.q)
  if (!found) return null
  const ids: Ids = {
    ...found,
    walletIds: both(found.walletIds, only(filters.walletId)),
    customerIds: both(filters.customerIds, only(filters.customerId)),
  }
  if (!ids.updateIds && ids.walletIds && ids.customerIds) {
    ids.walletIds = await walletsOf(db, ids.walletIds, ids.customerIds)
  }
  return Object.values(ids).some((values) => values?.length === 0) ? null : ids
}

async function searchIds(db: DataSource, q: string): Promise<Ids | null> {
  const search = parseSearch(q)
  if (search?.by === "update") return { updateIds: search.ids }
  if (search?.by === "wallet") return { walletIds: search.ids }
  if (search?.by === "session") {
    const attempts = await db.getRepository(CheckoutAttemptEntity).findBy({ checkout_session_id: search.id })
    return { updateIds: attempts.map(({ update_id }) => update_id) }
  }
  if (search?.by === "charge_permission") {
    const wallets = await db.getRepository(WalletEntity).find({
      select: { id: true },
      where: { charge_permission_id: search.id },
    })
    return { walletIds: wallets.map(({ id }) => id) }
  }
  return null
}

/** All entries of a wallet are its customer's, so that one of the two is enough to find them by. */
async function walletsOf(db: DataSource, walletIds: string[], customerIds: string[]): Promise<string[]> {
  const wallets = await db.getRepository(WalletEntity).find({
    select: { id: true },
    where: { id: In(walletIds), customer_id: In(customerIds) },
  })
  return wallets.map(({ id }) => id)
}

const only = (value?: string): string[] | undefined => (value === undefined ? undefined : [value])

/** What is in both lists; a list that is not there has everything in it. */
function both(one?: readonly string[], other?: readonly string[]): string[] | undefined {
  if (!one || !other) return one || other ? [...(one ?? other ?? [])] : undefined
  return one.filter((value) => other.includes(value))
}

const MILLISECOND = 1

function timeCondition({ createdFrom, createdTo }: UpdateFilters): Condition {
  const conditions: Condition[] = []
  if (createdFrom) conditions.push((bind) => `created_at >= ${bind(createdFrom)}::timestamptz`)
  if (createdTo) {
    const next = new Date(createdTo.getTime() + MILLISECOND)
    conditions.push((bind) => `created_at < ${bind(next)}::timestamptz`)
  }
  return all(conditions)
}

import type { DataSource } from "typeorm"
import {
  UPDATE_INITIATORS,
  UPDATE_SOURCES,
  UPDATE_STATUSES,
  UPDATE_TYPES,
  type UpdateInitiator,
  type UpdateSource,
  type UpdateStatus,
  type UpdateTypeFilter,
} from "../../../contracts"
import { all, binding, type Bind, type Condition } from "../persistence/keyset"

/**
 * The filters with few values. A trigger keeps them together as one number, the entry's facet: status * 1024 + type * 128 +
 * initiator * 16 + sources, where words count from 1 in the order of the contract, no type counts 0, and each source is a bit.
 * A new word has to be added to the trigger by a migration.
 */
export type FacetFilters = {
  status?: readonly UpdateStatus[]
  updateType?: readonly UpdateTypeFilter[]
  source?: readonly UpdateSource[]
  initiatedBy?: readonly UpdateInitiator[]
}

/** The status in a facet, as SQL: its place in the contract, from 1. */
export const STATUS_OF_FACET = "facet >> 10"

/** The condition on an entry's facet, or `null` when every facet will do. */
export function facetCondition({ status, updateType, source, initiatedBy }: FacetFilters): Condition | null {
  const wanted = [
    part(STATUS_OF_FACET, UPDATE_STATUSES, status),
    part("(facet >> 7) & 7", UPDATE_TYPES, updateType, "none"),
    part("(facet >> 4) & 7", UPDATE_INITIATORS, initiatedBy),
    source ? (bind: Bind) => `facet & ${bind(sourceBits(source))}::int <> 0` : null,
  ].filter((condition) => condition !== null)
  return wanted.length ? all(wanted) : null
}

/**
 * The condition on one part of a facet, or `null` where every word will do.
 *
 * @param nothing the word for 0
 */
function part<Word extends string>(
  bits: string,
  words: readonly Word[],
  wanted: readonly (Word | "none")[] | undefined,
  nothing?: "none",
): Condition | null {
  const known = [...(nothing ? [nothing] : []), ...words]
  if (!wanted || known.every((word) => wanted.includes(word))) return null
  const values = wanted.map((word) => (word === nothing ? 0 : 1 + words.findIndex((each) => each === word)))
  return (bind) => `${bits} = any(${bind(values)}::int[])`
}

function sourceBits(sources: readonly UpdateSource[]): number {
  return sources.reduce((bits, source) => bits | (1 << UPDATE_SOURCES.indexOf(source)), 0)
}

/**
 * The facets that occur and meet a condition. Jumps from each to the next in the index, so it costs as many steps as there
 * are facets (some dozens), not entries.
 *
 * @param among the entries that count
 */
export async function facetsThatOccur(db: DataSource, among: Condition, wanted: Condition | null): Promise<number[]> {
  const { bind, parameters } = binding()
  const entries = () => `select facet from amazon_pay_wallet_update where ${among(bind)}`
  const rows = await db.query<{ facet: number }[]>(
    `with recursive occurring(facet) as (
       (${entries()} order by facet limit 1)
       union all
       select (${entries()} and facet > occurring.facet order by facet limit 1)
       from occurring where occurring.facet is not null)
     select facet from occurring where facet is not null and ${wanted ? wanted(bind) : "true"}`,
    parameters,
  )
  return rows.map(({ facet }) => facet)
}

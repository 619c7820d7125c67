import type {
  FindManyOptions,
  FindOptionsOrder,
  FindOptionsRelations,
  FindOptionsWhere,
  ObjectLiteral,
  Repository,
} from "typeorm"
import { In } from "typeorm"

/** What Medusa's `query.graph` hands to a module's list methods. */
export type GraphConfig = {
  select?: string[]
  relations?: string[]
  skip?: number
  take?: number | null
  order?: Record<string, "ASC" | "DESC" | "asc" | "desc">
}

export type GraphFilters = Record<string, unknown>

/**
 * Lists entities the way `query.graph` asks for them. Columns that the entities do not select by default (tokens,
 * signatures) cannot be asked for.
 */
export async function graphList<T extends ObjectLiteral>(
  repository: Repository<T>,
  filters: GraphFilters = {},
  config: GraphConfig = {},
): Promise<[T[], number]> {
  const options: FindManyOptions<T> = {
    where: whereOf(filters) as FindOptionsWhere<T>,
    relations: Object.fromEntries(
      (config.relations ?? []).map((relation) => [relation, true]),
    ) as FindOptionsRelations<T>,
    skip: config.skip,
    take: config.take ?? undefined,
    order: config.order as FindOptionsOrder<T> | undefined,
  }
  return repository.findAndCount(options)
}

function whereOf(filters: GraphFilters): Record<string, unknown> {
  return Object.fromEntries(Object.entries(filters).map(([field, value]) => [field, conditionOf(value)]))
}

function conditionOf(value: unknown): unknown {
  if (Array.isArray(value)) return In(value)
  if (typeof value === "object" && value !== null && "$in" in value && Array.isArray(value.$in)) return In(value.$in)
  return value
}
